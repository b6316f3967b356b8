// What machines read: the site map, robots.txt, feeds, and that XML is well formed.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DOMParser } from "@xmldom/xmldom";

const here = dirname(fileURLToPath(import.meta.url));
const ATOM = "http://www.w3.org/2005/Atom";
// RFC 3339, with the offset that Atom asks for.
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function xmllint(args) {
  const result = spawnSync("xmllint", ["--nonet", "--noout", ...args], { encoding: "utf8" });
  if (result.error) throw result.error;
  return result.status === 0 ? [] : result.stderr.trim().split("\n");
}

export function checkXml(tally, label, site) {
  const files = site.ending(".xml", ".atom", ".svg").map((path) => join(site.root, path));
  tally.check(`${label}: XML is well formed (xmllint)`, xmllint(files));
}

// The site map lists exactly the pages to be found.
export function checkSitemap(tally, label, site, address) {
  const file = join(site.root, "sitemap.xml");
  tally.check(
    `${label}: the site map follows its schema (xmllint)`,
    xmllint(["--schema", join(here, "sitemap.xsd"), file]).filter((line) => !/ validates$/.test(line)),
  );
  const listed = elements(parseXml(site.read("sitemap.xml")), "loc").map((loc) => loc.textContent);
  const wanted = site.pages.filter((page) => page.isIndexed).map((page) => address + page.url);
  tally.check(`${label}: the site map lists exactly the pages to be found`, [
    ...wanted.filter((url) => !listed.includes(url)).map((url) => `${url} is not listed`),
    ...listed.filter((url) => !wanted.includes(url)).map((url) => `${url} is listed`),
    ...listed.filter((url, i) => listed.indexOf(url) !== i).map((url) => `${url} is listed twice`),
  ]);
}

export function checkRobots(tally, label, site, address) {
  const wanted = address
    ? `User-agent: *\nAllow: /\nSitemap: ${address}sitemap.xml\n`
    : "User-agent: *\nDisallow: /\n";
  const found = site.has("robots.txt") ? site.read("robots.txt") : "";
  tally.check(`${label}: robots.txt`, found === wanted ? [] : [JSON.stringify(found)]);
}

function parseXml(text) {
  return new DOMParser({ onError: (level, message) => { throw new Error(message); } })
    .parseFromString(text, "text/xml");
}

function elements(node, name) {
  return Array.from(node.getElementsByTagName(name));
}

function children(node, name) {
  return Array.from(node.childNodes).filter(
    (child) => child.localName === name && child.namespaceURI === ATOM,
  );
}

// What RFC 4287 asks of a feed or an entry: one id, one title, one updated.
function problemsOf(node, where) {
  const problems = [];
  for (const name of ["id", "title", "updated"])
    if (children(node, name).length !== 1) problems.push(`${where}: not one ${name}`);
  for (const name of ["updated", "published"])
    for (const moment of children(node, name))
      if (!MOMENT.test(moment.textContent) || Number.isNaN(Date.parse(moment.textContent)))
        problems.push(`${where}: ${name} ${moment.textContent}`);
  for (const id of children(node, "id"))
    if (!/^[a-z][a-z0-9+.-]*:\S+$/.test(id.textContent)) problems.push(`${where}: id ${id.textContent}`);
  for (const text of ["title", "summary", "subtitle", "rights", "name"])
    for (const child of children(node, text)) problems.push(...textProblems(child, where));
  const alternates = children(node, "link").filter((l) => (l.getAttribute("rel") || "alternate") === "alternate");
  if (alternates.length !== 1) problems.push(`${where}: not one alternate link`);
  for (const link of children(node, "link"))
    if (!/^https?:/.test(link.getAttribute("href") ?? "")) problems.push(`${where}: a link without an address`);
  return problems;
}

