"""The page in a real browser: filled in, judged on the spot, saved, collected; alone on the computer all the while."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from addin.forms.questions import questions
from addin.forms.web_form import Blank, web_form
from tests.cli.runs import Runner
from tests.commands.made import value
from tests.forms.made import YEAR, forms_of

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
FINGER = 44  # pixels, the least that WCAG 2.2 (2.5.5) asks for


@dataclass
class Opened:
    """A form in the browser, with everything it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def save(self) -> None:
        self.page.get_by_role("button", name="Save my answers").click()

    def saved(self, folder: Path) -> Path:
        with self.page.expect_download() as download:
            self.save()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def problem(self, name: str) -> str:
        return self.page.locator(f"#{name}-problem").inner_text()

    def named(self, name: str) -> Locator:
        return self.page.locator(f"#{name}")


@pytest.fixture
def opened(browser: Browser) -> Iterator[object]:
    """Opens forms on a phone without a network; at the end none has asked for anything, and none has complained."""
    context = browser.new_context(viewport=PHONE, accept_downloads=True, offline=True)
    forms: list[Opened] = []

    def open_form(path: Path) -> Opened:
        form = Opened(context.new_page())
        form.page.on("request", lambda request: form.requests.append(request.url))
        form.page.on("console", lambda message: form.complaints.append(message.text))
        form.page.on("pageerror", lambda error: form.complaints.append(str(error)))
        form.page.goto(path.as_uri())
        forms.append(form)
        return form

    yield open_form
    for form in forms:
        beyond = [url for url in form.requests[1:] if not url.startswith("blob:")]
        assert beyond == []
        assert form.requests[0].startswith("file:")
        assert form.complaints == []
    context.close()


def form_of(folder: Path, learner: str) -> Path:
    return folder / "out" / f"Form {forms_of(folder / 'book.xlsx')[learner].form}.html"


def test_filled_in_judged_saved_and_collected(opened, ilr: Runner, book: Path, folder: Path, tmp_path: Path) -> None:
    form = opened(form_of(tmp_path, "A1"))
    page = form.page
    assert page.get_by_label("First and middle names").input_value() == "Ada"
    assert [page.locator(f"#DateOfBirth-{part}").input_value() for part in ("day", "month", "year")] == [
        "27", "03", "2007",
    ]  # fmt: skip
    assert page.get_by_label("Female", exact=True).is_checked()
    assert not page.get_by_text("If yes, which?").is_visible()
    page.get_by_label("Postcode").fill("sw1")
    page.get_by_label("Email address").fill("ada")
    page.get_by_label("Your National Insurance number").fill("bg 12 34 56 a")
    page.locator("#DateOfBirth-day").fill("31")
    page.locator("#DateOfBirth-month").fill("2")
    page.get_by_label("Phone number").fill("+44 7700 900456")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Dyslexia").check()
    page.get_by_label("Mental health").check()
    form.save()
    assert form.problem("Postcode").endswith("This is not a UK postcode. It looks like SW1A 1AA.")
    assert "not an email address" in form.problem("Email")
    assert "begins with these two letters" in form.problem("NINumber")
    assert "no such day" in form.problem("DateOfBirth")
    assert "affects your learning most" in form.problem("PrimaryLLDD")
    assert form.problem("TelNo") == ""
    assert form.named("TelNo").input_value() == "07700900456"
    assert form.named("Postcode").get_attribute("aria-invalid") == "true"
    assert page.locator("#summary").is_visible()
    assert page.evaluate("document.activeElement.id") == "summary"
    assert page.locator("#summary-list a").all_inner_texts() == [
        "Date of birth", "Postcode", "Email address", "Your National Insurance number",
        "If you chose more than one: which affects your learning most?",
    ]  # fmt: skip
    page.locator("#summary-list a", has_text="Postcode").click()
    assert page.evaluate("document.activeElement.id") == "Postcode"
    page.get_by_label("Postcode").fill("sw1a1aa")
    page.get_by_label("Email address").fill("ada@example.com")
    page.get_by_label("Your National Insurance number").fill("ab 65 43 21 a")
    page.locator("#DateOfBirth-day").fill("9")
    page.locator("#DateOfBirth-month").fill("2")
    page.get_by_label("which affects your learning most").select_option("Dyslexia")
    page.get_by_label("Which of these describes you best?").select_option("Asian: Indian")
    path = form.saved(folder)
    assert path.name == f"Answers {form_of(tmp_path, 'A1').stem.removeprefix('Form ')}.json"
    assert not page.locator("#summary").is_visible()
    assert page.locator("#saved").is_visible()
    page.get_by_text("No file to be found?").click()
    assert json.loads(page.get_by_label("Your answers as text").input_value()) == json.loads(path.read_text("utf-8"))
    done = ilr("forms", "collect", book, path)
    assert done.code == 0
    names = ("Postcode", "Email", "NINumber", "TelNo", "GivenNames", "Ethnicity", "LLDDHealthProb")
    found = [str(value(book, "Learners", 2, name)).partition(" · ")[0] for name in names]
    assert found == ["SW1A 1AA", "ada@example.com", "AB654321A", "07700900456", "Ada", "39", "1"]
    assert str(value(book, "Learners", 2, "DateOfBirth"))[:10] == "2007-02-09"
    assert "12 · Dyslexia (main)" in done.out


