// What the past may not tell: contracts whose every word is unique evolve at random, and all bytes of
// their sites are searched for what CONTENT.md, "Visibility", keeps from an edition.
//
//     node tests/history/private.mjs VITRINE [SEEDS [FIRST]]
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findWords } from './bytes.mjs'
import { WORD, filesOf, newWord, pathOf, textOf } from './contract.mjs'
import { evolve, firstState, repaired } from './evolve.mjs'
import { PARTNERS, PUBLIC, Reader, wordsOf } from './reader.mjs'
import { Builder, FILE, PROGRAM, generator, git, newFolder } from './repository.mjs'
import { build } from './site.mjs'
import { checkTwins } from './twins.mjs'

const DAY = 86400
const START = 1675252800 // 2023-02-01, noon
const isoDay = time => new Date(time * 1000).toISOString().slice(0, 10)

// ---- A past

// The commits of a past, the last one repaired: today's content has no error.
function randomPast (random) {
  const commits = []
  const gone = []
  const add = (state, parents) => {
    const time = START + commits.length * 10 * DAY
    commits.push({ state, parents, time, day: isoDay(time), message: newWord(), name: newWord(), email: newWord() })
    return commits.length - 1
  }
  let head = add(firstState(random), [])
  let side // the index of the head of a branch
  for (let left = 14 + random.below(20); left > 0; left--) {
    if (side === undefined && random.chance(0.08)) side = head
    else if (side !== undefined && random.chance(0.5)) side = add(evolve(random, commits[side].state, gone), [side])
    else if (side !== undefined && side !== head && random.chance(0.3)) {
      head = add(merged(random, commits[head].state, commits[side].state), [head, side])
      side = undefined
    } else head = add(evolve(random, commits[head].state, gone), [head])
  }
  add(repaired(commits[head].state), [head])
  return commits
}

// Each page as one of the two parents has it.
function merged (random, ours, theirs) {
  const state = {}
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const page = random.chance(0.5) ? ours[key] ?? theirs[key] : theirs[key] ?? ours[key]
    state[key] = structuredClone(page)
  }
  return state
}

function write (random, commits) {
  const builder = new Builder()
  const marks = []
  for (const commit of commits) {
    const files = new Map()
    for (const [path, text] of filesOf(commit.state)) files.set(path, { mode: random.chance(0.02) ? PROGRAM : FILE, text })
    marks.push(builder.commit(files, commit.parents.map(parent => marks[parent]), commit))
  }
  const directory = builder.finish()
  git(directory, ['reset', '-q', '--hard'])
  const byMessage = new Map(git(directory, ['log', '--format=%s %H']).trim().split('\n').map(line => line.split(' ')))
  for (const commit of commits) commit.id = byMessage.get(commit.message)
  return directory
}

// ---- Today's settings, which name commits: they come in a commit of their own

function settle (random, commits, directory) {
  const settings = { paths: [], withdrawn: [], tags: [], authors: random.chance(0.3), messages: random.chance(0.3) }
  const known = commits.map((_, index) => index).filter(index => commits[index].id)
  const head = commits.at(-1).state
  const gone = [...new Set(commits.flatMap(({ state }) => Object.values(state).filter(page => !head[page.key]).map(page => pathOf(state, page))))]
  if (random.chance(0.2)) settings.since = random.pick(commits).day
  if (gone.length && random.chance(0.4)) settings.paths.push(random.pick(gone))
  if (random.chance(0.3)) settings.withdrawn.push(random.pick(known))
  if (random.chance(0.5)) settings.tags.push(random.pick(known), known.at(-1))
  for (const index of settings.tags) git(directory, ['tag', '-f', `v${index}`, commits[index].id])
  return settings
}

function commitSettings (commits, settings, directory) {
  const state = structuredClone(commits.at(-1).state)
  const retreat = [...settings.paths, ...settings.withdrawn.map(index => commits[index].id.slice(0, 12))]
  const lines = [`auteurs: ${settings.authors ? 'oui' : 'non'}`, `messages: ${settings.messages ? 'oui' : 'non'}`, `retrait: [${retreat.join(', ')}]`]
  if (settings.since) lines.push(`depuis: ${settings.since}`)
  state.contract.settings = { history: lines.join(', '), tags: [...new Set(settings.tags)].map(index => `v${index}`) }
  const time = commits.at(-1).time + 10 * DAY
  writeFileSync(join(directory, 'contrat.yaml'), textOf(state, state.contract))
  git(directory, ['add', '-A'])
  git(directory, ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-q', '-m', 'Réglages'], undefined, { GIT_AUTHOR_DATE: `${time} +0000`, GIT_COMMITTER_DATE: `${time} +0000` })
  commits.push({ state, parents: [commits.length - 1], time, day: isoDay(time) })
}

// ---- Sites

// Where a word stands in a past, for who reads of a failure.
function whereabouts (commits, word) {
  const places = new Map()
  commits.forEach(({ state }, index) => {
    for (const place of wordsOf(state)) {
      if (place.word !== word) continue
      const { kind } = state[place.owner]
      const name = `${kind} ${place.owner} ${place.list ?? ''} ${place.part} ${place.level}`
      places.set(name, [...places.get(name) ?? [], index])
    }
  })
  return [...places].map(([name, at]) => `${name} : ${at.join(' ')}`).join(' ; ')
}

function check (commits, settings, edition, site) {
  const reader = new Reader(commits, settings, edition)
  const found = findWords(site.output, WORD)
  const words = reader.words()
  for (const { message, name, email } of commits.slice(0, -1)) {
    words.set(message, settings.messages ? [0] : [])
    words.set(name, settings.authors ? [0] : [])
    words.set(email, [])
  }
  const leaks = [...found].filter(([word]) => !words.get(word)?.length)
  const lost = [...reader.required()].filter(word => !found.has(word))
  const told = [...leaks.map(([word, path]) => `de trop : ${word} (${whereabouts(commits, word)}), dans ${path}`),
    ...lost.map(word => `manque : ${word} (${whereabouts(commits, word)})`)]
  assert(!told.length, told.join('\n'))
  return { shown: found.size, hidden: [...words.values()].filter(places => !places.length).length }
}

function checkSeed (vitrine, seed) {
  const random = generator(seed)
  const commits = randomPast(random)
  const directory = write(random, commits)
  const settings = settle(random, commits, directory)
  commitSettings(commits, settings, directory)
  const cache = newFolder()
  const count = {}
  try {
    for (const options of [['--jobs', '1', '--cache', newFolder()], ['--jobs', '2', '--cache', cache], ['--jobs', '2', '--cache', cache, '--ref', 'main']]) {
      count.public = check(commits, settings, PUBLIC, build(vitrine, directory, options))
    }
    count.partners = check(commits, settings, PARTNERS, build(vitrine, directory, ['--edition', 'partenaires', '--cache', cache]))
  } catch (error) {
    console.log(`graine ${seed}, ${JSON.stringify(settings)}, ${commits.length} commits :\n${error.message}`)
    process.exitCode = 1
    if (process.env.KEEP) spawnSync('cp', ['-a', directory, process.env.KEEP])
  }
  return count
}

const [vitrine, seeds = '24', first = '1'] = process.argv.slice(2)
checkTwins(vitrine)
const sum = { shown: 0, hidden: 0 }
for (let seed = Number(first); seed < Number(first) + Number(seeds); seed++) {
  const count = checkSeed(vitrine, seed)
  sum.shown += count.public?.shown ?? 0
  sum.hidden += count.public?.hidden ?? 0
}
console.log(`${seeds} passés au hasard : ${sum.shown} mots montrés, ${sum.hidden} tus`)
