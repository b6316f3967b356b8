// Tables and lists with the script of the theme: what filters and sorts leave, against the same done
// here from the YAML of the sheets; the address that keeps the choice; light or dark remembered.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import { openPage } from "./chromium.mjs";

const MOST = 6 * 1000; // bytes of the script, compressed

const fold = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
const slug = (text) => fold(text).replace(/œ/g, "oe").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
const list = (value) => (value === undefined || value === null ? [] : [value].flat());
const isShown = (entry) => fold(entry.visibilite) !== "partenaires" && !["oui", "true"].includes(fold(entry.brouillon));

function frontMatter(path) {
  return parse(/^---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/.exec(readFileSync(path, "utf8"))[1]);
}

// The actions that the public sees, with what the table can be filtered by.
function readActions(content) {
  const axes = join(content, "axes");
  return readdirSync(axes).flatMap((folder) => {
    const axis = frontMatter(join(axes, folder, "axe.md"));
    return readdirSync(join(axes, folder))
      .filter((name) => name.endsWith(".md") && name !== "axe.md")
      .map((name) => frontMatter(join(axes, folder, name)))
      .filter((action) => isShown(axis) && isShown(action))
      .map((action) => ({
        number: String(action.numero),
        axe: [slug(axis.numero ?? action.numero.split(".")[0])],
        statut: [slug(action.statut)],
        public: list(action.publics).map(slug),
        theme: list(action.themes).map(slug),
        places: list(action.communes).length + list(action.secteurs).length + list(action.quartiers).length,
        end: String(action.calendrier?.fin ?? ""),
      }));
  });
}

const rows = (page) =>
  page.locator("[data-filtre] tbody tr:visible th").allInnerTexts().then((texts) => texts.map((text) => text.trim().split(" ")[0]));
const status = (page) => page.locator(".filtre [role=status]").innerText();
const sorted = (values) => [...values].sort().join();

// Each value of each facet that YAML alone gives, each alone, then pairs of two facets.
async function checkFacets(page, actions) {
  const problems = [];
  const facets = ["axe", "statut", "public", "theme"];
  const expect = async (choice) => {
    for (const facet of facets) await page.locator(`.filtre select[name=${facet}]`).selectOption(choice[facet] ?? "");
    const wanted = actions.filter((action) => facets.every((facet) => !choice[facet] || action[facet].includes(choice[facet])));
    const found = await rows(page);
    const label = JSON.stringify(choice);
    if (sorted(found) !== sorted(wanted.map(({ number }) => number))) problems.push(`${label}: ${found} instead of ${wanted.map(({ number }) => number)}`);
    const noun = wanted.length < 2 ? "action" : "actions";
    if ((await status(page)) !== `${wanted.length} ${noun} sur ${actions.length}`) problems.push(`${label}: "${await status(page)}"`);
  };
  for (const facet of facets) {
    const values = new Set(actions.flatMap((action) => action[facet]));
    const offered = await page.locator(`.filtre select[name=${facet}] option`).evaluateAll((all) => all.map((e) => e.value).filter(Boolean));
    if (sorted(offered) !== sorted(values)) problems.push(`${facet} offers ${offered} instead of ${[...values]}`);
    for (const value of offered) await expect({ [facet]: value });
  }
  for (const axe of new Set(actions.map((action) => action.axe[0])))
    for (const statut of new Set(actions.map((action) => action.statut[0]))) await expect({ axe, statut });
  await expect({});
  await page.locator(".filtre select[name=lieu]").selectOption("tout-le-territoire");
  if (sorted(await rows(page)) !== sorted(actions.filter(({ places }) => !places).map(({ number }) => number)))
    problems.push("the whole territory is not the actions without a place");
  await page.locator(".filtre select[name=lieu]").selectOption("");
  return problems;
}