function textProblems(node, where) {
  const text = node.textContent;
  if (!text.trim()) return [`${where}: an empty ${node.localName}`];
  if (/\p{L}'\p{L}/u.test(text) || / [:;!?»]( |$)/.test(text))
    return [`${where}: ${node.localName} "${text}" is not in French typography`];
  return /^\[\w+\]/.test(text) ? [`${where}: ${text} is missing in the labels`] : [];
}

function feedProblems(site, path, address) {
  const feed = parseXml(site.read(path)).documentElement;
  if (feed.localName !== "feed" || feed.namespaceURI !== ATOM) return [`${path} is no feed`];
  const entries = children(feed, "entry");
  const ids = [feed, ...entries].map((node) => children(node, "id")[0]?.textContent);
  const self = children(feed, "link").find((link) => link.getAttribute("rel") === "self");
  const problems = problemsOf(feed, path);
  if (self?.getAttribute("href") !== address + path) problems.push(`${path}: no link to itself`);
  if (new Set(ids).size !== ids.length) problems.push(`${path}: an id twice`);
  for (const entry of entries) {
    const where = `${path}, ${children(entry, "id")[0]?.textContent}`;
    problems.push(...problemsOf(entry, where));
    const authors = [...children(entry, "author"), ...children(feed, "author")];
    for (const author of authors) {
      const names = children(author, "name");
      if (names.length !== 1) problems.push(`${where}: an author without a name`);
      names.forEach((name) => problems.push(...textProblems(name, where)));
    }
    if (authors.length === 0) problems.push(`${where}: no author`);
  }
  const moments = entries.map((entry) => Date.parse(children(entry, "updated")[0]?.textContent));
  if (moments.some((moment, i) => i && moment > moments[i - 1])) problems.push(`${path}: not newest first`);
  if (entries.length === 0) problems.push(`${path} has no entry`);
  return [...new Set(problems)];
}

// Feeds are sound, and what pages announce is there.
export function checkFeeds(tally, label, site, address) {
  const feeds = site.ending(".atom");
  tally.check(`${label}: feeds are valid Atom`, [
    ...(feeds.length ? [] : ["there is no feed"]),
    ...feeds.flatMap((path) => feedProblems(site, path, address)),
  ]);
  tally.check(`${label}: pages announce the feeds`, announcementProblems(site, feeds));
}

function announcedBy(page) {
  return page
    .all((e) => e.name === "link" && e.get("type") === "application/atom+xml")
    .map((e) => new URL(e.get("href"), `http://site.invalid/${page.path}`).pathname.slice(1));
}

// The feeds of the site stand on every page; that of a page, on it and on all pages of its history.
function announcementProblems(site, feeds) {
  const problems = [];
  const whole = feeds.filter((path) => !path.includes("/"));
  for (const page of site.pages) {
    if (page.path === "404.html" || page.isVersion) continue;
    const about = page.url.replace(/^historique\/(.*?)(page-\d+\/)?$/, "$1");
    const own = feeds.filter((path) => path.includes("/") &&
      (path === `${about}historique.atom` || path === `${page.url}comptes-rendus.atom`));
    const wanted = [...whole, ...own].sort().join(" ");
    const found = announcedBy(page).sort().join(" ");
    if (found !== wanted) problems.push(`${page.path} announces ${found}, not ${wanted}`);
  }
  return problems;
}

// The feeds of the history against its data, and both against the pages.
export function checkHistory(tally, label, site, address) {
  const { pages } = JSON.parse(site.read("donnees/historique.json"));
  tally.check(`${label}: historique.json follows its format`, pages.flatMap(formatProblems));
  tally.check(`${label}: historique.json agrees with the pages`, pages.flatMap((page) => placeProblems(site, page)));
  const told = pages.flatMap((page) =>
    page.versions.filter((version) => !version.mineur).map((version) => ({ page, version })));
  const byAnchor = new Map(told.map((one) => [anchorOf(one), one]));
  tally.check(`${label}: no two versions have one anchor`,
    byAnchor.size === told.length ? [] : [`${told.length - byAnchor.size} of ${told.length}`]);
  tally.check(`${label}: feeds of the history agree with historique.json`, [
    ...feedOfHistoryProblems(site, address, byAnchor, "historique.atom", told),
    ...pages
      .filter(({ url }) => /^actions\/./.test(url ?? ""))
      .flatMap((page) => feedOfHistoryProblems(site, address, byAnchor, `${page.url}historique.atom`,
        told.filter((one) => one.page === page))),
    ...pages
      .filter(({ url }) => /^axes\/./.test(url ?? ""))
      .flatMap((axis) => feedOfHistoryProblems(site, address, byAnchor, `${axis.url}historique.atom`,
        told.filter(({ page }) => page.path.startsWith(axis.path.replace(/axe\.md$/, ""))))),
  ]);
}

const MOMENT_OF_JSON = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;

function formatProblems(page) {
  const problems = [];
  const keys = Object.keys(page).join(" ");
  if (!/^(url )?path( entry)? versions$/.test(keys)) problems.push(`keys ${keys}`);
  if (page.versions.length === 0) problems.push(`${page.path} has no version`);
  if (page.url === undefined && page.versions.length !== 1) problems.push(`${page.path} is gone and tells more`);
  for (const version of page.versions) {
    const where = `${page.path} ${version.commit}`;
    if (Object.keys(version).join(" ") !== "commit date path summary mineur") problems.push(`${where}: keys`);
    if (!/^[0-9a-f]{40}$/.test(version.commit)) problems.push(`${where}: commit`);
    if (!MOMENT_OF_JSON.test(version.date)) problems.push(`${where}: ${version.date}`);
    if (!version.summary || /^\[\w+\]/.test(version.summary)) problems.push(`${where}: ${version.summary}`);
    if (typeof version.mineur !== "boolean") problems.push(`${where}: mineur`);
  }
  const commits = page.versions.map(({ commit }) => commit);
  if (new Set(commits).size !== commits.length) problems.push(`${page.path}: a commit twice`);
  return problems;
}

function anchorOf({ page, version }) {
  const anchor = `c${version.commit.slice(0, 10)}`;
  if (page.url === undefined) return `${anchor}/${page.path}${page.entry ? `/${page.entry}` : ""}`;
  return `${page.url || "accueil/"}#${anchor}`;
}

// The page is there, and each version for readers on one page of its history, in this order.
function placeProblems(site, page) {
  if (page.url === undefined) return [];
  if (!site.has(`${page.url}index.html`)) return [`${page.url} is not there`];
  const ids = [];
  for (let number = 1; ; number++) {
    const folder = `historique/${page.url || "accueil/"}${number > 1 ? `page-${number}/` : ""}`;
    const there = site.byPath.get(`${folder}index.html`);
    if (!there) break;
    ids.push(...there.all((e) => e.name === "details" && e.hasClass("version")).map((e) => e.get("id")));
  }
  const wanted = page.versions.filter(({ mineur }) => !mineur).map(({ commit }) => `c${commit.slice(0, 10)}`);
  const found = ids.filter((id) => id !== "non-enregistre");
  return found.join(" ") === wanted.join(" ") ? [] : [`${page.url}: ${found} instead of ${wanted}`];
}

// The fifty latest of `told`, and nothing else; each leads to where it is told.
function feedOfHistoryProblems(site, address, byAnchor, path, told) {
  const wanted = told.length > 0 || path === "historique.atom";
  if (site.has(path) !== wanted) return [`${path}: ${wanted ? "missing" : "not wanted"}`];
  if (!wanted) return [];
  const problems = [];
  const root = `${address}historique/`;
  const seen = new Set();
  for (const entry of children(parseXml(site.read(path)).documentElement, "entry")) {
    const id = children(entry, "id")[0].textContent;
    const link = children(entry, "link")[0].getAttribute("href");
    const name = decodeURI(id.slice(root.length).replace(/^#/, ""));
    const one = byAnchor.get(name);
    if (!id.startsWith(root) || !one) {
      problems.push(`${path}: ${id} is no version`);
      continue;
    }
    seen.add(name);
    const summary = children(entry, "summary")[0].textContent;
    const title = children(entry, "title")[0].textContent;
    const updated = Date.parse(children(entry, "updated")[0].textContent);
    if (summary !== one.version.summary || !title.endsWith(summary) || title === summary)
      problems.push(`${path}: ${id} says ${title}`);
    if (updated !== Date.parse(one.version.date)) problems.push(`${path}: ${id} has another date`);
    if (one.page.url === undefined ? link !== root : link.replace(/page-\d+\/(?=#)/, "") !== id)
      problems.push(`${path}: ${id} leads to ${link}`);
  }
  const times = told.map(({ version }) => Date.parse(version.date)).sort((a, b) => b - a).slice(0, 50);
  if (seen.size !== times.length) problems.push(`${path}: ${seen.size} entries for ${times.length} versions`);
  for (const one of told)
    if (Date.parse(one.version.date) > times.at(-1) && !seen.has(anchorOf(one)))
      problems.push(`${path}: ${anchorOf(one)} is missing`);
  return problems;
}
