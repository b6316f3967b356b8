// Every link inside the site leads to a page or a file of the site, and to an anchor that is there.

// The site is read as if it stood below another path of some host: what a link may not leave.
const BASE = "http://site.invalid/sous/chemin/";

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

// Where a URL of a page leads: {outside}, {problem} or {path, anchor}.
function resolve(url, page, rootPath) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return { outside: url };
  if (/^\/\//.test(url)) return { problem: "leaves out the scheme" };
  const rooted = page.path === "404.html";
  if (url.startsWith("/") && !rooted) return { problem: "is not relative" };
  if (rooted && !url.startsWith("#")) {
    if (!url.startsWith(rootPath)) return { problem: `does not start with ${rootPath}` };
    url = url.slice(rootPath.length);
    return resolveAt(url, BASE);
  }
  return resolveAt(url, BASE + page.path);
}

function resolveAt(url, base) {
  const target = new URL(url, base);
  if (!target.href.startsWith(BASE)) return { problem: "leaves the site" };
  return {
    path: decode(target.pathname.slice(new URL(BASE).pathname.length)),
    anchor: decode(target.hash.slice(1)),
  };
}

// Why a link is wrong, or nothing.
function problemOf(site, page, { element, url, fetched }, { onDisk, rootPath, address }) {
  if (element.name === "base") return "is a base, which moves all other links";
  if (url === "" || url !== url.trim()) return "is empty or has blanks around it";
  const target = resolve(url, page, rootPath);
  if (target.problem) return target.problem;
  if (target.outside !== undefined) return problemOutside(element, url, fetched, address);
  let path = target.path;
  if (path === "" || path.endsWith("/")) {
    if (onDisk) return "leads to a folder";
    path += "index.html";
  }
  if (!site.has(path)) return "leads nowhere";
  const there = site.byPath.get(path);
  if (target.anchor && there && !there.ids.has(target.anchor)) return "has no such anchor";
  if (target.anchor && !there) return "has an anchor in what is no page";
  return undefined;
}

function problemOutside(element, url, fetched, address) {
  if (fetched) return "is fetched from elsewhere";
  const rel = element.get("rel");
  if (element.name === "link" && rel === "canonical") return undefined;
  if (!/^(https?:\/\/[^/]|mailto:[^\s@]+@|tel:\+?[0-9])/.test(url)) return "has an unknown scheme";
  if (address && url.startsWith(address)) return "leads to the site by its full address";
  return undefined;
}

export function checkLinks(tally, label, site, options) {
  const problems = [];
  for (const page of site.pages)
    for (const link of page.urls) {
      const problem = problemOf(site, page, link, options);
      if (problem) problems.push(`${page.path}: ${link.element.name} "${link.url}" ${problem}`);
    }
  tally.check(`${label}: links and anchors resolve`, problems);
}

// Redirects lead, in one step, to a page of the site that search engines find instead of them.
export function checkRedirects(tally, label, site, { onDisk, rootPath, address, several }) {
  const problems = several && site.redirects.length < several ? [`${site.redirects.length} redirects`] : [];
  for (const page of site.redirects) {
    const refresh = page.first((e) => e.get("http-equiv") === "refresh")?.get("content") ?? "";
    const url = /^0; url=(.+)$/.exec(refresh)?.[1];
    const links = page.all("a").map((e) => e.get("href"));
    if (!url) problems.push(`${page.path}: no refresh`);
    if (links.length !== 1 || links[0] !== url) problems.push(`${page.path}: no link to the same page`);
    if (page.isIndexed) problems.push(`${page.path}: may be indexed`);
    if (page.mistakes.length) problems.push(...page.mistakes);
    for (const link of page.urls) {
      const problem = problemOf(site, page, link, { onDisk, rootPath, address });
      if (problem) problems.push(`${page.path}: ${link.url} ${problem}`);
    }
    const target = url && resolve(url, page, rootPath).path?.replace(/(^|\/)$/, "$1index.html");
    if (!site.byPath.has(target)) problems.push(`${page.path}: leads to ${target}, which is no page`);
    const canonical = page.link("canonical");
    if (canonical && canonical !== site.byPath.get(target)?.link("canonical") && site.byPath.get(target)?.isIndexed)
      problems.push(`${page.path}: another canonical than its page`);
  }
  tally.check(`${label}: redirects lead to pages`, problems);
}

// Style sheets fetch nothing but files of the site.
export function checkStyles(tally, label, site) {
  const problems = [];
  for (const path of site.ending(".css")) {
    const style = site.read(path).replace(/\/\*[\s\S]*?\*\//g, "");
    if (/@import/.test(style)) problems.push(`${path}: @import`);
    for (const [, url] of style.matchAll(/url\(\s*["']?([^"')]*)/g)) {
      if (url.startsWith("data:") || url.startsWith("#")) continue;
      const target = /^[a-z]+:|^\//i.test(url) ? {} : resolveAt(url, BASE + path);
      if (!target.path || !site.has(target.path)) problems.push(`${path}: url(${url})`);
    }
  }
  tally.check(`${label}: style sheets fetch only files of the site`, problems);
}

// Full addresses of the site, wherever they stand (feeds, calendar, data, canonical links). The id
// of an entry is a name, that stays when its version moves to the next page of a history.
export function checkAddresses(tally, label, site, address) {
  const problems = [];
  const pattern = new RegExp(address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + "[^\\s\"'<>)\\\\]*", "g");
  for (const path of site.ending(".html", ".xml", ".atom", ".ics", ".txt", ".json")) {
    const text = site.read(path).replace(/\r\n[ \t]/g, "").replace(/<id>.*?<\/id>/g, "");
    for (const [found] of text.matchAll(pattern)) {
      const url = new URL(found.replace(/&amp;/g, "&"));
      let target = decode(url.pathname.slice(new URL(address).pathname.length));
      if (target === "" || target.endsWith("/")) target += "index.html";
      const anchor = decode(url.hash.slice(1));
      const there = site.byPath.get(target);
      if (!site.has(target)) problems.push(`${path}: ${found} leads nowhere`);
      else if (anchor && there && !there.ids.has(anchor))
        problems.push(`${path}: ${found} has no such anchor`);
    }
  }
  tally.check(`${label}: full addresses of the site resolve`, problems);
}

// From the home page every page can be reached, and every file of the author's was asked for.
export function checkReach(tally, label, site, options) {
  const reached = new Set(["index.html", "404.html"]);
  const waiting = [...reached];
  while (waiting.length) {
    const page = site.byPath.get(waiting.pop());
    for (const { url } of page?.urls ?? []) {
      const target = resolve(url, page, options.rootPath);
      if (target.path === undefined) continue;
      const path = target.path.replace(/(^|\/)$/, "$1index.html");
      if (reached.has(path)) continue;
      reached.add(path);
      waiting.push(path);
    }
  }
  const lost = site.pages.filter((page) => !reached.has(page.path)).map((page) => page.path);
  tally.check(`${label}: every page can be reached from the home page`, lost);
  const unasked = [...site.files].filter(
    (path) => /^(images|documents)\//.test(path) && !reached.has(path),
  );
  tally.check(`${label}: no image or document is published that no page refers to`, unasked);
}