// By the end that is planned, both ways; without one last.
async function checkSorts(page, actions) {
  const problems = [];
  const ends = new Map(actions.map(({ number, end }) => [number, end]));
  for (const [direction, way] of [["ascending", 1], ["descending", -1]]) {
    await page.locator("[data-filtre] th[data-cle=fin_prevue] button").press("Enter");
    const found = (await rows(page)).map((number) => ends.get(number));
    const wanted = [...found].sort((a, b) => (!a || !b ? !a - !b : way * a.localeCompare(b)));
    if (found.join() !== wanted.join()) problems.push(`${direction}: ${found}`);
    if ((await page.locator("[data-filtre] th[data-cle=fin_prevue]").getAttribute("aria-sort")) !== direction) problems.push(`${direction} is not said`);
  }
  return problems;
}

// The choice is in the address, and comes back from it; the link is copied; all can be shown again.
async function checkAddress(page, count) {
  const problems = [];
  await page.locator(".filtre select[name=axe]").selectOption("1");
  await page.locator(".filtre input").fill("SANTE");
  await page.waitForFunction(() => location.search.includes("q="));
  const before = [await rows(page), page.url()];
  await page.reload();
  if (JSON.stringify([await rows(page), page.url()]) !== JSON.stringify(before)) problems.push(`${before} is lost by a reload`);
  await page.locator(".filtre [data-copie]").press("Enter");
  await page.waitForFunction(() => document.querySelector(".filtre [role=status]").textContent === document.querySelector("[data-copie]").dataset.copie);
  await page.locator(".filtre [type=reset]").press("Enter");
  if (new URL(page.url()).search || (await rows(page)).length !== count) problems.push("all is not shown again");
  return problems;
}

// A choice of light or dark holds on the next page.
async function checkTheme(page, address, ending) {
  const problems = [];
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await page.locator("[data-affichage]").press("Enter");
  await page.locator("[data-affichage]").press("Enter");
  if ((await ground()) === before) problems.push("the button changes nothing");
  const dark = await ground();
  await page.goto(address + ending.replace("avancement", "glossaire"));
  if ((await ground()) !== dark) problems.push("the choice is lost on the next page");
  await page.locator("[data-affichage]").press("Enter");
  if ((await ground()) !== before) problems.push("the choice cannot be taken back");
  return problems;
}

async function checkList(page) {
  const total = await page.locator(".termes > div").count();
  await page.locator(".filtre input").fill("agence regionale");
  await page.waitForFunction(() => location.search.includes("q="));
  const left = await page.locator(".termes > div:visible").allInnerTexts();
  const wrong = left.filter((text) => !fold(text).includes("agence") || !fold(text).includes("regionale"));
  return left.length && left.length < total ? wrong : [`${left.length} terms of ${total}`];
}

// `address` is of the site's root; `ending` of the page ("avancement/", "avancement/index.html").
export async function checkTables(tally, browser, label, content, address, ending) {
  const actions = readActions(content);
  const page = await openPage(browser, address, { viewport: { width: 1280, height: 900 } });
  await page.goto(address + ending);
  tally.check(`${label}: facets of the actions`, await checkFacets(page, actions));
  tally.check(`${label}: sorts of the actions`, await checkSorts(page, actions));
  tally.check(`${label}: the address of what is chosen`, await checkAddress(page, actions.length));
  tally.check(`${label}: light or dark is remembered`, await checkTheme(page, address, ending));
  tally.check(`${label}: a list is searched`, await checkList(page));
  tally.check(`${label}: the script complains of nothing`, page.complaints);
  await page.context().close();
}

// Without script the table is whole, and no form that would do nothing is there.
export async function checkTablesWithoutScript(tally, browser, content, address) {
  const page = await openPage(browser, address, { javaScriptEnabled: false });
  await page.goto(`${address}avancement/`);
  const found = await page.locator("[data-filtre] tbody tr:visible").count();
  const forms = await page.locator("form, [data-affichage]:visible").count();
  tally.check("without script: all actions, no form", found === readActions(content).length && !forms ? [] : [`${found} actions, ${forms} forms`]);
  await page.context().close();
}

export function checkScriptWeight(tally, site) {
  const size = gzipSync(site.bytes("theme/site.js")).length;
  tally.check(`the script weighs less than ${MOST} bytes`, size < MOST ? [] : [`${size} bytes`]);
}
