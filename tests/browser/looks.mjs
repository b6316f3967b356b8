// One page of each kind as it is seen: wide and narrow, light and dark, with large text, on paper.
import { complaintsOfAxe, complaintsOfColours, injectAxe } from "./axe.mjs";
import { checkDrawings } from "./boxes.mjs";
import { visitAll } from "./chromium.mjs";
import { fold, skip, walk } from "./keyboard.mjs";
import { Layout } from "./layout.mjs";
import { checkReadable, readLarge, readSpaced } from "./reading.mjs";
import { readPage } from "./ways.mjs";

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 }; // WCAG 1.4.10
const TARGET = 44; // CSS pixels
const REQUESTS = 3; // the page, its styles, its script; pictures apart

// Controls and entries of menus that are smaller than a finger.
function smallTargets(least) {
  return [...document.querySelectorAll("button, summary, input, select, nav.menu a, .pied-liens a")]
    .map((e) => ({ name: (e.textContent || e.name).trim(), box: e.getBoundingClientRect() }))
    .filter(({ box }) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
    .map(({ name, box }) => `"${name}" is ${Math.round(box.width)} by ${Math.round(box.height)} px`);
}

// What stays when the page is printed, and what may not.
function printed() {
  const isShown = (selector) =>
    [...document.querySelectorAll(selector)].some((e) => e.getClientRects().length > 0);
  return [
    ...(isShown("h1") && isShown("main") ? [] : ["the text is not printed"]),
    ...["nav.menu", ".evitement", "nav.fil"].filter(isShown).map((name) => `${name} is printed`),
  ];
}

const wide = { viewport: WIDE, colorScheme: "light" };
const narrow = { viewport: NARROW, colorScheme: "light" };
const dark = (state) => ({ ...state, colorScheme: "dark" });

// In this order, `state` being how the page is seen from there on.
const looks = [
  {
    name: `at most ${REQUESTS} requests, pictures apart`,
    state: wide,
    run(page) {
      const asked = page.requested.filter(({ type, url }) => type !== "image" && !/favicon/.test(url));
      const allowed = REQUESTS + (page.url().includes("/imprimer/") ? 1 : 0); // its paged styles
      return asked.length > allowed ? [asked.map(({ url }) => url).join(" ")] : [];
    },
  },
  { name: "axe-core, 1280 px", run: complaintsOfAxe },
  {
    name: "no part lies on another, 1280 px",
    run: (page, sample, layout) => layout.read(page, `/${sample.url} ${WIDE.width}`),
  },
  { name: "readable at 1280 px", run: checkReadable },
  { name: "texts of drawings at 1280 px", run: checkDrawings },
  { name: "readable with text twice as large", run: readLarge },
  { name: "readable with text spaced", run: readSpaced },
  { name: "axe-core, 1280 px, dark", state: dark(wide), run: complaintsOfColours },
  { name: "walked with Tab, and back", run: (page) => walk(page, "light", "dark") },
  { name: "axe-core, 320 px, dark", state: dark(narrow), run: complaintsOfColours },
  { name: "walked with Tab, and back, at 320 px", run: (page) => walk(page, "dark", "light") },
  { name: "axe-core, 320 px", state: narrow, run: complaintsOfAxe },
  {
    name: "no part lies on another, 320 px",
    run: (page, sample, layout) => layout.read(page, `/${sample.url} ${NARROW.width}`),
  },
  { name: "readable at 320 px, nothing to scroll sideways", run: checkReadable },
  { name: "readable at 320 px with text spaced", run: readSpaced },
  { name: "texts of drawings at 320 px", run: checkDrawings },
  { name: `targets of ${TARGET} px`, run: (page) => page.evaluate(smallTargets, TARGET) },
  { name: "details open and close", run: fold },
  { name: "skip links", run: skip },
  {
    name: "nothing moves for those who ask",
    run: (page) => page.evaluate(() => document.getAnimations().map(() => "something moves")),
  },
  {
    name: "printed",
    async run(page) {
      await page.emulateMedia({ media: "print" });
      const problems = await page.evaluate(printed);
      await page.emulateMedia({ media: "screen" });
      return problems;
    },
  },
];

async function show(page, { viewport, colorScheme }) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
}

// `samples` are pages of a Site; `address` is where it is served. Returns their layout, and what each
// offers, by its path.
export async function checkLooks(tally, browser, label, address, samples) {
  const layout = new Layout();
  const seen = new Map();
  const options = { ...wide, reducedMotion: "reduce" };
  const problems = new Map(looks.map(({ name }) => [name, []]));
  const complaints = await visitAll(browser, address, options, samples, async (page, sample) => {
    await show(page, wide);
    await page.goto(address + sample.url);
    seen.set(sample.path, await readPage(page, address));
    await injectAxe(page);
    for (const { name, state, run } of looks) {
      if (state) await show(page, state);
      for (const problem of await run(page, sample, layout)) problems.get(name).push(`${sample.path}: ${problem}`);
    }
  });
  for (const [name, found] of problems) tally.check(`${label}: ${name}`, found);
  tally.check(`${label}: no complaint, no request to another host`, complaints);
  return { layout, seen };
}

// Stores the layout of the same pages.
export async function storeLayout(browser, address, samples) {
  const layout = new Layout();
  await visitAll(browser, address, wide, samples, async (page, sample) => {
    await page.goto(address + sample.url);
    for (const viewport of [WIDE, NARROW]) {
      await page.setViewportSize(viewport);
      await layout.read(page, `/${sample.url} ${viewport.width}`);
    }
  });
  layout.store();
}
