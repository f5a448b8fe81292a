// Watches an element: which picture stands in it, since when it stands there (`ready`) and since when the screen shows it
// (`pictures`); if asked, whether anything moves.
window.watch = (root, places = false) => {
  const probe = (window.probe = {events: [], ready: [], pictures: [], shift: 0, on: true});
  let shown, first, standing;
  const compare = () => {
    const boxes = [root, ...root.querySelectorAll('img, canvas, .widget-slider, .dlcourse-caption')]
      .flatMap((e) => { const r = e.getBoundingClientRect(); return [r.top, r.left, r.width, r.height]; });
    first ??= boxes;
    probe.shift = Math.max(probe.shift, ...boxes.map((place, k) => Math.abs(place - first[k])));
  };
  const now = () => {
    const img = root.querySelector('img, .dlcourse-picture canvas');
    // Our captions say which position they belong to; they change in the moment in which the canvas is painted.
    const caption = root.querySelector('.dlcourse-caption')?.dataset;
    return {img, what: caption ? caption.state + caption.crisp : img?.src};
  };
  const same = (one, other) => one.img === other.img && one.what === other.what;
  const stands = () => {
    const found = now();
    if (!found.img || same(found, standing)) return;
    standing = found;
    const note = () => probe.ready.push(performance.now());
    found.img.decode ? found.img.decode().then(note, () => {}) : note();
  };
  standing = now();
  probe.observer = new MutationObserver(stands);
  probe.observer.observe(root, {subtree: true, childList: true, attributes: true});
  const look = () => {
    if (!probe.on) return;
    const {img, what} = now();
    const there = img?.tagName === 'CANVAS' || (img?.complete && img.naturalWidth);
    if (there && !same({img, what}, shown ?? {})) {
      shown = {img, what};
      // Decoded or painted now, and on the screen with the next frame.
      requestAnimationFrame(() => probe.pictures.push(performance.now()));
    }
    if (places) compare();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};
for (const type of ['keydown', 'pointerdown', 'pointerup']) {
  document.addEventListener(type, (event) => window.probe?.events.push([type, event.timeStamp]), {capture: true});
}
window.unwatch = () => {
  probe.on = false;
  probe.observer.disconnect();
  return {events: probe.events, ready: probe.ready, pictures: probe.pictures, shift: probe.shift};
};

// What all explorers of the page have, and how to let them begin anew.
const shelf = () => globalThis[Symbol.for('dlcourse frames')];
window.heldFrames = () => ({
  bytes: shelf().bytes,
  positions: [...shelf().axes.values()].reduce((sum, axis) => sum + axis.keys.size, 0),
});
window.forgetFrames = () => {
  for (const axis of shelf().axes.values()) axis.forget(axis.keys);
  shelf().axes.clear();
  shelf().bytes = 0;
};
