// Dragging in the picture: a point that stands where one slider or two say follows a hand. `_grab.py` says what a frame and a still
// know of such points. With a mouse one may press anywhere in its axes, with a finger on the point itself: else a finger scrolls the page.
// What turns (`whole`) has a grip as large as its axes, and goes on from where it is.

const GRIP = 48; // pixels across: what a finger meets

// `sheet` holds the canvas. `hand` has `comes(k)`: control k may be moved soon; `begins()`; `moves(to)`, a Map from controls to positions.
export function makeGrips(sheet, canvas, hand) {
  let areas = [], places = [], plan = null, grips = [];
  let held = null; // what is dragged: number, its place at first, how far beside the point the hand took hold, and where it was put last

  const shift = ({ panel }) => plan.places[panel];
  const inFigure = (event, area) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top].map((at, axis) => at / plan.scale - shift(area)[axis]);
  };
  // The point whose axes a pointer is in; of several that slide to the side, the nearest.
  const within = (event) => {
    let found = -1, least = Infinity;
    if (hand && plan) {
      areas.forEach((area, number) => {
        const at = inFigure(event, area), [left, top, right, bottom] = area.box;
        const inside = left <= at[0] && at[0] <= right && top <= at[1] && at[1] <= bottom;
        const off = area.way ? aside(places[number], at) : 0;
        if (inside && off < least) [found, least] = [number, off];
      });
    }
    return found;
  };

  function show(still, content, now) {
    [areas, places, plan] = [still.grabs ?? [], content.grips ?? [], now];
    while (grips.length < areas.length) {
      const grip = document.createElement("div");
      grip.className = "dlcourse-grip";
      grip.setAttribute("aria-hidden", "true"); // the sliders are for who does not see it
      sheet.append(grip);
      grips.push(grip);
    }
    grips.forEach((grip, number) => {
      const place = places[number], area = areas[number];
      grip.hidden = !place || !hand;
      if (grip.hidden) return;
      const [left, top, right, bottom] = area.box;
      const size = area.whole ? [right - left, bottom - top].map((length) => plan.scale * length) : [GRIP, GRIP];
      const from = area.whole ? [left, top] : place.slice(0, 2);
      const [x, y] = from.map((at, axis) => plan.scale * (at + shift(area)[axis]) - (area.whole ? 0 : GRIP / 2));
      [grip.style.width, grip.style.height] = size.map((length) => `${length}px`);
      grip.classList.toggle("dlcourse-whole-grip", Boolean(area.whole));
      grip.style.transform = `translate(${x}px, ${y}px)`;
      const axes = area.sliders.map(([, axis]) => axis);
      grip.style.touchAction = axes.length !== 1 ? "none" : axes[0] ? "pan-x" : "pan-y";
    });
  }

  function hover(event) {
    canvas.style.cursor = within(event) < 0 ? "" : "crosshair";
    const near = grips.indexOf(event.target);
    if (near >= 0) hand.comes((areas[near].way ?? areas[near].sliders[0])[0]);
  }

  function press(event) {
    const onGrip = grips.indexOf(event.target);
    const number = onGrip >= 0 ? onGrip : event.pointerType === "touch" ? -1 : within(event);
    if (number < 0 || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault(); // no text is marked meanwhile
    const at = inFigure(event, areas[number]);
    held = { number, place: places[number], pointer: event.pointerId, beside: onGrip < 0 ? [0, 0] : at.map((v, axis) => v - places[number][axis]), put: "" };
    sheet.setPointerCapture(event.pointerId);
    sheet.classList.add("dlcourse-held");
    hand.begins?.();
    if (onGrip < 0) move(event);
  }

  function move(event) {
    if (!held) return hover(event);
    if (event.pointerId !== held.pointer) return;
    const area = areas[held.number], at = inFigure(event, area).map((v, axis) => v - held.beside[axis]);
    const from = places[area.beside] ?? [0, 0];
    const to = new Map(area.sliders.map(([k, axis, marks]) => {
      const there = at[axis] - from[axis];
      return [k, nearestMark(marks, area.whole ? around(marks, there) : there)];
    }));
    if (area.way) to.set(area.way[0], nearestStep(held.place, at, area.way[1])); // also when it has been dragged out of sight
    const put = [...to].join();
    if (put === held.put) return;
    held.put = put;
    hand.moves(to);
  }

  function leave(event) {
    if (!held || event.pointerId !== held.pointer) return;
    held = null;
    sheet.classList.remove("dlcourse-held");
  }

  if (hand) {
    sheet.addEventListener("pointerdown", press);
    sheet.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) sheet.addEventListener(end, leave);
  }
  return { show };
}

const nearestMark = (marks, to) =>
  marks.reduce((best, mark, k) => (Math.abs(mark - to) < Math.abs(marks[best] - to) ? k : best), 0);

// What turns goes round: beyond its last position it is at its first.
function around(marks, to) {
  const low = Math.min(...marks), length = Math.max(...marks) - low;
  return low + ((((to - low) % length) + length) % length);
}

// For what slides to the side: the position of its slider with which it goes through `at`, and how many pixels it now is beside it.
const steps = ([left, top, right, down], at) => ((at[0] - left) * right + (at[1] - top) * down) / (right ** 2 + down ** 2);
const nearestStep = (place, at, count) => Math.min(Math.max(Math.round(steps(place.slice(2), at)), 0), count - 1);
const aside = (place, at) => place ? Math.abs(steps([...place.slice(0, 2), ...place.slice(4)], at)) * Math.hypot(...place.slice(4)) : Infinity;

// What stands under the picture, since nobody can see that a point can be dragged.
export function hintFor(still) {
  const names = [...new Set((still.grabs ?? []).map((area) => area.name))];
  return names.length ? `You can also drag ${names.join(" or ")} in the picture.` : "";
}
