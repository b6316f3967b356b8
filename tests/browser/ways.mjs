// One page of each kind by every way that leads to it: served or opened from a disk, with script or
// without. All say the same, lead to the same, and are as accessible; script only adds controls.
import { complaintsAgain, injectAxe, injectAxeWithoutScript } from "./axe.mjs";
import { visitAll } from "./chromium.mjs";

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const ONE_IN = 12; // axe-core from a disk, where pages are found to be the same: one page in so many

// In the page: what it offers, a line each, in order: texts, whether they are seen, links with where
// they lead from the root of the site, controls, pictures; `added` is what is there by script.
function read(root) {
  const byScript = "form.filtre, [data-affichage], [data-filtre] th > button";
  const lead = (url) => (url.startsWith(root) ? url.slice(root.length).replace(/(^|\/)index\.html(?=$|[?#])/, "$1") : url);
  const lines = { page: [], added: [], links: [...document.links].map(({ href }) => href) };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const isAdded = e.closest(byScript);
    if (node !== e && !node.data.trim()) continue;
    let line;
    if (node !== e) line = `${e.checkVisibility() ? "text" : "folded text"} ${node.data.replace(/\s+/g, " ").trim()}`;
    else if (e.localName === "a" && e.hasAttribute("href")) line = `link to ${lead(new URL(e.getAttribute("href"), document.baseURI).href)}`;
    else if (e.localName === "img") line = `picture ${lead(e.src)}: ${e.alt}`;
    else if (e.matches("button, input, select, textarea, summary, [popover]")) line = `${e.localName} ${e.id || e.name || ""}`;
    /* The text of the head of a column was there before its button. */
    if (line) (isAdded && !(node !== e && e.closest("th")) ? lines.added : lines.page).push(line);
  }
  return lines;
}

// Notes what a page offers when it is served, with script.
export const readPage = (page, address) => page.evaluate(read, address);

function difference(label, wanted, found) {
  const at = wanted.findIndex((line, i) => line !== found[i]);
  if (at < 0 && wanted.length === found.length) return [];
  return [`${label}: "${found.at(at) ?? "nothing"}" where there was "${wanted.at(at)}"`];
}

function deadLinks(label, site, root, { links }) {
  return links
    .filter((url) => url.startsWith(root))
    .map((url) => decodeURI(url.slice(root.length).replace(/[?#].*$/, "")))
    .filter((path) => !site.has(path) && !site.has(`${path}index.html`))
    .map((path) => `${label}: there is no ${path}`);
}

// `seen` tells for each path what was read of the page as it is served with script. `served` and
// `disk` are {site, root}: a Site, and the URL it is at.
export async function checkWays(tally, browser, samples, seen, served, disk) {
  const ways = [
    { label: "served, without script", at: served, javaScriptEnabled: false, needsAxe: () => true },
    { label: "from a disk", at: disk, javaScriptEnabled: true, needsAxe: (i) => i % ONE_IN === 1 },
    { label: "from a disk, without script", at: disk, javaScriptEnabled: false, needsAxe: () => false },
  ];
  for (const { label, at: { site, root }, javaScriptEnabled, needsAxe } of ways) {
    const [differences, dead, violations] = [[], [], []];
    /* Only a server answers with 404.html. */
    const there = samples.filter(({ path }) => site !== disk.site || path !== "404.html");
    const options = { javaScriptEnabled, viewport: WIDE, reducedMotion: "reduce" };
    const complaints = await visitAll(browser, root, options, there, async (page, sample) => {
      const url = site === disk.site ? sample.path : sample.url;
      await page.setViewportSize(WIDE);
      await page.goto(root + encodeURI(url));
      const offered = await readPage(page, root);
      const wanted = seen.get(sample.path);
      differences.push(...difference(sample.path, wanted.page, offered.page));
      if (javaScriptEnabled) differences.push(...difference(`${sample.path}, by script`, wanted.added, offered.added));
      dead.push(...deadLinks(sample.path, site, root, offered));
      if (!needsAxe(there.indexOf(sample))) return;
      await (javaScriptEnabled ? injectAxe : injectAxeWithoutScript)(page);
      const found = await complaintsAgain(page);
      await page.setViewportSize(NARROW);
      found.push(...(await complaintsAgain(page)));
      violations.push(...found.map((problem) => `${sample.path}: ${problem}`));
    });
    tally.check(`${label}: the same texts, links and controls`, differences);
    tally.check(`${label}: links lead to pages`, dead);
    tally.check(`${label}: no complaint, no request to another host`, complaints);
    if (needsAxe(1)) tally.check(`${label}: axe-core, 1280 px and 320 px`, violations);
  }
}
