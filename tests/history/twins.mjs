// A commit after which what the public may see is the same exists nowhere: a site made from a past
// that has such commits equals, byte for byte, the one made from its twin, where what they changed
// was never otherwise.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from './bytes.mjs'
import { Builder, FILE, PROGRAM, git } from './repository.mjs'
import { build } from './site.mjs'

const contract = more => `titre: Contrat
territoire: {nom: Pays d'Essai, type: epci, communes: [{code: "99001", nom: Ville, population: 5200}]}
signature: 2023-01-15
site: {url: "https://essai.example/", editeur: {nom: Essai}}
${more ?? ''}`

const action = ({ title = 'Une fiche', entries = [], body = 'Premier texte.', more = '' }) =>
  `---\nnumero: "1.1"\ntitre: ${title}\nstatut: prévue\nresume: Un résumé.\n${more}` +
  (entries.length ? `bilans:\n${entries.join('\n')}\n` : '') + `---\n${body}\n`

const base = {
  'contrat.yaml': contract(),
  'organismes.yaml': '- {id: ars, nom: Agence}\n- {id: cachee, nom: Association}\n',
  'gouvernance/instances.yaml': '- {id: copil, nom: Comité}\n- {id: ferme, nom: Groupe, visibilite_comptes_rendus: partenaires}\n',
  'axes/1/axe.md': '---\nnumero: "1"\ntitre: Un axe\n---\nTexte de l\'axe.\n',
  'axes/2/axe.md': '---\nnumero: "2"\ntitre: Un axe fermé\nvisibilite: partenaires\n---\nTexte.\n',
  'axes/1/a.md': action({}),
  'agenda.yaml': '- {id: forum, titre: Forum, debut: 2024-05-05}\n',
  'pages/ouverte.md': '---\ntitre: Page ouverte\n---\nTexte de la page.\n'
}

const bilan = text => `  - annee: 2024\n    texte: ${text}\n    visibilite: partenaires`
const sheet = body => `---\nnumero: "2.1"\ntitre: Fiche fermée\nstatut: prévue\nresume: Rien.\npilote: cachee\n---\n${body}\n`
const page = (keys, body) => `---\ntitre: Une page\n${keys}---\n${body}\n`
const minutes = (keys, body) => `---\ninstance: copil\ndate: 2024-02-03\n${keys}---\n${body}\n`

// What an edit of something hidden writes: before, then after.
const edits = {
  'une entrée restreinte': ['axes/1/a.md', action({ entries: [bilan('Un.')] }), action({ entries: [bilan('Un.'.repeat(3)), bilan('Deux.')] })],
  'un bloc réservé': ['pages/b.md', page('', 'Pour tous.\n\n::: partenaires\nUn.\n:::'), page('', 'Pour tous.\n\n::: partenaires\nDeux.\n\nTrois.\n:::')],
  'un commentaire de texte': ['pages/b.md', page('', 'Pour tous. <!-- un -->'), page('', 'Pour tous. <!-- deux -->')],
  'un commentaire d\'en-tête': ['pages/b.md', page('# un\n', 'Pour tous.'), page('resume: Bref. # deux\n', 'Pour tous.').replace('resume: Bref. ', '')],
  'un commentaire de liste': ['agenda.yaml', base['agenda.yaml'], `# un\n${base['agenda.yaml']}`],
  'un événement restreint': ['agenda.yaml', base['agenda.yaml'] + '- {id: x, titre: Un, debut: 2024-06-06, visibilite: partenaires}\n', base['agenda.yaml'] + '- {id: x, titre: Deux, debut: 2024-06-07, visibilite: partenaires}\n'],
  'un brouillon': ['pages/b.md', page('brouillon: oui\n', 'Un.'), page('brouillon: oui\nresume: Plus.\n', 'Deux.')],
  'une page restreinte': ['pages/b.md', page('visibilite: partenaires\n', 'Un.'), page('visibilite: partenaires\n', 'Deux.')],
  'une fiche d\'un axe restreint': ['axes/2/b.md', sheet('Un.'), sheet('Deux.')],
  'un axe restreint': ['axes/2/axe.md', base['axes/2/axe.md'], base['axes/2/axe.md'].replace('fermé', 'très fermé')],
  'un projet de compte-rendu': ['comptes-rendus/b.md', minutes('', 'Un.'), minutes('', 'Deux.')],
  'un compte-rendu d\'une instance fermée': ['comptes-rendus/b.md', minutes('approuve: 2024-03-04\n', 'Un.').replace('copil', 'ferme'), minutes('approuve: 2024-03-05\n', 'Deux.').replace('copil', 'ferme')],
  'une référence à ce qui est caché': ['actualites/b.md', '---\ntitre: Nouvelle\ndate: 2024-01-02\nactions: ["1.1"]\n---\n', '---\ntitre: Nouvelle\ndate: 2024-01-02\nactions: ["1.1", "2.1"]\n---\n'],
  'un document restreint': ['contrat.yaml', contract('documents: [{titre: Un, url: "https://un.example/", visibilite: partenaires}]\n'), contract('documents: [{titre: Deux, url: "https://deux.example/", visibilite: partenaires}]\n')]
}
edits['une référence à ce qui est caché'].beside = { 'axes/2/b.md': sheet('Un.') }

