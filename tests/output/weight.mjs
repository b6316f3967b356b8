// What a first visit of each page costs: its HTML, style sheets, scripts, logo and icon, compressed
// as a server does. Photos are set apart.
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 30 * 1000; // bytes
const REQUESTS = 3; // the page, its styles, its script; logo and icon apart

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

// The weights, page by page, go to `list`; the heaviest of each kind of page are printed.
export function checkWeight(tally, label, site, list) {
  const sizes = new Map();
  const weights = site.pages
    .map((page) => weigh(site, page, sizes))
    .sort((a, b) => b.total - a.total);
  const line = ({ path, total, requests }) =>
    `${String(total).padStart(7)} bytes ${requests} requests  ${path}`;
  writeFileSync(list, weights.map(line).join("\n") + "\n");
  const kinds = new Map(); /* the first of each is its heaviest */
  for (const weight of weights) {
    const { kind } = site.byPath.get(weight.path);
    if (!kinds.has(kind)) kinds.set(kind, weight);
  }
  console.log(`weights, compressed, photos apart: of each kind (of all ${weights.length} pages in ${list})`);
  for (const [kind, weight] of kinds) console.log(`${line(weight)} (${kind})`);
  const bounded = weights.filter(({ path }) => !/(^|\/)imprimer\//.test(path));
  tally.check(`${label}: at most ${BUDGET} bytes and ${REQUESTS} requests a page`, [
    ...bounded.filter(({ total }) => total > BUDGET).map(({ path, total }) => `${path}: ${total} bytes`),
    ...bounded.filter(({ requests }) => requests > REQUESTS).map(({ path, requests }) => `${path}: ${requests} requests`),
  ]);
}
