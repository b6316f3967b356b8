// `vitrine pdf` on the example: what the PDF is, whether its contents tell the truth, and what is
// said when it cannot be made.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { example, runAside, theme } from "../output/builds.mjs";

const plain = (text) => text.replace(/\s+/g, " ").trim();

// The words of each page, as poppler reads them.
function pagesOf(file) {
  const read = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (read.status !== 0) throw new Error(`pdftotext: ${read.error ?? read.stderr}`);
  return read.stdout.split("\f").map((page) => page.split("\n").map(plain).filter(Boolean));
}

const MARKS = {
  "tagged": /\/MarkInfo\s*<<[^>]*\/Marked true/,
  "structured": /\/StructTreeRoot \d+ 0 R/,
  "with an outline": /\/Outlines (\d+ 0 R|<<)/,
  "in French": /\/Lang \(fr\)/,
  "titled": /\/Title [(<]/,
  "with table headers": /\/S \/TH\b/,
};

function checkTags(tally, name, bytes) {
  for (const [what, mark] of Object.entries(MARKS))
    tally.check(`${name}: ${what}`, mark.test(bytes) ? [] : [`no ${mark}`]);
  tally.check(`${name}: no link to a file`, bytes.match(/\/URI \(file:[^)]*/g) ?? []);
}

// Every entry of the contents has the number of a page, on which its title is; sheets begin theirs.
function checkContents(tally, name, pages, actions) {
  const entries = [];
  let before = "";
  const end = pages.findIndex((page, at) => at > 1 && page.some((line) => line === "Le contrat"));
  for (const line of pages.slice(1, end).flatMap((page) => page.slice(1))) {
    const [, title, number] = /^(.+?)[ .]*[ .](\d+)$/.exec(line) ?? [];
    if (title) entries.push({ title: plain(`${before} ${title}`), number: Number(number) });
    before = title || /^\d+$/.test(line) ? "" : line; // the page's own number is no title
  }
  const lies = entries.filter(({ title, number }) => {
    const words = plain((pages[number - 1] ?? []).join(" "));
    return !words.includes(title.slice(0, 40)) && !title.includes("Sommaire");
  });
  tally.check(`${name}: the contents tell the pages`, lies.map((entry) => `${entry.title}: not on page ${entry.number}`));
  const sheets = entries.filter(({ title }) => /^[0-9T]\.\d+ /.test(title));
  tally.check(`${name}: all actions are in the contents`, sheets.length === actions ? [] : [`${sheets.length} of ${actions}`]);
  tally.check(
    `${name}: action sheets begin a page`,
    sheets
      .filter(({ title, number }) => !pages[number - 1].slice(0, 3).join(" ").includes(title.slice(0, 30)))
      .map(({ title, number }) => `${title}: page ${number} begins with ${pages[number - 1].slice(0, 3).join(" | ")}`),
  );
}

// No page ends with a heading; the last line of a page is its number.
function checkHeadings(tally, name, pages, printed) {
  const headings = new Set(
    printed.elements
      .filter((element) => /^h[2-6]$/.test(element.name) || element.hasClass("objectif"))
      .map((element) => plain(element.text)),
  );
  for (const link of printed.all("a")) headings.delete(plain(link.text)); // a list may end with it
  const alone = pages.slice(3).map((page, at) => {
    const end = [1, 2, 3].map((count) => plain(page.slice(-1 - count, -1).join(" ")));
    const heading = end.find((words) => headings.has(words));
    return heading && `page ${at + 4} ends with « ${heading} »`;
  });
  tally.check(`${name}: no heading ends a page`, alone.filter(Boolean));
}

// A page wider than the paper makes Chromium shrink the whole text, but not the running titles: one
// is to the other as the style sheet says.
function checkSize(tally, file) {
  const css = readFileSync(join(theme, "static/imprimer.css"), "utf8");
  const asked = Number(/^html \{ font: ([\d.]+)pt/m.exec(css)[1]) / Number(/@top-left \{[^}]* font: ([\d.]+)pt/.exec(css)[1]);
  const read = spawnSync("pdftotext", ["-bbox", "-f", "4", "-l", "4", file, "-"], { encoding: "utf8" });
  const heights = [...read.stdout.matchAll(/yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"/g)].map(([, top, bottom]) => bottom - top);
  const same = heights.filter((height) => Math.abs(height / heights[0] / asked - 1) < 0.01).length;
  tally.check("pdf: the text has its size", same > 10 ? [] : [`${same} words of ${heights.length} on page 4`]);
}

function program(folder, name, lines) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), ["#!/bin/sh", ...lines, ""].join("\n"), { mode: 0o755 });
  return folder;
}

export async function checkPdf(tally, vitrine, work, site) {
  const temporary = join(work, "temporaire");
  const file = join(work, "contrat.pdf");
  mkdirSync(temporary, { recursive: true });
  const pdf = (env, ...args) =>
    runAside(vitrine, ["pdf", example, "--theme", theme, "--quiet", "-o", file, ...args], {
      env: { TMPDIR: temporary, VITRINE_NAVIGATEUR: "", ...env },
    });
  const refused = async (name, made, words) => {
    const result = await made;
    tally.check(`pdf: ${name}`, [
      ...(result.status === 3 ? [] : [`status ${result.status}`]),
      ...words.filter((word) => !result.stderr.includes(word)).map((word) => `« ${word} » is not in: ${result.stderr}`),
    ]);
  };

  await refused("no browser", pdf({ PATH: join(work, "rien") }), ["apt-get install chromium", "apt-get install weasyprint"]);
  tally.check("pdf: nothing is left without one", existsSync(file) ? ["a file"] : []);

  const fake = program(join(work, "faux"), "weasyprint", [`echo "$@" >"${work}/arguments"`, 'for last; do :; done; echo "%PDF-1.7" >"$last"']);
  const made = await pdf({ PATH: fake });
  tally.check("pdf: WeasyPrint is used when it is there", [
    ...(made.status === 0 ? [] : [`status ${made.status}: ${made.stderr}`]),
    ...(readFileSync(join(work, "arguments"), "utf8").startsWith("--pdf-variant pdf/ua-1 ") ? [] : ["other arguments"]),
  ]);
  const broken = program(join(work, "casse"), "weasyprint", ["echo beaucoup de bruit", "echo panne >&2", "exit 1"]);
  await refused("a program that fails", pdf({ PATH: broken }), ["weasyprint", "panne"]);
  const empty = program(join(work, "muet"), "chromium", ["exit 0"]);
  await refused("a program that makes nothing", pdf({ PATH: empty }), ["chromium", "pas fait de PDF"]);
  await refused("a browser that is not there", pdf({}, "--navigateur", join(work, "absent")), ["absent"]);
  tally.check("pdf: the file before stays", readFileSync(file, "latin1") === "%PDF-1.7\n" ? [] : ["it changed"]);

  const chromium = process.env.CHROMIUM ? ["--navigateur", process.env.CHROMIUM] : [];
  const result = await pdf({}, ...chromium);
  tally.check("pdf: Chromium makes it", result.status === 0 ? [] : [`status ${result.status}: ${result.stderr}`]);
  tally.check("pdf: nothing is left beside", readdirSync(temporary));
  if (result.status !== 0) return;
  const actions = site.pages.filter(({ path }) => /^actions\/[^/]+\/index\.html$/.test(path)).length;
  const printed = site.byPath.get("imprimer/index.html");
  checkTags(tally, "pdf", readFileSync(file, "latin1"));
  checkContents(tally, "pdf", pagesOf(file), actions);
  checkHeadings(tally, "pdf", pagesOf(file), printed);
  checkSize(tally, file);

  if (spawnSync("weasyprint", ["--version"]).status !== 0) {
    console.log("pdf: WeasyPrint is not installed, what it makes is not looked at");
    return;
  }
  const other = await pdf({}, "--navigateur", "weasyprint");
  tally.check("WeasyPrint: makes it", other.status === 0 ? [] : [`status ${other.status}: ${other.stderr}`]);
  if (other.status !== 0) return;
  const pages = pagesOf(file);
  checkTags(tally, "WeasyPrint", readFileSync(file, "latin1"));
  checkContents(tally, "WeasyPrint", pages, actions);
  checkHeadings(tally, "WeasyPrint", pages, printed);
  const drawn = pages.filter((page) => page.includes("aujourd’hui")).length;
  tally.check("WeasyPrint: drawings are drawn", drawn > 0 ? [] : ["no timeline says today"]);
}
