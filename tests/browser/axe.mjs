// axe-core: what it refuses, and what it could not judge. Each of the latter is in the table below,
// with what settles it; an entry that is met no more is to be taken out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { coloursOf, lowContrast } from "./contrast.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

// Rules whose verdict depends on colours; the others see the same thing in the dark.
const COLOURS = ["color-contrast", "link-in-text-block"];

const BOOK = 5000; // elements

const EVERY = { runOnly: { type: "tag", values: TAGS } };
const NOT_COLOURS = { ...EVERY, rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])) };
const ONLY_COLOURS = { runOnly: { type: "rule", values: COLOURS } };

const EXPLAINED = [
  { rule: "color-contrast", matches: "svg text, svg tspan", why: "axe does not see the shapes below a text of a drawing" },
  { rule: "color-contrast", matches: "table *", why: "a wide table scrolls in its box: its cells are partly out of it" },
  { rule: "color-contrast", matches: ".tache > span", why: "a box to tick is drawn with a sign, which is no text" },
  { rule: "label-content-name-mismatch", matches: "a.retour", why: "an arrow is what is seen, its words are what is read out" },
];
const met = new Set();

const sentence = (id, node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`;

// In the page: the index of the entry of the table that each node is of.
const sort = ([nodes, entries]) =>
  nodes.map(({ rule, target }) => entries.findIndex((e) => e.rule === rule && document.querySelector(target)?.matches(e.matches)));

// Colours of elements of the page, in words when they are too near.
async function lowContrasts(page, elements) {
  const found = await page.evaluate(coloursOf, elements);
  await elements.dispose();
  return found.flatMap(lowContrast);
}

// What axe-core could not judge, and neither the table: that of colours is measured.
async function unsettled(page, incomplete) {
  const nodes = incomplete.flatMap(({ id, nodes }) => nodes.map((node) => ({ id, node })));
  const named = nodes.map(({ id, node }) => ({ rule: id, target: node.target.at(-1) }));
  const entries = await page.evaluate(sort, [named, EXPLAINED]);
  const problems = nodes.filter((_, i) => entries[i] < 0).map(({ id, node }) => `not judged: ${sentence(id, node)}`);
  const settled = entries.filter((entry) => entry >= 0);
  for (const entry of settled) met.add(EXPLAINED[entry]);
  const coloured = named.filter(({ rule }, i) => rule === "color-contrast" && entries[i] >= 0).map(({ target }) => target);
  const elements = await page.evaluateHandle((targets) => targets.map((target) => document.querySelector(target)), coloured);
  return [...problems, ...(await lowContrasts(page, elements))];
}

// Puts axe-core into a page just loaded.
export const injectAxe = (page) => page.evaluate(axe);

// The same where scripts are off, and with them timers: what axe-core puts off is done at once.
export async function injectAxeWithoutScript(page) {
  await page.evaluate(() => void (window.setTimeout = (run) => void Promise.resolve().then(run)));
  await injectAxe(page);
}

// In the page: the texts whose colours are to be looked at. Those in boxes of the same names and
// colours look the same: the first and the last of each.
function textsByLook() {
  const looks = new Map();
  const around = new Map([[null, ""]]);
  const describe = (e) => {
    if (!around.has(e)) {
      const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight } = getComputedStyle(e);
      const own = [e.localName, e.className, color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight];
      around.set(e, `${describe(e.parentElement)}>${own.join()}`);
    }
    return around.get(e);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const e = text.parentElement;
    if (!text.data.trim() || e.ownerSVGElement || !e.checkVisibility({ visibilityProperty: true })) continue;
    const look = describe(e);
    looks.set(look, [looks.get(look)?.[0] ?? e, e]);
  }
  return [...new Set([...looks.values()].flat())];
}

// In the page. Those of drawings stand on shapes, each on its own.
const textsOfDrawings = () =>
  [...document.querySelectorAll("svg text, svg tspan")].filter((e) => e.checkVisibility({ visibilityProperty: true }));

// In the page: what axe-core finds, in all of it or in some elements.
const run = ([elements, options]) =>
  window.axe.run(elements ? { include: elements } : document, {
    preload: false, resultTypes: ["violations", "incomplete"], ...options,
  });

async function complaints(page, elements, options) {
  const found = await page.evaluate(run, [elements, options]);
  const problems = found.violations.flatMap(({ id, nodes }) => nodes.map((node) => sentence(id, node)));
  return [...problems, ...(await unsettled(page, found.incomplete))];
}

// What it says of colours, which take most of its time: of those texts that do not look like another.
export async function complaintsOfColours(page) {
  const elements = await page.evaluateHandle(textsByLook);
  const found = await complaints(page, elements, ONLY_COLOURS);
  await elements.dispose();
  return [...found, ...(await lowContrasts(page, await page.evaluateHandle(textsOfDrawings)))];
}

const complaintsButColours = (page) => complaints(page, null, NOT_COLOURS);

// What it says of all else than colours, and the contrast of the same texts measured without it: for a
// page whose colours it has judged, at another width or opened another way.
export const complaintsAgain = async (page) => [
  ...(await complaintsButColours(page)), ...(await lowContrasts(page, await page.evaluateHandle(textsByLook))),
];

// What axe-core says against the page: all its rules of WCAG 2.1 A and AA and its best practices, on
// all that is in it; where that is a book, colours as above.
export async function complaintsOfAxe(page) {
  const isBook = await page.evaluate((most) => document.getElementsByTagName("*").length > most, BOOK);
  if (!isBook) return complaints(page, null, EVERY);
  return [...(await complaintsButColours(page)), ...(await complaintsOfColours(page))];
}

// To be called last: entries of the table that nothing met.
export function checkExplained(tally) {
  tally.check(
    "axe-core: every explanation is needed",
    EXPLAINED.filter((entry) => !met.has(entry)).map(({ rule, matches }) => `${rule} of ${matches}`),
  );
}
