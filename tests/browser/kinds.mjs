// One page of each kind, that is of one template in one part of the site: the one of most elements,
// which has most of what can be there. Words do not count: the choice lasts as they change.
const TWICE = 2; // official versions shown whole: their home, and an action

function heaviest(pages, kindOf) {
  const samples = new Map();
  for (const page of pages) {
    const kind = kindOf(page);
    const other = samples.get(kind);
    if (!other || page.elements.length > other.elements.length) samples.set(kind, page);
  }
  return [...samples.values()];
}

// A long list goes on over pages of one kind; pages of an author's text are of one kind everywhere.
function kindOf(page) {
  if (page.kind === "page") return page.kind;
  const steps = page.own.replace(/\/page-\d+\/$/, "/").split("/");
  return `${page.kind} ${steps[0]} ${steps.length}`;
}

// An official version has the same kinds of pages as today's site, with a banner: a few tell it all.
// Largest first: what takes longest is not waited for.
export function samplePages(site) {
  const versions = site.pages.filter((page) => page.isVersion);
  const samples = [
    ...heaviest(site.pages.filter((page) => !page.isVersion), kindOf),
    ...heaviest(versions.filter((page) => ["accueil", "action"].includes(page.kind)), kindOf).slice(0, TWICE),
  ];
  return samples.sort((a, b) => b.elements.length - a.elements.length);
}
