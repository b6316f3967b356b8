// The walk with a cache, with several processes, and with both: always the same answer.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomRepository } from './random.mjs'
import { generator, git, newFolder } from './repository.mjs'

const run = (program, ...args) => {
  const done = spawnSync(program, args, { maxBuffer: 1 << 30 })
  assert.equal(done.status, 0, done.stderr.toString())
  return { out: done.stdout.toString(), note: done.stderr.toString() }
}

const running = (program, ...args) => new Promise(resolve => {
  const child = spawn(program, args)
  let out = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', data => { out += data })
  child.on('close', code => resolve({ code, out }))
  running.last = child
})

const same = (got, expected, what) => assert(got === expected, `autre réponse : ${what}`)

const commit = (directory, name, text, ...more) => {
  writeFileSync(join(directory, name), text)
  git(directory, ['add', name])
  git(directory, ['commit', '-q', '-m', name, ...more])
}

// A commit after a known one, another branch, a commit replaced, a merge, another .mailmap.
function checkBranches (program, directory, cache) {
  const check = what => {
    const expected = run(program, directory).out
    same(run(program, '--cache', cache, directory).out, expected, what)
    same(run(program, '--cache', cache, directory).out, expected, `${what}, à nouveau`)
  }
  git(directory, ['reset', '-q', '--hard', 'main'])
  check('dépôt entier')
  commit(directory, 'z.md', 'z\n')
  check('un commit de plus')
  git(directory, ['checkout', '-q', '-b', 'autre', 'HEAD~30'])
  commit(directory, 'y.md', 'y\n')
  check('une autre branche')
  commit(directory, 'y.md', 'y bis\n', '--amend')
  check('un commit remplacé')
  git(directory, ['checkout', '-q', 'main'])
  git(directory, ['merge', '-q', '--no-edit', 'autre'])
  check('une fusion')
  writeFileSync(join(directory, '.mailmap'), 'Une Autre <x@example.org> <Ada@example.org>\n')
  assert.match(run(program, '--cache', cache, directory).out, /"name":"Une Autre"/)
  check('.mailmap')
  rmSync(join(directory, '.mailmap'))
  check('sans .mailmap')
  // A folder of the repository has deltas of its own.
  mkdirSync(join(directory, 'axes'), { recursive: true })
  const expected = run(program, join(directory, 'axes')).out
  same(run(program, '--cache', cache, join(directory, 'axes')).out, expected, 'un dossier')
  same(run(program, '--cache', cache, join(directory, 'axes')).out, expected, 'un dossier, à nouveau')
}

const walkFile = cache => join(cache, readdirSync(cache).find(name => name.startsWith('walk-')))

function checkDamage (program, directory) {
  const cache = join(newFolder(), 'cache')
  const expected = run(program, '--cache', cache, directory).out
  const file = walkFile(cache)
  const whole = readFileSync(file)
  const check = (bytes, what) => {
    writeFileSync(file, bytes)
    same(run(program, '--cache', cache, directory).out, expected, what)
  }
  for (let size = 0; size < whole.length; size += 100) check(whole.subarray(0, size), `coupé à ${size}`)
  const random = generator(1)
  for (let i = 0; i < 60; i++) {
    const bytes = Buffer.from(whole)
    for (let j = 0; j < 5; j++) bytes[random.below(bytes.length)] ^= 1 + random.below(255)
    check(bytes, `abîmé ${i}`)
  }
  same(run(program, '--cache', cache, '--program', 'autre', directory).out, expected, 'un autre programme')
  check(whole, 'de ce programme')
  rmSync(file)
  symlinkSync('/etc/passwd', file)
  same(run(program, '--cache', cache, directory).out, expected, 'un lien à la place')
  assert(statSync(file).size > 1000)
}

function checkRefused (program, directory) {
  const expected = run(program, directory).out
  const place = newFolder()
  symlinkSync(newFolder(), join(place, 'lien'))
  mkdirSync(join(place, 'ouvert'))
  chmodSync(join(place, 'ouvert'), 0o777)
  for (const name of ['lien', 'ouvert', 'absent/cache', '.']) {
    const { out, note } = run(program, '--cache', join(place, name), directory)
    same(out, expected, name)
    assert.notEqual(note, '', name)
  }
  assert.deepEqual(readdirSync(join(place, 'lien')), [])
}

function checkShallow (program, whole) {
  const place = newFolder()
  const cache = join(place, 'cache')
  git(place, ['clone', '-q', '--depth', '5', `file://${whole}`, 'clone'])
  const clone = join(place, 'clone')
  const expected = run(program, clone).out
  same(run(program, '--cache', cache, clone).out, expected, 'clone superficiel')
  assert(!readdirSync(cache).some(name => name.startsWith('walk-')))
  git(clone, ['fetch', '-q', '--unshallow'])
  same(run(program, '--cache', cache, clone).out, run(program, clone).out, 'clone complété')
}

async function checkTogether (program, directory) {
  const cache = join(newFolder(), 'cache')
  const expected = run(program, directory).out
  for (let round = 0; round < 3; round++) {
    const all = [1, 2, 3].map(() => running(program, '--cache', cache, directory))
    if (round === 2) rmSync(cache, { recursive: true })
    for (const { code, out } of await Promise.all(all)) {
      assert.equal(code, 0)
      same(out, expected, 'plusieurs à la fois')
    }
  }
}

const childrenOf = id => {
  try {
    return readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

// Readers that are killed at some moment: what they did not send is read again.
async function checkKilled (program, directory, expected) {
  let killed = 0
  for (let delay = 0; delay < 40; delay += 5) {
    const walk = running(program, '--jobs', '3', directory)
    const parent = running.last.pid
    await new Promise(resolve => setTimeout(resolve, 20 + delay))
    for (const child of childrenOf(parent)) {
      try {
        process.kill(child, 'SIGKILL')
        killed++
      } catch {}
    }
    const { code, out } = await walk
    assert.equal(code, 0)
    same(out, expected, 'un lecteur tué')
  }
  return killed
}

export async function checkCache (program) {
  const directory = randomRepository(7, 200, { files: 60 })
  checkDamage(program, randomRepository(8, 30, { files: 8 }))
  checkRefused(program, directory)
  checkShallow(program, directory)
  await checkTogether(program, directory)
  checkBranches(program, directory, join(newFolder(), 'cache'))
  const long = randomRepository(9, 2600, { files: 200 })
  const expected = run(program, long).out
  for (const jobs of ['2', '3', '64']) same(run(program, '--jobs', jobs, long).out, expected, `${jobs} lecteurs`)
  const cache = join(newFolder(), 'cache')
  same(run(program, '--jobs', '2', '--cache', cache, long).out, expected, 'lecteurs et cache')
  same(run(program, '--jobs', '2', '--cache', cache, long).out, expected, 'lecteurs et cache, à nouveau')
  return await checkKilled(program, long, expected)
}
