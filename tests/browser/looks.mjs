// One page of each kind as it is seen: wide and narrow, light and dark, with large text, on paper.
import { COLOURS, complaintsOfAxe, injectAxe } from "./axe.mjs";
import { visitAll } from "./chromium.mjs";
import { checkReadable, readLarge, readSpaced } from "./reading.mjs";

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

const looks = [
  {
    name: `at most ${REQUESTS} requests, pictures apart`,
    run(page) {
      const asked = page.requested.filter(({ type, url }) => type !== "image" && !/favicon/.test(url));
      const allowed = REQUESTS + (page.url().includes("/imprimer/") ? 1 : 0); // its paged styles
      return asked.length > allowed ? [asked.map(({ url }) => url).join(" ")] : [];
    },
  },
  { name: "axe-core, 1280 px", run: (page) => complaintsOfAxe(page) },
  { name: "readable at 1280 px", run: checkReadable },
  { name: "readable with text twice as large", run: readLarge },
  { name: "readable with text spaced", run: readSpaced },
  {
    name: "axe-core, 1280 px, dark",
    async run(page) {
      await page.emulateMedia({ colorScheme: "dark" });
      return complaintsOfAxe(page, COLOURS);
    },
  },
  {
    name: "axe-core, 320 px, dark",
    async run(page) {
      await page.setViewportSize(NARROW);
      return complaintsOfAxe(page, COLOURS);
    },
  },
  {
    name: "axe-core, 320 px",
    async run(page) {
      await page.emulateMedia({ colorScheme: "light" });
      return complaintsOfAxe(page);
    },
  },
  { name: "readable at 320 px, nothing to scroll sideways", run: checkReadable },
  { name: "readable at 320 px with text spaced", run: readSpaced },
  { name: `targets of ${TARGET} px`, run: (page) => page.evaluate(smallTargets, TARGET) },
  {
    name: "printed",
    async run(page) {
      await page.emulateMedia({ media: "print" });
      const problems = await page.evaluate(printed);
      await page.emulateMedia({ media: "screen" });
      return problems;
    },
  },
  {
    name: "nothing moves for those who ask",
    run: (page) => page.evaluate(() => document.getAnimations().map(() => "something moves")),
  },
];

// `samples` are pages of a Site; `address` is where it is served.
export async function checkLooks(tally, browser, label, address, samples) {
  const options = { viewport: WIDE, colorScheme: "light", reducedMotion: "reduce" };
  const problems = new Map(looks.map(({ name }) => [name, []]));
  const complaints = await visitAll(browser, address, options, samples, async (page, sample) => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(WIDE);
    await page.goto(address + sample.url);
    await injectAxe(page);
    for (const { name, run } of looks)
      for (const problem of await run(page)) problems.get(name).push(`${sample.path}: ${problem}`);
  });
  for (const [name, found] of problems) tally.check(`${label}: ${name}`, found);
  tally.check(`${label}: no complaint, no request to another host`, complaints);
}
