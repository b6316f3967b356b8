// Tables and lists with the script of the theme: what filters and sorts leave, against the same done
// here from the YAML of the sheets; the address that keeps the choice; light or dark remembered.
import { gzipSync } from "node:zlib";
import { STATUSES, fold, plain, readContract, slug } from "../output/contract.mjs";
import { actionLine, registerGroups } from "../output/dashboard.mjs";
import { openPage } from "./chromium.mjs";

const MOST = 6 * 1000; // bytes of the script, compressed

const sorted = (values) => [...values].sort().join();
const rows = (page) =>
  page.locator("[data-filtre] tbody tr:visible th").allInnerTexts().then((texts) => texts.map((text) => text.trim().split(" ")[0]));

// What can be chosen of the actions: their numbers, the words of their rows, and the values that each
// has for each facet.
function actionItems({ actions }) {
  return actions.map((action) => {
    const places = [...action.communes, ...action.sectors, ...action.districts];
    return {
      key: action.number,
      text: slug(actionLine(action, false)),
      axe: [slug(action.axis.number)],
      statut: [slug(action.status)],
      pilote: action.pilots.map(slug),
      public: action.publics.map(slug),
      theme: action.themes.map(slug),
      lieu: places.length ? places.map(slug) : ["tout-le-territoire"],
      retard: [action.late ? "en-retard" : "sans-retard"],
    };
  });
}

// The decisions in the order of the register.
function decisionItems(contract) {
  return registerGroups(contract).flatMap(([, group]) => group).map((decision) => ({
    key: decision.number,
    text: slug(`${decision.number} ${decision.text} ${decision.responsible} ${decision.body} ${decision.actions}`),
    instance: [slug(decision.body)],
    annee: [decision.date.slice(0, 4)],
    action: decision.actions.map(slug),
    etat: [...(decision.late ? ["en-retard"] : []), slug(decision.status)],
  }));
}

// In the page: makes each choice, and says what is left to see of the items, and what is announced.
function choose(choices) {
  const form = document.querySelector(".filtre");
  const items = [...document.querySelectorAll("[data-filtre] tbody > tr, [data-filtre] .liste > li")];
  const keys = items.map((item) => (item.querySelector("th") ?? item.querySelector(".carte-sur a, .carte-sur")).textContent.replace("Décision", "").trim().split(/\s/)[0]);
  // What is settled is folded until something is chosen: it is not filtered out.
  const isLeft = (item) => !item.closest("[hidden]") && (item.checkVisibility() || [...new FormData(form).values()].every((value) => !value));
  return choices.map((choice) => {
    for (const field of form.querySelectorAll("[name]")) field.value = choice[field.name] ?? "";
    form.dispatchEvent(new Event("change", { bubbles: true }));
    return {
      keys: keys.filter((_, i) => isLeft(items[i])),
      said: form.querySelector("[role=status]").textContent,
      headings: [...document.querySelectorAll("[data-filtre] h2")].filter((e) => e.checkVisibility()).length,
    };
  });
}

// Each value of each facet alone, then with one of each other facet, so that each meets another.
function choicesOf(values, pairs) {
  const facets = Object.keys(values);
  const alone = facets.flatMap((facet) => values[facet].map((value) => ({ [facet]: value })));
  const cycle = (array, i) => array[i % array.length];
  const both = facets.flatMap((one, i) =>
    facets.slice(i + 1).flatMap((other) =>
      Array.from({ length: Math.max(values[one].length, values[other].length) }, (_, j) => ({
        [one]: cycle(values[one], j),
        [other]: cycle(values[other], j),
      })),
    ),
  );
  return [...alone, ...(pairs ? both : [])];
}

// Words that are looked for, alone and with a value of the last facet.
const SEARCHED = ["SANTE", "santé mentale", "l’hôpital", "communauté de communes", "ne se trouve nulle part"];

async function checkFacets(page, items, [one, many], pairs) {
  const facets = Object.keys(items[0]).filter((name) => name !== "key" && name !== "text");
  const values = Object.fromEntries(facets.map((facet) => [facet, [...new Set(items.flatMap((item) => item[facet]))]]));
  const offered = await page.locator(".filtre select").evaluateAll((fields) =>
    Object.fromEntries(fields.map((field) => [field.name, [...field.options].map(({ value }) => value).filter(Boolean)])),
  );
  const problems = facets.flatMap((facet) =>
    sorted(offered[facet] ?? []) === sorted(values[facet]) ? [] : [`${facet} offers ${offered[facet]} instead of ${values[facet]}`],
  );
  if (Object.keys(offered).length !== facets.length) problems.push(`there are ${Object.keys(offered)}`);
  const last = facets.at(-1);
  const searches = SEARCHED.flatMap((q) => [{ q }, { q, [last]: values[last][0] }]);
  const choices = [...choicesOf(values, pairs), ...searches, {}];
  const found = await page.evaluate(choose, choices);
  choices.forEach((choice, i) => {
    const words = slug(choice.q ?? "").split("-");
    const wanted = items.filter(
      (item) => facets.every((facet) => !choice[facet] || item[facet].includes(choice[facet])) && words.every((word) => item.text.includes(word)),
    );
    const keys = wanted.map(({ key }) => key).join();
    const said = `${wanted.length} ${wanted.length < 2 ? one : many} sur ${items.length}`;
    if (found[i].keys.join() !== keys) problems.push(`${JSON.stringify(choice)}: ${found[i].keys} instead of ${keys}`);
    if (plain(found[i].said) !== said) problems.push(`${JSON.stringify(choice)}: "${found[i].said}"`);
  });
  return problems;
}

