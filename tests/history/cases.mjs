// One repository for each thing that can happen to a file, with what a reader would expect of its
// history, newest first: kind (A added, M modified, R renamed, m mode, D deleted), "*" for a merge,
// and the path where it changes. Each is compared with git's answer too.
import { Builder, FILE, LINK, PROGRAM } from './repository.mjs'

const page = (name, ...more) => ({
  mode: FILE,
  text: [`# ${name}`, ...Array.from({ length: 12 }, (_, i) => `Ligne ${i} de ${name}, avec ses mots.`), ...more, ''].join('\n')
})
const files = object => new Map(Object.entries(object))

// Commits one after another on one branch.
function line (...states) {
  const builder = new Builder()
  let tip
  for (const state of states) tip = builder.commit(files(state), tip ? [tip] : [])
  return builder.finish()
}

const a = page('a')
const a2 = page('a', 'Une ligne de plus.')
const a3 = page('a', 'Une ligne de plus.', 'Et une autre.')
const b = page('b')
const b2 = page('b', 'Une ligne de plus.')
const empty = { mode: FILE, text: '' }

export const cases = {
  'ajout et modification': () => [line({ 'a.md': a }, { 'a.md': a2 }), { 'a.md': 'M A' }],
  'renommage, puis modification': () => [line({ 'a.md': a }, { 'b.md': a }, { 'b.md': a2 }), { 'b.md': 'M R A:a.md' }],
  'renommage avec modification': () => [line({ 'a.md': a }, { 'x/b.md': a2 }), { 'x/b.md': 'R A:a.md' }],
  'renommage de renommage': () => [line({ 'a.md': a }, { 'b.md': a }, { 'c.md': a2 }), { 'c.md': 'R R:b.md A:a.md' }],
  'copie : une histoire à elle': () => [line({ 'a.md': a }, { 'a.md': a, 'b.md': a2 }), { 'a.md': 'A', 'b.md': 'A' }],
  'dossier déplacé': () => [line({ 'x/a.md': a, 'x/b.md': b }, { 'y/a.md': a, 'y/b.md': b }), { 'y/a.md': 'R A:x/a.md', 'y/b.md': 'R A:x/b.md' }],
  'supprimé puis recréé': () => [line({ 'a.md': a, 'z.md': b }, { 'z.md': b }, { 'a.md': page('c'), 'z.md': b }), { 'a.md': 'A D A', 'z.md': 'A' }],
  'supprimé': () => [line({ 'a.md': a, 'z.md': b }, { 'a.md': a2, 'z.md': b }, { 'z.md': b }), { 'z.md': 'A', '-a.md': 'D M A' }],
  'renommé, puis un autre prend la place': () => [line({ 'a.md': a }, { 'b.md': a }, { 'b.md': a, 'a.md': page('c') }), { 'b.md': 'R A:a.md', 'a.md': 'A' }],
  'supprimé, puis un autre renommé à sa place': () => [line({ 'a.md': a, 'b.md': b }, { 'b.md': b }, { 'a.md': b2 }), { 'a.md': 'R A:b.md', '-a.md': 'D A' }],
  'deux fichiers échangent leurs noms': () => [line({ 'a.md': a, 'b.md': b }, { 'a.md': b, 'b.md': a }), { 'a.md': 'M A', 'b.md': 'M A' }],
  'un fichier et un dossier échangent leurs noms': () => [line({ x: a, 'y/b.md': b }, { 'x/b.md': b, y: a }), { 'x/b.md': 'R A:y/b.md', y: 'R A:x' }],
  'un dossier prend le nom du fichier': () => [line({ x: a }, { 'x/x.md': a }), { 'x/x.md': 'R A:x' }],
  'droits seuls': () => [line({ 'a.md': a }, { 'a.md': { ...a, mode: PROGRAM } }, { 'a.md': { ...a2, mode: PROGRAM } }), { 'a.md': 'M m A' }],
  'remplacé par un lien, puis rétabli': () => [line({ 'a.md': a }, { 'a.md': { mode: LINK, text: 'b.md' } }, { 'a.md': a2 }), { 'a.md': 'A D A' }],
  'casse seule': () => [line({ 'Fiche.md': a }, { 'fiche.md': a }), { 'fiche.md': 'R A:Fiche.md' }],
  'NFD puis NFC': () => [line({ 'e\u0301te\u0301.md': a }, { '\u00e9t\u00e9.md': a }), { '\u00e9t\u00e9.md': 'R A:e\u0301te\u0301.md' }],
  'commit vide': () => [line({ 'a.md': a }, { 'a.md': a }, { 'a.md': a2 }), { 'a.md': 'M A' }],
  'fichier vide renommé': () => [line({ 'a.md': empty }, { 'b.md': empty }), { 'b.md': 'R A:a.md' }],
  'ce qui est caché n’existe pas': () => [line({ '_a.md': a, '.x/b.md': b }, { 'a.md': a, 'b.md': b }), { 'a.md': 'A', 'b.md': 'A' }],
  'deux commits dans la même seconde': () => {
    const builder = new Builder()
    const first = builder.commit(files({ 'a.md': a }), [], { time: 1700000000 })
    const second = builder.commit(files({ 'a.md': a2 }), [first], { time: 1700000000 })
    builder.commit(files({ 'a.md': a3 }), [second], { time: 1700000000 })
    return [builder.finish(), { 'a.md': 'M M A' }]
  },
  'des dates qui reculent': () => {
    const builder = new Builder()
    const first = builder.commit(files({ 'a.md': a }), [], { time: 1700000000 })
    const second = builder.commit(files({ 'a.md': a2 }), [first], { time: 1500000000 })
    builder.commit(files({ 'b.md': a3 }), [second], { time: 1600000000 })
    return [builder.finish(), { 'b.md': 'R M:a.md A' }]
  },
  'fusion sans conflit': () => {
    const builder = new Builder()
    const base = builder.commit(files({ 'a.md': a, 'b.md': b }))
    const left = builder.commit(files({ 'a.md': a2, 'b.md': b }), [base])
    const right = builder.commit(files({ 'a.md': a, 'b.md': b2 }), [base])
    builder.commit(files({ 'a.md': a2, 'b.md': b2 }), [left, right])
    return [builder.finish(), { 'a.md': 'M A', 'b.md': 'M A' }]
  },
  'fusion, conflit réglé à la main': () => {
    const builder = new Builder()
    const base = builder.commit(files({ 'a.md': a }))
    const left = builder.commit(files({ 'a.md': a2 }), [base])
    const right = builder.commit(files({ 'a.md': page('a', 'Autre chose.') }), [base])
    builder.commit(files({ 'a.md': page('a', 'Une ligne de plus.', 'Autre chose.') }), [left, right])
    return [builder.finish(), { 'a.md': 'M* M M A' }]
  },
  'renommé d’un côté, modifié de l’autre': () => {
    const builder = new Builder()
    const base = builder.commit(files({ 'a.md': a }))
    const left = builder.commit(files({ 'b.md': a }), [base])
    const right = builder.commit(files({ 'a.md': a2 }), [base])
    builder.commit(files({ 'b.md': a2 }), [left, right])
    return [builder.finish(), { 'b.md': 'M:a.md R:b.md A:a.md' }]
  },
  'ajouté, supprimé et renommé par la fusion elle-même': () => {
    const builder = new Builder()
    const base = builder.commit(files({ 'a.md': a, 'b.md': b, 'c.md': page('c') }))
    const left = builder.commit(files({ 'a.md': a, 'b.md': b, 'c.md': page('c'), 'l.md': page('l') }), [base])
    const right = builder.commit(files({ 'a.md': a, 'b.md': b, 'c.md': page('c'), 'r.md': page('r') }), [base])
    builder.commit(files({ 'n.md': page('n'), 'b2.md': b, 'c.md': page('c'), 'l.md': page('l'), 'r.md': page('r') }), [left, right])
    return [builder.finish(), { 'n.md': 'A*', 'b2.md': 'A:b.md', 'c.md': 'A', 'l.md': 'A', 'r.md': 'A', '-a.md': 'D* A' }]
  },
  'pieuvre': () => {
    const builder = new Builder()
    const base = builder.commit(files({ 'a.md': a }))
    const tips = ['x', 'y', 'z'].map(name => builder.commit(files({ 'a.md': a, [`${name}.md`]: page(name) }), [base]))
    builder.commit(files({ 'a.md': a2, 'x.md': page('x'), 'y.md': page('y'), 'z.md': page('z') }), tips)
    return [builder.finish(), { 'a.md': 'M* A', 'x.md': 'A', 'y.md': 'A', 'z.md': 'A' }]
  },
  'branche orpheline fusionnée': () => {
    const builder = new Builder()
    const first = builder.commit(files({ 'a.md': a }))
    const orphan = builder.commit(files({ 'b.md': b }))
    const more = builder.commit(files({ 'b.md': b2 }), [orphan])
    builder.commit(files({ 'a.md': a, 'b.md': b2 }), [first, more])
    return [builder.finish(), { 'a.md': 'A', 'b.md': 'M A' }]
  },
  'fusion qui écarte une branche': () => {
    const builder = new Builder()
    const base = builder.commit(files({ 'a.md': a }))
    const left = builder.commit(files({ 'a.md': a2 }), [base])
    const right = builder.commit(files({ 'a.md': a3, 'b.md': b }), [base])
    builder.commit(files({ 'a.md': a2 }), [left, right])
    return [builder.finish(), { 'a.md': 'M M A', '-b.md': 'A' }]
  }
}

// The history of a file as the cases write it. Dates tell branches apart, so the order is fixed.
export function outline (file) {
  let path = file.path
  return file.versions.map(version => {
    const at = version.path === path ? '' : `:${version.path}`
    path = version.path
    return version.kind + (version.merge ? '*' : '') + at
  }).join(' ')
}
