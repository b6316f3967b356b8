// A build that is killed, at whatever moment, leaves the old site or the new one, whole; and the
// next build is not hindered by what it left.
import { spawn } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build, differences, epoch, example, fingerprint, theme } from "./builds.mjs";

const KILLS = 16;

// The content with other words on every page: no file of the site stays the same.
function otherContent(work) {
  const content = join(work, "autre-contenu");
  cpSync(example, content, { recursive: true });
  const file = join(content, "contrat.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("CLS Val d'Ombrelle", "CLS de la vallée"));
  if (text === readFileSync(file, "utf8")) throw new Error("contrat.yaml has no titre_court to change");
  return content;
}

// Runs a build; kills it after `delay` milliseconds unless that is undefined. Resolves to how long
// it lived.
function buildAndKill(vitrine, content, output, env, delay) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const args = ["build", content, "-o", output, "--theme", theme, "--quiet"];
    const child = spawn(vitrine, args, { stdio: "ignore", env: { ...process.env, ...epoch, ...env } });
    const timer = delay === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), delay);
    child.on("error", reject);
    child.on("exit", () => {
      clearTimeout(timer);
      resolve(performance.now() - start);
    });
  });
}

export async function checkKilled(tally, vitrine, work) {
  const env = { SOURCE_DATE_EPOCH: "1795350000" };
  const output = join(work, "tué", "site");
  const other = otherContent(work);
  const after = fingerprint(build(vitrine, other, join(work, "neuf"), [], { env }));
  const whole = await buildAndKill(vitrine, example, output, env);
  const before = fingerprint(output);
  const ends = { old: 0, new: 0 };
  const problems = [];
  for (let kill = 0; kill < KILLS; kill++) {
    await buildAndKill(vitrine, other, output, env, (whole * (kill + 0.5)) / KILLS);
    const found = fingerprint(output);
    const isOld = differences(before, found).length === 0;
    const isNew = differences(after, found).length === 0;
    if (isOld || isNew) ends[isOld ? "old" : "new"]++;
    else problems.push(`kill ${kill}: ${differences(before, found).length} files are not the old site's`);
    if (!isOld) build(vitrine, example, output, [], { env });
  }
  build(vitrine, example, output, [], { env });
  problems.push(...differences(before, fingerprint(output)));
  const left = readdirSync(dirname(output)).filter((name) => name !== basename(output));
  tally.check("a killed build leaves the old site or the new", [
    ...problems,
    ...left.map((name) => `${name} was left beside the site`),
  ]);
  console.log(`killed ${KILLS} times: ${ends.old} old sites, ${ends.new} new ones`);
}
