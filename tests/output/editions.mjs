// What one edition may not show. The content is read here a second time, by rules of our own as
// plain as can be: words that stand only in what is restricted or a draft are looked for in every
// file of the public site.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { example, listFiles } from "./builds.mjs";

const RUN = 5; // words in a row that can't be chance

const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

// One text of the author's: where it stands, who may read it.
class Texts {
  all = [];

  add(file, reader, value) {
    if (typeof value === "string" || typeof value === "number")
      for (const paragraph of String(value).split(/\n{2,}|\n(?=[-|#>*])/))
        this.all.push({ file, reader, words: wordsOf(withoutTargets(paragraph)) });
    else if (value && typeof value === "object")
      for (const inner of Object.values(value)) this.add(file, readerOf(value, reader), inner);
  }
}

// Links lose their targets, which are no words.
const withoutTargets = (text) => text.replace(/\]\([^)]*\)/g, "]");

const STRICTNESS = ["public", "partenaires", "personne"];

function readerOf(value, outer) {
  const own = value.brouillon === "oui" || value.brouillon === true
    ? "personne"
    : (value.visibilite ?? "public");
  return STRICTNESS.indexOf(own) > STRICTNESS.indexOf(outer) ? own : outer;
}

// The readers of what stands in a folder or is of an instance that is restricted.
function readerAround(path, narrowed, front) {
  const minutes = path.startsWith("comptes-rendus/");
  if (minutes && !front.approuve && front.visibilite !== "public") return "partenaires";
  if (minutes && narrowed.has(front.instance)) return "partenaires";
  return "public";
}

function splitPage(text) {
  const [, front, body] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(text) ?? [undefined, "", text];
  return { front: parse(front) ?? {}, body: body.replace(/<!--[\s\S]*?-->/g, "") };
}

function addPage(texts, path, text, narrowed) {
  const { front, body } = splitPage(text);
  const reader = readerOf(front, readerAround(path, narrowed, front));
  texts.add(path, reader, front);
  const shown = body.replace(/^::: partenaires\n([\s\S]*?)^:::$/gm, (whole, inside) => {
    texts.add(path, readerOf({ visibilite: "partenaires" }, reader), inside);
    return "";
  });
  texts.add(path, reader, shown);
}

function readContent() {
  const texts = new Texts();
  const read = (path) => readFileSync(join(example, path), "utf8");
  const instances = parse(read("gouvernance/instances.yaml"));
  const narrowed = new Set(
    instances.filter((i) => i.visibilite_comptes_rendus === "partenaires").map((i) => i.id),
  );
  for (const path of listFiles(example)) {
    if (/(^|\/)([._]|LISEZMOI\.md|README\.md)/.test(path)) continue;
    if (path.endsWith(".md")) addPage(texts, path, read(path), narrowed);
    else if (path.endsWith(".yaml")) texts.add(path, "public", parse(read(path)));
  }
  return texts.all;
}

// Runs of words of a text; a shorter one counts whole from three words on.
function runsOf(words) {
  if (words.length < 3) return [];
  if (words.length <= RUN) return [words.join(" ")];
  return words.slice(RUN - 1).map((_, i) => words.slice(i, i + RUN).join(" "));
}

// What stands in texts of these readers and in none of the others'.
function secretsOf(texts, readers) {
  const known = texts
    .filter(({ reader }) => !readers.includes(reader))
    .map(({ words }) => ` ${words.join(" ")} `)
    .join("\n");
  const secrets = new Map();
  for (const { file, reader, words } of texts)
    if (readers.includes(reader))
      // a date of its own tells nothing: commits have them too
      for (const run of runsOf(words)) if (/\p{L}/u.test(run) && !known.includes(` ${run} `)) secrets.set(run, file);
  return secrets;
}

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

// The words of a file, twice: with what stands in tags, and without.
function readings(path, bytes) {
  const text = bytes
    .toString("utf8")
    .replace(/\r\n[ \t]/g, "")
    .replace(/\\[n,;]/g, " ")
    .replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => code ? String.fromCodePoint(code) : (ENTITIES[name] ?? whole));
  return [text, text.replace(/<[^>]*>/g, ""), text.replace(/<[^>]*>/g, " ")].map(wordsOf);
}

// The secrets that a site tells: Map of run to the file of the site.
function toldBy(site, secrets) {
  const told = new Map();
  for (const path of site.files) {
    if (/\.(pdf|png|jpe?g|webp|gif)$/.test(path)) continue;
    for (const words of readings(path, site.bytes(path)))
      for (let size = 3; size <= RUN; size++)
        for (let i = 0; i + size <= words.length; i++) {
          const run = words.slice(i, i + size).join(" ");
          if (secrets.has(run)) told.set(run, path);
        }
  }
  return told;
}

function checkTold(tally, name, site, secrets) {
  const told = toldBy(site, secrets);
  tally.check(
    name,
    [...told].map(([run, path]) => `${path} says something of ${secrets.get(run)} ("${run}")`),
  );
}

// Restricted words are in the partners' site and not in the public one; drafts are in none.
export function checkSecrets(tally, site, partners) {
  const texts = readContent();
  const restricted = secretsOf(texts, ["partenaires", "personne"]);
  const drafts = secretsOf(texts, ["personne"]);
  checkTold(tally, "public: nothing restricted nor of a draft", site, restricted);
  checkTold(tally, "partners: nothing of a draft", partners, drafts);
  const told = toldBy(partners, restricted);
  const files = new Set([...restricted.values()]);
  const heard = new Set([...told.keys()].map((run) => restricted.get(run)));
  const silent = [...files].filter((file) => !heard.has(file) && ![...drafts.values()].includes(file));
  tally.check("partners: what is restricted is there", [
    ...silent.map((file) => `nothing of what ${file} restricts`),
    ...(drafts.size ? [] : ["the example has no draft"]),
    ...(files.size > 5 ? [] : ["the example restricts too little to tell"]),
  ]);
}

// Documents that only restricted entries refer to.
export function checkDocuments(tally, site, partners) {
  const only = [...partners.files].filter(
    (path) => /^(documents|images|donnees)\//.test(path) && !site.has(path),
  );
  tally.check(
    "documents for partners are in their edition only",
    only.includes("documents/annexe-financiere-2026.pdf") ? [] : ["the annexe is not"],
  );
}

// The partners' edition says what it is, and asks not to be found.
export function checkPartners(tally, partners) {
  const problems = [];
  for (const page of partners.pages) {
    if (page.isIndexed) problems.push(`${page.path} may be indexed`);
    if (page.link("canonical")) problems.push(`${page.path} has a canonical address`);
    const banner = page.first((e) => e.hasClass("banniere-partenaires"));
    if (!/partenaires/i.test(banner?.text ?? "")) problems.push(`${page.path} has no banner`);
  }
  if (partners.has("sitemap.xml")) problems.push("there is a site map");
  tally.check("partners: banner, and not to be found", problems);
}

export function checkNoBanner(tally, site) {
  const problems = site.pages
    .filter((page) => page.first((e) => e.hasClass("banniere-partenaires")))
    .map((page) => page.path);
  tally.check("public: no banner of the partners' edition", problems);
}
