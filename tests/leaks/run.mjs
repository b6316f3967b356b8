// Nothing leaks: contracts at random in which each place that may be restricted holds a word, an
// amount or a date that nothing else holds. The public edition is built and all its bytes searched
// for them; then the partners' edition, where each must be found, lest the search find nothing ever.
//
//     node tests/leaks/run.mjs BUILD [COUNT [SEED]]
//
// Contract after contract: without git, with a past, with official versions, with a locked room,
// which must hold all that only partners see, official versions included.
// A failure tells its seed: `node tests/leaks/run.mjs BUILD 1 SEED` makes the same contract again;
// KEEP=FOLDER keeps what it made there.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { Contract } from './contract.mjs'
import { checkCoverage, isRequired } from './coverage.mjs'
import { writePast } from './past.mjs'
import { generator } from '../history/repository.mjs'
import { openRoom, writePhrases } from './room.mjs'
import { SEALED, scanFiles, scanFolder, scanMessages } from './scan.mjs'
import { checkScan } from './selftest.mjs'
import { NOBODY, PARTNERS, PUBLIC } from './words.mjs'

const WORKERS = 2
const MODES = ['sans git', 'passé', 'versions', 'passé', 'sans git', 'versions', 'salle', 'passé']
const SHARED_MEMORY = '/dev/shm' // sites are written and read thousands of times
const READERS = ['tous', 'partenaires', 'personne']

function writeFiles (directory, files) {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), bytes)
  }
}

function build (vitrine, content, output, args) {
  const run = spawnSync(vitrine, ['build', content, '-o', output, '--quiet', '--jobs', '1', ...args],
    { encoding: 'utf8', timeout: 120000, env: { ...process.env, SOURCE_DATE_EPOCH: '1750000000', VITRINE_PASSPHRASE: '' } })
  if (run.status === 0) return run.stderr
  const errors = run.stderr.split('\n').filter((line, i, all) => /erreur:/.test(line + all[i - 1]))
  throw new Error(`vitrine build ${args.join(' ')} : ${run.status ?? run.signal}\n${(errors.join('\n') || run.stderr).slice(0, 2000)}`)
}

// What is found and may not be; what is not and should be. `own`: levels that must be there.
function judge (contract, edition, found, level, own) {
  const told = []
  for (const [word, { path, offset }] of found) {
    const place = contract.words.places.get(word)
    const what = place ? `${word} (${place.where}, pour ${READERS[place.level]})` : word
    const allowed = place ? place.level <= level : level !== PUBLIC || SEALED.test(path)
    if (!allowed) told.push(`${edition} : ${what} dans ${path}, octet ${offset}`)
  }
  for (const [word, { where, level: reader, past }] of contract.words.places) {
    if (!past && own.includes(reader) && isRequired(where) && !found.has(word)) told.push(`${edition} : ${word} (${where}, pour ${READERS[reader]}) n'est nulle part`)
  }
  return told
}

// Messages name files, and quote public lines that refer to what is not: its number, its file.
const NAMES = /\.(numero|id|fichier|dossier)$|dossier$|^fichier |#nom$/
const texts = (contract, found) => new Map([...found].filter(([word]) => !NAMES.test(contract.words.places.get(word)?.where ?? '')))

