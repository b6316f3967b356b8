// A large territory, made here: 148 communes whose borders are bent. Its list of communes stays
// light enough for a phone, in the order of names, and its map leads where the list does.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./builds.mjs";
import { Site } from "./site.mjs";
import { checkWeight } from "./weight.mjs";

const COMMUNES = 148;
const ACROSS = 13;
const BENDS = 20; // points of a border between two communes
const PARTS = ["Val", "Mont", "Roche", "Font", "Champ", "Bois", "Clair", "Haute", "Saint-Élie", "Ponts"];

const nameOf = (i) => `${PARTS[i % 10]}-${PARTS[(i * 7 + Math.floor(i / 10)) % 10].toLowerCase()} ${i + 1}`;
const codeOf = (i) => String(99001 + i);

// Bends that the communes on both sides of a border agree on.
function bend(x, y) {
  return [2 + 0.05 * x + 0.008 * Math.sin(17 * y + 3 * x), 46 + 0.04 * y + 0.007 * Math.sin(13 * x + 5 * y)]
    .map((degrees) => Number(degrees.toFixed(6)));
}

function outlineOf(i) {
  const x = i % ACROSS;
  const y = Math.floor(i / ACROSS);
  const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]];
  const ring = [];
  for (let side = 0; side < 4; side++)
    for (let j = 0; j < BENDS; j++) {
      const [[x1, y1], [x2, y2]] = [corners[side], corners[side + 1]];
      ring.push(bend(x1 + ((x2 - x1) * j) / BENDS, y1 + ((y2 - y1) * j) / BENDS));
    }
  ring.push(ring[0]);
  return {
    type: "Feature",
    properties: { code: codeOf(i) },
    geometry: { type: "Polygon", coordinates: [ring] },
  };
}

function writeContent(content) {
  const all = [...Array(COMMUNES).keys()];
  const communes = all.map((i) => `    - {code: "${codeOf(i)}", nom: ${nameOf(i)}, population: ${300 + 37 * i}}\n`);
  mkdirSync(join(content, "axes/1-soins"), { recursive: true });
  mkdirSync(join(content, "donnees"), { recursive: true });
  writeFileSync(join(content, "contrat.yaml"),
    "titre: Contrat des 148 communes\nphase: diagnostic\ncoordination: {fonction: Coordinatrice}\n" +
    `territoire:\n  nom: Les 148 communes\n  contour: donnees/communes.geojson\n  communes:\n${communes.join("")}`);
  writeFileSync(join(content, "donnees/communes.geojson"),
    JSON.stringify({ type: "FeatureCollection", features: all.map(outlineOf) }));
  writeFileSync(join(content, "axes/1-soins/axe.md"), "---\nnumero: 1\ntitre: Soins\n---\n");
  for (let i = 0; i < 12; i++)
    writeFileSync(join(content, `axes/1-soins/1-${i + 1}-permanence.md`),
      `---\nnumero: "1.${i + 1}"\ntitre: Permanence ${i + 1}\nresume: Un soignant reçoit.\nstatut: en cours\n` +
      (i ? `communes: [${all.filter((c) => c % (i + 1) === 0).map((c) => `"${codeOf(c)}"`).join(", ")}]\n` : "") +
      "---\nUn soignant reçoit.\n");
}

export function checkTerritory(tally, vitrine, work) {
  const content = join(work, "territoire");
  writeContent(content);
  const site = new Site(build(vitrine, content, join(work, "territoire-public")));
  const page = site.pages.find(({ path }) => path === "communes/index.html");
  const html = site.bytes(page.path).toString("utf8");
  // Those of the map are for who points: neither the keyboard nor a screen reader goes through them.
  const map = /<svg[^>]* aria-hidden="true"><a [\s\S]*?<\/svg>/.exec(html)?.[0] ?? "";
  const onMap = [...map.matchAll(/<a tabindex="-1" href="([^"]+)"><title>([^<]+)/g)];
  const listed = [...html.matchAll(/<li><a[^>]* href="(\.\.\/communes\/[^"]+)"[^>]*>([^<]+)<\/a>/g)];
  const names = listed.map(([, , name]) => name);
  const hrefs = new Set(listed.map(([, href]) => href));
  const sorted = [...names].sort(new Intl.Collator("fr", { numeric: true, ignorePunctuation: false }).compare);
  tally.check("148 communes: all are in the list, by name", [
    ...(names.length === COMMUNES ? [] : [`${names.length} communes`]),
    ...names.filter((name, i) => name !== sorted[i]).slice(0, 5),
  ]);
  tally.check("148 communes: each is a link with a name on the map, that the list has too", [
    ...(onMap.length === COMMUNES ? [] : [`${onMap.length} links`]),
    ...onMap.filter(([, href, name]) => !name || !hrefs.has(href)).map(([link]) => link).slice(0, 5),
  ]);
  checkWeight(tally, "148 communes", site, join(work, "weights-territoire.txt"));
}
