// The built example in Chromium:
//
//     node tests/browser/run.mjs VITRINE WORK [--layout]
//
// WORK is a folder of ours, emptied first; the sites stay there. With --layout it only stores where
// the parts of the pages stand (layout.mjs).
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { build, example } from "../output/builds.mjs";
import { Site } from "../output/site.mjs";
import { Tally } from "../output/tally.mjs";
import { checkExplained } from "./axe.mjs";
import { launch } from "./chromium.mjs";
import { checkColours } from "./colours.mjs";
import { samplePages } from "./kinds.mjs";
import { checkLooks, storeLayout } from "./looks.mjs";
import { checkMissing, checkNarrowMenu, checkPaths } from "./paths.mjs";
import { checkPdf } from "./pdf.mjs";
import { checkPictures } from "./photos.mjs";
import { checkPlain } from "./plain.mjs";
import { checkCriteria } from "./rgaa.mjs";
import { checkRoom } from "./room.mjs";
import { serve } from "./server.mjs";
import { checkScriptWeight, checkTables, checkTablesWithoutScript } from "./tables.mjs";
import { checkWays } from "./ways.mjs";

const PREFIX = "/sous/chemin/";

const [program, folder, option] = process.argv.slice(2);
if (!program || !folder) {
  console.error("usage: node run.mjs VITRINE WORK [--layout]");
  process.exit(2);
}
const vitrine = resolve(program);
const work = resolve(folder);
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

// The example as if its address were below a path of its host.
function contentBelowPath() {
  const content = join(work, "contenu");
  cpSync(example, content, { recursive: true });
  const file = join(content, "contrat.yaml");
  const text = readFileSync(file, "utf8");
  const address = parse(text).site.url;
  writeFileSync(file, text.replace(address, new URL(PREFIX, address).href));
  return content;
}

const browser = await launch();
if (!browser) {
  console.error("no Chromium here: apt-get install chromium, or set CHROMIUM");
  process.exit(1);
}
const tally = new Tally();

const env = { SOURCE_DATE_EPOCH: "1795350000" };
const contentBelow = contentBelowPath();
const below = new Site(build(vitrine, contentBelow, join(work, "dessous"), [], { env }));
const samples = samplePages(below);
console.log(`${samples.length} kinds of pages:\n    ${samples.map(({ path }) => path).join("\n    ")}`);
const home = await serve(below.root, PREFIX);
if (option === "--layout") {
  await storeLayout(browser, home.address, samples);
  process.exit(0);
}
const pdf = checkPdf(tally, vitrine, work, below); // it fills what the others wait for
const { layout, seen } = await checkLooks(tally, browser, "public", home.address, samples);
layout.check(tally, "public");
const disk = new Site(build(vitrine, contentBelow, join(work, "Clé USB à moi"), ["--disque"], { env }));
const root = `${pathToFileURL(disk.root).href}/`;
await checkWays(tally, browser, samples, seen, { site: below, root: home.address }, { site: disk, root });
await checkPlain(tally, browser, vitrine, work, PREFIX);

// The example at another address than its own.
const site = new Site(build(vitrine, example, join(work, "public")));
// The partners' edition has a banner, and words for what is for them only.
const partners = new Site(
  build(vitrine, example, join(work, "partenaires"), ["--edition", "partenaires"]),
);
const room = await serve(partners.root, PREFIX);
const reserved = partners.pages.filter(({ path }) => !site.byPath.has(path));
await checkLooks(tally, browser, "partners", room.address, [
  partners.byPath.get("index.html"),
  partners.byPath.get("contrat/index.html"),
  ...reserved.slice(0, 2),
]);
room.close();

// What takes one window goes on side by side.
async function checkServed() {
  const server = await serve(site.root, PREFIX);
  await checkPaths(tally, browser, "served", site, server.address, "/");
  await checkNarrowMenu(tally, browser, server.address);
  await checkTables(tally, browser, "served", example, server.address, "", true);
  await checkTablesWithoutScript(tally, browser, example, server.address);
  await checkPictures(tally, browser, vitrine, work, `${server.address}robots.txt`);
  server.close();
}

async function checkDisk() {
  await checkPaths(tally, browser, "from a disk", disk, root, "index.html");
  await checkTables(tally, browser, "from a disk", example, root, "index.html", false);
}

await Promise.all([
  checkServed(),
  checkDisk(),
  checkMissing(tally, browser, home.address),
  checkRoom(tally, browser, vitrine, PREFIX),
  checkColours(tally, browser, vitrine, work, PREFIX),
]);
home.close();
checkScriptWeight(tally, site);
await pdf;
checkExplained(tally);
checkCriteria(tally);
await browser.close();
process.exit(tally.close());
