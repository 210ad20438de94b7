"use strict";
// Everything happens on this device: nothing is fetched and nothing is sent.
(() => {
  const byId = (id) => document.getElementById(id);
  byId("no-script").hidden = true; // what says that scripts do not run, or that the browser is too old for this one
  const data = JSON.parse(byId("form-data").textContent);
  const questions = [...document.querySelectorAll(".question")];
  const YES = "1";
  let shown = {};
  let learner = data.learner;
  let password = "";

  // The same tidying and judging as when the answers are collected; the patterns come from there.
  function judge(name, typed) {
    const check = data.checks[name];
    let text = typed.normalize("NFC");
    if (check.upper) text = text.toUpperCase();
    for (const [pattern, by] of check.replace) text = text.replace(new RegExp(pattern, "gu"), by);
    if (!text) return { value: "", problem: "" };
    if ([...text].length > check.longest) {
      return { value: text, problem: `This is too long. Use at most ${check.longest} letters.` };
    }
    for (const [pattern, wanted, sentence] of check.tests) {
      if (new RegExp(pattern, "u").test(text) !== wanted) return { value: text, problem: sentence };
    }
    return { value: text, problem: check.latest ? dayProblem(text, check) : "" };
  }

  function dayProblem(text, check) {
    const [year, month, day] = text.split("-").map(Number);
    const found = new Date(Date.UTC(2000, month - 1, day));
    found.setUTCFullYear(year, month - 1, day);
    const isReal = found.getUTCMonth() === month - 1 && found.getUTCDate() === day && year > 0;
    if (!isReal) return data.words.no_such_day;
    return text >= check.earliest && text <= check.latest ? "" : data.words.wrong_year;
  }
  window.judge = judge; // asked by the tests, with the cases that collecting has to pass

  const controls = (question) => [...question.querySelectorAll("input, select")];

  function typedIn(question) {
    const found = controls(question);
    if (question.dataset.kind === "day") {
      const [day, month, year] = found.map((one) => one.value.trim());
      if (!day && !month && !year) return "";
      return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    }
    if (question.dataset.kind === "choices") return found.filter((one) => one.checked).map((one) => one.value);
    if (found[0].type === "radio") return found.find((one) => one.checked)?.value ?? "";
    return found[0].value;
  }

  function put(question, text) {
    const found = controls(question);
    if (question.dataset.kind === "day") {
      const parts = text.split("-");
      if (parts.length === 3) [found[2].value, found[1].value, found[0].value] = parts;
    } else if (found[0].type === "radio") {
      for (const one of found) one.checked = one.value === text;
    } else {
      found[0].value = text;
    }
  }

  function answer(question) {
    const name = question.dataset.name;
    const typed = typedIn(question);
    if (question.hidden) return { value: Array.isArray(typed) ? [] : "", problem: "" };
    // What the form came with was typed by somebody else; only what is changed is judged.
    if (typed === shown[name] || !data.checks[name]) return { value: typed, problem: needed(name, typed) };
    return judge(name, typed);
  }

  function needed(name, typed) {
    if (name === "LLDDCat" && !typed.length) return "Choose at least one, or “I would rather not say which”.";
    if (name === "PrimaryLLDD" && !typed) return "Choose the one that affects your learning most.";
    return "";
  }

  function tell(question, problem) {
    const place = byId(`${question.dataset.name}-problem`);
    if (place.textContent !== problem) place.textContent = problem;
    question.classList.toggle("wrong", Boolean(problem));
    for (const one of controls(question)) {
      if (problem) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
  }

  function look(question) {
    const { value, problem } = answer(question);
    tell(question, problem);
    if (!problem && question.dataset.kind === "text" && value !== typedIn(question)) put(question, value);
    return problem;
  }

  const named = (name) => questions.find((one) => one.dataset.name === name);

  // Which questions follow from what was answered before.
  function arrange() {
    const categories = named("LLDDCat");
    const main = named("PrimaryLLDD");
    categories.hidden = typedIn(named("LLDDHealthProb")) !== YES;
    const chosen = categories.hidden ? [] : typedIn(categories);
    main.hidden = chosen.length < 2;
    for (const one of main.querySelectorAll("option")) {
      one.hidden = one.disabled = one.value !== "" && !chosen.includes(one.value);
      if (one.disabled && one.selected) main.querySelector("select").value = "";
    }
  }

  function collected() {
    const answers = {};
    for (const question of questions) {
      const { value } = answer(question);
      if (value.length) answers[question.dataset.name] = value;
    }
    const categories = answers.LLDDCat ?? [];
    if (categories.length === 1) answers.PrimaryLLDD = categories[0];
    return { learner, saved: new Date().toISOString(), answers };
  }

  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const base64 = (buffer) => btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""));

  async function key(salt, iterations) {
    const raw = new TextEncoder().encode(password);
    const base = await crypto.subtle.importKey("raw", raw, "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
    return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  async function unsealed(seal) {
    const iv = bytes(seal.nonce);
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv }, await key(bytes(seal.salt), seal.iterations), bytes(seal.data));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  async function sealed(content) {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const { iterations } = data.sealed;
    const plain = new TextEncoder().encode(JSON.stringify(content));
    const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await key(salt, iterations), plain);
    return { iterations, salt: base64(salt), nonce: base64(nonce), data: base64(closed) };
  }

  async function save(event) {
    event.preventDefault();
    const wrong = questions.filter((one) => !one.hidden && look(one));
    const summary = byId("summary");
    summary.hidden = !wrong.length;
    byId("saved").hidden = true;
    if (wrong.length) {
      const list = wrong.map((one) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${controls(one)[0].id}`;
        link.textContent = one.dataset.label;
        item.append(link);
        return item;
      });
      byId("summary-list").replaceChildren(...list);
      summary.focus();
      return;
    }
    const content = collected();
    const head = { ilr_form: data.ilr_form, form: data.form };
    const whole = data.sealed ? { ...head, sealed: await sealed(content) } : { ...head, ...content };
    const text = JSON.stringify(whole, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `Answers ${data.form}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    byId("answers-text").value = text;
    byId("saved").hidden = false;
    byId("saved").focus();
  }

  async function copy() {
    const area = byId("answers-text");
    let isDone = false;
    try {
      await navigator.clipboard.writeText(area.value);
      isDone = true;
    } catch {
      area.select();
      isDone = document.execCommand("copy");
    }
    byId("copied").textContent = isDone ? "Copied. Paste it into your message." : "Select the text and copy it.";
  }

  function begin(content) {
    shown = content.shown;
    learner = content.learner;
    for (const question of questions) if (shown[question.dataset.name]) put(question, shown[question.dataset.name]);
    for (const question of questions) shown[question.dataset.name] ??= "";
    arrange();
    byId("locked").hidden = true;
    byId("form").hidden = false;
  }

  async function unlock(event) {
    event.preventDefault();
    const place = byId("unlock-problem");
    place.textContent = "";
    password = byId("password").value;
    try {
      begin(await unsealed(data.sealed));
      questions[0].querySelector("input").focus();
    } catch {
      place.textContent = "That is not the password of this form. Try again.";
      byId("password").focus();
    }
  }

  for (const question of questions) {
    question.addEventListener("focusout", (event) => {
      // Between day, month and year nothing is wrong yet, nor before anything was typed.
      if (!question.contains(event.relatedTarget) && answer(question).value.length) look(question);
    });
    question.addEventListener("change", () => {
      arrange();
      if (question.classList.contains("wrong")) look(question);
    });
  }
  byId("form").addEventListener("submit", save);
  byId("copy").addEventListener("click", copy);
  byId("unlock").addEventListener("submit", unlock);
  if (!data.sealed) begin(data);
  else if (globalThis.crypto?.subtle) byId("locked").hidden = false;
  else byId("no-crypto").hidden = false;
})();
