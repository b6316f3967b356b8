// The printed contract: one page up to 2 MB, else shared by axis and, within an axis, by sheets. What
// a page weighs has to do with anything an author may write: long texts, many rows, drawings.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./builds.mjs";
import { Site } from "./site.mjs";

const LIMIT = 2_000_000;
const SENTENCE = "Un soignant reçoit au chaud, [la fiche voisine](1-1.md) le dit, et l'**ARS** aussi. ";

function rows(count) {
  const lines = Array.from({ length: count }, (_, i) => `| ${i} | a | b & c |\n`);
  return `\n| Un | Deux | Trois |\n|---|---|---|\n${lines.join("")}\n`;
}

function steps(count) {
  const step = (i) => `{titre: Étape ${i}, echeance: 2026-${String(1 + (i % 12)).padStart(2, "0")}-01}`;
  return `etapes: [${Array.from({ length: count }, (_, i) => step(i)).join(", ")}]\n`;
}

function writeAction(content, axis, number, body, more = "") {
  writeFileSync(join(content, `axes/${axis}/${axis}-${number}.md`),
    `---\nnumero: "${axis}.${number}"\ntitre: Action ${number} de l'axe ${axis}\nresume: Un soignant reçoit.\n` +
    `statut: en cours\n${more}---\n${body}`);
}

// `actions` sheets on the first axis, each of about `size` bytes in the way of its number.
function writeContent(content, actions, size) {
  for (const axis of [1, 2]) {
    mkdirSync(join(content, `axes/${axis}`), { recursive: true });
    writeFileSync(join(content, `axes/${axis}/axe.md`), `---\nnumero: ${axis}\ntitre: Axe ${axis}\n---\n`);
  }
  writeFileSync(join(content, "contrat.yaml"),
    "titre: Un long contrat\nphase: diagnostic\ncoordination: {fonction: Coordinatrice}\n" +
    'territoire:\n  nom: Ici\n  communes: [{code: "99001", nom: Montreuse, population: 300}]\n');
  for (let i = 1; i <= actions; i++) {
    if (i % 3 === 0) writeAction(content, 1, i, rows(size / 60));
    else if (i % 3 === 1) writeAction(content, 1, i, SENTENCE.repeat(size / 120));
    else writeAction(content, 1, i, "Des étapes.\n", steps(Math.min(100, size / 400)));
  }
  for (let i = 1; i <= 3; i++) writeAction(content, 2, i, "Une fiche courte.\n");
}

function printed(vitrine, work, name, actions, size) {
  const content = join(work, `${name}-contenu`);
  writeContent(content, actions, size);
  const site = new Site(build(vitrine, content, join(work, name)));
  const pages = site.pages.filter(({ path }) => path.startsWith("imprimer/"));
  return { site, pages, all: pages.filter((page) => page.first((e) => e.hasClass("chapitre"))) };
}

const weightOf = (page) => Buffer.byteLength(page.html);

function checkPages(tally, name, { pages, all }, actions) {
  tally.check(`${name}: none over 2 MB`, all.filter((page) => weightOf(page) > LIMIT).map((page) => `${page.path}: ${weightOf(page)}`));
  const sheets = all.flatMap((page) => page.all((e) => e.hasClass("fiche")).map((e) => e.get("id")));
  tally.check(`${name}: each sheet once`, sheets.length === actions + 3 && new Set(sheets).size === sheets.length
    ? [] : [`${sheets.length} sheets, ${new Set(sheets).size} different, of ${actions + 3}`]);
  const lost = pages.flatMap((page) => page.urls
    .filter(({ url }) => url.startsWith("#") && !page.ids.has(decodeURIComponent(url.slice(1))))
    .map(({ url }) => `${page.path}: ${url}`));
  tally.check(`${name}: links on a page are to what it holds`, lost);
}

export function checkPrinted(tally, vitrine, work) {
  const small = printed(vitrine, work, "imprime", 20, 40_000);
  checkPages(tally, "printed, under 2 MB", small, 20);
  const bytes = small.all.reduce((sum, page) => sum + weightOf(page), 0);
  tally.check("printed, under 2 MB: on one page", small.pages.length === 1 && bytes > LIMIT / 4
    ? [] : [`${small.pages.length} pages, ${bytes} bytes`]);

  const large = printed(vitrine, work, "imprime-grand", 60, 50_000);
  checkPages(tally, "printed, over 2 MB", large, 60);
  const paths = large.all.map(({ path }) => path);
  const listed = large.site.byPath.get("imprimer/index.html")
    .all((e) => e.name === "a" && e.parent?.hasClass("carte-titre"))
    .map((e) => `${e.get("href").replace("../", "")}index.html`);
  tally.check("printed, over 2 MB: all pages are listed", listed.length === paths.length && listed.every((path) => paths.includes(path))
    ? [] : [`${listed} for ${paths}`]);
  const axis = listed.filter((path) => path.startsWith("imprimer/axe-1/")).map((path) => large.site.byPath.get(path));
  tally.check("printed, over 2 MB: an axis has the pages that it needs", axis.length > 1 && axis.slice(0, -1).every((page) => weightOf(page) > LIMIT * 0.9)
    ? [] : axis.map((page) => `${page.path}: ${weightOf(page)}`));
  tally.check("printed, over 2 MB: each page says its axis",
    axis.filter((page) => !page.first("h2")?.text.includes("Axe 1")).map(({ path }) => path));
}
