// The elements of the laboratory: controls with names, and how they are filled. Nothing here knows the kernel.

// Each laboratory runs scripts of its own, so only this tells its names from those of another one in the page.
const own = Math.random().toString(36).slice(2, 10);
let built = 0;
const newId = () => `dlcourse-lab-${own}-${++built}`;

function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...inside);
  return made;
}

// Keys are JupyterLab's shortcuts, too: what has this mark keeps them.
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

function press(text, title, act) {
  return element("button", { type: "button", title, onclick: act, ...OWN_KEYS }, text);
}

const row = (...inside) => element("div", { class: "dlcourse-lab-row" }, ...inside);

// A list to choose from. `show` sets what stands in it.
function picker(name, options, act) {
  const select = element("select", { ...OWN_KEYS, onchange: () => act(select.value) });
  for (const [value, words] of options) select.append(element("option", { value }, words));
  const label = element("label", { class: "dlcourse-lab-field" }, element("span", {}, name), select);
  return { label, select, show: (value) => { if (document.activeElement !== select) select.value = value; } };
}

// A few things to choose from that all stay in sight. `inside(value)` makes what one shows beside its name.
function choices(name, options, inside, act) {
  const group = newId(), inputs = new Map();
  let patience = 0; // until when a choice stands although the kernel has not answered it yet
  const chosen = (value) => () => {
    patience = performance.now() + 1000;
    act(value);
  };
  const fieldset = element("fieldset", { class: "dlcourse-lab-choices" }, element("legend", {}, name));
  for (const [value, words] of options) {
    const input = element("input", { type: "radio", name: group, value, "aria-label": words, onchange: chosen(value), ...OWN_KEYS });
    inputs.set(value, input);
    fieldset.append(element("label", { title: words }, input, ...inside(value, words)));
  }
  return {
    fieldset,
    value: () => [...inputs].find(([, input]) => input.checked)?.[0],
    show(value) {
      if (inputs.has(value) && performance.now() > patience) inputs.get(value).checked = true;
    },
  };
}

// A number to be typed or moved with arrow keys; `act` gets it when it is one.
function numberBox(name, { min, max, step = "any", whole = false, title = "" }, act) {
  const input = element("input", { type: "number", min, max, step, title, ...OWN_KEYS });
  let told = null; // Enter tells it, and so does leaving the box; once is enough
  const tell = () => {
    if (input.value === told) return;
    told = input.value;
    const value = Number(input.value);
    act(input.value === "" || !Number.isFinite(value) ? null : whole ? Math.round(value) : value);
  };
  input.addEventListener("input", () => (told = null));
  input.addEventListener("change", tell);
  input.addEventListener("keydown", (event) => event.key === "Enter" && tell());
  const label = element("label", { class: "dlcourse-lab-field" }, element("span", {}, name), input);
  return {
    label, input,
    show(value) {
      if (document.activeElement === input && input.dataset.shown === String(value)) return;
      input.dataset.shown = String(value);
      if (Number(input.value) !== value || input.value === "") input.value = String(Number(value.toPrecision(6)));
    },
  };
}

function rangeBox(name, { min, max, step }, written, act) {
  const id = newId();
  const input = element("input", { type: "range", id, min, max, step, "aria-label": name, ...OWN_KEYS });
  const output = element("span", { "aria-hidden": "true" });
  const tell = () => {
    output.textContent = written(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  let later = 0, patience = 0; // until when it stands although the kernel has not answered it yet
  input.addEventListener("input", () => {
    tell();
    clearTimeout(later);
    later = setTimeout(() => act(Number(input.value)), 60);
    patience = performance.now() + 1000;
  });
  const label = element("label", { class: "dlcourse-lab-field", for: id }, element("span", {}, name, " ", output), input);
  return {
    label, input,
    show(value) {
      if (input.matches(":active") || performance.now() < patience) return;
      input.value = value;
      tell();
    },
  };
}

function panel(title, ...inside) {
  const id = newId();
  const head = element("h3", { id }, title);
  return element("section", { "aria-labelledby": id, class: "dlcourse-lab-panel" }, head, ...inside);
}

function fold(title, ...inside) {
  return element("details", { class: "dlcourse-lab-fold" }, element("summary", { ...OWN_KEYS }, title), ...inside);
}

const hint = (...words) => element("p", { class: "dlcourse-lab-hint" }, ...words);

// A text to read or to paste, with a button that copies it.
function textBox(name, attributes) {
  const area = element("textarea", { "aria-label": name, spellcheck: "false", ...attributes, ...OWN_KEYS });
  const copy = press("Copy", `Copy: ${name}`, async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand("copy"); // a page without leave to use the clipboard
    }
  });
  return { area, copy };
}

// Words in which names of code stand between backticks.
const withCode = (words) => words.split("`").map((part, k) => (k % 2 ? element("code", {}, part) : part));

const percent = (value) => `${Math.round(100 * value)} %`;
const RAISED = { "-": "⁻", "+": "", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

// A number with few digits: very large and very small ones with a power of ten, as school writes it.
function short(value) {
  if (!Number.isFinite(value)) return String(value).replace("-", "−");
  const size = Math.abs(value);
  if (!value || (size >= 1e-4 && size < 1e4)) return String(Number(value.toPrecision(3))).replace("-", "−");
  const [number, power] = value.toExponential(1).split("e");
  return `${number.replace("-", "−")}·10${[...power].map((sign) => RAISED[sign]).join("")}`;
}