// In the page: sorts by each column twice, and says the order of the rows and of the column.
function sortAll(columns) {
  const rows = document.querySelector("[data-filtre] tbody").rows;
  return columns.flatMap((column) => {
    const head = document.querySelector(`[data-filtre] th[data-cle=${column}]`);
    return [1, 2].map(() => {
      head.querySelector("button").click();
      return { numbers: [...rows].map((row) => row.cells[0].textContent.trim().split(" ")[0]), direction: head.ariaSort };
    });
  });
}

// Each column both ways, by what the sheets say; what is missing comes last, those that are equal
// keep their order.
async function checkSorts(page, { actions }) {
  const compare = new Intl.Collator("fr", { numeric: true }).compare;
  const columns = {
    action: ({ name }) => name,
    axe: ({ axis }) => axis.number,
    statut: ({ status }) => STATUSES.indexOf(status),
    pilote: ({ pilots }) => pilots[0],
    avancement: ({ progress }) => Math.round(progress),
    fin_prevue: ({ end }) => end,
    retard: ({ late }) => (late ? 1 : undefined),
  };
  const problems = [];
  const heads = await page.locator("[data-filtre] th[data-cle]").evaluateAll((all) => all.map((head) => head.dataset.cle));
  if (sorted(heads) !== sorted(Object.keys(columns))) problems.push(`the columns are ${heads}`);
  const found = await page.evaluate(sortAll, Object.keys(columns));
  for (const [column, valueOf] of Object.entries(columns))
    for (const [direction, way] of [["ascending", 1], ["descending", -1]]) {
      const isMissing = (action) => valueOf(action) === undefined || valueOf(action) === "";
      const order = (a, b) => (typeof a === "number" ? a - b : compare(a, b));
      const wanted = actions
        .toSorted((a, b) => (isMissing(a) || isMissing(b) ? isMissing(a) - isMissing(b) : way * order(valueOf(a), valueOf(b))))
        .map(({ number }) => number);
      const sort = found.shift();
      if (sort.numbers.join() !== wanted.join()) problems.push(`${column}, ${direction}: ${sort.numbers} instead of ${wanted}`);
      if (sort.direction !== direction) problems.push(`${column}: ${direction} is not said`);
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
  await page.locator("[data-filtre] th[data-cle=fin_prevue] button").press("Enter");
  if (new URL(page.url()).searchParams.get("tri") !== "fin_prevue") problems.push("the sort is not in the address");
  await page.locator(".filtre [data-copie]").press("Enter");
  await page.waitForFunction(() => document.querySelector(".filtre [role=status]").textContent === document.querySelector("[data-copie]").dataset.copie);
  await page.locator(".filtre [type=reset]").press("Enter");
  if (new URL(page.url()).search || (await rows(page)).length !== count) problems.push("all is not shown again");
  return problems;
}

// A choice of light or dark holds on the next page.
async function checkTheme(page, other) {
  const problems = [];
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await page.locator("[data-affichage]").press("Enter");
  await page.locator("[data-affichage]").press("Enter");
  if ((await ground()) === before) problems.push("the button changes nothing");
  const dark = await ground();
  await page.goto(other);
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

// A group of the register of which nothing is left has no heading either.
async function checkGroups(page, contract) {
  const groups = registerGroups(contract);
  const [all, late] = await page.evaluate(choose, [{}, { etat: "en-retard" }]);
  await page.evaluate(choose, [{}]);
  const found = [all.headings, late.headings].join();
  return found === [groups.length, 1].join() ? [] : [`${found} headings`];
}

// `address` is of the site's root; `index` ends the address of a page ("", "index.html"); `pairs`
// of values of two facets are tried, too.
export async function checkTables(tally, browser, label, content, address, index, pairs) {
  const contract = readContract(content);
  const page = await openPage(browser, address, { viewport: { width: 1280, height: 900 } });
  await page.goto(`${address}decisions/${index}`);
  tally.check(`${label}: facets of the register`, await checkFacets(page, decisionItems(contract), ["décision", "décisions"], pairs));
  tally.check(`${label}: groups of the register`, await checkGroups(page, contract));
  await page.goto(`${address}avancement/${index}`);
  tally.check(`${label}: facets of the actions`, await checkFacets(page, actionItems(contract), ["action", "actions"], pairs));
  tally.check(`${label}: sorts of the actions`, await checkSorts(page, contract));
  tally.check(`${label}: the address of what is chosen`, await checkAddress(page, contract.actions.length));
  tally.check(`${label}: light or dark is remembered`, await checkTheme(page, `${address}glossaire/${index}`));
  tally.check(`${label}: a list is searched`, await checkList(page));
  tally.check(`${label}: the script complains of nothing`, page.complaints);
  await page.context().close();
}

// Without script the table is whole, and no form that would do nothing is there.
export async function checkTablesWithoutScript(tally, browser, content, address) {
  const { actions } = readContract(content);
  const page = await openPage(browser, address, { javaScriptEnabled: false });
  await page.goto(`${address}avancement/`);
  const found = await page.locator("[data-filtre] tbody tr:visible").count();
  const forms = await page.locator("form, [data-affichage]:visible").count();
  tally.check("without script: all actions, no form", found === actions.length && !forms ? [] : [`${found} actions, ${forms} forms`]);
  await page.context().close();
}

export function checkScriptWeight(tally, site) {
  const size = gzipSync(site.bytes("theme/site.js")).length;
  tally.check(`the script weighs less than ${MOST} bytes`, size < MOST ? [] : [`${size} bytes`]);
}
