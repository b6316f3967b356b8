// The walk of the program against the oracle's answer, for one repository.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import * as oracle from './oracle.mjs'

export function walk (program, directory, ref = '', content) {
  const args = content === undefined ? [directory, ref] : [directory, ref, content]
  const run = spawnSync(program, args, { maxBuffer: 1 << 30 })
  assert.equal(run.status, 0, run.stderr.toString())
  return JSON.parse(run.stdout.toString())
}

const key = version => [version.commit, version.kind, version.merge, version.path, version.from,
  version.blob, version.previous].join(' ')
const list = versions => versions.map(key).sort()

// Versions stand in the order of the commits; no commit after its parents.
function checkOrder (found, log) {
  const place = new Map(found.commits.map((commit, i) => [commit.id, i]))
  assert.equal(place.size, log.order.length, 'all commits, each once')
  for (const [id, parents] of log.parents) {
    for (const parent of parents) assert(place.get(id) < place.get(parent), `${id} before ${parent}`)
  }
  for (const file of found.files) {
    const places = file.versions.map(version => place.get(version.commit))
    assert.deepEqual(places, [...places].sort((a, b) => a - b), file.path)
  }
}

// The first commit of the first-parent line that holds each commit.
function checkLanded (found, log) {
  const place = new Map(found.commits.map((commit, i) => [commit.id, i]))
  const line = []
  for (let id = log.order[0]; id; id = log.parents.get(id)[0]) line.push(id)
  const landed = new Map()
  for (const id of line.reverse()) {
    const stack = [id]
    while (stack.length) {
      const commit = stack.pop()
      if (landed.has(commit)) continue
      landed.set(commit, place.get(id))
      stack.push(...log.parents.get(commit))
    }
  }
  for (const commit of found.commits) assert.equal(commit.landed, landed.get(commit.id), commit.id)
}

// Returns what was compared: files, versions, merges, and the tolerated differences.
export function compare (found, directory, options = {}) {
  const log = oracle.readLog(directory, options)
  const count = { files: 0, versions: 0, merges: 0, tolerated: 0, commits: log.order.length }
  let near
  checkOrder(found, log)
  checkLanded(found, log)
  const living = oracle.livingFiles(directory, options)
  assert.deepEqual(found.files.filter(file => !file.deleted).map(file => `${file.path} ${file.blob}`).sort(),
    living.map(file => `${file.path} ${file.id}`).sort())
  for (const file of found.files) {
    if (file.deleted) continue
    const expected = list(oracle.versionsOf(log, file.path))
    const got = list(file.versions)
    count.files++
    count.versions += got.length
    count.merges += file.versions.filter(version => version.merge).length
    if (got.join('\n') === expected.join('\n')) continue
    near ??= oracle.readLog(directory, { ...options, similarity: 45 }).near
    assert([file.path, ...file.versions.flatMap(version => [version.path, version.from])]
      .some(path => near.has(path)), `${directory} ${file.path}\n got ${got.join('\n     ')}\n git ${expected.join('\n     ')}`)
    count.tolerated++
  }
  const all = new Set(found.files.flatMap(file => file.versions.map(key)))
  if (count.tolerated === 0) {
    for (const event of oracle.events(log)) assert(all.has(key(event)), `in no file: ${key(event)}`)
  }
  return count
}

// Against `git log --follow`, where no copy or merge is involved. Returns how many were compared.
export function compareFollow (found, directory, paths) {
  let count = 0
  for (const path of paths) {
    const file = found.files.find(one => one.path === path && !one.deleted)
    const expected = oracle.follow(directory, path)
    if (!expected) continue
    assert.deepEqual(file.versions.map(version => version.commit).sort(), expected.sort(), path)
    count++
  }
  return count
}
