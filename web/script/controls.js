// The controls of an explorer in a page without a kernel: the browser's own sliders and radio buttons, and a player.

function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

let made = 0;

// Says on an element whether the page is dark now.
function followTheme(element) {
  const say = () => (element.dataset.theme = theme());
  say();
  onThemeChange(say);
}

// Each control is `{element, show(place)}`; `moved(place, step)` is called when somebody moves it.
function makeControl(control, moved) {
  return control.kind === "slider" ? makeSlider(control, moved) : makeChoice(control, moved);
}

function makeSlider({ name, labels }, moved) {
  const id = `dlcourse-control-${++made}`;
  const range = make("input", { type: "range", min: 0, max: labels.length - 1, step: 1, id, autocomplete: "off" });
  // The range itself says its value; a reader of the page must not hear it twice.
  const value = make("span", { class: "dlcourse-value", "aria-hidden": "true" });
  const longest = Math.max(...labels.map((label) => label.length));
  value.style.minWidth = `${longest}ch`; // or the track would move with the value
  let keyed = false, place = 0;
  range.addEventListener("keydown", () => (keyed = true));
  range.addEventListener("pointerdown", () => (keyed = false));
  range.addEventListener("input", () => moved(Number(range.value), keyed && Math.abs(range.value - place) === 1));
  return {
    element: make("div", { class: "dlcourse-slider" }, make("label", { for: id }, name), range, value),
    show(now) {
      place = now;
      if (Number(range.value) !== now) range.value = now;
      range.setAttribute("aria-valuetext", labels[now]);
      value.textContent = labels[now];
    },
  };
}

function makeChoice({ name, labels }, moved) {
  const group = `dlcourse-control-${++made}`;
  const radios = labels.map(() => make("input", { type: "radio", name: group, autocomplete: "off" }));
  radios.forEach((radio, place) => radio.addEventListener("change", () => moved(place, false)));
  const rows = radios.map((radio, k) => make("label", {}, radio, make("span", {}, labels[k])));
  const title = make("span", { id: `${group}-name` }, name);
  const attributes = { class: "dlcourse-choice dlcourse-whole", role: "radiogroup", "aria-labelledby": title.id };
  return {
    element: make("div", attributes, title, make("div", {}, ...rows)),
    show(now) {
      radios[now].checked = true;
    },
  };
}

// Play, pause, stop and single steps for the control whose positions are moments. Nothing plays before somebody presses it.
function makePlayer({ last, interval, here, goTo }) {
  let clock = 0, before = 0;
  const button = (text, name, act) => {
    const element = make("button", { type: "button", "aria-label": name, title: name }, text);
    element.addEventListener("click", act);
    return element;
  };
  const play = button("▶", "Play", () => (clock ? stop() : start()));
  const step = (by) => {
    stop();
    const place = Math.min(Math.max(here() + by, 0), last);
    if (place !== here()) goTo(place, true);
  };
  const toStart = () => {
    stop();
    goTo(0, false);
  };

  function say() {
    play.textContent = clock ? "❚❚" : "▶";
    const name = clock ? "Pause" : "Play";
    play.setAttribute("aria-label", name);
    play.title = name;
  }

  // At the end it stands still, so who plays there begins anew. A picture that takes longer is left out, not waited for.
  function start() {
    before = performance.now();
    if (here() === last) goTo(0, false);
    clock = setInterval(tick, interval);
    say();
  }

  function tick() {
    const ticks = Math.max(1, Math.round((performance.now() - before) / interval));
    before = performance.now();
    const place = Math.min(here() + ticks, last);
    goTo(place, true);
    if (place === last || here() === last) stop();
  }

  function stop() {
    clearInterval(clock);
    clock = 0;
    say();
  }

  const buttons = [
    play,
    button("■", "Stop, back to the start", toStart),
    button("◂ step", "One step back", () => step(-1)),
    button("step ▸", "One step forward", () => step(1)),
  ];
  return { element: make("div", { class: "dlcourse-player dlcourse-whole" }, ...buttons), stop };
}
