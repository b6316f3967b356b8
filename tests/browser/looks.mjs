// One page of each kind as it is seen: wide and narrow, light and dark, with large text, on paper.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openPage } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 }; // WCAG 1.4.10
const TARGET = 44; // CSS pixels

// Rules whose verdict depends on colours; the others see the same thing in the dark.
const COLOURS = ["color-contrast", "link-in-text-block"];

async function violations(page, rules) {
  const options = { preload: false, resultTypes: ["violations"], ...(rules ? { runOnly: { type: "rule", values: rules } } : {}) };
  const found = await page.evaluate((options) => window.axe.run(document, options), options);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
  );
}

// How far the page goes beyond the window, and what goes there.
function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const far = [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .slice(0, 3)
    .map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""}`);
  return [`${document.documentElement.scrollWidth} px wide (${far.join(", ")})`];
}

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
    name: "axe-core, 1280 px",
    async run(page) {
      await page.setViewportSize(WIDE);
      return [...(await violations(page)), ...(await page.evaluate(overflow))];
    },
  },
  {
    name: "axe-core, 1280 px, dark",
    async run(page) {
      await page.emulateMedia({ colorScheme: "dark" });
      return violations(page, COLOURS);
    },
  },
  {
    name: "axe-core, 320 px, dark",
    async run(page) {
      await page.setViewportSize(NARROW);
      return violations(page, COLOURS);
    },
  },
  {
    name: "axe-core, 320 px",
    async run(page) {
      await page.emulateMedia({ colorScheme: "light" });
      return violations(page);
    },
  },
  {
    name: "nothing to scroll sideways at 320 px",
    run: (page) => page.evaluate(overflow),
  },
  {
    name: `targets of ${TARGET} px`,
    run: (page) => page.evaluate(smallTargets, TARGET),
  },
  {
    name: "nothing to scroll sideways with text twice as large",
    async run(page) {
      await page.setViewportSize(WIDE);
      const size = await page.evaluate(() => {
        const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
        document.documentElement.style.fontSize = `${2 * size}px`;
        return parseFloat(getComputedStyle(document.querySelector("main")).fontSize);
      });
      const problems = await page.evaluate(overflow);
      await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
      return size >= 36 ? problems : [...problems, `text of ${size} px, not twice 18 px`];
    },
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

// `samples` are pages of a Site; `address` is where it is served.
export async function checkLooks(tally, browser, label, address, samples) {
  const page = await openPage(browser, address, { viewport: WIDE, colorScheme: "light", reducedMotion: "reduce" });
  const problems = new Map(looks.map(({ name }) => [name, []]));
  const moving = [];
  for (const sample of samples) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(WIDE);
    await page.goto(address + sample.url);
    await page.evaluate(axe);
    for (const { name, run } of looks)
      for (const problem of await run(page)) problems.get(name).push(`${sample.path}: ${problem}`);
    if (await page.evaluate(() => document.getAnimations().length)) moving.push(sample.path);
  }
  for (const [name, found] of problems) tally.check(`${label}: ${name}`, found);
  tally.check(`${label}: nothing moves for those who ask`, moving);
  tally.check(`${label}: no complaint, no request to another host`, page.complaints);
  await page.context().close();
}
