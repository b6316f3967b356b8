// Official versions of a contract that was written wrong in every way: whatever its tags hold, the
// site is built, its links lead somewhere, and nothing that today hides is in it.
import { appendFileSync, copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build, example, listFiles } from "./builds.mjs";
import { checkLinks, checkReach } from "./links.mjs";
import { checkPages } from "./pages.mjs";
import { Site } from "./site.mjs";

const JUNK = [
  "", "oui", "[]", "{}", "2024-13-45", "-1", "99999999999999999999", "nd", "{a: b}", "[1, [2]]", "«",
  "\"\"", "0001-01-01", "9999", "copil", "1", "1.1", "2026", "100", "javascript:alert(1)", "../..", "/",
];

// The same numbers for the same seed (mulberry32).
function randomOf(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function git(folder, ...args) {
  const who = { NAME: "Essai", EMAIL: "essai@vitrine.invalid", DATE: "2024-06-12T12:00:00Z" };
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
  for (const [key, value] of Object.entries(who))
    env[`GIT_AUTHOR_${key}`] = env[`GIT_COMMITTER_${key}`] = value;
  const result = spawnSync("git", args, { cwd: folder, env, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`git ${args.join(" ")}: ${result.stderr}`);
  return result.stdout;
}

// One line of a text removed, repeated, emptied of its value or given another.
function mutateLine(lines, random) {
  const at = random(lines.length);
  const colon = lines[at].indexOf(": ");
  const kind = random(6);
  if (kind < 2) lines.splice(at, 1 + random(kind === 0 ? 1 : 4));
  else if (kind === 2) lines.splice(random(lines.length), 0, lines[at]);
  else if (colon >= 0) lines[at] = lines[at].slice(0, colon + 2) + JUNK[random(JUNK.length)];
  else if (kind === 3) lines[at] = lines[at].replace(/[0-9]+/, String(random(5000)));
  else if (kind === 4) lines[at] = lines[at].replace(/\{[^{}]*\}/, "{}");
}

function mutateFile(path, random) {
  const lines = readFileSync(path, "utf8").split("\n");
  for (let i = random(6) + 1; i > 0 && lines.length > 2; i--) mutateLine(lines, random);
  writeFileSync(path, lines.join("\n"));
}

function mutate(folder, random) {
  const files = listFiles(folder).filter((path) => /\.(md|yaml|csv|geojson)$/.test(path) && !path.startsWith("."));
  for (let i = 0; i < files.length; i++) {
    const path = join(folder, files[i]);
    const draw = random(12);
    if (files[i] === "contrat.yaml" && draw > 2) continue; // too often there would be nothing left
    if (draw === 0 && files[i] !== "contrat.yaml") rmSync(path);
    else if (draw === 1 && path.endsWith(".md")) copyFileSync(path, path.replace(/([^/]*)$/, "z-$1"));
    else if (draw < 8) mutateFile(path, random);
  }
}

// A repository whose tags hold the example, then mutated ones, and whose last commit names them.
function prepareMutated(folder, count, seed) {
  const tags = ["exemple", ...Array.from({ length: count }, (_, i) => `essai-${seed + i}`)];
  cpSync(example, folder, { recursive: true, filter: (path) => !path.endsWith("/.git") });
  if (existsSync(join(folder, ".git"))) throw new Error(`${folder} is a repository`);
  git(folder, "init", "-q", "-b", "principale");
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", "exemple");
  git(folder, "tag", tags[0]);
  for (let i = 0; i < count; i++) {
    mutate(folder, randomOf(seed + i));
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", tags[i + 1]);
    git(folder, "tag", tags[i + 1]);
    git(folder, "reset", "-q", "--hard", tags[0]);
    git(folder, "clean", "-qfd");
  }
  const contract = join(folder, "contrat.yaml");
  const text = readFileSync(contract, "utf8").replace(/^versions:\n(?:[ -].*\n)*/m, "");
  writeFileSync(contract, text);
  appendFileSync(contract, `\nversions:\n${tags.map((tag) => `  - {tag: ${tag}}\n`).join("")}`);
  git(folder, "commit", "-q", "-am", "versions");
  return tags;
}

// Each page of a version says so, and leads out of it; no other does.
function checkBanners(tally, label, site) {
  const problems = [];
  for (const page of site.pages) {
    const banner = page.first((e) => e.hasClass("banniere"));
    if (Boolean(banner) !== page.isVersion) problems.push(`${page.path}: banner ${Boolean(banner)}`);
    if (!page.isVersion) continue;
    if (page.isIndexed || page.link("canonical")) problems.push(`${page.path}: may be indexed`);
    if (page.elements.some((e) => /atom|ics$/.test(e.get("href") ?? ""))) problems.push(`${page.path}: a feed`);
    for (const { element, url } of page.urls) {
      if (/^([a-z]+:|#)/.test(url)) continue;
      const target = new URL(url, `http://site.invalid/${page.path}`).pathname;
      const home = `/${page.url.slice(0, page.url.length - page.own.length)}`;
      const since = target === `${home}changements/`; // today's, below the version
      if ((target.startsWith(home) && !since) === element.isIn(banner))
        problems.push(`${page.path}: ${url} is on the wrong side`);
    }
  }
  tally.check(`${label}: versions have a banner, stand apart and are not indexed`, problems);
}

export function checkVersions(tally, vitrine, work, options) {
  const folder = join(work, "versions-contenu");
  const tags = prepareMutated(folder, 8, 1);
  const site = new Site(build(vitrine, folder, join(work, "versions")));
  const whole = { pages: site.pages.filter((page) => !page.isVersion || page.url.startsWith("versions/exemple/")) };
  checkLinks(tally, "versions", site, options);
  checkReach(tally, "versions", site, options);
  checkBanners(tally, "versions", site);
  checkPages(tally, "versions", whole);
  tally.check("versions: most mutated ones are published", tags.filter((tag) => site.has(`versions/${tag}/index.html`)).length > 4 ? [] : ["few are"]);
  const disk = new Site(build(vitrine, folder, join(work, "versions-disque"), ["--disque"]));
  checkLinks(tally, "versions on disk", disk, { ...options, onDisk: true });
  build(vitrine, folder, join(work, "versions-partenaires"), ["--edition", "partenaires"]);
}
