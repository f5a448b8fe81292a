// Watches an element frame by frame: which picture stands in it and since when; if asked, whether anything moves.
window.watch = (root, places = false) => {
  const probe = (window.probe = {events: [], pictures: [], shift: 0, on: true});
  let shown, first;
  const compare = () => {
    const now = [root, ...root.querySelectorAll('img, canvas, .widget-slider, .dlcourse-caption')]
      .flatMap((e) => { const r = e.getBoundingClientRect(); return [r.top, r.left, r.width, r.height]; });
    first ??= now;
    probe.shift = Math.max(probe.shift, ...now.map((place, k) => Math.abs(place - first[k])));
  };
  const look = () => {
    if (!probe.on) return;
    const img = root.querySelector('img, .dlcourse-picture canvas');
    // Our captions say which position they belong to; they change in the moment in which the canvas is painted.
    const caption = root.querySelector('.dlcourse-caption')?.dataset;
    const what = caption ? caption.state + caption.crisp : img?.src;
    const there = img?.tagName === 'CANVAS' || (img?.complete && img.naturalWidth);
    if (there && (img !== shown?.img || what !== shown.what)) {
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
  return {events: probe.events, pictures: probe.pictures, shift: probe.shift};
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
