// The money of /budget/ against the sums of the sheets, made here from their YAML in cents.
// What the public lines come to, by the words of the page.
function sumsOf({ actions }) {
  const sums = { Prévu: 0, Demandé: 0, "Accordé, pas encore versé": 0, Versé: 0, Refusé: 0, "En nature": 0 };
  const names = { demande: "Demandé", accorde: "Accordé, pas encore versé", verse: "Versé", refuse: "Refusé" };
  for (const { cents = 0, status, nature } of actions.flatMap(({ budget }) => budget)) {
    const isInKind = nature === "valorisation" && status !== "refuse";
    sums[isInKind ? "En nature" : (names[status] ?? "Prévu")] += cents;
  }
  sums.Total = sums.Prévu + sums.Demandé + sums["Accordé, pas encore versé"] + sums.Versé;
  return sums;
}

// "1 356 700,50 €" in cents; null when it is no money.
function cents(text) {
  const found = /^(\d[\d\u202f]*)(?:,(\d\d))?\u202f€$/.exec(text.trim());
  return found && Number(found[1].replaceAll("\u202f", "")) * 100 + Number(found[2] ?? 0);
}

// A total is the sum of the rows since the last one, or of all rows before it.
function additionProblems(page, table) {
  const name = page.first((e) => e.name === "caption" && e.isIn(table)).text;
  const problems = [];
  let since = [];
  const all = [];
  for (const { isTotal, cells } of page.rows(table)) {
    const amounts = cells.map(cents);
    if (!isTotal)
      amounts.forEach((amount, i) => {
        since[i] = (since[i] ?? 0) + (amount ?? 0);
        all[i] = (all[i] ?? 0) + (amount ?? 0);
      });
    else
      amounts.forEach((amount, i) => {
        if (amount !== null && amount !== since[i] && amount !== all[i])
          problems.push(`${name}, ${cells[0].trim()}: ${cells[i].trim()} where rows make ${all[i] / 100}`);
      });
    if (isTotal) since = [];
  }
  return problems;
}

export function checkBudget(tally, label, site, contract) {
  const page = site.byPath.get("budget/index.html");
  const tables = page ? page.all("table") : [];
  tally.check(`${label}: the tables of the budget add up`, [
    ...(tables.length ? [] : ["there is no table"]),
    ...tables.flatMap((table) => additionProblems(page, table)),
  ]);
  const sums = sumsOf(contract);
  const states = tables.length ? page.rows(tables[0]) : [];
  const shown = new Map(states.map(({ cells }) => [cells[0].replace(/\(.*/s, "").trim(), cents(cells[1])]));
  tally.check(
    `${label}: the budget is the sum of what the sheets say`,
    Object.entries(sums)
      .filter(([name, sum]) => (shown.get(name) ?? 0) !== sum)
      .map(([name, sum]) => `${name}: ${shown.get(name)} shown, ${sum} in the sheets (cents)`),
  );
}
