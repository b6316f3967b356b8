// What the public edition tells of a repository in which nothing is hidden, against the oracle.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as oracle from './oracle.mjs'
import { git, newFolder } from './repository.mjs'

function run (vitrine, args) {
  const result = spawnSync(vitrine, args, { encoding: 'utf8', maxBuffer: 1 << 30 })
  assert.equal(result.status, 0, `vitrine ${args.join(' ')} : ${result.stderr}${result.stdout.slice(0, 2000)}`)
  return result.stdout
}

function readBlobs (directory, ids) {
  const blobs = new Map([[oracle.ZERO, undefined]])
  const result = spawnSync('git', ['-C', directory, 'cat-file', '--batch'], { input: [...ids].join('\n') + '\n', maxBuffer: 1 << 30 })
  const out = result.stdout
  for (let at = 0; at < out.length;) {
    const end = out.indexOf(10, at)
    const [id, , size] = out.toString('utf8', at, end).split(' ')
    if (size === undefined) at = end + 1 // missing: a submodule's
    else {
      blobs.set(id, out.toString('utf8', end + 1, end + 1 + Number(size)))
      at = end + 1 + Number(size) + 1
    }
  }
  return blobs
}

// What is never seen: comments of Markdown and YAML.
const visible = text => text?.replace(/<!--[\s\S]*?-->/g, '').replace(/^ *# .*$/gm, '')
// What makes no change for a reader: spaces, and where a link leads inside of the site.
const words = text => text?.replace(/(?<!!)\[([^\]]*)\]\((?![a-z]+:)[^)]*\)/g, '$1').split(/\s+/).join(' ')

// The versions that the public edition tells, newest first in the order of the commits, with
// whether a reader sees no change.
function expectedOf (log, blobs, path, dates, since) {
  const list = []
  for (const version of oracle.versionsOf(log, path)) {
    if (dates.get(version.commit) < since) continue
    const [before, after] = [visible(blobs.get(version.previous)), visible(blobs.get(version.blob))]
    const moved = version.kind === 'R' && version.path.normalize('NFC') !== version.from.normalize('NFC')
    if (before === after && !moved) continue
    list.push(`${version.commit} ${version.path} ${before !== undefined && after !== undefined && words(before) === words(after)}`)
  }
  return list.sort()
}

function hasEveryVersion (log, blobs, path, isHidden) {
  return oracle.versionsOf(log, path).every(version => !isHidden(blobs.get(version.blob) ?? '', version.path))
}

// Compares historique.json with the oracle. `isHidden` says whether a version of a file may hold
// what the edition does not show: such a file is left out, and so is one that `isOther` names.
// `since`: the day before which nothing is told.
export function comparePublic (vitrine, directory, { ref = 'main', since = '', isHidden = () => false, isOther = () => false } = {}) {
  const text = run(vitrine, ['log', directory, '--ref', ref, '--format', 'json', '--cache', newFolder()])
  const { pages } = JSON.parse(text)
  const log = oracle.readLog(directory, { ref })
  const ids = new Set(oracle.livingFiles(directory, { ref }).flatMap(({ path }) =>
    oracle.versionsOf(log, path).flatMap(({ blob, previous }) => [blob, previous])))
  ids.delete(oracle.ZERO)
  const blobs = readBlobs(directory, ids)
  const dates = new Map(git(directory, ['log', '--format=%H %as', ref]).trim().split('\n').map(line => line.split(' ')))
  const count = { files: 0, versions: 0, minor: 0, gone: 0, tolerated: 0, left: 0 }
  const told = new Map()
  for (const page of pages.filter(({ url }) => url !== undefined)) {
    told.set(page.path, [...(told.get(page.path) ?? []), ...page.versions])
  }
  let near
  for (const { path } of oracle.livingFiles(directory, { ref })) {
    const name = path.normalize('NFC')
    if (isOther(name)) continue
    if (!hasEveryVersion(log, blobs, path, isHidden)) {
      count.left++
      continue
    }
    const got = [...new Set((told.get(name) ?? []).map(({ commit, path, mineur }) => `${commit} ${path} ${mineur}`))].sort()
    const expected = expectedOf(log, blobs, path, dates, since)
    count.files++
    count.versions += got.length
    count.minor += got.filter(one => one.endsWith('true')).length
    if (got.join('\n') === expected.join('\n')) continue
    near ??= oracle.readLog(directory, { ref, similarity: 45 }).near
    assert(oracle.versionsOf(log, path).some(version => near.has(version.path) || near.has(version.from)),
      `${directory} ${path}\n got ${got.join('\n     ')}\n git ${expected.join('\n     ')}`)
    count.tolerated++
  }
  count.gone = checkGone(pages, log)
  return { text, count }
}

// What is gone is told by one version, the one that deleted it.
function checkGone (pages, log) {
  const deletions = new Set(oracle.events(log).filter(({ kind }) => kind === 'D').map(({ commit, path }) => `${commit} ${path}`))
  const gone = pages.filter(({ url, entry }) => url === undefined && entry === undefined)
  for (const { path, versions } of gone) {
    assert.equal(versions.length, 1, path)
    const [{ commit, path: then }] = versions
    assert(deletions.has(`${commit} ${then}`) || log.parents.get(commit).length > 1, `${path} was not deleted in ${commit}`)
  }
  return gone.length
}

// The same bytes from one process or two, and from a cache that is cold or warm.
export function compareRuns (vitrine, directory, text, ref = 'main') {
  const cache = newFolder()
  const fileNames = root => readdirSync(root, { recursive: true }).filter(name => /historique\.(json|atom)$/.test(name)).sort()
  const read = output => Object.fromEntries(fileNames(output).map(name => [name, readFileSync(join(output, name), 'utf8')]))
  const build = (jobs, where) => {
    const output = join(newFolder(), 'site')
    run(vitrine, ['build', directory, '--ref', ref, '-o', output, '--jobs', jobs, '--cache', where, '--sans', 'imprimer', '--quiet'])
    return read(output)
  }
  const cold = build('1', cache)
  assert.equal(cold['donnees/historique.json'], text)
  assert.deepEqual(build('2', newFolder()), cold, 'two jobs')
  assert.deepEqual(build('2', cache), cold, 'a warm cache')
  return Object.keys(cold).length
}