async function checkSeed ({ vitrine, schemas, hasRoom, work }, seed, count) {
  const mode = MODES[seed % MODES.length]
  const random = generator(seed)
  const contract = new Contract(random, schemas)
  const directory = mkdtempSync(join(work, 'contrat-'))
  const content = join(directory, 'contenu')
  const room = mode === 'salle' && hasRoom
  if (room) contract.settings.partenaires = { acces: 'chiffré' }
  if (mode === 'sans git' || (mode === 'salle' && seed % 16 < 8)) writeFiles(content, contract.files())
  else writePast(contract, content, mode !== 'passé')
  const problems = []
  // The editions share a cache, whichever is first.
  const make = (edition, args) => build(vitrine, content, join(directory, edition), ['--edition', edition, '--cache', join(directory, 'cache'), ...args])
  const disk = random.chance(0.3) ? ['--disque'] : []
  const seen = {} // by the public, by partners, in the room
  const checkPublic = async () => {
    const messages = make('publique', [...disk, ...(room ? writePhrases(directory) : [])])
    problems.push(...judge(contract, 'messages', texts(contract, scanMessages(messages)), PUBLIC, []))
    seen.public = scanFolder(join(directory, 'publique'))
    problems.push(...judge(contract, 'édition publique', seen.public, PUBLIC, [PUBLIC]))
    if (!room) return
    seen.room = scanFiles(await openRoom(join(directory, 'publique')))
    problems.push(...judge(contract, 'salle', seen.room, PARTNERS, [PARTNERS]))
  }
  const checkPartners = () => {
    make('partenaires', disk)
    const found = seen.partners = scanFolder(join(directory, 'partenaires'))
    problems.push(...judge(contract, 'édition des partenaires', found, PARTNERS, [PUBLIC, PARTNERS]))
    for (const kind of ['montant', 'année']) {
      if (![...found.keys()].some(what => what.startsWith(kind))) problems.push(`édition des partenaires : pas un seul ${kind} réservé`)
    }
    count.see(contract, found)
  }
  try {
    for (const check of random.chance(0.5) ? [checkPublic, checkPartners] : [checkPartners, checkPublic]) await check()
    for (const [word, { path }] of room ? seen.partners : []) {
      if (!seen.room.has(word) && !seen.public.has(word)) problems.push(`salle : ${word} n'y est pas, et les partenaires le voient dans ${path}`)
    }
  } catch (error) {
    problems.push(error.stack)
  }
  if (problems.length && process.env.KEEP) cpSync(directory, join(process.env.KEEP, `${seed}`), { recursive: true })
  rmSync(directory, { recursive: true, force: true })
  return problems.map(problem => `graine ${seed}, ${mode} : ${problem}`)
}

// By kind of place: how many words, how many of them restricted, how many that partners saw.
class Count {
  places = new Map()

  see (contract, found) {
    for (const [word, { where, level, past }] of contract.words.places) {
      if (past || level === NOBODY) continue
      const [all, restricted, seen] = this.places.get(where) ?? [0, 0, 0]
      this.places.set(where, [all + 1, restricted + (level === PARTNERS), seen + found.has(word)])
    }
  }

  add (places) {
    for (const [where, more] of places) this.places.set(where, (this.places.get(where) ?? [0, 0, 0]).map((n, i) => n + more[i]))
  }
}

function readSchemas (build) {
  const text = execFileSync(join(build, 'tests/schema_print'), { encoding: 'utf8' })
  return new Map(JSON.parse(text).map(schema => [schema.name, schema]))
}

async function work ({ build: folder, first, count, step, root, hasRoom }) {
  const setting = { vitrine: resolve(folder, 'vitrine'), schemas: readSchemas(folder), hasRoom, work: root }
  const counted = new Count()
  for (let seed = first; seed < count; seed += step) {
    parentPort.postMessage({ problems: await checkSeed(setting, seed, counted) })
  }
  parentPort.postMessage({ places: counted.places })
}

function start (data, results) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: data })
    worker.on('message', ({ problems, places }) => {
      if (places) results.count.add(places)
      for (const problem of problems ?? []) console.log(problem)
      if (problems) results.done++
      if (problems?.length) results.failed++
    })
    worker.on('error', reject)
    worker.on('exit', resolve)
  })
}

async function main () {
  const [folder, count = '48', seed = '1'] = process.argv.slice(2)
  checkScan()
  const first = Number(seed)
  const root = realpathSync(mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'fuites-')))
  process.on('exit', () => rmSync(root, { recursive: true, force: true }))
  const help = spawnSync(resolve(folder, 'vitrine'), ['help', 'build'], { encoding: 'utf8' }).stdout
  const hasRoom = help.includes('--passphrases')
  const results = { count: new Count(), done: 0, failed: 0 }
  await Promise.all(Array.from({ length: WORKERS }, (_, i) =>
    start({ build: folder, first: first + i, count: first + Number(count), step: WORKERS, root, hasRoom }, results)))
  const gaps = Number(count) >= 24 ? checkCoverage(readSchemas(folder), results.count.places) : []
  for (const gap of gaps) console.log(gap)
  const words = [...results.count.places].reduce((sum, [, [all, restricted]]) => [sum[0] + all, sum[1] + restricted], [0, 0])
  console.log(`${results.done} contrats au hasard, ${words[0]} mots dont ${words[1]} réservés ; ${results.failed} échecs${hasRoom ? '' : ' ; sans salle : ce programme ne la connaît pas'}`)
  process.exitCode = results.failed || gaps.length || results.done !== Number(count) ? 1 : 0
}

await (isMainThread ? main() : work(workerData))
