// The CSV files of donnees/, read by csv-parse, against the same rows made from the YAML.
import { parse } from "csv-parse/sync";
import { DETERMINANTS } from "./contract.mjs";

const decimal = (number) => (typeof number === "number" ? String(number).replace(".", ",") : "");
const yesOrNo = (flag) => (flag ? "oui" : "non");
const several = (texts) => texts.join(" | ");
const money = (cents) => (cents === undefined ? "" : (cents / 100).toFixed(cents % 100 ? 2 : 0).replace(".", ","));

function actionRows({ actions }) {
  return actions.map((action) => ({
    numero: action.number, titre: action.title, axe: action.axis.number, statut: action.status,
    avancement: String(Math.round(action.progress)), pilote: several(action.pilots), copilotes: several(action.copilots),
    partenaires: several(action.partners), publics: several(action.publics), themes: several(action.themes),
    communes: several(action.communes), secteurs: several(action.sectors), quartiers: several(action.districts),
    determinants: several(action.determinants), objectif: action.objective, priorite: action.priority, origine: action.origin,
    debut: action.start, fin: action.end, en_retard: yesOrNo(action.late), etapes: String(action.steps.length),
    etapes_faites: String(action.steps.filter(({ status }) => status === "faite").length),
  }));
}

function stepRows({ actions }) {
  return actions.flatMap(({ number, steps }) =>
    steps.map(({ title, due, status, late }, i) => ({
      action: number, rang: String(i + 1), titre: title, echeance: due, statut: status, retard: yesOrNo(late),
    })),
  );
}

function budgetRows({ actions }) {
  return actions.flatMap(({ number, title, axis, budget }) =>
    budget.map(({ funder, year, cents, status, nature }) => ({
      action: number, titre: title, axe: axis.number, financeur: funder, annee: year, montant: money(cents),
      statut: { prevu: "prévu", demande: "demandé", accorde: "accordé", verse: "versé", refuse: "refusé" }[status], nature,
    })),
  );
}

function decisionRows({ decisions }) {
  return decisions.map((decision) => ({
    numero: decision.number, instance: decision.body, date: decision.date, texte: decision.text, type: decision.type,
    actions: several(decision.actions), responsable: decision.responsible, echeance: decision.due,
    statut: decision.status, en_retard: yesOrNo(decision.late), suite_de: decision.follows,
  }));
}

function indicatorRows({ indicators, axes }) {
  const rowsOf = (axe, action, { name, unit, direction, source, target, due, values }) =>
    (values.length ? values : [undefined]).map((value) => ({
      axe, action, nom: name, unite: unit, sens: direction, source, cible: decimal(target), echeance: due,
      date: value?.date ?? "", valeur: decimal(value?.value), note: value?.note ?? "", depart: value ? yesOrNo(value.start) : "",
    }));
  return [
    ...indicators.flatMap((indicator) => rowsOf("", "", indicator)),
    ...axes.flatMap((axis) => [
      ...axis.indicators.flatMap((indicator) => rowsOf(axis.number, "", indicator)),
      ...axis.actions.flatMap((action) => action.indicators.flatMap((indicator) => rowsOf(axis.number, action.number, indicator))),
    ]),
  ];
}

// How many actions work on each determinant, by axis, public and place; those abandoned left out.
export function determinantRows({ axes, actions, publics, places }) {
  const counted = actions.filter(({ status }) => status !== "abandonnée");
  const placesOf = ({ communes, sectors, districts }) => [...communes, ...sectors, ...districts];
  const row = (selon, nom, some) => {
    const on = (field) => String(some.filter(({ determinants }) => determinants.includes(DETERMINANTS[field])).length);
    return {
      selon, nom, systeme_de_sante: on(0), environnement_de_vie: on(1), habitudes_de_vie: on(2),
      non_precise: String(some.filter(({ determinants }) => determinants.length === 0).length), total: String(some.length),
    };
  };
  const silent = counted.filter(({ publics }) => publics.length === 0);
  return [
    ...axes.map((axis) => row("axe", `Axe ${axis.transversal ? "transversal " : ""}${axis.number}`, counted.filter((action) => action.axis === axis))),
    row("axe", "Total", counted),
    ...publics.map((name) => row("public", name, counted.filter(({ publics }) => publics.includes(name)))),
    ...(silent.length ? [row("public", "Non précisé", silent)] : []),
    row("lieu", "Tout le territoire", counted.filter((action) => placesOf(action).length === 0)),
    ...places.map((name) => row("lieu", name, counted.filter((action) => placesOf(action).includes(name)))),
  ];
}

const FILES = {
  "donnees/actions.csv": actionRows,
  "donnees/etapes.csv": stepRows,
  "donnees/budget.csv": budgetRows,
  "donnees/decisions.csv": decisionRows,
  "donnees/indicateurs.csv": indicatorRows,
  "donnees/determinants.csv": determinantRows,
};

// The line of headers, then each row; what differs is told by its column.
function differences(text, expected) {
  const [header, ...rows] = parse(text, { bom: true, delimiter: ";", record_delimiter: "\r\n" });
  const columns = Object.keys(expected[0]);
  if (header.join() !== columns.join()) return [`the columns are ${header}`];
  return [
    ...(rows.length === expected.length ? [] : [`${rows.length} rows instead of ${expected.length}`]),
    ...rows.slice(0, expected.length).flatMap((row, i) =>
      columns.flatMap((column, j) =>
        row[j] === expected[i][column] ? [] : [`${row[0]}, row ${i + 1}, ${column}: "${row[j]}" instead of "${expected[i][column]}"`],
      ),
    ),
  ];
}

export function checkData(tally, label, site, contract) {
  for (const [path, rowsOf] of Object.entries(FILES)) {
    const text = site.has(path) ? site.read(path) : "";
    tally.check(`${label}: ${path} is what the YAML says`, text ? differences(text, rowsOf(contract)) : ["it is missing"]);
  }
}
