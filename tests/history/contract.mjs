// A contract as plain data, for the tests of what its past may tell: pages and list files, each word
// of theirs unique. Rendered to the files that an author would have written.
import { posix } from 'node:path'

const LETTERS = 'abcdefghij'
let serial = 0

// Starts anew, so that a seed gives the same words whatever came before it.
export function restartWords () {
  serial = 0
}

// A word that nothing else holds, and that slugs, stems and capitals leave as it is.
export const newWord = () => `kz${[...String(serial++).padStart(5, '0')].map(digit => LETTERS[digit]).join('')}zk`
export const WORD = /kz[a-j]{5}zk/gi

// Files that are lists of entries, and contrat.yaml: pages without a body, in the words below.
export const LIST_FILES = {
  instances: 'gouvernance/instances.yaml',
  organismes: 'organismes.yaml',
  glossaire: 'glossaire.yaml',
  agenda: 'agenda.yaml',
  conventions: 'conventions.yaml'
}

export const FOLDERS = {
  minutes: 'comptes-rendus/2024',
  portrait: 'diagnostic',
  page: 'pages',
  news: 'actualites',
  evaluation: 'evaluation',
  participation: 'participation',
  programme: 'programmation',
  governance: 'gouvernance',
  section: 'ressources'
}

// Texts of their own that pages of each kind have beside `resume`.
export const FIELDS = {
  action: ['constat', 'moyens', 'rejoindre', 'themes', 'contact'],
  minutes: ['lieu', 'ordre_du_jour'],
  evaluation: ['evaluateur', 'questions'],
  participation: ['methode'],
  portrait: ['sources']
}

// Lists whose entries may be restricted: the key that names an entry, one that says more.
export const LISTS = {
  indicateurs: { name: 'nom', note: 'source' },
  difficultes: { name: 'texte', note: 'levier' },
  bilans: { name: 'texte' },
  budget: { name: 'financeur' },
  documents: { name: 'titre', note: 'fichier' },
  decisions: { name: 'texte', note: 'responsable' },
  agenda: { name: 'titre', note: 'lieu' },
  conventions: { name: 'id', note: 'objet' },
  instances: { name: 'nom', note: 'presidence' },
  organismes: { name: 'nom', note: 'description' },
  glossaire: { name: 'nom', note: 'definition' }
}

export const LISTS_OF = {
  action: ['indicateurs', 'difficultes', 'bilans', 'budget', 'documents'],
  axis: ['indicateurs', 'documents'],
  minutes: ['decisions', 'documents'],
  contract: ['indicateurs', 'documents']
}

export const listsOf = kind => LISTS_OF[kind] ?? (LIST_FILES[kind] ? [kind] : ['documents'])

export function pathOf (state, page) {
  if (page.kind === 'contract') return 'contrat.yaml'
  if (LIST_FILES[page.kind]) return LIST_FILES[page.kind]
  if (page.kind === 'axis') return `axes/${page.folder}/axe.md`
  if (page.kind === 'action') return `axes/${state[page.axis].folder}/${page.file}.md`
  return `${FOLDERS[page.kind]}/${page.file}.md`
}

// ---- Words no file says twice, so that git takes none of them for another

const syllables = 'ba co di fu gel hir jam lon mur nip pos rad sel tov vin'.split(' ')

function filler (seed, words) {
  let at = seed * 2654435761 % 4294967296
  const next = () => (at = (at * 1664525 + 1013904223) % 4294967296)
  const word = () => Array.from({ length: 2 }, () => syllables[Math.floor(next() / 65536) % syllables.length]).join('')
  return Array.from({ length: words }, word).join(' ')
}

// ---- A page

const seedOf = text => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1000003, 7)

function entryLines (state, list, entry) {
  const { name, note } = LISTS[list]
  const lines = []
  if (entry.id) lines.push(`${list === 'decisions' ? 'numero' : list === 'glossaire' ? 'sigle' : 'id'}: ${entry.id}`)
  if (list === 'conventions') lines.push(`id: ${entry.name}`, `financeur: ${state.organismes.lists.organismes.find(org => org.key === entry.funder)?.id ?? 'ars'}`)
  else lines.push(`${name}: ${entry.name}`)
  if (entry.note && note) lines.push(note === 'fichier' ? `fichier: documents/${entry.note}.pdf` : `${note}: ${entry.note}`)
  if (list === 'budget') lines.push(`annee: ${entry.rank}`, `montant: ${1000 + entry.rank}`)
  if (list === 'bilans') lines.push(`annee: ${entry.rank}`)
  if (list === 'agenda') lines.push(`debut: ${entry.day}`)
  if (entry.narrowed) lines.push('visibilite_comptes_rendus: partenaires')
  if (entry.hidden) lines.splice(entry.rank % lines.length, 0, 'visibilite: partenaires')
  return lines
}

function listLines (state, list, entries, indent) {
  return entries.flatMap(entry => {
    const lines = entryLines(state, list, entry)
    const comment = entry.comment ? [`${indent}  # ${entry.comment}`] : []
    if (entry.rank % 3 === 0 && list !== 'difficultes') return [`${indent}- {${lines.join(', ')}}`, ...comment]
    return [`${indent}- ${lines[0]}`, ...lines.slice(1).map(line => `${indent}  ${line}`), ...comment]
  })
}

