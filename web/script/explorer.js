// An explorer in a page without a kernel: its controls, and the picture and caption that were baked for where they stand.

const SIGHT = "400px"; // how far below what is seen an explorer begins to load

async function bringAlive(place) {
  const name = place.dataset.explorer;
  const address = new URL(place.dataset.frames, document.baseURI).href;
  const frames = await framesOf(name, address);
  const { head } = frames;
  const start = head.controls.map((control) => control.start);
  let at = [...start], note = "", speaking = 0, taken = at; // where the controls stood when a hand took hold in the picture

  const controls = head.controls.map((control, k) =>
    makeControl(control, (to, step) => {
      player?.stop();
      move(k, to, step);
    }),
  );
  const moment = head.controls.findIndex((control) => control.key === head.play);
  const player = moment < 0 ? null : makePlayer({
    last: head.controls[moment].labels.length - 1,
    interval: head.interval,
    here: () => at[moment],
    goTo: (to, step) => move(moment, to, step),
  });
  const reset = make("button", { type: "button", class: "dlcourse-reset", title: "Back to where the controls were" }, "Reset");
  reset.addEventListener("click", () => {
    player?.stop();
    [at, note] = [[...start], ""];
    show();
  });

  function move(k, to, step) {
    const next = withPicture(head, at, k, to, step) ?? at;
    note = wordsFor(head, at, new Map([[k, to]]), next);
    at = next;
    show();
  }

  function drag(to) {
    const next = nearPicture(head, taken, to);
    note = wordsFor(head, taken, new Map([...to.keys()].map((k) => [k, next[k]])), next); // a point goes in steps anyway
    at = next;
    show();
  }

  // Shows where the controls stand. What is still on its way is shown when it has come.
  function show() {
    controls.forEach((control, k) => control.show(at[k]));
    const found = frames.get(at), here = at;
    view.settle(Boolean(found));
    if (!found) {
      frames.rest().then(() => at === here && show(), failed);
      return;
    }
    view.show(found.content, found.still);
    remark.textContent = note;
    clearTimeout(speaking);
    speaking = setTimeout(() => view.say({ caption: `${found.content.caption} ${note}` }), QUIET);
  }

  function failed() {
    remark.textContent = "The pictures of this combination cannot be loaded. Move a control to try again, or press Reset.";
  }

  const row = make("div", { class: "dlcourse-controls" });
  let left = true;
  controls.forEach(({ element }, k) => {
    const whole = k === moment || element.classList.contains("dlcourse-whole");
    if (head.columns) left = k < controls.length / 2;
    element.classList.add(whole ? "dlcourse-whole" : left ? "dlcourse-left" : "dlcourse-right");
    left = whole || !left;
    row.append(element);
    if (k === moment) row.append(player.element);
  });
  row.append(reset);
  row.classList.toggle("dlcourse-two-columns", head.columns);
  const picture = make("div"), remark = make("p", { class: "dlcourse-remark" });
  place.replaceChildren(row, picture, remark);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", `Explorer: ${head.name}`);
  // Who comes to a control is about to move it; then the combinations are fetched, too.
  const soon = () => frames.rest().catch(() => {});
  const hand = { comes: soon, begins: () => (player?.stop(), (taken = at)), moves: drag };
  const view = makeView(picture, head.drawn, head.lines, { hand });
  show();
  clearTimeout(speaking); // nobody asked
  for (const kind of ["pointerover", "focusin", "pointerdown"]) row.addEventListener(kind, soon, { once: true });
  followTheme(place);
  place.dataset.alive = "1";
}

// Each explorer of the page comes alive when it is nearly in sight. Until then, and if that fails, its stored picture stands there.
function watchFor(selector, come) {
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      come(target).catch((problem) => console.warn(problem.message));
    }
  }, { rootMargin: SIGHT });
  for (const place of document.querySelectorAll(selector)) near.observe(place);
}

function whenThePageIsThere(act) {
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", act) : act();
}

whenThePageIsThere(() => watchFor(".dlcourse-explorer[data-explorer]", bringAlive));
