// The table of the RGAA's criteria, rgaa.md: all are there, once, and each test that it names exists.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../output/builds.mjs";

const COUNTS = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]; // criteria of each theme of RGAA 4.1
const PERSON = "à juger par une personne";

// Names of checks in a source: whole strings, what stands before "${label}: " left out, what is put
// into one matching anything.
function namesIn(source) {
  const strings = [...source.matchAll(/"((?:[^"\\\n]|\\.)+)"|`([^`\n]+)`/g)].map(([, a, b]) => a ?? b);
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return strings
    .map((text) => text.replace(/^\$\{label\}: /, "").split(/\$\{[^}]*\}/))
    .filter((parts) => parts.join("").length > 3)
    .map((parts) => new RegExp(`^${parts.map(escape).join(".+")}$`));
}

function checkTest(text) {
  if (text === PERSON) return [];
  const [, name, file] = /^`([^`]+)` \(([a-z]+\/[a-z]+\.mjs)\)$/.exec(text) ?? [];
  if (!file) return [`"${text}" is no test`];
  const path = join(repository, "tests", file);
  if (!existsSync(path)) return [`there is no ${file}`];
  return namesIn(readFileSync(path, "utf8")).some((pattern) => pattern.test(name))
    ? []
    : [`no check of ${file} is named "${name}"`];
}

export function checkCriteria(tally) {
  const table = readFileSync(join(repository, "tests/browser/rgaa.md"), "utf8");
  const rows = [...table.matchAll(/^\| (\d+\.\d+) \|(.*)\|$/gm)]
    .map(([, number, rest]) => [number, ...rest.split("|").map((cell) => cell.trim())]);
  const wanted = COUNTS.flatMap((count, theme) => Array.from({ length: count }, (_, i) => `${theme + 1}.${i + 1}`));
  tally.check(
    "rgaa.md: the 106 criteria, once each, in order",
    wanted.join() === rows.map(([number]) => number).join() && wanted.length === 106 ? [] : [`${rows.length} rows`],
  );
  tally.check("rgaa.md: each criterion has its answer, and tests that exist", rows.flatMap(([number, ...cells]) => {
    const [subject, applicable, how, tests] = cells;
    if (cells.length !== 4 || !subject || !how) return [`${number}: not five cells`];
    if (applicable === "non") return tests === "—" ? [] : [`${number}: does not apply, and has a test`];
    if (applicable !== "oui") return [`${number}: applies "${applicable}"`];
    return tests.split(" ; ").flatMap(checkTest).map((problem) => `${number}: ${problem}`);
  }));
}
