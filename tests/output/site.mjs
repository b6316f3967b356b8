// A built site, read once: its files, and its pages as trees.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";
import { listFiles } from "./builds.mjs";

// Attributes that make the browser fetch something, and those that only lead somewhere.
const FETCHED = {
  img: ["src", "srcset"],
  script: ["src"],
  link: ["href"],
  source: ["src", "srcset"],
  video: ["src", "poster"],
  audio: ["src"],
  track: ["src"],
  iframe: ["src"],
  embed: ["src"],
  object: ["data"],
  input: ["src"],
  image: ["href", "xlink:href"],
  use: ["href", "xlink:href"],
};
const FOLLOWED = { a: ["href", "xlink:href"], area: ["href"], form: ["action"], base: ["href"] };
const NOT_FETCHED = ["alternate", "canonical", "author", "license", "next", "prev"];

class Element {
  constructor(node, parent) {
    this.name = node.tagName;
    this.node = node;
    this.parent = parent;
    this.attributes = new Map(
      node.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]),
    );
  }

  get(name) {
    return this.attributes.get(name);
  }

  has(name) {
    return this.attributes.has(name);
  }

  // Whether this element or one around it has that name, or is `element`.
  isIn(wanted) {
    for (let element = this; element; element = element.parent)
      if (element.name === wanted || element === wanted) return true;
    return false;
  }

  hasClass(name) {
    return (this.get("class") ?? "").split(/\s+/).includes(name);
  }

  get text() {
    return textOf(this.node);
  }
}

function textOf(node) {
  if (node.nodeName === "#text") return node.value;
  return (node.childNodes ?? []).map(textOf).join("");
}

function walk(node, parent, page) {
  for (const child of node.childNodes ?? []) {
    if (child.nodeName === "#text") page.texts.push({ text: child.value, parent });
    if (child.nodeName === "#documentType") page.doctype = child.name;
    let element = parent;
    if (child.tagName) {
      element = new Element(child, parent);
      page.elements.push(element);
    }
    walk(child, element, page);
  }
}

class Page {
  constructor(path, html) {
    this.path = path;
    this.url = path.replace(/(^|\/)index\.html$/, "$1");
    this.html = html;
    this.elements = []; // in the order of the document
    this.texts = []; // text nodes with the element around them
    this.mistakes = [];
    const document = parse(html, {
      sourceCodeLocationInfo: true,
      onParseError: (error) => this.mistakes.push(`${path}:${error.startLine}: ${error.code}`),
    });
    walk(document, null, this);
    this.ids = new Set(this.all((e) => e.has("id")).map((e) => e.get("id")));
  }

  all(matches) {
    return this.elements.filter(typeof matches === "string" ? (e) => e.name === matches : matches);
  }

  first(matches) {
    return this.all(matches)[0];
  }

  // The tables of that caption, one after the other: the rest of a long one is folded.
  tables(caption) {
    const isOf = (table) => this.first((e) => e.name === "caption" && e.isIn(table))?.text.trim() === caption;
    return this.all((e) => e.name === "table" && isOf(e));
  }

  // The rows of the body of a table: {isTotal, cells}, what stands in each cell.
  rows(table) {
    const body = this.first((e) => e.name === "tbody" && e.isIn(table));
    return this.all((e) => e.name === "tr" && e.parent === body).map((row) => ({
      isTotal: row.hasClass("total"),
      cells: this.all((e) => e.parent === row).map((cell) => cell.text),
    }));
  }

  meta(name) {
    return this.first((e) => e.name === "meta" && (e.get("name") ?? e.get("property")) === name)
      ?.get("content");
  }

  link(rel) {
    return this.first((e) => e.name === "link" && e.get("rel") === rel)?.get("href");
  }

  // The kind of page, as its template says.
  get kind() {
    return /(?:^|\s)page-(\S+)/.exec(this.first("body")?.get("class") ?? "")?.[1] ?? "";
  }

  // The URL below the root of the site that it belongs to: today's, or an official version. What
  // changed since a version is today's, though it stands below the version.
  get own() {
    if (/^versions\/[^/]+\/changements\/(page-\d+\/)?$/.test(this.url)) return this.url;
    return this.url.replace(/^versions\/[^/]+\//, "");
  }

  get isVersion() {
    return this.own !== this.url;
  }

  // A page that only leads to where another is now.
  get isRedirect() {
    return this.kind === "redirection";
  }

  get isIndexed() {
    return !/noindex/.test(this.meta("robots") ?? "");
  }

  // All URLs that the page holds: {element, url, fetched}.
  get urls() {
    const found = [];
    for (const element of this.elements) {
      const fetches = !NOT_FETCHED.includes(element.get("rel"));
      for (const name of FETCHED[element.name] ?? [])
        for (const url of urlsOf(name, element.get(name)))
          found.push({ element, url, fetched: fetches });
      for (const name of FOLLOWED[element.name] ?? [])
        if (element.has(name)) found.push({ element, url: element.get(name), fetched: false });
    }
    return found;
  }
}

function urlsOf(name, value) {
  if (value === undefined) return [];
  return name === "srcset" ? value.split(",").map((part) => part.trim().split(/\s+/)[0]) : [value];
}

export class Site {
  constructor(root) {
    this.root = root;
    this.files = new Set(listFiles(root));
    const all = [...this.files]
      .filter((path) => path.endsWith(".html") && !/^(documents|images|donnees)\//.test(path))
      .map((path) => new Page(path, this.read(path)));
    this.pages = all.filter((page) => !page.isRedirect);
    this.redirects = all.filter((page) => page.isRedirect);
    this.byPath = new Map(this.pages.map((page) => [page.path, page]));
  }

  has(path) {
    return this.files.has(path);
  }

  bytes(path) {
    return readFileSync(join(this.root, path));
  }

  read(path) {
    return this.bytes(path).toString("utf8");
  }

  // Files whose names end so.
  ending(...ends) {
    return [...this.files].filter((path) => ends.some((end) => path.endsWith(end)));
  }
}
