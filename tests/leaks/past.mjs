// The past of a contract: what was public and is restricted today, what was restricted and is
// public, what was renamed, what was deleted. All words of older versions that may never be read
// are of a level of their own; those that may are neither due nor forbidden.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { LISTS, listText, pageText, yamlLines } from './contract.mjs'
import { NOBODY, PARTNERS, PUBLIC, fold } from './words.mjs'

// Texts that an older version may have said otherwise, and still name the same things.
const TEXTS = /(resume|constat|moyens|rejoindre|contact|levier|texte|lieu|qualite|ordre_du_jour|note|source|unite|description|objet|inscription|methode|questions|suite|libelle|adresse|reduction_inegalites)$|^texte\.(mot|liste|tableau|note|code)$|\.titre$/
const SPELLED = /kz(?:[a-jàçéî][\u0300-\u036f]?){7}zk/giu
const RESTRICTABLE = ['documents', 'indicateurs', 'budget', 'difficultes', 'bilans', 'decisions']

// The same text in other words; `level` is that of who could read it then.
function aged (contract, text, level) {
  const { words, random } = contract
  return text.replace(SPELLED, spelled => {
    const place = words.places.get(fold(spelled))
    if (!place || !TEXTS.test(place.where) || place.where.includes('#') || random.chance(0.5)) return spelled
    return words.past(Math.max(place.level, level), `${place.where} (passé)`)
  })
}

// What was restricted was not, or the reverse.
function agedEntry (contract, entry, level) {
  const { random } = contract
  const { visibilite, ...rest } = entry
  if (visibilite) return random.chance(0.5) ? rest : entry
  if (random.chance(0.7)) return entry
  return { ...JSON.parse(aged(contract, JSON.stringify(rest), Math.max(level, PARTNERS))), visibilite: 'partenaires' }
}

function agedRecord (contract, record, level) {
  const older = { ...record }
  for (const key of RESTRICTABLE) {
    if (Array.isArray(older[key])) older[key] = older[key].map(entry => agedEntry(contract, entry, level))
  }
  return older
}

// A block that was not there yet takes all older text with it.
function agedBody (contract, page, level) {
  const { random } = contract
  const body = page.body.map(({ reserved, text }) => ({ text, was: reserved, reserved: random.chance(0.25) ? !reserved : reserved }))
  const widened = body.some(({ was, reserved }) => was && !reserved)
  return body.map(({ reserved, text }) => {
    const reader = widened || reserved ? Math.max(level, PARTNERS) : level
    return { reserved, text: aged(contract, text, reader) }
  })
}

function agedPage (contract, page) {
  const { random, words } = contract
  const own = page.kind === 'axis' || page.own !== PUBLIC ? random.pick([page.own, page.own, PUBLIC]) : random.pick([PUBLIC, PUBLIC, PARTNERS, NOBODY])
  const older = { ...page, own: page.kind === 'axis' ? page.own : own }
  const project = page.kind === 'minutes' && page.record.approuve && random.chance(0.4)
  const level = Math.max(page.level, older.own, project ? PARTNERS : PUBLIC)
  older.record = agedRecord(contract, page.record, level)
  if (project) delete older.record.approuve
  if (project) older.insists = false
  older.record = JSON.parse(aged(contract, JSON.stringify(older.record), level))
  older.body = agedBody(contract, page, level)
  if (!['home', 'axis', 'sectionIndex', 'programme'].includes(page.kind) && random.chance(0.5)) {
    older.oldPath = `${posix.dirname(page.path)}/${words.past(level, 'fichier renommé')}.md`
  }
  return older
}

// Pages that are no more. What was public then may be told, unless it is withdrawn.
function gonePages (contract) {
  const { random } = contract
  const first = contract.pages.length
  const kept = ['organisation', 'term'].map(list => [list, contract.lists[list].length])
  for (const kind of ['page', 'news', 'portrait']) {
    const own = random.pick([PUBLIC, PARTNERS, NOBODY])
    const withdrawn = own === PUBLIC && random.chance(0.5)
    const before = new Set(contract.words.places.keys())
    const page = contract.addPage(kind, Math.max(own, withdrawn ? PARTNERS : PUBLIC), { own })
    contract.fillPage(page)
    for (const [word, place] of contract.words.places) if (!before.has(word)) place.past = true
    if (withdrawn) (contract.retreat ??= []).push(page.path)
  }
  for (const [list, count] of kept) contract.lists[list].length = count // they name what no list has
  return contract.pages.splice(first)
}

const GIT = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

function git (directory, args, env = {}) {
  const run = spawnSync('git', ['-C', directory, ...args], { encoding: 'utf8', env: { ...process.env, ...GIT, ...env } })
  if (run.status !== 0) throw new Error(`git ${args.join(' ')} : ${run.stderr}`)
}

function commit (contract, directory, files, rank) {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), bytes)
  }
  const date = `${1700000000 + rank * 8640000} +0000`
  const hidden = where => contract.words.past(NOBODY, where)
  const who = { GIT_AUTHOR_NAME: hidden('auteur'), GIT_AUTHOR_EMAIL: `${hidden('courriel')}@essai.example`, GIT_COMMITTER_NAME: 'Test', GIT_COMMITTER_EMAIL: 'test@essai.example', GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  git(directory, ['add', '-A'])
  git(directory, ['commit', '-q', '-m', hidden('message')], who)
}

// Writes a repository: as it was, then renamed, then today. `tags`: its official versions.
export function writePast (contract, directory, tags) {
  mkdirSync(directory)
  const gone = gonePages(contract)
  const older = contract.pages.map(page => agedPage(contract, page))
  const lists = { event: true, agreement: true }
  const shared = new Map()
  for (const list of Object.keys(LISTS)) {
    const records = contract.lists[list].map(({ record, level }) => lists[list]
      ? JSON.parse(aged(contract, JSON.stringify(agedEntry(contract, record, level)), level))
      : record)
    shared.set(LISTS[list][1], listText(records))
  }
  const contractRecord = JSON.parse(aged(contract, JSON.stringify(agedRecord(contract, contract.contract, PUBLIC)), PUBLIC))
  shared.set('contrat.yaml', yamlLines(contractRecord))
  for (const [path, bytes] of contract.assets) shared.set(path, bytes)
  const pagesAt = path => new Map([...older.map(page => [path(page), pageText(page)]), ...gone.map(page => [page.path, pageText(page)])])
  git(directory, ['init', '-q', '-b', 'main'])
  commit(contract, directory, [...shared, ...pagesAt(page => page.oldPath ?? page.path)], 0)
  for (const page of older) if (page.oldPath) rmSync(join(directory, page.oldPath))
  if (tags) git(directory, ['tag', 'v1'])
  commit(contract, directory, pagesAt(page => page.path), 1)
  if (tags) git(directory, ['tag', 'v2'])
  for (const page of gone) rmSync(join(directory, page.path))
  if (tags) contract.settings.versions = ['v1', 'v2'].map(tag => ({ tag, titre: `Version ${tag}` }))
  contract.settings.historique = { auteurs: 'non', messages: 'non', ...(contract.retreat ? { retrait: contract.retreat } : {}) }
  commit(contract, directory, contract.files(), 2)
}
