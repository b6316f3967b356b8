// The Nu HTML checker over all pages, in one run of Java.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

// The checker reads files, to which its idea of 'self' never applies; and it takes data in JSON-LD
// for a script. What our policy lets through is tested in a browser.
const NOT_OURS = ".*violates Content Security Policy.*";

// Zero errors and zero warnings over these pages: paths of files.
export function checkValid(tally, label, pages) {
  if (spawnSync("java", ["-version"]).status !== 0) {
    tally.skip(`${label}: Nu HTML checker`, "there is no Java here");
    return;
  }
  const options = ["--stdout", "--format", "json", "--filterpattern", NOT_OURS];
  const args = ["-XX:+UseSerialGC", "-Xss4m", "-jar", jar, ...options, ...pages];
  const result = spawnSync("java", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.error) throw result.error;
  const { messages } = JSON.parse(result.stdout);
  tally.check(
    `${label}: Nu HTML checker`,
    messages.map(
      ({ type, subType, url, lastLine, message }) =>
        `${url.replace(/^file:/, "")}:${lastLine}: ${subType ?? type}: ${message}`,
    ),
  );
}