def test_a_protected_form(opened, ilr: Runner, book: Path, folder: Path, tmp_path: Path) -> None:
    ilr(
        "forms",
        "make",
        book,
        "--out",
        tmp_path / "out",
        "--learners",
        "A2",
        "--kind",
        "html",
        "--password",
        "paperclip £9",
    )
    form = opened(form_of(tmp_path, "A2"))
    page = form.page
    assert not page.locator("#form").is_visible()
    assert "Mockford" not in page.content()
    page.get_by_label("Password").fill("paperclip")
    page.get_by_role("button", name="Open the form").click()
    page.get_by_text("That is not the password of this form.").wait_for()
    page.get_by_label("Password").fill("paperclip £9")
    page.keyboard.press("Enter")
    page.locator("#form").wait_for()
    assert page.get_by_label("Last name").input_value() == "Mockford"
    page.get_by_label("Last name").fill("Mockford-Źródło")
    path = form.saved(folder)
    assert "Mockford" not in path.read_text("utf-8")
    assert ilr("forms", "collect", book, path).code == 2
    assert ilr("forms", "collect", book, path, "--password", "paperclip £9").code == 0
    assert value(book, "Learners", 3, "FamilyName") == "Mockford-Źródło"


def test_with_the_keyboard_alone(opened, tmp_path: Path, forms_out: Path, folder: Path) -> None:
    form = opened(form_of(forms_out, "A3"))
    page = form.page
    reached: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate("[document.activeElement.id, document.activeElement.textContent]")
        if at[0] == "NINumber":
            page.keyboard.type("ab123456c")
        if at[0].startswith("LLDDHealthProb"):
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowUp")
        if at[0] == "LLDDCat-5":
            page.keyboard.press("Space")
        reached.append(at[0] or at[1])
        if at[1] == "Save my answers":
            break
    asked = [question.name for question in questions(YEAR) if question.name != "PrimaryLLDD"]
    order = [next(i for i, one in enumerate(reached) if one.startswith(name)) for name in asked]
    assert order == sorted(order)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    given = json.loads(Path(download.value.path()).read_text("utf-8"))["answers"]
    assert given["NINumber"] == "AB123456C"
    assert (given["LLDDHealthProb"], given["LLDDCat"], given["PrimaryLLDD"]) == ("1", ["5"], "5")
    assert page.evaluate("document.activeElement.id") == "saved"


def test_a_small_screen_and_helpers_of_the_blind(opened, forms_out: Path) -> None:
    form = opened(form_of(forms_out, "A1"))
    page = form.page
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Dyslexia").check()
    page.get_by_label("Hearing").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    touched = page.locator("main input[type=text]:visible, main select:visible, .choice:visible, main button:visible")
    assert touched.count() > 40
    sizes = touched.evaluate_all("all => all.map(one => [one.id, one.getBoundingClientRect().height])")
    assert [one for one in sizes if one[1] < FINGER] == []
    nameless = page.evaluate(
        "[...document.querySelectorAll('input, select, textarea, button')]"
        ".filter(one => !one.labels?.length && !one.textContent.trim()).map(one => one.id)"
    )
    assert nameless == []
    described = page.evaluate(
        "[...document.querySelectorAll('[aria-describedby]')].flatMap(one => one.getAttribute('aria-describedby')"
        ".split(' ')).filter(id => !document.getElementById(id))"
    )
    assert described == []
    assert page.locator("fieldset > legend").count() == page.locator("fieldset").count() == 4
    assert page.locator(".problem:not([aria-live])").count() == 0
    assert page.locator("html").get_attribute("lang") == "en-GB"


def test_what_was_typed_by_others_is_not_the_learner_s_fault(opened, tmp_path: Path, folder: Path) -> None:
    shown = {"FamilyName": "</script><b>O'Neill (Jr) 2", "AddLine1": "1 Exåmple Street", "Sex": "X", "TelNo": "12"}
    path = tmp_path / "form.html"
    path.write_bytes(web_form(Blank("0000-0000-0000", "A1", shown), YEAR))
    form = opened(path)
    assert form.page.get_by_label("Last name").input_value() == shown["FamilyName"]
    form.page.get_by_label("Email address").focus()
    form.page.keyboard.press("Tab")
    given = json.loads(form.saved(folder).read_text("utf-8"))["answers"]
    assert given == {name: text for name, text in shown.items() if name != "Sex"}


def test_the_page_may_fetch_nothing(browser: Browser, forms_out: Path) -> None:
    page = browser.new_page()
    page.goto(form_of(forms_out, "A1").as_uri())
    refused = page.evaluate(
        """async () => {
          const found = [];
          document.addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
          document.body.append(Object.assign(new Image(), {src: "https://example.org/x.png"}));
          document.body.append(Object.assign(document.createElement("script"), {textContent: "document.title = 'x'"}));
          await fetch("https://example.org/").catch(() => 0);
          await new Promise((done) => setTimeout(done, 50));
          return [found.sort(), document.title];
        }"""
    )
    page.close()
    assert refused == [["connect-src", "img-src", "script-src-elem"], "Your details"]


def test_where_scripts_do_not_run(browser: Browser, forms_out: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(form_of(forms_out, "A1").as_uri())
    assert page.get_by_text("This form does not work here").is_visible()
    assert not page.locator("#form").is_visible()
    context.close()
    working = browser.new_page()
    working.goto(form_of(forms_out, "A1").as_uri())
    assert not working.get_by_text("This form does not work here").is_visible()
    working.close()


def test_where_the_browser_has_no_cryptography(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    path.write_bytes(web_form(Blank("0000-0000-0000", "A1", {}), YEAR, "some password"))
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(globalThis, 'crypto', {value: undefined})")
    page.goto(path.as_uri())
    assert page.get_by_text("This form cannot be unlocked here").is_visible()
    assert not page.locator("#locked").is_visible()
    page.close()
