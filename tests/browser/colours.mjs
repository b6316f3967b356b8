// Any colour of a territory is made readable: axe-core over a few kinds of pages, light and dark, with
// colours that are hard to read somewhere.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, example } from "../output/builds.mjs";
import { complaintsOfColours, injectAxe } from "./axe.mjs";
import { openPage } from "./chromium.mjs";
import { serve } from "./server.mjs";

const HARD = ["#ffff00", "#0000ff", "#f3c9d7"]; // tests/unit/test_colour.c has thousands
const PAGES = [
  "",
  "actions/1-2-faire-venir-des-specialistes-dans-le-haut-ombrelle/",
  "avancement/",
  "historique/contrat/", // links in words added and removed
];

// The example's style sheet with another colour: its pages are the same.
function styles(vitrine, work, colour) {
  const name = colour.slice(1);
  const content = join(work, `couleur-${name}`);
  cpSync(example, content, { recursive: true });
  const file = join(content, "contrat.yaml");
  const before = readFileSync(file, "utf8");
  const after = before.replace(/^( +couleur: ).*$/m, `$1"${colour}"`);
  if (before === after) throw new Error("the example has no colour");
  writeFileSync(file, after);
  const env = { SOURCE_DATE_EPOCH: "1795350000" };
  return build(vitrine, content, join(work, `site-${name}`), [], { env });
}

export async function checkColours(tally, browser, vitrine, work, prefix) {
  const problems = { light: [], dark: [] };
  const complaints = [];
  for (const colour of HARD) {
    const server = await serve(styles(vitrine, work, colour), prefix);
    const page = await openPage(browser, server.address, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    for (const path of PAGES) {
      await page.goto(server.address + path);
      await injectAxe(page);
      for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        for (const problem of await complaintsOfColours(page)) problems[scheme].push(`${colour}: ${path}: ${problem}`);
      }
    }
    complaints.push(...page.complaints);
    await page.context().close();
    server.close();
  }
  tally.check("colours: axe-core with hard colours, light", problems.light);
  tally.check("colours: axe-core with hard colours, dark", problems.dark);
  tally.check("colours: no complaint", complaints);
}
