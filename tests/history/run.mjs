// The walk over a repository's commits against what git says of it.
//
//     node tests/history/run.mjs PROGRAM VITRINE [REPOSITORY CONTENT [SEEDS [COMMITS [FILES]]]]
//
// PROGRAM is tests/history/print.c compiled; REPOSITORY, one that lived, whole: the project's own.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkCache } from './cache.mjs'
import { cases, outline } from './cases.mjs'
import { compare, compareFollow, walk } from './compare.mjs'
import { contents } from './contents.mjs'
import { checkExample } from './example.mjs'
import { places } from './places.mjs'
import { comparePublic, compareRuns } from './public.mjs'
import { randomRepository } from './random.mjs'
import { git } from './repository.mjs'
import { checkScopes } from './scopes.mjs'

const [program, vitrine, lived, content = '', seeds = '3', commits = '1500', size = '1500'] = process.argv.slice(2)

for (const [name, build] of Object.entries(cases)) {
  const [directory, expected] = build()
  const found = walk(program, directory)
  const got = Object.fromEntries(found.files.map(file => [(file.deleted ? '-' : '') + file.path, outline(file)]))
  assert.deepEqual(got, expected, name)
  compare(found, directory)
}
console.log(`${Object.keys(cases).length} cas`)

for (const [name, check] of Object.entries(places)) {
  try {
    check(program)
  } catch (error) {
    error.message = `${name} : ${error.message}`
    throw error
  }
}
console.log(`${Object.keys(places).length} dépôts`)

console.log(`portées : ${checkScopes(program)} changent avec ce qu’elles gouvernent`)
console.log(`cache et lecteurs : ${await checkCache(program)} lecteurs tués`)

for (let seed = 1; seed <= Number(seeds); seed++) {
  const directory = randomRepository(seed, Number(commits), { merges: seed % 3 !== 0, files: Number(size) })
  const count = compare(walk(program, directory), directory)
  console.log(`hasard ${seed} : ${JSON.stringify(count)}`)
}

// Contracts in which nothing is hidden: the public edition tells every version.
for (let seed = 1; seed <= Number(seeds); seed++) {
  const directory = randomRepository(seed, Number(commits), { merges: seed % 3 !== 0, files: Number(size), writer: contents })
  const { text, count } = comparePublic(vitrine, directory)
  if (seed === 1) count.sameFiles = compareRuns(vitrine, directory, text)
  console.log(`contrat au hasard ${seed} : ${JSON.stringify(count)}`)
}

// `git log --follow` follows copies, and what stood at a place before another came: only files
// whose names nothing else had can be compared.
const simple = randomRepository(99, 300, { merges: false, copies: false, files: 60 })
const walked = walk(program, simple)
const names = new Map()
for (const file of walked.files) {
  for (const path of new Set(file.versions.flatMap(version => [version.path, version.from]))) names.set(path, (names.get(path) ?? 0) + 1)
}
const alone = walked.files.filter(file => !file.deleted && file.versions.every(version => names.get(version.path) === 1))
const followed = compareFollow(walked, simple, alone.map(file => file.path))
assert(followed > 20, 'files to compare with git log --follow')
console.log(`git log --follow : ${followed} fichiers`)

// A copy of the project without its repository, or with a part of it, has nothing to compare.
const isWhole = () => {
  try {
    return git(lived, ['rev-parse', '--is-shallow-repository']).trim() === 'false'
  } catch {
    return false
  }
}

if (lived && isWhole()) {
  const prefix = content && `${content}/`
  const count = compare(walk(program, join(lived, content)), lived, { prefix })
  console.log(`${content || lived} : ${JSON.stringify(count)}`)
}

const past = checkExample(fileURLToPath(new URL('../../content-example', import.meta.url)), vitrine)
compare(walk(program, past.directory), past.directory)
console.log(`exemple : ${past.commits} commits`)

// Of the example, the files that never held anything restricted.
const { count } = comparePublic(vitrine, past.directory, {
  since: '2024-06-12', // historique.depuis
  isHidden: (text, path) => /visibilite|brouillon|^:::/m.test(text) ||
    (path.startsWith('comptes-rendus/') && text !== '' && !/^approuve:/m.test(text)),
  isOther: path => !/\.(md|yaml)$/.test(path) || /^LISEZMOI\.md$|^(theme|racine|donnees|documents|images)\//.test(path)
})
assert(count.files > 40 && count.versions > 250, 'files of the example to compare')
console.log(`exemple publié : ${JSON.stringify(count)}`)
