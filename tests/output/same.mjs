// The same content gives the same bytes, whatever the jobs, the place, the time, the machine's
// settings; and a build does not depend on what was there before.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, utimesSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, differences, example, fingerprint, listFiles } from "./builds.mjs";

const PAGES = 400; // of the large contract

const here = dirname(fileURLToPath(import.meta.url));

// A library that moves the clock of the program it is loaded into; undefined when cc has failed.
function compileClock(work) {
  const library = join(work, "clock.so");
  const args = ["-shared", "-fPIC", "-O1", "-o", library, join(here, "clock.c"), "-ldl"];
  return spawnSync(process.env.CC ?? "cc", args, { stdio: "inherit" }).status === 0 ? library : undefined;
}

// A copy of the content elsewhere, its files of another day, listed in another order.
function copyContent(target) {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(example).reverse())
    cpSync(join(example, name), join(target, name), { recursive: true });
  for (const path of listFiles(target)) utimesSync(join(target, path), 1e9, 1e9);
  return target;
}

export function checkSame(tally, vitrine, work, site) {
  const first = fingerprint(site);
  let count = 0;
  const again = (name, { content = example, args = [], ...options } = {}) => {
    const output = join(work, `same-${++count}`);
    build(vitrine, content, output, args, options);
    tally.check(`same bytes ${name}`, differences(first, fingerprint(output)));
    return output;
  };
  for (const jobs of ["1", "2", "4"]) again(`with ${jobs} jobs`, { args: ["--jobs", jobs] });
  for (let round = 1; round <= 3; round++) again(`with 2 jobs, round ${round}`, { args: ["--jobs", "2"] });
  again("from another directory", { content: relative("/", example), cwd: "/" });
  again("in another language and time zone", {
    env: { LC_ALL: "C", TZ: "Pacific/Kiritimati", HOME: "/nonexistent" },
  });
  const clock = compileClock(work);
  if (!clock) tally.check("the clock can be moved", ["clock.c does not compile"]);
  else
    again("400 days later", {
      env: { LD_PRELOAD: clock, CLOCK_SHIFT: String(400 * 86400), ASAN_OPTIONS: "verify_asan_link_order=0" },
    });
  checkElsewhere(tally, vitrine, work);
  checkAgain(tally, vitrine, work, first);
}

// Outside git, with the same date given, from two places.
function checkElsewhere(tally, vitrine, work) {
  const env = { SOURCE_DATE_EPOCH: "1795350000" };
  const near = copyContent(join(work, "ici"));
  const far = copyContent(join(work, "là-bas", "plus loin"));
  const one = build(vitrine, near, join(work, "same-near"), ["--jobs", "1"], { env });
  const two = build(vitrine, far, join(work, "same-far"), ["--jobs", "4"], { env });
  tally.check("same bytes from a copy elsewhere", differences(fingerprint(one), fingerprint(two)));
}

// A second build in the same place changes nothing, and one after another site leaves none of it.
function checkAgain(tally, vitrine, work, first) {
  const output = join(work, "same-again");
  build(vitrine, example, output, ["--disque"]);
  build(vitrine, example, output);
  tally.check("same bytes over another site", differences(first, fingerprint(output)));
  build(vitrine, example, output);
  tally.check("same bytes over the same site", differences(first, fingerprint(output)));
}

// Rendering with several threads equals rendering with one, over a contract of many long pages.
export function checkThreads(tally, vitrine, generate, work) {
  const content = join(work, "grand-contrat");
  const made = spawnSync(generate, [String(PAGES), content], { stdio: "inherit" });
  if (made.status !== 0) throw new Error(`${generate} has failed`);
  const env = { SOURCE_DATE_EPOCH: "1795350000" };
  const outputOf = (jobs) => build(vitrine, content, join(work, `grand-${jobs}`), ["--jobs", jobs], { env });
  const one = fingerprint(outputOf("1"));
  for (const jobs of ["2", "4"])
    tally.check(
      `same bytes of ${PAGES} long pages with ${jobs} threads`,
      differences(one, fingerprint(outputOf(jobs))),
    );
}
