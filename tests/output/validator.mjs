// The Nu HTML checker over pages, style sheets and drawings, in one run of Java.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runAside } from "./builds.mjs";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

// The checker reads files, to which its idea of 'self' never applies; and it takes data in JSON-LD
// for a script. What our policy lets through is tested in a browser.
const NOT_OURS = ".*violates Content Security Policy.*";

// What it does not know in style sheets: exact messages, with why the sheet is right.
const UNKNOWN = {
  "CSS: “container-type”: Property “container-type” doesn't exist.":
    "CSS Containment 3, in browsers since 2023: a drawing is wide or narrow after its column, not after the window",
  "CSS: “paint-order”: Property “paint-order” doesn't exist.":
    "CSS Fill and Stroke 3 and SVG 2, in browsers since 2017: a halo below the letters of a drawing",
  "CSS: “vector-effect”: Property “vector-effect” doesn't exist.":
    "SVG 2, in browsers since 2014: lines keep their width when a drawing is scaled",
  "CSS: “string-set”: Property “string-set” doesn't exist.":
    "CSS Generated Content for Paged Media, in WeasyPrint: running headers; browsers skip it",
  "CSS: “content”: “string(contrat)” is not a “content” value.": "the same: the running header on the left",
  "CSS: “content”: “string(chapitre)” is not a “content” value.": "the same: the running header on the right",
};

// It skips all that is in @container: it is given a sheet in which it is in @media, of the same words.
function readable(folder, sheet, i) {
  const copy = join(folder, `${i}.css`);
  writeFileSync(copy, readFileSync(sheet, "utf8").replaceAll("@container", "@media".padEnd("@container".length)));
  return copy;
}

// Zero errors and zero warnings over these files: paths of pages and drawings, then of style sheets.
// Given sheets, each explanation above has to be needed.
export async function checkValid(tally, label, files, sheets = []) {
  if (spawnSync("java", ["-version"]).status !== 0) {
    tally.skip(`${label}: Nu HTML checker`, "there is no Java here");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "vitrine-styles-"));
  const copies = sheets.map((sheet, i) => readable(folder, sheet, i));
  const options = ["--stdout", "--format", "json", "--also-check-css", "--also-check-svg", "--filterpattern", NOT_OURS];
  const args = ["-XX:+UseSerialGC", "-Xss4m", "-jar", jar, ...options, ...files, ...copies];
  const { stdout } = await runAside("java", args);
  rmSync(folder, { recursive: true });
  const { messages } = JSON.parse(stdout);
  const where = (url) => sheets[copies.indexOf(url.replace(/^file:/, ""))] ?? url.replace(/^file:/, "");
  const isUnknown = ({ url, message }) => url.endsWith(".css") && message in UNKNOWN;
  tally.check(
    `${label}: Nu HTML checker`,
    messages
      .filter((each) => !isUnknown(each))
      .map(({ type, subType, url, lastLine, message }) => `${where(url)}:${lastLine}: ${subType ?? type}: ${message}`),
  );
  if (!sheets.length) return;
  const met = new Set(messages.filter(isUnknown).map(({ message }) => message));
  tally.check(`${label}: every message explained is given`, Object.keys(UNKNOWN).filter((text) => !met.has(text)));
}
