// Repositories for the tests of the history: branches as maps from path to file, written through
// git fast-import, so that thousands of commits take a second.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const FILE = '100644'
export const PROGRAM = '100755'
export const LINK = '120000'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'histoire-')))
process.on('exit', () => rmSync(root, { recursive: true, force: true }))

// A folder that goes when the tests end.
export const newFolder = () => mkdtempSync(join(root, 'depot-'))

const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.org'
}

export function git (directory, args, input, more = {}) {
  const run = spawnSync('git', ['-C', directory, '-c', 'core.quotePath=false', ...args],
    { input, maxBuffer: 1 << 30, env: { ...environment, ...more } })
  if (run.status !== 0) throw new Error(`git ${args.join(' ')} : ${run.stderr}`)
  return run.stdout.toString()
}

// The same numbers every time (mulberry32).
export function generator (seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    below: n => Math.floor(next() * n),
    chance: p => next() < p,
    pick: list => list[Math.floor(next() * list.length)]
  }
}

export class Builder {
  constructor () {
    this.directory = newFolder()
    this.stream = []
    this.mark = 0
    this.blobs = new Map()
    this.states = [new Map()] // by mark
    this.time = 1600000000
  }

  blob (text) {
    let mark = this.blobs.get(text)
    if (!mark) {
      mark = ++this.mark
      this.states[mark] = undefined
      this.blobs.set(text, mark)
      this.stream.push(`blob\nmark :${mark}\ndata ${Buffer.byteLength(text)}\n${text}\n`)
    }
    return mark
  }

  // A commit of `files` (path to {mode, text}) on the parents (marks); returns its mark.
  commit (files, parents = [], { time, name = 'Ada', email = name, zone = '+0100', message } = {}) {
    const changes = []
    const before = this.states[parents[0] ?? 0]
    for (const path of before.keys()) if (!files.has(path)) changes.push(`D ${path}\n`)
    for (const [path, file] of files) {
      const old = before.get(path)
      if (!old || old.text !== file.text || old.mode !== file.mode) {
        changes.push(`M ${file.mode} :${this.blob(file.text)} ${path}\n`)
      }
    }
    const mark = ++this.mark
    const words = message ?? `commit ${mark}`
    this.time = time ?? this.time + 60
    const who = `${name} <${email}@example.org> ${this.time} ${zone}`
    this.stream.push(`${parents.length ? '' : 'reset refs/heads/main\n'}commit refs/heads/main\n` +
      `mark :${mark}\nauthor ${who}\ncommitter ${who}\n` +
      `data ${Buffer.byteLength(words)}\n${words}\n` +
      (parents.length ? `from :${parents[0]}\n` : '') +
      parents.slice(1).map(parent => `merge :${parent}\n`).join('') + changes.join('') + '\n')
    this.states[mark] = new Map(files)
    return mark
  }

  // Writes everything; main is the last commit.
  finish () {
    git(this.directory, ['init', '-q', '-b', 'main'])
    git(this.directory, ['fast-import', '--quiet', '--force'], this.stream.join(''))
    return this.directory
  }
}
