// The example, built whole, against what SITE.md promises and against other people's readers:
//
//     node tests/output/run.mjs VITRINE GENERATE WORK [--without-java]
//
// GENERATE makes a large contract (tests/bench). WORK is a folder of ours, emptied first; the sites
// stay there.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { checkBudget } from "./budget.mjs";
import { build, example, repository } from "./builds.mjs";
import { checkAgenda, checkCalendar, checkSequences } from "./calendar.mjs";
import { readContract } from "./contract.mjs";
import { checkDashboard, checkDeterminants, checkProgress, checkRegister } from "./dashboard.mjs";
import { checkData } from "./data.mjs";
import {
  checkDocuments, checkNoBanner, checkPartners, checkSecrets,
} from "./editions.mjs";
import { checkFeeds, checkHistory, checkRobots, checkSitemap, checkXml } from "./feeds.mjs";
import { checkKilled } from "./killed.mjs";
import { checkAddresses, checkLinks, checkReach, checkRedirects, checkStyles } from "./links.mjs";
import { checkCanonical, checkPages, checkRequired } from "./pages.mjs";
import { checkPictures } from "./photos.mjs";
import { checkPrinted } from "./printed.mjs";
import { checkRoom } from "./room.mjs";
import { checkSame, checkThreads } from "./same.mjs";
import { Site } from "./site.mjs";
import { Tally } from "./tally.mjs";
import { checkTerritory } from "./territory.mjs";
import { checkValid } from "./validator.mjs";
import { checkValues } from "./values.mjs";
import { checkVersions } from "./versions.mjs";
import { checkWeight } from "./weight.mjs";
import { checkWords } from "./words.mjs";

const [program, generate, folder, option] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node run.mjs VITRINE GENERATE WORK [--without-java]");
  process.exit(2);
}
const vitrine = resolve(program);
const work = resolve(folder);
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

const address = parse(readFileSync(join(example, "contrat.yaml"), "utf8")).site.url;
const agenda = join(example, "agenda.yaml");
const tally = new Tally();

function checkSite(label, site, options) {
  checkLinks(tally, label, site, options);
  checkStyles(tally, label, site);
  checkReach(tally, label, site, options);
  checkRedirects(tally, label, site, options);
  checkPages(tally, label, site);
  checkRequired(tally, label, site);
  checkXml(tally, label, site);
  checkCalendar(tally, label, site);
}

// The numbers of an edition, against those of its YAML.
function checkNumbers(label, site, contract) {
  checkBudget(tally, label, site, contract);
  checkDashboard(tally, label, site, contract);
  checkProgress(tally, label, site, contract);
  checkDeterminants(tally, label, site, contract);
  checkRegister(tally, label, site, contract);
  checkData(tally, label, site, contract);
}

checkWords(tally);

const rootPath = new URL(address).pathname;
const output = build(vitrine, example, join(work, "publique"));
const site = new Site(output);
checkSite("public", site, { rootPath, address });
checkAddresses(tally, "public", site, address);
checkCanonical(tally, "public", site, address);
checkSitemap(tally, "public", site, address);
checkRobots(tally, "public", site, address);
checkFeeds(tally, "public", site, address);
checkHistory(tally, "public", site, address);
checkAgenda(tally, "public", site, agenda, false);
checkSequences(tally, "public", site, agenda, false);
checkNumbers("public", site, readContract(example));
checkWeight(tally, "public", site, join(work, "weights.txt"));

const partners = new Site(
  build(vitrine, example, join(work, "partenaires"), ["--edition", "partenaires"]),
);
checkSite("partners", partners, { rootPath, address });
checkRobots(tally, "partners", partners);
checkFeeds(tally, "partners", partners, address);
checkHistory(tally, "partners", partners, address);
checkAgenda(tally, "partners", partners, agenda, true);
checkSequences(tally, "partners", partners, agenda, true);
checkNumbers("partners", partners, readContract(example, { partners: true }));
checkPartners(tally, partners);
checkNoBanner(tally, site);
checkSecrets(tally, site, partners);
checkDocuments(tally, site, partners);

const disk = new Site(build(vitrine, example, join(work, "disque"), ["--disque"]));
checkSite("disk", disk, { rootPath, address, onDisk: true });

if (option !== "--without-java") {
  const added = [...partners.files].filter((path) => !site.has(path));
  const paths = (...ends) => [
    ...site.ending(...ends).map((path) => join(site.root, path)),
    ...added.filter((path) => ends.some((end) => path.endsWith(end))).map((path) => join(partners.root, path)),
  ];
  const sheets = [...paths(".css"), join(repository, "themes/sobre/static/style.css")];
  await checkValid(tally, "public and partners", paths(".html", ".svg"), sheets);
}
checkTerritory(tally, vitrine, work);
checkPrinted(tally, vitrine, work);
checkValues(tally, vitrine, site);
checkVersions(tally, vitrine, work, { rootPath, address });
checkPictures(tally, vitrine, work, site);
await checkRoom(tally, vitrine);
checkSame(tally, vitrine, work, output);
checkThreads(tally, vitrine, resolve(generate), work);
await checkKilled(tally, vitrine, work);

process.exit(tally.close());
