"""The documentation builds as a site without a broken link, and the site needs nothing from the web."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, texts

PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LARGEST = 200_000
FETCHED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "object": "data"}


class Fetches(HTMLParser):
    """What a browser loads by itself to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        address = dict(attrs).get(FETCHED.get(tag, ""))
        if address:
            self.addresses.append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("material", reason="the site needs mkdocs-material: pip install ilr-excel[docs]")
    folder = tmp_path_factory.mktemp("docs") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_there(site: Path) -> None:
    pages = [path.relative_to(DOCS).with_suffix(".html") for path in DOCS.rglob("*.md")]
    assert [page for page in pages if not (site / page).is_file()] == []


def test_a_broken_link_fails_the_build(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="the site needs mkdocs-material: pip install ilr-excel[docs]")
    pages = tmp_path / "docs"
    pages.mkdir()
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    (pages / "index.md").write_text("[gone](gone.md) ![gone](gone.png) [nowhere](index.md#nowhere)", "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert [name for name in ("gone.md", "gone.png", "#nowhere") if name not in done.stderr] == []


def test_nothing_is_loaded_from_the_web(site: Path) -> None:
    scripts = 0
    for page in site.rglob("*.html"):
        found = Fetches()
        found.feed(page.read_text("utf-8"))
        scripts += found.scripts
        assert [one for one in found.addresses if re.match(r"([a-z]+:)?//", one, re.IGNORECASE)] == [], page.name
    assert scripts > 0
    styles = [path.read_text("utf-8") for path in site.rglob("*.css")]
    assert styles
    assert [text for text in styles if re.search(r"(@import|url\()\s*[\"']?(https?:)?//", text)] == []


def test_no_diagram_is_drawn_by_a_script_from_the_web(site: Path) -> None:
    # The theme loads its drawing script from the web as soon as a page has an element of this class.
    page = (site / "architecture.html").read_text("utf-8")
    assert "flowchart" in page
    assert re.search(r"class=\"[^\"]*\bmermaid\b[^\"]*\"", page) is None


def test_searching_works_from_disk(site: Path) -> None:
    assert (site / "search" / "search_index.js").read_text("utf-8").startswith("var __index = {")
    assert "assets/iframe-worker.js" in (site / "index.html").read_text("utf-8")
    assert "class extends EventTarget" in (site / "assets" / "iframe-worker.js").read_text("utf-8")


def test_pictures_are_small_described_and_used() -> None:
    shown: dict[Path, list[str]] = {}
    for name, text in texts().items():
        for words, address in PICTURE.findall(text):
            assert len(words) > 20, f"{name}: say in words what {address} shows"
            shown.setdefault((ROOT / name).parent.joinpath(address).resolve(), []).append(name)
    pictures = {path for path in (DOCS / "pictures").iterdir() if path.suffix in (".png", ".svg")}
    assert pictures == set(shown)
    assert [path.name for path in pictures if path.stat().st_size >= LARGEST] == []
