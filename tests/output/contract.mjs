// The contract of the example, read a second time from its YAML by another parser, with what
// CONTENT.md says is computed worked out by other code: progress, lateness, who sees what. Tests
// hold pages and data files against it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { epoch, listFiles } from "./builds.mjs";

export const STATUSES = ["à définir", "prévue", "en cours", "réalisée", "pérenne", "suspendue", "abandonnée"];
export const DETERMINANTS = ["système de santé", "environnement de vie", "habitudes de vie"];

export const fold = (text) => String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
export const slug = (text) => fold(text).replace(/œ/g, "oe").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

// Words as they were typed: French typography and white space set aside.
export const plain = (text) => text.replace(/’/g, "'").replace(/[\s\u00a0\u202f]+/g, " ").trim();

const list = (value) => (value === undefined || value === null ? [] : [value].flat());
const isYes = (value) => ["oui", "true"].includes(fold(value));
const among = (word, words) => words.find((other) => fold(other) === fold(word)) ?? "";

// A day that no partial date is past before: its month's or its year's last.
const isPast = (date, today) => date !== "" && `${date}-99-99`.slice(0, 10) < today;

const yaml = (path) => parse(readFileSync(path, "utf8"));
const frontMatter = (path) => parse(/^\uFEFF?---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/.exec(readFileSync(path, "utf8"))[1]);

// The day of the site where the territory is: that of the last commit, unless the environment says.
function dayOf(folder, zone) {
  const asked = epoch.SOURCE_DATE_EPOCH ?? process.env.SOURCE_DATE_EPOCH;
  const seconds = asked ?? execFileSync("git", ["-C", folder, "log", "-1", "--format=%ct"], { encoding: "utf8" });
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date(Number(seconds) * 1000));
}

// What names an entry, by whatever it may be called.
class Names {
  #known = new Map();

  add(name, ...keys) {
    for (const key of [name, ...keys]) if (key !== undefined) this.#known.set(fold(key), name);
  }

  of(key) {
    return this.#known.get(fold(key)) ?? String(key);
  }

  all(keys) {
    return list(keys).map((key) => this.of(key));
  }
}

function readNames(folder, contract) {
  const names = { organisations: new Names(), bodies: new Names(), communes: new Names(), sectors: new Names(), districts: new Names() };
  for (const { id, nom, sigle } of yaml(join(folder, "organismes.yaml"))) names.organisations.add(nom ?? sigle ?? id, id, sigle);
  for (const { id, nom, sigle } of yaml(join(folder, "gouvernance/instances.yaml"))) names.bodies.add(nom ?? sigle ?? id, id);
  const { communes, secteurs, quartiers } = contract.territoire;
  for (const { code, nom } of communes) names.communes.add(nom, code);
  for (const { id, nom } of secteurs) names.sectors.add(nom, id);
  for (const { id, nom } of quartiers) names.districts.add(nom, id);
  return names;
}

function progressOf(front, steps) {
  if (front.avancement !== undefined) return front.avancement;
  if (steps.length) return (100 * steps.filter(({ status }) => status === "faite").length) / steps.length;
  return { "en cours": 50, réalisée: 100, pérenne: 100 }[among(front.statut, STATUSES)] ?? 0;
}

// The mean progress of some actions, those that were abandoned left out.
export function meanProgress(actions) {
  const kept = actions.filter(({ status }) => status !== "abandonnée");
  return kept.reduce((sum, { progress }) => sum + progress, 0) / kept.length;
}

function readIndicator(front) {
  const values = list(front.valeurs).map(({ date, valeur, note }) => ({ date: String(date), value: valeur, note: note ?? "", start: false }));
  if (front.depart && !values.some(({ date }) => date === String(front.depart.date)))
    values.push({ date: String(front.depart.date), value: front.depart.valeur, note: front.depart.note ?? "", start: true });
  const target = front.cible ?? list(front.cibles).toSorted((a, b) => a.annee - b.annee).at(-1)?.valeur;
  return {
    name: front.nom ?? front.id, unit: front.unite ?? "", direction: front.sens ?? "", source: front.source ?? "",
    target, due: String(front.echeance ?? ""),
    values: values.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
  };
}

function readLine(front, names) {
  return {
    funder: names.organisations.of(front.financeur), year: String(front.annee ?? ""),
    cents: front.montant === undefined ? undefined : Math.round(Number(front.montant) * 100),
    status: fold(front.statut ?? "prévu"), nature: fold(front.nature ?? "subvention"),
  };
}

