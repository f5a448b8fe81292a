// The sheet of the live course (`_pad.js`) in a page without a kernel.

const READINGS = ["moved to the middle and resized", "as drawn"];
const fetchedReaders = new Map(); // address -> Promise: two sheets in a page share a network

function fetchReader(address) {
  if (!fetchedReaders.has(address)) {
    const wanted = fetchScript("dlcourseReader", address).then(({ layers, drawings }) => ({
      network: networkFrom(layers),
      drawings: drawings.map(([name, ink]) => [name, Uint8Array.from(atob(ink), (letter) => letter.charCodeAt(0))]),
    }));
    fetchedReaders.set(address, wanted);
  }
  return fetchedReaders.get(address);
}

globalThis.dlcourseReader = (data) => arriving.get("dlcourseReader")?.(data);

async function bringPadAlive(place) {
  const { network, drawings } = await fetchReader(new URL(place.dataset.reader, document.baseURI).href);
  const empty = new Uint8Array(CELLS * CELLS);
  const first = new Map(drawings).get(place.dataset.drawing) ?? empty;
  const model = sheetModel(first, drawings, () => show());
  let centring = true, speaking = 0;

  const control = { name: "the network sees it", labels: READINGS };
  const reading = makeChoice(control, (to) => {
    centring = to === 0;
    show();
  });
  const reset = make("button", { type: "button", class: "dlcourse-reset", title: "Back to how the sheet was" }, "Reset");
  reset.addEventListener("click", () => {
    centring = true;
    model.put(first);
    show();
  });
  const seen = make("canvas", { width: CELLS, height: CELLS, role: "img", "aria-label": "What the network sees" });
  const rows = span(10).map((digit) => {
    const bar = make("span", { class: "dlcourse-bar" }, make("span"));
    const share = make("span");
    return { bar, share, element: make("li", {}, make("span", {}, digit), bar, share) };
  });
  const caption = make("div", { class: "dlcourse-caption" }), said = make("div", { class: "dlcourse-said", role: "status" });
  const sheet = make("div");
  const answers = make(
    "div",
    { class: "dlcourse-answers" },
    make("div", {}, make("div", { class: "dlcourse-pad-title" }, "What the network sees"), seen),
    make("div", {}, make("div", { class: "dlcourse-pad-title" }, "Its ten opinions"), make("ol", {}, ...rows.map((row) => row.element))),
  );
  const row = make("div", { class: "dlcourse-controls" }, reading.element, reset);
  place.className = "dlcourse-explorer dlcourse-reading";
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "Explorer: draw a digit");
  place.replaceChildren(row, make("div", { class: "dlcourse-sheet-and-answers" }, sheet, make("div", {}, answers, caption)), said);
  render({ model, el: sheet });
  show();
  clearTimeout(speaking); // nobody asked
  followTheme(place);
  place.dataset.alive = "1";

  function show() {
    const answer = readDrawing(network, model.ink(), centring);
    reading.show(centring ? 0 : 1);
    const cells = new ImageData(CELLS, CELLS);
    answer.seen.forEach((ink, k) => {
      const shade = PAPER * (1 - ink);
      cells.data.set([shade, shade, shade, 255], 4 * k);
    });
    seen.getContext("2d").putImageData(cells, 0, 0);
    rows.forEach(({ bar, share, element }, digit) => {
      bar.firstChild.style.width = `${100 * answer.opinions[digit]}%`;
      share.textContent = `${rounded(100 * answer.opinions[digit])} %`;
      element.classList.toggle("dlcourse-top", digit === answer.order[0]);
    });
    caption.innerHTML = answer.caption;
    caption.dataset.state = answer.opinions.map((share) => share.toFixed(4)).join();
    clearTimeout(speaking);
    speaking = setTimeout(() => (said.textContent = caption.textContent), QUIET);
  }
}

// What `_pad.js` takes for the model of a widget.
function sheetModel(first, drawings, changed) {
  const view = (bytes) => new DataView(bytes.slice().buffer);
  const values = { value: view(first), examples: view(Uint8Array.from(drawings.flatMap(([, ink]) => [...ink]))) };
  const listeners = new Set();
  return {
    get: (name) => values[name],
    set: (name, value) => (values[name] = value),
    send: () => {
      changed();
      for (const act of listeners) act();
    },
    on: (_, act) => listeners.add(act),
    off: (_, act) => listeners.delete(act),
    ink: () => new Uint8Array(values.value.buffer),
    put(bytes) {
      values.value = view(bytes);
      for (const act of listeners) act();
    },
  };
}

whenThePageIsThere(() => watchFor(".dlcourse-pad[data-reader]", bringPadAlive));
