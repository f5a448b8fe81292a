// What a page of the web edition does itself: questions, buttons that copy, and keys for what is wider than the page.
// It stands in one function with question.js.

const HERE = "Your choice is kept. Now look at the next result or move the slider. Then press Compare."; // there is no cell to run
const STORE = "dlcourse:question:";

// A browser may forbid to keep anything: then a choice lasts as long as the page.
function keeper(id) {
  let choice = "";
  return {
    get() {
      try {
        choice = localStorage.getItem(STORE + id) ?? choice;
      } catch { /* forbidden */ }
      return choice;
    },
    set(value) {
      choice = value;
      try {
        localStorage.setItem(STORE + id, value);
      } catch { /* forbidden, or full */ }
    },
  };
}

for (const place of document.querySelectorAll(".dlcourse-ask")) {
  const question = JSON.parse(place.querySelector("script").textContent);
  place.replaceChildren();
  renderQuestion(place, question, keeper(question.id), HERE);
}

for (const box of document.querySelectorAll(".dlcourse-copy")) {
  const button = box.querySelector("button");
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const text = box.querySelector("pre").textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(box.querySelector("pre"));
      document.execCommand("copy"); // a page from a folder may not use the clipboard otherwise
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}

// What scrolls has to be reachable by keys.
const wide = "article pre, article .table-wrapper, article .dlcourse-output, article .dlcourse-still, article math[display]";
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const element of document.querySelectorAll(wide)) sizes.observe(element);

// Explorers above a place grow as they come alive. So the place is held for some seconds, or until the reader moves the page.
let letGoOfIt = () => {};
function hold(place, block = "start") {
  letGoOfIt();
  const grows = new ResizeObserver(() => place.scrollIntoView({ block }));
  const letGo = new AbortController();
  const end = (letGoOfIt = () => (grows.disconnect(), letGo.abort()));
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(kind, end, { signal: letGo.signal, passive: true });
  grows.observe(document.body);
  setTimeout(end, 4000);
}

function toThePlace() {
  const found = location.hash ? null : document.querySelector("article .highlighted"); // by the search
  const place = document.querySelector(":target");
  if (place ?? found) hold(place ?? found, place ? "start" : "center");
}
addEventListener("load", toThePlace);
addEventListener("hashchange", toThePlace);

// The list of contents closes when one has chosen.
document.querySelector(".toc-drawer")?.addEventListener("click", (event) => {
  const drawer = document.getElementById("__toc");
  if (drawer && event.target.closest("a")) drawer.checked = false;
});
