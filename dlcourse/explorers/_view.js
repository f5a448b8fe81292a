// What a reader sees of an explorer, wherever its frames come from: canvas, caption, and what a screen reader is told. It follows the
// theme of the page. Needs `_paint.js` and `_grab.js`.

const QUIET = 600; // ms without a new picture, after which a screen reader is told
const HEARD = 5000; // ms after which what it was told goes: the caption says the same

// The elements of one view, with the name of what is drawn and room for so many lines of caption. `resized` is called when they have another size, and at first;
// `hand` is told of what is dragged in the picture (see `_grab.js`).
export function makeView(el, drawn, lines, { resized = () => {}, hand = null } = {}) {
  const make = (tag, className, parent) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    parent.append(element);
    return element;
  };
  el.classList.add("dlcourse-frames");
  const frame = make("div", "dlcourse-picture", el);
  const sheet = make("div", "dlcourse-sheet", frame);
  const canvas = make("canvas", "", sheet);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", drawn);
  const hint = make("div", "dlcourse-hint", el);
  hint.setAttribute("aria-hidden", "true");
  const caption = make("div", "dlcourse-caption", el);
  caption.style.minHeight = `${1.5 * lines}em`;
  const said = make("div", "dlcourse-said", el);
  said.setAttribute("role", "status");
  const context = canvas.getContext("2d", { alpha: false });
  const below = document.createElement("canvas"); // the lowest layer of what stands still, painted once
  const grips = makeGrips(sheet, canvas, hand);
  let content, still, room = 0, wide = false, painted = null, heard = 0;

  function draw() {
    if (!content) return;
    if (!still) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = color("paper", theme());
      context.fillRect(0, 0, canvas.width, canvas.height);
      return;
    }
    const plan = layout(still, room || still.size[0]);
    const zoom = plan.scale * devicePixelRatio;
    const view = { zoom, theme: theme(), places: plan.places, layers: still.layers };
    const [width, height] = [plan.width, plan.height].map((v) => Math.round(v * devicePixelRatio));
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      canvas.style.width = `${width / devicePixelRatio}px`; // pixel for pixel
      canvas.style.height = `${height / devicePixelRatio}px`;
    }
    if (wide !== (room > 0 && plan.width > room + 1)) {
      wide = !wide;
      scrolls();
    }
    more();
    grips.show(still, content, plan);
    const as = [still, width, height, zoom, view.theme];
    if (!painted || as.some((each, k) => each !== painted[k])) {
      painted = as;
      Object.assign(below, { width, height });
      const ground = below.getContext("2d", { alpha: false });
      ground.fillStyle = color("paper", view.theme);
      ground.fillRect(0, 0, width, height);
      paint(ground, still.layers[0], view);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(below, 0, 0);
    paint(context, content.moving, view);
  }

  function redraw() {
    try {
      draw();
    } catch (problem) {
      caption.textContent = problem.message;
    }
  }

  // A picture that is wider than the page can be moved by keys as well.
  function scrolls() {
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Picture, wider than the page"]]) {
      wide ? frame.setAttribute(name, value) : frame.removeAttribute(name);
    }
  }

  // And it fades where it goes on, so that one sees that there is more.
  function more() {
    frame.classList.toggle("dlcourse-goes-on", wide && frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2);
  }
  frame.addEventListener("scroll", more, { passive: true });

  const size = new ResizeObserver(() => {
    if (room !== frame.clientWidth) {
      room = frame.clientWidth;
      redraw();
    }
    resized();
  });
  size.observe(frame);
  const unwatch = onThemeChange(redraw);
  const density = new AbortController();
  (function whenZoomed() {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = () => (redraw(), whenZoomed());
    query.addEventListener("change", changed, { once: true, signal: density.signal });
  })();

  return {
    show(newContent, newStill) {
      [content, still] = [newContent, newStill ?? null];
      caption.innerHTML = content.caption;
      hint.textContent = hand && still ? hintFor(still) : "";
      redraw(); // which may have to say something else
      caption.dataset.state = JSON.stringify(content.values);
    },
    settle(settled) {
      caption.dataset.settled = settled ? "1" : "0";
    },
    say(content) {
      const plain = document.createElement("div");
      plain.innerHTML = content.caption;
      said.textContent = plain.textContent;
      clearTimeout(heard);
      heard = setTimeout(() => said.replaceChildren(), HEARD);
    },
    end() {
      clearTimeout(heard);
      size.disconnect();
      unwatch();
      density.abort();
    },
  };
}

// Themes: whether the page is dark, as one sees it.
function theme() {
  for (let element = document.body; element; element = element.parentElement) {
    const light = element.dataset.jpThemeLight;
    if (light) return light === "false" ? "dark" : "light";
    const [r, g, b, a = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [];
    if (a > 0.5) return luminance([r, g, b].map((v) => linear(v / 255))) < 0.2 ? "dark" : "light";
  }
  return "light";
}

function onThemeChange(act) {
  const changed = new MutationObserver(act);
  for (const element of [document.documentElement, document.body]) {
    changed.observe(element, { attributeFilter: ["class", "data-jp-theme-light", "data-theme", "style"] });
  }
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", act);
  return () => {
    changed.disconnect();
    scheme.removeEventListener("change", act);
  };
}
