// What a first visit of each page costs: its HTML, style sheets, scripts, logo and icon, compressed
// as a server does. Photos are set apart.
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 30 * 1000; // bytes
const REQUESTS = 3; // the page, its styles, its script; logo and icon apart
const SHOWN = 8;

function targetOf(page, url) {
  if (page.path === "404.html") return url.replace(/^\//, "");
  return new URL(url, `http://site.invalid/${page.url}`).pathname.slice(1);
}

function weigh(site, page, sizes) {
  const sizeOf = (path) => {
    if (!sizes.has(path)) sizes.set(path, gzipSync(site.bytes(path)).length);
    return sizes.get(path);
  };
  let total = sizeOf(page.path);
  let requests = 1;
  for (const { element, url, fetched } of page.urls) {
    if (!fetched) continue;
    const path = targetOf(page, url);
    const isIcon = element.name === "link" && element.get("rel") === "icon";
    const isLogo = element.name === "img" && element.isIn("header");
    const isPhoto = element.name === "img" && !isLogo;
    if (isPhoto || !site.has(path)) continue;
    total += sizeOf(path);
    if (!isIcon && !isLogo) requests++;
  }
  return { path: page.path, total, requests };
}

// The weights, page by page, go to `list`; the heaviest are printed.
export function checkWeight(tally, label, site, list) {
  const sizes = new Map();
  const weights = site.pages
    .map((page) => weigh(site, page, sizes))
    .sort((a, b) => b.total - a.total);
  const lines = weights.map(
    ({ path, total, requests }) => `${String(total).padStart(7)} bytes ${requests} requests  ${path}`,
  );
  writeFileSync(list, lines.join("\n") + "\n");
  console.log(`weights, compressed, photos apart (all of ${weights.length} pages in ${list}):`);
  for (const line of lines.slice(0, SHOWN)) console.log(line);
  const bounded = weights.filter(({ path }) => !/(^|\/)imprimer\//.test(path));
  tally.check(`${label}: at most ${BUDGET} bytes and ${REQUESTS} requests a page`, [
    ...bounded.filter(({ total }) => total > BUDGET).map(({ path, total }) => `${path}: ${total} bytes`),
    ...bounded.filter(({ requests }) => requests > REQUESTS).map(({ path, requests }) => `${path}: ${requests} requests`),
  ]);
}
