// Frames that were baked (`dlcourse/authoring/bake.py` says how they are written): fetched by script elements, since a page that was
// opened from a folder may load nothing else; unpacked; and found by where the controls stand.

const arriving = new Map(); // what a file calls, and with which words -> who takes what it brings

// What a file of frames calls. The head comes with the first part.
globalThis.dlcourseFrames = (name, number, packed, head) => arriving.get(`dlcourseFrames ${name} ${number}`)?.({ packed, head });

function fetchScript(call, address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    arriving.set(call, resolve);
    script.onload = () => script.remove();
    script.onerror = () => reject(new Error(`${address} cannot be read`));
    script.src = address;
    document.head.append(script);
  });
}

const unpacked = async (packed) => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
};

const fetchPart = (name, number, address) => fetchScript(`dlcourseFrames ${name} ${number}`, address);

const explorersFrames = new Map(); // address -> Promise: two of the same explorer in a page share them

// The frames of an explorer: `head`, `stills`, `get(at)`, `rest()`, which fetches what the first part leaves out.
function framesOf(name, address) {
  if (!explorersFrames.has(address)) explorersFrames.set(address, fetchFrames(name, address));
  return explorersFrames.get(address);
}

async function fetchFrames(name, address) {
  const frames = new Map(), stills = [];
  const adopt = async (packed) => {
    const part = { ...(await unpacked(packed)), ready: [] }; // what has been shown, ready to be painted
    stills.push(...part.stills);
    for (const [key, frame] of Object.entries(part.frames)) frames.set(key, { part, frame });
  };
  const { packed, head } = await fetchPart(name, 0, address);
  await adopt(packed);
  let rest;
  return {
    head,
    get(at) {
      const found = frames.get(at.join());
      if (!found) return null;
      const { part, frame: [caption, still, commands, grips] } = found;
      const moving = { styles: part.styles, commands: commands.map((k) => (part.ready[k] ??= withPlaces(part.commands[k]))) };
      return { content: { values: at, caption, moving, grips }, still: stills[still] };
    },
    rest: () => (rest ??= (async () => {
      for (let number = 1; number < head.parts; number++) {
        await adopt((await fetchPart(name, number, address.replace(/\.js$/, `.${number}.js`))).packed);
      }
    })().catch((problem) => {
      rest = undefined; // the next who needs it tries again
      throw problem;
    })),
  };
}

// A command whose path goes by places again, and not by steps: `by_steps` in `dlcourse/authoring/frames.py` wrote it.
function withPlaces(command) {
  const [kind, style, path, ...rest] = command;
  if (kind !== "path" && kind !== "marks") return command;
  const unit = 10 ** path[0], at = [0, 0];
  let axis = 1;
  const places = path.slice(1).replace(/-?\d+/g, (step) => {
    axis = 1 - axis;
    at[axis] += Number(step);
    return at[axis] / unit;
  });
  return [kind, style, places, ...rest];
}

// Where the controls go when number k is moved to a position. Every combination in one of the blocks has a picture. If the one that is wanted
// has none, as few other controls as possible give way, and little; or this one goes on by larger steps. `step` says that it was moved
// by one (by a key or the player), and not put somewhere: then it goes on, and does not fall back to where it was.
function withPicture({ blocks, controls }, at, k, to, step) {
  let best = null, least = Infinity;
  for (const block of blocks) {
    const mine = block[k].includes(to) ? to : controls[k].kind === "slider" ? nextIn(block[k], at[k], to, step) : null;
    if (mine === null) continue;
    const next = at.map((place, i) => (i === k ? mine : nearest(block[i], place)));
    const cost = next.reduce((sum, place, i) => {
      const by = Math.abs(place - (i === k ? to : at[i])) / controls[i].labels.length;
      return sum + by + (i !== k && by ? 0.1 : 0);
    }, 0);
    if (cost < least) [best, least] = [next, cost];
  }
  return best;
}

// Where the controls go when a hand in the picture puts some of them somewhere: as near as there is a picture.
function nearPicture({ blocks, controls }, at, to) {
  let best = at, least = Infinity;
  for (const block of blocks) {
    const next = at.map((place, i) => nearest(block[i], to.get(i) ?? place));
    const cost = next.reduce((sum, place, i) => {
      const by = Math.abs(place - (to.get(i) ?? at[i])) / controls[i].labels.length;
      return sum + (to.has(i) ? 10 * by : by + (by ? 0.1 : 0));
    }, 0);
    if (cost < least) [best, least] = [next, cost];
  }
  return best;
}

function nextIn(places, from, to, step) {
  if (places.length < 2) return null;
  if (!step) return nearest(places, to);
  const onwards = places.filter((place) => (to > from ? place > from : place < from));
  return onwards.length ? nearest(onwards, to) : null;
}

function nearest(places, to) {
  return places.reduce((best, place) => (Math.abs(place - to) < Math.abs(best - to) ? place : best));
}

// What to say of the difference between where some controls were put, a Map from their numbers, and where all of them went.
function wordsFor({ controls }, at, to, next) {
  const name = (i) => controls[i].name.replace(/:$/, "");
  const gone = next.flatMap((place, i) => {
    if (to.has(i) || place === at[i]) return [];
    const there = controls[i].labels[place];
    return [`“${name(i)}” ${place === controls[i].start ? "is back at its start," : "is now at"} ${there}`];
  });
  const parts = [];
  if (gone.length) parts.push(`This page has no picture for that combination, so ${inARow(gone)}.`);
  for (const [k, place] of to) {
    if (next[k] !== place) parts.push(`With the other controls where they are, “${name(k)}” moves in larger steps on this page.`);
  }
  return parts.length ? `${parts.join(" ")} In JupyterLab every combination can be set.` : "";
}

const inARow = (words) => (words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
