// `vitrine values`: what the page of each kind hands to its template, as JSON, the same each time.
import { samplePages } from "../browser/kinds.mjs";
import { example, run, theme } from "./builds.mjs";

function problemsOf(vitrine, page) {
  const print = () => run(vitrine, ["values", example, page.url || "/", "--theme", theme], { maxBuffer: 1 << 28 });
  const first = print();
  if (first.status !== 0) return [`status ${first.status}: ${first.stderr}`];
  let printed;
  try {
    printed = JSON.parse(first.stdout);
  } catch (error) {
    return [error.message];
  }
  const { adresse, gabarit, valeurs } = printed;
  return [
    ...(print().stdout === first.stdout ? [] : ["other bytes the second time"]),
    ...(adresse === page.url ? [] : [`the address is ${adresse}`]),
    ...(gabarit === page.kind ? [] : [`the template is ${gabarit}, the page says ${page.kind}`]),
    ...(typeof valeurs?.page?.titre === "string" && valeurs.page.titre ? [] : ["no title"]),
    ...(typeof valeurs?.racine === "string" ? [] : ["no way to the root"]),
  ];
}

export function checkValues(tally, vitrine, site) {
  const samples = new Map(samplePages(site).map((page) => [page.kind, page])).values();
  tally.check("values: JSON of each kind of page, the same twice", [...samples].flatMap((page) =>
    problemsOf(vitrine, page).map((problem) => `${page.path}: ${problem}`)));
}