function readAction(front, axis, { names, today, isShown }) {
  const status = among(front.statut, STATUSES);
  const stopped = ["suspendue", "abandonnée"].includes(status);
  const steps = list(front.etapes).map(({ titre, echeance, statut }) => {
    const step = { title: titre, due: String(echeance ?? ""), status: among(statut, ["à venir", "en cours", "faite"]) };
    return { ...step, late: !stopped && step.status !== "faite" && isPast(step.due, today) };
  });
  const end = String(front.calendrier?.fin ?? "");
  return {
    number: front.numero, title: front.titre, name: `${front.numero} ${front.titre}`, axis, status, steps, end,
    start: String(front.calendrier?.debut ?? ""),
    progress: progressOf(front, steps),
    late: ["à définir", "prévue", "en cours"].includes(status) && isPast(end, today),
    pilots: names.organisations.all(front.pilote),
    copilots: names.organisations.all(front.copilotes),
    partners: names.organisations.all(front.partenaires),
    publics: list(front.publics), themes: list(front.themes),
    communes: names.communes.all(front.communes),
    sectors: names.sectors.all(front.secteurs),
    districts: names.districts.all(front.quartiers),
    determinants: list(front.determinants),
    objective: axis.objectives.get(front.objectif) ?? "",
    priority: front.priorite ?? "", origin: front.origine ?? "",
    budget: list(front.budget).filter(isShown).map((line) => readLine(line, names)),
    indicators: list(front.indicateurs).filter(isShown).map(readIndicator),
  };
}

function readAxis(folder, context) {
  const front = frontMatter(join(folder, "axe.md"));
  if (!context.isShown(front)) return [];
  const axis = {
    number: front.numero, title: front.titre, transversal: isYes(front.transversal), order: front.ordre,
    objectives: new Map(list(front.objectifs).map(({ numero, titre }) => [numero, titre])),
    indicators: list(front.indicateurs).filter(context.isShown).map(readIndicator),
  };
  axis.actions = readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "axe.md")
    .map((name) => frontMatter(join(folder, name)))
    .filter(context.isShown)
    .map((action) => readAction(action, axis, context))
    .sort((a, b) => a.number.localeCompare(b.number, "fr", { numeric: true }));
  return [axis];
}

function readDecision(front, rank, minutes, { names, today, nameOfAction }) {
  const type = fold(front.type);
  const status = among(front.statut ?? (type === "validation" ? "faite" : "à faire"), ["à faire", "en cours", "faite", "reportée", "sans suite"]);
  const due = String(front.echeance ?? "");
  const open = status !== "faite" && status !== "sans suite";
  return {
    number: front.numero ?? `${minutes.instance}-${minutes.date}-${rank}`,
    text: front.texte, type: front.type ?? "", body: names.bodies.of(minutes.instance), date: minutes.date,
    actions: list(front.actions).flatMap((number) => nameOfAction.get(number) ?? []),
    responsible: front.responsable ? names.organisations.of(front.responsable) : "",
    due, status, open, late: open && isPast(due, today), follows: front.suite_de ?? "",
  };
}

// Newest meetings first; in one, as they were written.
function readDecisions(folder, context) {
  const bodies = yaml(join(folder, "gouvernance/instances.yaml"));
  const narrowed = new Set(bodies.filter((body) => fold(body.visibilite_comptes_rendus) === "partenaires").map(({ id }) => id));
  const isPublic = ({ approuve, visibilite, instance }) => (approuve || fold(visibilite) === "public") && !narrowed.has(instance);
  return listFiles(join(folder, "comptes-rendus"))
    .filter((path) => path.endsWith(".md") && !/^[._]/.test(basename(path)))
    .map((path) => frontMatter(join(folder, "comptes-rendus", path)))
    .filter((minutes) => context.isShown(minutes) && (context.partners || isPublic(minutes)))
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .flatMap((minutes) =>
      list(minutes.decisions)
        .map((decision, i) => [decision, i + 1])
        .filter(([decision]) => context.isShown(decision))
        .map(([decision, rank]) => readDecision(decision, rank, minutes, context)),
    );
}

// What the public sees of the contract in `folder`, or its partners.
export function readContract(folder, { partners = false } = {}) {
  const front = yaml(join(folder, "contrat.yaml"));
  const isShown = (entry) => !isYes(entry.brouillon) && (partners || fold(entry.visibilite) !== "partenaires");
  const context = { partners, isShown, names: readNames(folder, front), today: dayOf(folder, front.territoire.fuseau) };
  const axes = readdirSync(join(folder, "axes"))
    .flatMap((name) => readAxis(join(folder, "axes", name), context))
    .sort((a, b) => a.order - b.order);
  const actions = axes.flatMap((axis) => axis.actions);
  context.nameOfAction = new Map(actions.map(({ number, name }) => [number, name]));
  const { communes, secteurs, quartiers } = front.territoire;
  return {
    today: context.today, axes, actions,
    decisions: readDecisions(folder, context),
    indicators: list(front.indicateurs).filter(isShown).map(readIndicator),
    publics: front.publics,
    places: [...secteurs, ...quartiers, ...communes].map(({ nom }) => nom),
  };
}
