// The words of the interface: each that a template or the program asks for is in labels.yaml, and
// each of labels.yaml is asked for.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { listFiles, repository, theme } from "./builds.mjs";

export function checkWords(tally) {
  const words = new Set(Object.keys(parse(readFileSync(join(theme, "labels.yaml"), "utf8"))));
  const asked = new Map();
  for (const path of listFiles(theme).filter((path) => path.endsWith(".mustache")))
    for (const [, word] of readFileSync(join(theme, path), "utf8").matchAll(/\{\{[#^/]?\s*mots\.([a-z0-9_]+)/g))
      asked.set(word, path);
  const sources = listFiles(join(repository, "src")).filter((path) => path.endsWith(".c"))
    .map((path) => readFileSync(join(repository, "src", path), "utf8").replace(/\/\*[\s\S]*?\*\//g, ""));
  for (const source of sources)
    for (const [, word] of source.matchAll(/site_word\([^,]+,\s*"([a-z0-9_]+)"\)/g)) asked.set(word, "src");
  const literals = new Set(sources.flatMap((source) => [...source.matchAll(/"([a-z0-9_]+)"/g)].map(([, text]) => text)));
  const made = sources.flatMap((source) => [...source.matchAll(/"([a-z0-9_]+_)%/g)].map(([, prefix]) => prefix));
  const isUsed = (word) => asked.has(word) || literals.has(word) || made.some((prefix) => word.startsWith(prefix));
  tally.check(
    "words: each that is asked for is in labels.yaml",
    [...asked].filter(([word]) => !words.has(word)).map(([word, path]) => `${path}: ${word}`),
  );
  tally.check(
    "words: each of labels.yaml is asked for",
    [...words].filter((word) => !isUsed(word)),
  );
}