function fieldLines (state, page, shown) {
  const lines = []
  const add = (key, value) => value !== undefined && lines.push(`${key}: ${value}`)
  if (page.kind === 'axis') add('numero', `"${page.number}"`)
  if (page.kind === 'action') add('numero', `"${page.number}"`)
  add('titre', page.title)
  if (page.kind === 'action') add('statut', page.status)
  if (page.kind === 'minutes') {
    add('instance', page.instance)
    if (page.approved) add('approuve', '2024-12-01')
  }
  if (page.kind === 'minutes' || page.kind === 'news' || page.kind === 'participation') add('date', page.day)
  if (page.kind === 'programme') add('annee', page.year)
  for (const [key, value] of Object.entries(page.fields)) add(key, value)
  const pilot = state.organismes.lists.organismes.find(org => org.key === page.pilot)
  if (pilot) add('pilote', pilot.id)
  const actions = page.refs.map(key => state[key]).filter(Boolean).map(action => `"${action.number}"`)
  if (actions.length && ['news', 'participation', 'programme'].includes(page.kind)) add('actions', `[${actions.join(', ')}]`)
  if (!shown && page.visibility) add('visibilite', page.visibility)
  if (!shown && page.draft) add('brouillon', 'oui')
  if (!shown && page.comment) lines.splice(2, 0, `# ${page.comment}`)
  for (const list of listsOf(page.kind)) {
    if (page.lists[list]?.length) lines.push(`${page.broken === 'list' ? list + 'x' : list}:`, ...listLines(state, list, page.lists[list], '  '))
  }
  return lines
}

function paragraphText (state, page, paragraph) {
  const target = state[paragraph.link]
  const link = target ? ` [voir ${filler(seedOf(paragraph.key), 2)}](${posix.relative(posix.dirname(pathOf(state, page)), pathOf(state, target))})` : ''
  const term = state.glossaire.lists.glossaire.find(entry => entry.key === paragraph.term)
  const seed = seedOf(paragraph.key)
  const lines = [`Texte ${paragraph.word}${term ? ` ${term.id}` : ''}${link}`, filler(seed + 1, 12), filler(seed + 2, 12) + '.']
  return lines.join('\n') + (paragraph.comment ? ` <!-- ${paragraph.comment} -->` : '')
}

function bodyLines (state, page) {
  const lines = []
  let open = false
  for (const paragraph of page.body) {
    if (paragraph.reserved && !open) lines.push('::: partenaires')
    if (!paragraph.reserved && open) lines.push(':::', '')
    open = paragraph.reserved
    lines.push(paragraphText(state, page, paragraph), '')
  }
  if (open) lines.push(':::', '')
  return lines
}

// What is wrong for a commit. `list` and `invalid` leave no doubt about who may see the page.
const BREAK = {
  yaml: text => text.replace('titre:', 'oups: [\ntitre:'),
  open: text => text.replace('\n---\n', '\n'),
  unbalanced: text => `${text}::: partenaires\n`,
  key: text => text.replace('titre:', 'visibilitee: partenaires\ntitre:'),
  value: text => text.replace('titre:', 'visibilité: partenaire\ntitre:'),
  twice: text => text.replace('titre:', 'visibilite: public\nvisibilite: partenaires\ntitre:'),
  invalid: text => text.replace(/(statut|date|annee|ordre): .*/, '$1: un jour'),
  list: text => text
}
export const BREAKS = Object.keys(BREAK)

function pageText (state, page) {
  const text = ['---', ...fieldLines(state, page, false), 'ordre: 1', '---', ...bodyLines(state, page)].join('\n')
  return page.broken ? BREAK[page.broken](text) : text
}

function listText (state, page) {
  const lines = listLines(state, page.kind, page.lists[page.kind], '')
  if (page.comment) lines.push(`# ${page.comment}`)
  return (page.broken ? 'oups: [\n' : '') + lines.join('\n') + '\n'
}

function contractText (state, page) {
  const { settings } = page
  const lines = [
    'titre: Contrat local de santé', 'porteur: ars',
    'territoire: {nom: Pays d\'Essai, type: epci, communes: [{code: "99001", nom: Ville, population: 5200}]}',
    'periode: {debut: 2023-01-01, fin: 2030-12-31}', 'signature: 2023-01-15',
    'coordination: [{fonction: Coordinatrice, courriel: cls@essai.example}]',
    'site: {url: "https://essai.example/", editeur: {nom: Essai}, hebergeur: {nom: Essai}}',
    ...fieldLines(state, page, false).slice(1)
  ]
  if (settings.history) lines.push(`historique: {${settings.history}}`)
  if (settings.tags.length) lines.push('versions:', ...settings.tags.map(tag => `  - {tag: ${tag}, titre: Version ${tag}}`))
  return (page.broken ? 'oups: [\n' : '') + lines.join('\n') + '\n'
}

export function textOf (state, page) {
  if (page.kind === 'contract') return contractText(state, page)
  return LIST_FILES[page.kind] ? listText(state, page) : pageText(state, page)
}

// All files of the state, path to text; each document holds a word of its own.
export function filesOf (state) {
  const files = new Map()
  for (const page of Object.values(state)) {
    files.set(pathOf(state, page), textOf(state, page))
    for (const entry of page.lists.documents ?? []) files.set(`documents/${entry.note}.pdf`, `%PDF-1.4 ${entry.bytes}\n`)
  }
  return files
}
