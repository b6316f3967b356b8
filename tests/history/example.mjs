// The past of the example, as content-example/_histoire/rejouer makes it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, newFolder } from './repository.mjs'

const TAGS = ['avenant-1-2025', 'signature-2024']
const TWO_YEARS = 2 * 365 * 24 * 3600

function replay (example, environment = {}) {
  const directory = join(newFolder(), 'exemple')
  const run = spawnSync(join(example, '_histoire/rejouer'), [directory],
    { encoding: 'utf8', env: { ...process.env, ...environment } })
  return { directory, status: run.status, message: run.stderr }
}

function replayWhole (example, environment) {
  const { directory, status, message } = replay(example, environment)
  assert.equal(status, 0, message)
  return directory
}

const lines = text => text.trim().split('\n')

// A map of path to bytes, without what is no part of the example.
function readFiles (root, below = '') {
  const files = {}
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below + entry.name
    if (['_histoire', '.git', '.vitrine'].includes(path)) continue
    if (entry.isDirectory()) Object.assign(files, readFiles(root, `${path}/`))
    else files[path] = readFileSync(join(root, path), 'latin1')
  }
  return files
}

// Whoever replays, wherever: the same commits, and the files of today at their end.
function checkSame (example) {
  const directory = replayWhole(example)
  const again = replayWhole(example, { TZ: 'Asia/Tokyo', GIT_AUTHOR_NAME: 'Autre', GIT_DIR: '/nowhere', LC_ALL: 'C' })
  const references = folder => git(folder, ['show-ref', '--head'])
  assert.equal(references(again), references(directory))
  assert.equal(git(directory, ['status', '--porcelain']), '')
  assert.deepEqual(readFiles(directory), readFiles(example))
  return directory
}

function checkLife (directory) {
  const dates = lines(git(directory, ['log', '--format=%ct'])).map(Number)
  assert(dates.length >= 60, 'at least 60 commits')
  assert(Math.max(...dates) - Math.min(...dates) >= TWO_YEARS, 'over two years')
  assert.deepEqual(lines(git(directory, ['tag', '--list'])), TAGS)
  assert(git(directory, ['log', '--merges', '--format=%h']), 'a merge')
  const happened = git(directory, ['log', '-M', '--name-status', '--format=', '--diff-filter=RD'])
  for (const letter of 'RD') assert(happened.match(new RegExp(`^${letter}`, 'm')), `a change ${letter}`)
  return dates.length
}

// The lines of a text that are for partners: in a block, on a line that says so, in an entry of a
// list one of whose lines does.
function restrictedLines (text) {
  const all = text.split('\n')
  const found = new Set()
  let inside = false
  all.forEach((line, i) => {
    if (line === '::: partenaires') inside = true
    if (line === ':::') inside = false
    if (inside || /[{,] *visibilite: partenaires/.test(line)) found.add(i)
    const indent = /^( +)visibilite: partenaires$/.exec(line)?.[1].length
    if (!indent) return
    for (const step of [-1, 1]) {
      for (let j = i; all[j]?.startsWith(' '.repeat(indent)); j += step) found.add(j)
    }
  })
  return { hidden: all.filter((_, i) => found.has(i)), shown: all.filter((_, i) => !found.has(i)) }
}

// What is restricted today was so whenever it was there.
function checkRestricted (directory, commits) {
  const isRestricted = text => /^visibilite: partenaires$/m.test(text.split('\n---\n')[0])
  const read = root => Object.entries(readFiles(root)).filter(([path]) => /\.(md|yaml)$/.test(path) && path !== 'LISEZMOI.md')
  const today = read(directory)
  const files = today.filter(([, text]) => isRestricted(text)).map(([path]) => path)
  const secrets = new Set(today.flatMap(([, text]) => restrictedLines(text).hidden).filter(line => line.length > 40))
  assert(files.length > 1 && secrets.size > 15, 'the example restricts something')
  for (const commit of commits) {
    for (const [path, text] of read(commit)) {
      if (files.includes(path)) assert(isRestricted(text), `${path} was public`)
      else for (const line of restrictedLines(text).shown) assert(!secrets.has(line), `${path} told what is restricted today`)
    }
  }
}

function checkOutEach (directory) {
  const folder = newFolder()
  return lines(git(directory, ['rev-list', 'main'])).map(commit => {
    const tree = join(folder, commit)
    git(directory, ['worktree', 'add', '--quiet', '--detach', tree, commit])
    return tree
  })
}

function checkErrors (vitrine, trees) {
  for (const tree of trees) {
    const run = spawnSync(vitrine, ['check', tree], { encoding: 'utf8' })
    assert.equal(run.status, 0, `${git(tree, ['log', '-1', '--format=%cs %s'])}${run.stdout}${run.stderr}`)
  }
}

// A replacement that does not match stops everything, and says where.
function checkFailures (example) {
  const broken = (path, from, to) => {
    const copy = join(newFolder(), 'exemple')
    cpSync(example, copy, { recursive: true })
    const text = readFileSync(join(copy, path), 'utf8')
    assert(text.includes(from), `${path} holds ${from}`)
    writeFileSync(join(copy, path), text.replace(from, to))
    const { status, message } = replay(copy)
    assert.notEqual(status, 0, `${path}: ${to}`)
    assert.match(message, /^_histoire\/\d{4}\.txt:\d+ : /)
    return message
  }
  const bus = 'axes/1-acces-aux-soins/1-4-bus-sante.md'
  assert(broken(bus, 'statut: en cours', 'statut: suspendue').includes(bus))
  broken('_histoire/2026.txt', '\n+approuve: 2026-06-16', '\n+approuve: 2026-06-31')
  broken('_histoire/2026.txt', '\nfichier : ', '\nficheir : ')
  assert.notEqual(spawnSync(join(example, '_histoire/rejouer'), [newFolder()]).status, 0, 'a folder that exists')
}

// Returns the repository, for others to walk over, and how many commits it has.
export function checkExample (example, vitrine) {
  const directory = checkSame(example)
  const commits = checkLife(directory)
  const trees = checkOutEach(directory)
  checkErrors(vitrine, trees)
  checkRestricted(directory, trees)
  checkFailures(example)
  return { directory, commits }
}
