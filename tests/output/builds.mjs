// Runs vitrine, and compares what it made.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const theme = join(repository, "themes/default");

// The example, in its repository: a folder that goes when the tests end.
const folder = mkdtempSync(join(tmpdir(), "exemple-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
export const example = join(folder, "exemple");
execFileSync(join(repository, "content-example/_histoire/rejouer"), [example]);

// Outside git the date of the site would be the day's.
export const epoch = existsSync(join(repository, ".git")) ? {} : { SOURCE_DATE_EPOCH: "1795350000" };

// Runs `vitrine` with arguments; `options` are spawnSync's, `env` is added to the environment.
export function run(vitrine, args, { env = {}, ...options } = {}) {
  const result = spawnSync(vitrine, args, {
    encoding: "utf8",
    env: { ...process.env, ...epoch, ...env },
    ...options,
  });
  if (result.error) throw result.error;
  return result;
}

// The same while other things go on: a promise of such a result.
export function runAside(program, args, { env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...epoch, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const result = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"])
      child[name].setEncoding("utf8").on("data", (text) => (result[name] += text));
    child.on("error", reject);
    child.on("close", (status) => resolve({ ...result, status }));
  });
}

// Builds a content into `output`, and stops everything when that fails.
export function build(vitrine, content, output, args = [], options = {}) {
  const all = ["build", content, "-o", output, "--theme", theme, "--quiet", ...args];
  const result = run(vitrine, all, options);
  if (result.status !== 0)
    throw new Error(`vitrine build ${args.join(" ")}: status ${result.status}\n${result.stderr}`);
  return output;
}

// The regular files below a folder, as paths with "/", sorted.
export function listFiles(root, below = "") {
  const files = [];
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below + entry.name;
    if (entry.isDirectory()) files.push(...listFiles(root, path + "/"));
    else files.push(path);
  }
  return files.sort();
}

// A map of path to digest: equal maps are equal trees.
export function fingerprint(root) {
  const files = new Map();
  for (const path of listFiles(root))
    files.set(path, createHash("sha256").update(readFileSync(join(root, path))).digest("hex"));
  return files;
}

// What differs between two fingerprints, in words.
export function differences(expected, found) {
  const problems = [];
  for (const [path, digest] of expected) {
    if (!found.has(path)) problems.push(`${path} is missing`);
    else if (found.get(path) !== digest) problems.push(`${path} has other bytes`);
  }
  for (const path of found.keys()) if (!expected.has(path)) problems.push(`${path} is new`);
  return problems;
}