const asFiles = texts => new Map(Object.entries(texts).map(([path, text]) => [path, { mode: FILE, text }]))
const day = rank => 1675252800 + rank * 10 * 86400

// The states of a past, each with its day; a public change to the page and to what was edited
// before, and one after.
function write (states) {
  const builder = new Builder()
  let parent
  for (const [files, rank] of states) parent = builder.commit(files, parent ? [parent] : [], { time: day(rank), message: `commit ${rank}` })
  const directory = builder.finish()
  git(directory, ['reset', '-q', '--hard'])
  return directory
}

const withText = (files, text) => {
  const next = new Map(files)
  next.set('axes/1/axe.md', { mode: FILE, text: base['axes/1/axe.md'] + text })
  return next
}

// The files of a site, the ids of commits set aside.
function siteOf (vitrine, directory) {
  const { output } = build(vitrine, directory)
  return new Map(filesBelow(output).filter(path => path !== '.vitrine-manifest').map(path =>
    [path, readFileSync(join(output, path)).toString('latin1').replace(/\bc[0-9a-f]{10}\b|\b[0-9a-f]{40}\b/g, 'ID')]))
}

function same (name, ...sites) {
  for (const site of sites.slice(1)) {
    assert.deepEqual([...site.keys()], [...sites[0].keys()], name)
    for (const [path, text] of site) assert.equal(text, sites[0].get(path), `${name} : ${path}`)
  }
}

function checkEdit (vitrine, name, [path, before, after], beside) {
  const start = asFiles({ ...base, ...beside, [path]: before })
  const edited = new Map(start).set(path, { mode: FILE, text: after })
  const site = states => siteOf(vitrine, write(states))
  same(name,
    site([[start, 0], [withText(start, '\nDeux.\n'), 1], [withText(edited, '\nDeux.\n'), 2], [withText(edited, '\nTrois.\n'), 3]]),
    site([[start, 0], [withText(start, '\nDeux.\n'), 1], [withText(start, '\nTrois.\n'), 3]]),
    site([[edited, 0], [withText(edited, '\nDeux.\n'), 1], [withText(edited, '\nTrois.\n'), 3]]))
}

function checkMode (vitrine) {
  const start = asFiles(base)
  const edited = new Map(start).set('pages/ouverte.md', { mode: PROGRAM, text: base['pages/ouverte.md'] })
  same('un mode de fichier', siteOf(vitrine, write([[start, 0], [edited, 1], [withText(edited, 'Deux.'), 2]])),
    siteOf(vitrine, write([[start, 0], [withText(start, 'Deux.'), 2]])))
}

// A page that was published by mistake, and is not any more, leaves nothing.
function checkWithdrawn (vitrine) {
  const path = 'pages/b.md'
  const never = asFiles({ ...base, [path]: page('visibilite: partenaires\n', 'Un.') })
  const once = asFiles({ ...base, [path]: page('', 'Un.') })
  same('une page restreinte depuis',
    siteOf(vitrine, write([[asFiles(base), 0], [once, 1], [never, 2], [withText(never, 'Deux.'), 3]])),
    siteOf(vitrine, write([[asFiles(base), 0], [withText(never, 'Deux.'), 3]])))
}

export function checkTwins (vitrine) {
  for (const [name, edit] of Object.entries(edits)) checkEdit(vitrine, name, edit, edit.beside)
  checkMode(vitrine)
  checkWithdrawn(vitrine)
  console.log(`${Object.keys(edits).length + 2} jumeaux`)
}
