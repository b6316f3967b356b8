// The file that governs the visibility of each version, as git's own trees have it: the scope of
// tests/history/print.c is axe.md in its folder for what is two folders deep, a.md for the rest.
import assert from 'node:assert/strict'
import { walk } from './compare.mjs'
import { Builder, FILE, LINK, generator, git } from './repository.mjs'

const ZERO = '0'.repeat(40)
const folders = ['axes/1-accès', 'axes/2', 'axes/e\u0301te\u0301', 'pages']

const text = (name, n) => ({ mode: FILE, text: Array.from({ length: 12 }, (_, i) => `${name} ${i === n % 12 ? n : ''} ${i}`).join('\n') + '\n' })

function change (random, files, n) {
  const folder = random.pick(folders)
  const paths = [...files.keys()].filter(path => path !== 'a.md')
  const what = random.below(10)
  if (what < 3) files.set(`${folder}/f${random.below(12)}.md`, text('f', n))
  else if (what < 5) files.set(random.chance(0.2) ? 'a.md' : `${folder}/axe.md`, text('axe', n))
  else if (what < 6) files.delete(random.chance(0.2) ? 'a.md' : `${folder}/axe.md`)
  else if (what < 7) files.set(`${folder}/axe.md`, { mode: LINK, text: 'f1.md' })
  else if (what < 8 && paths.length) files.delete(random.pick(paths))
  else if (paths.length) {
    const path = random.pick(paths)
    files.set(`${folder}/g${n}.md`, files.get(path))
    files.delete(path)
  }
}

function repository (random, commits) {
  const builder = new Builder()
  let tips = [builder.commit(new Map([['a.md', text('a', 0)], ['axes/2/axe.md', text('axe', 1)]]))]
  for (let n = 1; n < commits; n++) {
    const tip = random.pick(tips)
    const files = new Map(builder.states[tip])
    for (let left = 2 + random.below(5); left; left--) change(random, files, n)
    const parents = [tip, ...(random.chance(0.15) ? tips.filter(other => other !== tip) : [])]
    const next = builder.commit(files, parents)
    if (parents.length > 1) tips = [next]
    else if (random.chance(0.1)) tips.push(next)
    else tips[tips.indexOf(tip)] = next
  }
  builder.commit(new Map(builder.states[tips[0]]), tips)
  return builder.finish()
}

function scopeOf (path) {
  const steps = path.normalize('NFC').split('/')
  const scope = steps.length > 2 ? `${steps[0]}/${steps[1]}/axe.md` : 'a.md'
  return scope === path.normalize('NFC') ? undefined : scope
}

export function checkScopes (program) {
  const directory = repository(generator(5), 240)
  const found = walk(program, directory)
  const trees = new Map()
  const parents = new Map()
  for (const { id } of found.commits) {
    trees.set(id, new Map(git(directory, ['ls-tree', '-r', '-z', id]).split('\0').filter(line => line.startsWith('100'))
      .map(line => [line.slice(line.indexOf('\t') + 1).normalize('NFC'), line.split(/[ \t]/)[2]])))
    parents.set(id, git(directory, ['rev-parse', `${id}^@`]).trim().split('\n').filter(Boolean))
  }
  const scopeIn = (id, path) => path === '' ? ZERO : trees.get(id).get(scopeOf(path)) ?? ZERO
  let there = 0
  for (const version of found.files.flatMap(file => file.versions)) {
    const what = JSON.stringify(version)
    assert.equal(version.scope, scopeIn(version.commit, version.path), what)
    const before = parents.get(version.commit)
      .filter(id => version.previous === ZERO || trees.get(id).get(version.from.normalize('NFC')) === version.previous)
    const possible = version.from === '' ? [ZERO] : before.map(id => scopeIn(id, version.from))
    assert(possible.includes(version.previousScope), what)
    there += version.scope !== ZERO && version.previousScope !== ZERO && version.scope !== version.previousScope
  }
  assert(there > 5, 'scopes that changed with what they govern')
  return there
}
