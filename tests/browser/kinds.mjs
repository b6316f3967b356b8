// One page of each kind, that is of one template in one part of the site: the heaviest, which has
// most of what can be there.
export function samplePages(site) {
  const samples = new Map();
  for (const page of site.pages) {
    const steps = page.path.split("/");
    const kind = `${page.kind} ${steps[0]} ${steps.length}`;
    const other = samples.get(kind);
    if (!other || page.html.length > other.html.length) samples.set(kind, page);
  }
  return [...samples.values()];
}
