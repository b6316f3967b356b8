// Every number of /avancement/, /determinants/ and /decisions/, and the progress that other pages
// repeat, against sums made from the YAML.
import { STATUSES, meanProgress, plain } from "./contract.mjs";
import { determinantRows } from "./data.mjs";

const percent = (number) => `${Math.round(number)} %`;
const isOf = (...statuses) => ({ status }) => statuses.includes(status);
const first = (names) => (names.length > 1 ? `${names[0]} + ${names.length - 1}` : (names[0] ?? ""));
const byDue = (a, b) => (a.due === b.due ? 0 : !a.due || (b.due && a.due > b.due) ? 1 : -1);
const byNumber = (a, b) => (a.number < b.number ? -1 : 1);

// Two lists of lines, told by what differs.
function compare(found, expected) {
  if (found.length !== expected.length) return [`${found.length} lines instead of ${expected.length}: ${found.join(" / ")}`];
  return found.flatMap((line, i) => (plain(line) === plain(expected[i]) ? [] : [`"${expected[i]}" is not "${line}"`]));
}

const cellsOf = (page, caption) => page.tables(caption).flatMap((table) => page.rows(table)).map(({ cells }) => cells.map(plain));
const linesOf = (page, caption) => cellsOf(page, caption).map((cells) => cells.join(" | "));
const figuresOf = (page) =>
  page.all((e) => e.name === "li" && e.parent.hasClass("chiffres")).map(({ text }) => plain(text));

function count(number, one, many) {
  return `${number} ${number < 2 ? one : many}`;
}

function keyFigures({ actions, decisions }) {
  const finished = actions.filter(isOf("réalisée", "pérenne")).length;
  return [
    `Avancement moyen ${percent(meanProgress(actions))}. L'avancement moyen ne compte pas les actions abandonnées. ${percent(meanProgress(actions))} d'avancement moyen`,
    count(actions.length, "action", "actions"),
    `${actions.filter(isOf("en cours")).length} en cours`,
    count(finished, "réalisée ou pérenne", "réalisées ou pérennes"),
    count(actions.filter(({ late }) => late).length, "action en retard", "actions en retard"),
    count(decisions.filter(({ late }) => late).length, "décision en retard", "décisions en retard"),
  ];
}

// Each axis by status, then all.
function axisLines({ axes, actions }) {
  const statuses = STATUSES.filter((status) => actions.some(isOf(status)));
  const line = (name, some) =>
    [name, ...statuses.map((status) => some.filter(isOf(status)).length), some.length, percent(meanProgress(some))].join(" | ");
  return [...axes.map((axis) => line(`Axe ${axis.number} : ${axis.title}`, axis.actions)), line("Total", actions)];
}

// The month of today by status, from git in the page.
function monthLine({ actions }) {
  return [["réalisée", "pérenne"], ["en cours"], ["prévue"], ["à définir"], ["suspendue"], ["abandonnée"]]
    .map((statuses) => actions.filter(isOf(...statuses)).length)
    .join(" | ");
}

const frenchDate = (iso) => {
  const style = { year: "numeric", month: iso[4] && "long", day: iso[7] && "numeric", timeZone: "UTC" };
  return iso && new Intl.DateTimeFormat("fr-FR", style).format(new Date(iso)).replace(/^1 (?=\p{L})/u, "1er ");
};

// What the table of actions has of one, in a line.
export function actionLine(action, isLateOnly) {
  const cells = [action.name, action.axis.number, action.status, first(action.pilots), percent(action.progress), frenchDate(action.end)];
  return [...cells, ...(isLateOnly ? [] : [action.late ? "en retard" : ""])].join(" | ");
}

function lateSteps({ actions }) {
  return actions
    .flatMap((action) => action.steps.filter(({ late }) => late).map((step) => ({ ...step, action })))
    .sort(byDue)
    .map(({ title, due, action }) => [title, action.name, first(action.pilots), frenchDate(due)].join(" | "));
}

function openDecisions({ decisions }, isLate) {
  return decisions
    .filter(({ open, late }) => open && late === isLate)
    .sort((a, b) => byDue(a, b) || byNumber(a, b))
    .map(({ number, text, actions, responsible, due }) => [`${number} ${text}`, first(actions), responsible, frenchDate(due)].join(" | "));
}

