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
    const img = root.querySelector('img');
    // A picture that looks like the one before is not sent again: our captions say which position they belong to.
    const caption = root.querySelector('.dlcourse-caption')?.dataset;
    const what = caption ? caption.state + caption.crisp : img?.src;
    if (img?.complete && img.naturalWidth && (img !== shown?.img || what !== shown.what)) {
      shown = {img, what};
      // Decoded now, and on the screen with the next frame.
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
