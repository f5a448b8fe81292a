// A question as a form: options or a box for a number, and a reply. It needs no kernel.
//
// renderQuestion(el, question, store) puts it into an element. `question` is what `as_data` in _text.py makes; the words in it are HTML.
// `store` keeps the choice: store.get() is what was chosen before ("" for nothing), store.set(choice) keeps another, as a string.
// `kept` is said when a prediction is made.

const KEPT = "Your choice is kept. Now run the next cell or move its slider. Then press Compare.";
const ENTER = "Press Enter to choose this answer.";
const NO_NUMBER = "Please write one number, such as 12 or 0.5.";
const COMMA = "Please write the number without a comma, with a point for decimals: 0.5.";
let forms = 0;

export function renderQuestion(el, question, store, kept = KEPT) {
  const predicts = question.kind === "predict";
  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const words = (tag, html, attributes = {}) => {
    const element = make(tag, attributes);
    element.innerHTML = html;
    return element;
  };
  // Keys are JupyterLab's shortcuts, too, many of them for whatever has the focus: there the mark against them has to be.
  const own = { "data-lm-suppress-shortcuts": "true" };
  const name = `dlcourse-question-${++forms}-${question.id}`;

  const legend = words("legend", question.text);
  legend.prepend(make("span", { class: "dlcourse-question-lead" }, question.lead), " ");
  const fieldset = make("fieldset", {}, legend);
  // There from the start and empty: what is written into it later is said aloud.
  const said = make("div", { role: "status", class: "dlcourse-question-said" });
  const compare = make("button", { type: "button", ...own, hidden: "" }, "Compare");
  const box = make("div", { class: "dlcourse-question-form", "data-kind": question.kind }, fieldset, said, compare);

  let chosen = store.get();
  const say = (html, kind) => {
    if (said.innerHTML !== html) said.innerHTML = html; // what stands there already is not said again
    said.dataset.says = kind; // a note, or the reply
  };
  const reply = () => {
    const { right, html, value } = answer.judge(chosen);
    answer.mark(chosen);
    const other = value ? `It came out differently: ${value}.` : "It came out differently.";
    const head = predicts ? ["As you predicted.", other] : ["Right.", "Not this one."];
    const sign = right ? '<span class="dlcourse-question-sign" aria-hidden="true">✓</span> ' : "";
    say(`${sign}<strong>${right ? head[0] : head[1]}</strong> ${html}`, "reply");
    compare.hidden = true;
  };
  const choose = (choice) => {
    if (choice !== chosen) store.set(choice);
    chosen = choice;
    react();
  };
  const react = () => {
    if (!predicts) return reply();
    answer.mark(""); // nothing gives a prediction's answer away before Compare
    say(kept, "note");
    compare.hidden = false;
  };
  compare.addEventListener("click", () => {
    const focused = compare === document.activeElement;
    reply();
    if (focused) answer.focus(); // the button has gone
  });

  // By keys alone one gets back to the notebook: its shortcuts are for who has the focus on a cell.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") el.closest(".jp-Cell")?.focus({ preventScroll: true });
  });

  const answer = (question.options ? radios : box_for_a_number)();
  fieldset.append(answer.element);
  if (chosen !== "" && answer.knows(chosen)) {
    answer.set(chosen);
    react();
  }
  el.append(box);

  function radios() {
    const element = make("div", { class: "dlcourse-question-options" });
    const cameOut = predicts ? "✓ came out" : "✓ right";
    let arrow = false;
    const tags = question.options.map((_, k) => make("span", { class: "dlcourse-question-tag", id: `${name}-${k}` }));
    const inputs = question.options.map((option, k) => {
      const input = make("input", { type: "radio", name, "aria-describedby": tags[k].id, ...own });
      input.addEventListener("keydown", (event) => {
        arrow = event.key.startsWith("Arrow");
        if (event.key === "Enter" && input.checked) choose(option.choice);
      });
      input.addEventListener("keyup", (event) => {
        if (event.key === " " && input.checked) choose(option.choice);
        arrow = false;
      });
      input.addEventListener("change", () => {
        // With arrows one passes the options on the way to another: no reply comes before one has been chosen.
        if (arrow && !predicts) say(ENTER, "note");
        else choose(option.choice);
      });
      element.append(make("div", {}, make("label", {}, input, words("span", option.text)), tags[k]));
      return input;
    });
    const place = (choice) => question.options.findIndex((option) => option.choice === choice);
    return {
      element,
      knows: (choice) => place(choice) >= 0,
      set: (choice) => { inputs[place(choice)].checked = true; },
      focus: () => inputs.find((input) => input.checked)?.focus({ preventScroll: true }),
      mark: (choice) => question.options.forEach((option, k) => {
        const marks = choice === "" ? [] : [option.right && cameOut, option.choice === choice && "your choice"];
        tags[k].textContent = marks.filter(Boolean).join(" · ");
        tags[k].parentElement.classList.toggle("dlcourse-question-right", Boolean(marks[0]));
      }),
      judge: (choice) => {
        const { right, reply: html } = question.options[place(choice)];
        return { right, html };
      },
    };
  }

  function box_for_a_number() {
    const { unit, closeness, ranges, otherwise, value } = question.number;
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", id: name, ...own });
    const button = make("button", { type: "button", ...own }, predicts ? "Keep" : "Answer");
    const label = make("label", { for: name }, "Your number");
    const after = make("span", { id: `${name}-unit` }, `${unit} (${closeness})`.trim());
    input.setAttribute("aria-describedby", after.id);
    const read = () => {
      let text = input.value.trim().replace(/[−–]/g, "-");
      if (unit && text.endsWith(unit)) text = text.slice(0, -unit.length).trim();
      if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) choose(text);
      else say(text.includes(",") ? COMMA : NO_NUMBER, "note");
    };
    button.addEventListener("click", read);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") read();
    });
    return {
      element: make("div", { class: "dlcourse-question-number" }, label, input, after, button),
      knows: (choice) => Number.isFinite(Number(choice)),
      set: (choice) => { input.value = choice; },
      focus: () => input.focus({ preventScroll: true }),
      mark: () => {},
      judge: (choice) => {
        const at = ranges.findIndex(([low, high]) => low <= Number(choice) && Number(choice) <= high);
        return { right: at === 0, html: at < 0 ? otherwise : ranges[at][2], value };
      },
    };
  }
}