export function checkDashboard(tally, label, site, contract) {
  const page = site.byPath.get("avancement/index.html");
  const { actions } = contract;
  const same = (what, found, expected) => tally.check(`${label}: the dashboard's ${what}`, compare(found, expected));
  same("key figures", figuresOf(page), keyFigures(contract));
  same("axes by status", linesOf(page, "Nombre d’actions par axe et par statut"), axisLines(contract));
  same("month of today", cellsOf(page, "Actions par statut, mois par mois").slice(0, 1).map((cells) => cells.slice(1).join(" | ")), [monthLine(contract)]);
  same("actions", linesOf(page, "Toutes les actions, par axe"), actions.map((action) => actionLine(action, false)));
  same("late actions", linesOf(page, "Actions dont la fin prévue est passée"), actions.filter(({ late }) => late).map((action) => actionLine(action, true)));
  same("late steps", linesOf(page, "Étapes dont l’échéance est passée"), lateSteps(contract));
  same("late decisions", linesOf(page, "Décisions dont l’échéance est passée"), openDecisions(contract, true));
  same("decisions to do", linesOf(page, "Décisions à suivre"), openDecisions(contract, false));
}

// The progress of the contract and of each axis, where it is told again.
export function checkProgress(tally, label, site, { axes, actions }) {
  const ring = site.byPath.get("index.html").first((e) => e.name === "text");
  tally.check(`${label}: the progress of the contract on the home page`, compare([ring.text], [percent(meanProgress(actions))]));
  const expected = axes.map((axis) => percent(meanProgress(axis.actions)));
  for (const path of ["index.html", "axes/index.html"]) {
    const page = site.byPath.get(path);
    const list = page.first((e) => e.name === "ul" && e.hasClass("axes"));
    const found = page.all((e) => e.hasClass("progression") && e.isIn(list)).map(({ text }) => plain(text));
    tally.check(`${label}: the progress of the axes on ${path}`, compare(found, expected));
  }
}

// The tables show what the data file has, a word in place of none.
export function checkDeterminants(tally, label, site, contract) {
  const page = site.byPath.get("determinants/index.html");
  const captions = { axe: "Nombre d’actions par déterminant et par axe", public: "Nombre d’actions par public et par déterminant", lieu: "Nombre d’actions par lieu et par déterminant" };
  for (const [kind, caption] of Object.entries(captions)) {
    const found = linesOf(page, caption).map((line) => line.replaceAll("aucune", "0").split(" | ").slice(1).join(" | "));
    const rows = determinantRows(contract).filter(({ selon }) => selon === kind);
    tally.check(`${label}: determinants, ${kind}`, compare(found, rows.map((row) => Object.values(row).slice(2).join(" | "))));
  }
}

// What the register shows, by state: the late ones first, those that wait the longest before the
// others; then the newest first.
export function registerGroups({ decisions }) {
  return [
    ["En retard", decisions.filter(({ late }) => late).toSorted((a, b) => byDue(a, b) || byNumber(a, b))],
    ["À suivre", decisions.filter(({ open, late }) => open && !late)],
    ["Faites", decisions.filter(isOf("faite"))],
    ["Sans suite", decisions.filter(isOf("sans suite"))],
  ].filter(([, group]) => group.length);
}

export function checkRegister(tally, label, site, contract) {
  const page = site.byPath.get("decisions/index.html");
  const groups = registerGroups(contract);
  const found = page
    .all((e) => (e.name === "h2" && e.isIn("section")) || (e.hasClass("carte-sur") && e.parent.parent.hasClass("decision")))
    .map(({ name, text }) => (name === "h2" ? plain(text) : plain(text).replace(/^Décision (\S+).*/, "$1")));
  tally.check(`${label}: the register's order`, compare(found, groups.flatMap(([title, group]) => [title, ...group.map(({ number }) => number)])));
  tally.check(`${label}: the register's figures`, compare(figuresOf(page), groups.map(([title, group]) => `${group.length} ${title}`)));
}
