// The versions of each file as git itself tells them: from one `git log -m -M50%`, followed back
// file by file. Nothing is shared with the program: this is slow, plain, and asks git.
import { git } from './repository.mjs'

const regular = mode => mode.startsWith('100')
export const ZERO = '0'.repeat(40)

// A path below the content's folder; nothing for one that is elsewhere, or hidden by a name in it.
function below (path, prefix) {
  if (!path.startsWith(prefix)) return undefined
  const inside = path.slice(prefix.length)
  return /(^|\/)[._]/.test(inside) ? undefined : inside
}

// One line of --raw: :oldmode newmode oldid newid letter[score]\tpath[\tpath]
function parseChange (line, prefix) {
  const [head, ...paths] = line.split('\t')
  const [oldMode, newMode, oldId, newId, status] = head.slice(1).split(' ')
  const to = below(paths[paths.length - 1], prefix)
  const from = below(paths[0], prefix)
  const before = regular(oldMode) && from !== undefined ? oldId : ZERO
  const after = regular(newMode) && to !== undefined ? newId : ZERO
  return { from, to, before, after, moved: status[0] === 'R', score: Number(status.slice(1)) }
}

// Puts a change into the list of one parent: by the path it has after it, and before it.
function put (diff, change) {
  const { from, to, before, after } = change
  if (before === ZERO && after === ZERO) return
  if (change.moved && before !== ZERO && after !== ZERO) {
    diff.at.set(to, { kind: 'R', path: to, from, blob: after, previous: before })
    diff.gone.add(from)
    return
  }
  if (change.moved && before !== ZERO) diff.at.set(from, { kind: 'D', path: from, from, blob: ZERO, previous: before })
  else if (change.moved) diff.at.set(to, { kind: 'A', path: to, from: '', blob: after, previous: ZERO })
  else {
    const kind = before === ZERO ? 'A' : after === ZERO ? 'D' : before === after ? 'm' : 'M'
    diff.at.set(to, { kind, path: to, from: kind === 'A' ? '' : to, blob: after, previous: before })
  }
}

export function readLog (directory, { ref = 'HEAD', prefix = '', similarity = 50 } = {}) {
  const parents = new Map()
  const order = []
  for (const line of git(directory, ['log', '--topo-order', '--format=%H %P', ref]).split('\n')) {
    if (!line) continue
    const [id, ...rest] = line.trim().split(' ')
    parents.set(id, rest)
    order.push(id)
  }
  const diffs = new Map()
  const near = new Set()
  let diff
  const log = git(directory, ['log', '-m', '--raw', '--no-abbrev', `-M${similarity}%`, '-l400',
    '--pretty=raw', ref])
  for (const line of log.split('\n')) {
    const header = /^commit ([0-9a-f]{40})(?: \(from ([0-9a-f]{40})\))?/.exec(line)
    if (header) {
      const parent = header[2] ?? parents.get(header[1])[0] ?? ''
      diff = { at: new Map(), gone: new Set() }
      diffs.set(`${header[1]} ${parent}`, diff)
    } else if (line.startsWith(':')) {
      const change = parseChange(line, prefix)
      put(diff, change)
      if (change.moved && change.score <= 55) near.add(change.from).add(change.to)
    }
  }
  return { parents, order, diffs, near }
}

const nothing = { at: new Map(), gone: new Set() }

// The version that a merge is of a path, if it is one: it differs from every parent.
function mergeVersion (changes) {
  for (const change of changes) {
    if (!change || change.kind === 'm' || (change.kind === 'R' && change.blob === change.previous)) return
  }
  return changes.find(change => change.kind !== 'A') ?? changes[0]
}

// Of each commit, by its place in the order: its parents' places, and what differs from each.
function stepsOf (log) {
  const place = new Map(log.order.map((id, i) => [id, i]))
  return log.order.map(id => {
    const parents = log.parents.get(id)
    const diffs = (parents.length ? parents : ['']).map(parent => log.diffs.get(`${id} ${parent}`) ?? nothing)
    return { parents: parents.map(parent => place.get(parent)), diffs }
  })
}

function visit (log, commit, path, versions, push) {
  const { parents, diffs } = log.steps[commit]
  const changes = diffs.map(diff => diff.gone.has(path) ? undefined : diff.at.get(path))
  const version = parents.length > 1 ? mergeVersion(changes) : changes[0]
  if (version) versions.push({ commit: log.order[commit], merge: parents.length > 1, ...version })
  parents.forEach((parent, i) => {
    if (diffs[i].gone.has(path)) return // it went on under another name: another file's past
    push(parent, changes[i]?.kind === 'R' ? changes[i].from : path)
  })
}

// All versions of the file that has this path at the starting point.
export function versionsOf (log, path) {
  log.steps ??= stepsOf(log)
  const versions = []
  const seen = new Map() // by path: the commits it was asked of
  const queue = []
  const push = (commit, at) => {
    if (!seen.has(at)) seen.set(at, new Uint8Array(log.order.length))
    const asked = seen.get(at)
    if (!asked[commit]) {
      asked[commit] = 1
      queue.push([commit, at])
    }
  }
  push(0, path)
  while (queue.length) visit(log, ...queue.pop(), versions, push)
  return versions
}

// The changes of commits with one parent or none: each must be found in some file.
export function events (log) {
  const list = []
  for (const commit of log.order) {
    const parents = log.parents.get(commit)
    if (parents.length > 1) continue
    const diff = log.diffs.get(`${commit} ${parents[0] ?? ''}`) ?? nothing
    for (const version of diff.at.values()) {
      if (!diff.gone.has(version.path)) list.push({ commit, merge: false, ...version })
    }
  }
  return list
}

// The commits of `git log --follow`, or nothing where it follows a copy.
export function follow (directory, path) {
  const lines = git(directory, ['log', '--follow', '--no-merges', '-M50%', '--name-status', '--format=%H', '--', path])
    .split('\n').filter(Boolean)
  return lines.some(line => /^C\d+\t/.test(line)) ? undefined : lines.filter(line => !line.includes('\t'))
}

export function livingFiles (directory, { ref = 'HEAD', prefix = '' } = {}) {
  return git(directory, ['ls-tree', '-r', '-z', ref]).split('\0').filter(Boolean)
    .map(line => ({ mode: line.slice(0, 6), id: line.split(/[ \t]/)[2], path: line.slice(line.indexOf('\t') + 1) }))
    .filter(file => regular(file.mode) && below(file.path, prefix) !== undefined)
    .map(file => ({ id: file.id, path: below(file.path, prefix) }))
}
