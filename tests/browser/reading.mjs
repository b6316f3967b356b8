// Text that stays readable when it is larger, or spaced as a reader wants: nothing goes beyond the
// window, nothing is cut, no two texts lie on each other. Drawings have their own tests.

// In the page. How far it goes beyond the window, and what goes there.
export function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const far = [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .slice(0, 3)
    .map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""}`);
  return [`${document.documentElement.scrollWidth} px wide (${far.join(", ")})`];
}

// In the page. Texts that are cut by a box, and texts on other texts.
function unreadable() {
  const problems = [];
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = new Map(); /* elements, and the nearest around them that does not let text out */
  const boxOf = (e) => {
    if (!e || e === document.body) return undefined;
    if (!boxes.has(e)) boxes.set(e, getComputedStyle(e).overflowX === "visible" ? boxOf(e.parentElement) : e);
    return boxes.get(e);
  };
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    if (!node.data.trim() || around.closest("svg, .visually-hidden, .evitement, script, noscript, template")) continue;
    if (!around.checkVisibility({ visibilityProperty: true })) continue;
    const holder = boxOf(around);
    const box = holder?.getBoundingClientRect();
    const scrolls = holder && ["auto", "scroll"].includes(getComputedStyle(holder).overflowX);
    if (box && box.width <= 1) continue; /* for screen readers only */
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 2) continue;
      if (scrolls && (rect.right > box.right || rect.left < box.left)) continue;
      if (box && !scrolls && (rect.right > box.right + 1 || rect.left < box.left - 1 || rect.bottom > box.bottom + rect.height / 4))
        problems.push(`"${node.data.trim().slice(0, 40)}" is cut`);
      lines.push({ rect, around, text: node.data.trim().slice(0, 40) });
    }
  }
  lines.sort((a, b) => a.rect.top - b.rect.top);
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  for (let i = 0; i < lines.length; i++)
    for (let j = i + 1; j < lines.length && lines[j].rect.top < lines[i].rect.bottom; j++) {
      const [a, b] = [lines[i], lines[j]];
      /* Boxes of glyphs are higher than the glyphs: lines set tight touch each other. */
      if (across(a.rect, b.rect) > 2 && down(a.rect, b.rect) > 0.4 * Math.min(a.rect.height, b.rect.height))
        problems.push(`"${a.text}" lies on "${b.text}"`);
    }
  return problems.slice(0, 6);
}

export const checkReadable = async (page) => [
  ...(await page.evaluate(overflow)), ...(await page.evaluate(unreadable)),
];

// With letters twice as large (WCAG 1.4.4).
export async function readLarge(page) {
  const size = await page.evaluate(() => {
    const root = document.documentElement;
    root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
    return parseFloat(getComputedStyle(document.querySelector("main")).fontSize);
  });
  const problems = await checkReadable(page);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  return size >= 36 ? problems : [...problems, `text of ${size} px, not twice 18 px`];
}

// With the spaces of WCAG 1.4.12, by a style sheet that no policy refuses.
export async function readSpaced(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
  });
  const problems = await checkReadable(page);
  await page.evaluate(() => void (document.adoptedStyleSheets = []));
  return problems;
}
