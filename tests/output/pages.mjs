// What every page does (SITE.md), page by page.

const LEGAL = ["mentions-legales", "accessibilite", "donnees-personnelles"];
const ABOUT_THE_SITE = [...LEGAL, "plan-du-site", "imprimer"];
const HEADING = /^h[1-6]$/;

// Each rule is given a page and returns what is wrong with it.
const rules = {
  "HTML without a parse error": (page) =>
    page.mistakes.map((mistake) => mistake.slice(page.path.length + 1)),

  "doctype, language, encoding, viewport": (page) => [
    ...(page.doctype === "html" ? [] : ["no doctype"]),
    ...(page.first("html")?.get("lang") === "fr" ? [] : ["html is not lang=fr"]),
    ...(page.first("meta")?.get("charset") === "utf-8" ? [] : ["charset is not the first meta"]),
    ...(/width=device-width/.test(page.meta("viewport") ?? "") ? [] : ["no viewport"]),
    ...(/user-scalable|maximum-scale/.test(page.meta("viewport") ?? "") ? ["zoom is bounded"] : []),
  ],

  "title and description": (page) => [
    ...(page.all("title").filter((e) => !e.isIn("svg")).length === 1 ? [] : ["not one title"]),
    ...(page.first("title")?.text.trim() ? [] : ["no title"]),
    ...(page.meta("description")?.trim() ? [] : ["no description"]),
  ],

  "a Content-Security-Policy before anything is fetched": (page) => {
    const head = page.all((e) => e.isIn("head"));
    const at = head.findIndex((e) => e.get("http-equiv")?.toLowerCase() === "content-security-policy");
    const first = head.findIndex((e) => e.name === "link" || e.name === "script");
    if (at < 0) return ["none"];
    const policy = head[at].get("content");
    return [
      ...(first >= 0 && first < at ? ["after a link or a script"] : []),
      ...(/unsafe|\*|https?:|data:/.test(policy) ? [`too wide: ${policy}`] : []),
      ...(/default-src '(none|self)'/.test(policy) ? [] : ["no default-src"]),
      ...(/base-uri 'none'/.test(policy) ? [] : ["base-uri is open"]),
      ...(/form-action '(none|self)'/.test(policy) ? [] : ["form-action is open"]),
    ];
  },

  "no inline script or style": (page) =>
    page.elements.flatMap((e) => [
      ...(e.name === "style" ? ["a style element"] : []),
      ...(e.has("style") ? [`style="${e.get("style")}" of ${e.name}`] : []),
      ...[...e.attributes.keys()].filter((name) => /^on/i.test(name)).map((name) => `${name} of ${e.name}`),
      ...(e.name === "script" && !e.has("src") && e.get("type") !== "application/ld+json"
        ? ["an inline script"]
        : []),
    ]),

  "JSON-LD is JSON of schema.org": (page) =>
    page.all((e) => e.get("type") === "application/ld+json").flatMap((e) => {
      try {
        const data = JSON.parse(e.text);
        const known = data["@context"] === "https://schema.org" && (data["@type"] || data["@graph"]);
        return known ? [] : ["no @context or @type"];
      } catch (error) {
        return [error.message];
      }
    }),

  "one h1, headings in order": (page) => {
    const headings = page.all((e) => HEADING.test(e.name));
    const problems = page.all("h1").length === 1 ? [] : [`${page.all("h1").length} h1`];
    let last = 0;
    for (const heading of headings) {
      const level = Number(heading.name[1]);
      if (level > last + 1) problems.push(`${heading.name} "${heading.text.trim()}" after h${last}`);
      last = level;
    }
    return problems;
  },

  "ids are unique, and what refers to one finds it": (page) => {
    const seen = new Set();
    const problems = [];
    for (const e of page.all((e) => e.has("id"))) {
      if (seen.has(e.get("id"))) problems.push(`id "${e.get("id")}" twice`);
      if (!/^\S+$/.test(e.get("id"))) problems.push(`id "${e.get("id")}" is no word`);
      seen.add(e.get("id"));
    }
    for (const e of page.elements)
      for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "for", "popovertarget", "headers"])
        for (const id of (e.get(name) ?? "").split(/\s+/).filter(Boolean))
          if (!page.ids.has(id)) problems.push(`${name}="${id}" refers to nothing`);
    return problems;
  },

  "skip links come first": (page) => {
    const first = page.first((e) => e.isIn("body") && (e.name === "a" || e.name === "button"));
    if (first?.get("href") !== "#contenu") return ["the first link does not skip to the content"];
    return page.first("main")?.get("id") === "contenu" ? [] : ["main is not #contenu"];
  },

  "landmarks": (page) => [
    ...["main", "footer", "header"].flatMap((name) =>
      page.all((e) => e.name === name && !e.isIn("article") && !e.isIn("section")).length === 1
        ? []
        : [`not one ${name}`],
    ),
    ...page
      .all((e) => e.name === "nav" || e.name === "aside")
      .filter((e) => !e.get("aria-label") && !e.get("aria-labelledby"))
      .map((e) => `${e.name} without a name`),
    ...page
      .all((e) => HEADING.test(e.name) || e.name === "p")
      .filter((e) => !["main", "header", "footer", "nav", "aside"].some((name) => e.isIn(name)))
      .map((e) => `"${e.text.trim().slice(0, 40)}" is in no landmark`),
  ],

  "menu with its current page": (page) => {
    const links = page.all((e) => e.name === "a" && e.isIn(menuOf(page)));
    if (links.length === 0) return ["no menu"];
    const current = links.filter((e) => e.get("aria-current"));
    if (current.length > 1) return ["several current entries"];
    const own = links.find((e) => pathOf(e, page) === page.url && page.path !== "404.html");
    if (own && own.get("aria-current") !== "page") return ["this page is in the menu, unmarked"];
    if (!own && current.some((e) => e.get("aria-current") === "page"))
      return ["another page is marked as this one"];
    const above = links.find((e) => pathOf(e, page) && page.url.startsWith(pathOf(e, page)));
    if (above && !current.length) return [`"${above.text}" is above this page, unmarked`];
    return [];
  },

  "breadcrumb": (page) => {
    if (page.own === "") return [];
    const trail = page.first((e) => e.name === "nav" && e.hasClass("fil"));
    if (!trail) return ["none"];
    const items = page.all((e) => e.name === "a" && e.isIn(trail));
    const last = items.at(-1);
    return [
      ...(items.length >= 2 ? [] : ["no way up"]),
      ...(last?.get("aria-current") === "page" ? [] : ["the last item is not the current page"]),
      ...(items.slice(0, -1).every((e) => e.has("href")) ? [] : ["an item leads nowhere"]),
      ...(items.every((e) => e.text.trim()) ? [] : ["an item has no words"]),
    ];
  },

  "images have alt, size and lazy loading": (page) =>
    page.all("img").flatMap((e) => [
      ...(e.has("alt") ? [] : [`${e.get("src")}: no alt`]),
      ...(/^[1-9]\d*$/.test(e.get("width") ?? "") && /^[1-9]\d*$/.test(e.get("height") ?? "")
        ? []
        : [`${e.get("src")}: no width or height`]),
      ...(e.get("loading") === "lazy" || (e.isIn("header") && e.isIn("a"))
        ? []
        : [`${e.get("src")}: not lazy`]),
    ]),

  "drawings are named or hidden": (page) =>
    page
      .all((e) => e.name === "svg" && !e.parent.isIn("svg"))
      .filter(
        (e) =>
          e.get("aria-hidden") !== "true" &&
          !(["img", "group"].includes(e.get("role")) && (e.get("aria-label") || e.get("aria-labelledby"))),
      )
      .map((e) => `svg in ${e.parent.name} is neither named nor hidden`),

  "tables have a caption and headers with their scope": (page) =>
    page.all("table").flatMap((table) => {
      const cells = page.all((e) => e.isIn(table));
      const name =
        table.parent.get("aria-label") ?? cells.find((e) => e.name === "caption")?.text.trim();
      return [
        ...(name ? [] : ["a table has no caption"]),
        ...(cells.some((e) => e.name === "th") ? [] : [`table "${name}" has no header`]),
        ...(cells.every((e) => e.name !== "th" || e.has("scope")) ? [] : [`table "${name}": th without scope`]),
      ];
    }),

  "footer says the state of accessibility": (page) => {
    const link = page.first(
      (e) => e.name === "a" && e.isIn("footer") && /accessibilite\//.test(e.get("href") ?? ""),
    );
    const words = /^Accessibilité\s: (totalement|partiellement|non) conforme$/;
    return words.test(link?.text.trim() ?? "") ? [] : ["no link to it with its state"];
  },

  "nothing is empty": (page) => [
    ...page
      .all((e) => HEADING.test(e.name) || ["a", "button", "th", "caption", "summary", "dt", "dd", "li"].includes(e.name))
      .filter((e) => !e.isIn("svg") && !hasWords(page, e))
      .map((e) => `an empty ${e.name}${e.has("href") ? ` to ${e.get("href")}` : ""}`),
    ...page
      .all((e) => ["ul", "ol", "dl", "table", "tbody", "section", "article"].includes(e.name))
      .filter((e) => e.node.childNodes.every((child) => !child.tagName))
      .map((e) => `an empty ${e.name}`),
  ],

  "no word is missing, no template shows": (page) => [
    ...page.texts
      .filter(({ text }) => /^\s*\[[a-z_0-9]+\]\s*$/.test(text) || /\{\{/.test(text))
      .map(({ text }) => text.trim()),
    ...page.elements.flatMap((e) =>
      [...e.attributes].filter(([, value]) => /^\[[a-z_0-9]+\]$|\{\{/.test(value)).map(([name, value]) => `${name}=${value}`),
    ),
    ...page.all((e) => e.get("type") === "application/ld+json" && /"\[[a-z_0-9]+\]"/.test(e.text)).map(() => "JSON-LD"),
    ...page.texts.filter(({ text }) => /\b(undefined|NaN|null)\b/.test(text)).map(({ text }) => text.trim()),
  ],

  "French quotes, apostrophes and spaces": (page) =>
    [...textsOf(page), ...spokenOf(page)].filter(isTypewritten).map((text) => `"${text.trim()}"`),

  // The pages about the site itself leave it to the footer.
  "who to contact": (page) => {
    if (page.first((e) => e.hasClass("contact") && e.text.trim())) return [];
    const link = page.first((e) => e.isIn("footer") && /(^|\/)contact\//.test(e.get("href") ?? ""));
    return link && ABOUT_THE_SITE.includes(page.own.split("/")[0]) ? [] : ["nobody"];
  },
};

// Words as a typewriter has them.
function isTypewritten(text) {
  return /\p{L}'\p{L}/u.test(text) || / [:;!?»](\s|$)/.test(text) || /« |\d €|\p{L}"\p{L}/u.test(text);
}

// What is read on the page: no code, no address.
function textsOf(page) {
  const silent = ["code", "pre", "script", "kbd", "samp"];
  return page.texts
    .filter(({ parent }) => parent && !silent.some((name) => parent.isIn(name)))
    .filter(({ text, parent }) => !(parent.name === "a" && /^(https?:|www\.)/.test(text)))
    .map(({ text }) => text);
}

// What is read out, or shown by other programs.
function spokenOf(page) {
  const spoken = page.elements.flatMap((e) => ["alt", "title", "aria-label"].map((name) => e.get(name)));
  const shown = ["description", "og:title", "og:description"].map((name) => page.meta(name));
  return [...spoken, ...shown].filter((text) => text !== undefined);
}

// Whether an element says something: words, or a picture with some.
function hasWords(page, element) {
  if (element.text.trim() || element.get("aria-label")) return true;
  return page.all((e) => e.isIn(element)).some(
    (e) => (e.name === "img" && e.get("alt")) || (e.name === "svg" && e.get("aria-label")),
  );
}

// The main menu; an element that holds nothing when there is none.
function menuOf(page) {
  return page.first((e) => e.name === "nav" && e.hasClass("menu")) ?? {};
}

// The URL below the root that a relative link leads to.
function pathOf(link, page) {
  const base = new URL(page.path === "404.html" ? "" : page.url, "http://site.invalid/");
  return new URL(link.get("href"), base).pathname.slice(1).replace(/(^|\/)index\.html$/, "$1");
}

export function checkPages(tally, label, site) {
  for (const [name, rule] of Object.entries(rules)) {
    const problems = site.pages.flatMap((page) =>
      rule(page).map((problem) => `${page.path}: ${problem}`),
    );
    tally.check(`${label}: ${name}`, problems);
  }
  checkTitles(tally, label, site);
}

function checkTitles(tally, label, site) {
  const seen = new Map();
  const problems = [];
  for (const page of site.pages) {
    const title = page.first("title")?.text;
    if (seen.has(title)) problems.push(`${page.path} and ${seen.get(title)}: "${title}"`);
    seen.set(title, page.path);
  }
  tally.check(`${label}: no two pages have the same title`, problems);
}

// Canonical and Open Graph addresses: those of the page itself, on the pages to be found.
export function checkCanonical(tally, label, site, address) {
  const problems = [];
  for (const page of site.pages) {
    const wanted = page.isIndexed ? address + page.url : undefined;
    if (page.link("canonical") !== wanted) problems.push(`${page.path}: canonical ${page.link("canonical")}`);
    if (wanted && page.meta("og:url") !== wanted) problems.push(`${page.path}: og:url ${page.meta("og:url")}`);
    for (const name of ["og:title", "og:type", "og:site_name", "og:description"])
      if (wanted && !page.meta(name)) problems.push(`${page.path}: no ${name}`);
  }
  if (site.byPath.get("404.html")?.isIndexed) problems.push("404.html may be indexed");
  tally.check(`${label}: canonical and Open Graph tags`, problems);
}

// The pages that the law asks of a public body, and those that any site has.
export function checkRequired(tally, label, site) {
  const names = ["plan-du-site", "contact", ...LEGAL];
  const wanted = ["index.html", "404.html", ...names.map((name) => `${name}/index.html`)];
  tally.check(
    `${label}: required pages`,
    wanted.filter((path) => !site.byPath.has(path)).map((path) => `${path} is missing`),
  );
}
