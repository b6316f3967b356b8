// Where the parts of each kind of page stand, against what is stored in layout.json: their order,
// their edges in twelfths of the window, what is side by side, columns of grids. Neither heights nor
// what words take is in it: fonts and texts move nothing. `make browser-layout` renews it.
//
// A page at a width is one line. " / " parts what is one below the other, " + " what is side by side;
// "grille 0-8 x2" goes from the left edge to eight twelfths and has two columns; "-" marks what is
// inside of what came before. Alike parts in a row are said once.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles, repository, theme } from "../output/builds.mjs";

const STORED = join(repository, "tests/browser/layout.json");
const SLACK = 0.75; // twelfths between what is stored, which is rounded, and what is seen

// The ids that templates give: those of an author's words are no names of parts.
const ids = listFiles(theme)
  .filter((path) => path.endsWith(".mustache"))
  .flatMap((path) => [...readFileSync(join(theme, path), "utf8").matchAll(/ id="([a-z-]+)"/g)].map(([, id]) => id));

// In the page. A tree of parts {name, left, right, columns, place, parts}, edges in twelfths; `place`
// is where a part is from the one before it. And what lies on something, or goes out of what it is in.
function readParts(ids) {
  const seenThrough = "main, .cadre, .navigation, .principal div:not([class])";
  const opened = ".en-tete, .principal, .lateral, .principal > section";
  const isShown = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width > 1 && height > 1 && !e.matches(".evitement, .visually-hidden");
  };
  const idOf = (e) => {
    const named = e.localName === "section" ? e.querySelector(":scope > h2") ?? e : e;
    return ids.includes(named.id) && named.id;
  };
  const problems = [];
  const partsOf = (around) => {
    const parts = [];
    for (const e of [...around.children].filter(isShown)) {
      if (e.matches(seenThrough)) parts.push(...partsOf(e));
      else if (idOf(e) || !e.matches("p, h1, h2, h3, h4")) parts.push(e);
    }
    return parts;
  };
  const placeOf = (a, b) => {
    const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (shared > Math.min(a.height, b.height) / 2) return "beside";
    return b.top >= a.top ? "below" : "above";
  };
  const read = (around) => {
    const outer = around.getBoundingClientRect();
    const parts = partsOf(around).map((e) => {
      const id = idOf(e);
      const { display, gridTemplateColumns } = getComputedStyle(e);
      const columns = display === "grid" ? gridTemplateColumns.split(" ").filter((size) => size !== "0px").length : 1;
      const name = id ? `#${id}` : [...e.classList].join(".") || e.localName;
      return { name, columns, box: e.getBoundingClientRect(), parts: e.matches(opened) ? read(e) : [] };
    });
    return parts.map(({ name, columns, box, parts: inside }, i) => {
      if (box.left < outer.left - 2 || box.right > outer.right + 2) problems.push(`${name} goes out of what it is in`);
      for (const other of parts.slice(0, i)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 2 && down > 2) problems.push(`${name} lies on ${other.name}`);
      }
      const [left, right] = [box.left, box.right].map((x) => (x / document.documentElement.clientWidth) * 12);
      return { name, columns, left, right, place: i ? placeOf(parts[i - 1].box, box) : "below", parts: inside };
    });
  };
  const parts = read(document.body);
  return { parts, problems };
}

const SIGNS = { below: " / ", beside: " + ", above: " ^ " };
const written = ({ name, depth, left, right, columns }) =>
  `${"-".repeat(depth)}${name} ${Math.round(left)}-${Math.round(right)}${columns > 1 ? ` x${columns}` : ""}`;

// The tree as a list, alike parts in a row once.
function flatten(parts, depth = 0) {
  let before;
  return parts.flatMap(({ parts: inside, ...part }) => {
    const list = [{ ...part, depth }, ...flatten(inside, depth + 1)];
    const line = write(list);
    if (line === before) return [];
    before = line;
    return list;
  });
}

function write(list) {
  return list.map((part, i) => (i ? SIGNS[part.place] : "") + written(part)).join("");
}

function parse(line) {
  const places = Object.fromEntries(Object.entries(SIGNS).map(([place, sign]) => [sign, place]));
  return ` / ${line}`.split(/(?= [/+^] )/).map((text) => {
    const [, dashes, name, left, right, columns] = /^...(-*)(.+) (-?\d+)-(\d+)(?: x(\d+))?$/.exec(text);
    const numbers = { left: Number(left), right: Number(right), columns: Number(columns ?? 1) };
    return { name, depth: dashes.length, place: places[text.slice(0, 3)], ...numbers };
  });
}

// Pairs of equal names in the longest list that both have in order.
function pair(before, after) {
  const isSame = (a, b) => a.name === b.name && a.depth === b.depth;
  const lengths = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i][j] = isSame(before[i], after[j])
        ? lengths[i + 1][j + 1] + 1
        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const pairs = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && isSame(before[i], after[j])) pairs.push([before[i++], after[j++]]);
    else if (j === after.length || (i < before.length && lengths[i + 1][j] >= lengths[i][j + 1])) pairs.push([before[i++]]);
    else pairs.push([undefined, after[j++]]);
  }
  return pairs;
}

const span = ({ left, right }) => `from ${Number(left.toFixed(1))} to ${Number(right.toFixed(1))} twelfths`;

// What moved, in words.
function differences(before, after) {
  return pair(before, after).flatMap(([was, is]) => {
    if (!is) return [`${was.name} is no more where it stood, ${span(was)}`];
    if (!was) return [`${is.name} is new, or came from elsewhere: ${span(is)}, ${is.place} what comes before`];
    const isMoved = ["left", "right"].some((edge) => Math.abs(was[edge] - is[edge]) > SLACK);
    return [
      ...(isMoved ? [`${is.name} stood ${span(was)}, stands ${span(is)}`] : []),
      ...(was.columns === is.columns ? [] : [`${is.name} had columns: ${was.columns}, has ${is.columns}`]),
      ...(was.place === is.place ? [] : [`${is.name} was ${was.place} what comes before, is ${is.place}`]),
    ];
  });
}

// The layouts of the pages that are looked at, one after the other.
export class Layout {
  lines = new Map();

  // Reads the page as it is now; `name` says which and how wide. Returns what stands wrong.
  async read(page, name) {
    const { parts, problems } = await page.evaluate(readParts, ids);
    this.lines.set(name, flatten(parts));
    return problems;
  }

  // Compares all that was read with what is stored.
  check(tally, label) {
    const stored = new Map(Object.entries(JSON.parse(readFileSync(STORED, "utf8"))));
    const pages = new Set([...stored.keys(), ...this.lines.keys()]);
    const found = [...pages].flatMap((page) => {
      if (!this.lines.has(page)) return [`${page}: is stored, and was not looked at`];
      if (!stored.has(page)) return [`${page}: is not stored`];
      return differences(parse(stored.get(page)), this.lines.get(page)).map((text) => `${page}: ${text}`);
    });
    if (found.length) found.unshift("if all of this is meant, `make browser-layout` stores it");
    tally.check(`${label}: parts stand where they stood`, found);
  }

  // Stores all that was read in place of what was.
  store() {
    const lines = [...this.lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, list]) => [name, write(list)]);
    writeFileSync(STORED, `${JSON.stringify(Object.fromEntries(lines), null, 1)}\n`);
  }
}
