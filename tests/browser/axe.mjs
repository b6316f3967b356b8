// axe-core: what it refuses, and what it could not judge. Each of the latter is in the table below,
// with what settles it; an entry that is met no more is to be taken out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

// Rules whose verdict depends on colours; the others see the same thing in the dark.
export const COLOURS = ["color-contrast", "link-in-text-block"];

const EXPLAINED = [
  { rule: "color-contrast", matches: "svg text, svg tspan", why: "axe does not see the shapes below a text of a drawing" },
  { rule: "color-contrast", matches: "table *", why: "a wide table scrolls in its box: its cells are partly out of it" },
  { rule: "color-contrast", matches: ".tache > span", why: "a box to tick is drawn with a sign, which is no text" },
  { rule: "label-content-name-mismatch", matches: "a.retour", why: "an arrow is what is seen, its words are what is read out" },
];
const met = new Set();

// In the page: the contrast of a text with what it stands on: the boxes around it, the shapes of a
// drawing that lie below it. Returns what is wrong, or nothing.
function lowContrast(text) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (over, colour, opacity) => {
    canvas.globalCompositeOperation = "source-over";
    canvas.globalAlpha = 1;
    canvas.fillStyle = `rgb(${over.join(" ")})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.globalAlpha = opacity;
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  let ground = isDark ? [0, 0, 0] : [255, 255, 255];
  const around = [];
  for (let e = text.ownerSVGElement ?? text; e; e = e.parentElement) around.unshift(e);
  for (const e of around) ground = paint(ground, getComputedStyle(e).backgroundColor, 1);
  const box = text.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const shapes = text.ownerSVGElement?.querySelectorAll("rect, path, polygon, circle, ellipse") ?? [];
  for (const shape of shapes) {
    if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const matrix = shape.getScreenCTM();
    const { fill, fillOpacity, visibility, opacity } = getComputedStyle(shape);
    if (!matrix || fill === "none" || visibility === "hidden" || /url/.test(fill)) continue;
    if (shape.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix.inverse())))
      ground = paint(ground, fill, Number(fillOpacity) * Number(opacity));
  }
  const style = getComputedStyle(text);
  const [high, low] = [luminance(ground), luminance(paint(ground, text.ownerSVGElement ? style.fill : style.color, 1))].sort((a, b) => b - a);
  const ratio = (high + 0.05) / (low + 0.05);
  return ratio >= 4.5 ? undefined : `contrast of "${text.textContent}" is ${ratio.toFixed(2)}`;
}

const sentence = (id, node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`;

// In the page: which entry of the table a node is of, and what is wrong with it.
function judge([nodes, entries, measure]) {
  const lowContrast = Function(`return (${measure})`)();
  return nodes.map(({ rule, target }) => {
    const element = document.querySelector(target);
    const entry = entries.findIndex((e) => e.rule === rule && element?.matches(e.matches));
    return { entry, problem: rule === "color-contrast" && entry >= 0 ? lowContrast(element) : undefined };
  });
}

// What axe-core could not judge, and neither the table.
async function unsettled(page, incomplete) {
  const nodes = incomplete.flatMap(({ id, nodes }) => nodes.map((node) => ({ id, node })));
  const named = nodes.map(({ id, node }) => ({ rule: id, target: node.target.at(-1) }));
  const verdicts = await page.evaluate(judge, [named, EXPLAINED, String(lowContrast)]);
  return verdicts.flatMap(({ entry, problem }, i) => {
    if (entry < 0) return [`not judged: ${sentence(nodes[i].id, nodes[i].node)}`];
    met.add(EXPLAINED[entry]);
    return problem ? [problem] : [];
  });
}

// Puts axe-core into a page just loaded.
export const injectAxe = (page) => page.evaluate(axe);

// What axe-core says against the page: all its rules of WCAG 2.1 A and AA and its best practices, or
// some rules.
export async function complaintsOfAxe(page, rules) {
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  const found = await page.evaluate(
    (options) => window.axe.run(document, options),
    { preload: false, resultTypes: ["violations", "incomplete"], runOnly },
  );
  const problems = found.violations.flatMap(({ id, nodes }) => nodes.map((node) => sentence(id, node)));
  return [...problems, ...(await unsettled(page, found.incomplete))];
}

// To be called last: entries of the table that nothing met.
export function checkExplained(tally) {
  tally.check(
    "axe-core: every explanation is needed",
    EXPLAINED.filter((entry) => !met.has(entry)).map(({ rule, matches }) => `${rule} of ${matches}`),
  );
}
