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
  const home = site.byPath.get("index.html");
  const announced = home
    .all((e) => e.name === "link" && e.get("type") === "application/atom+xml")
    .map((e) => e.get("href").replace(/^\.\//, ""));
  tally.check(
    `${label}: the home page announces the feeds`,
    feeds.filter((path) => !announced.includes(path)).map((path) => `${path} is not announced`),
  );
}
