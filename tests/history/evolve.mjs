// Contracts that evolve at random: what is restricted, published, renamed, moved, broken, deleted.
import { BREAKS, FIELDS, FOLDERS, LISTS, LIST_FILES, listsOf, newWord, restartWords } from './contract.mjs'

let serial = 0
const newKey = () => `k${serial++}`
const newYear = () => 1950 + serial % 150

// ---- What there is at first

function newEntry (random, list) {
  const entry = { key: newKey(), name: newWord(), rank: newYear(), hidden: random.chance(0.3) }
  if (LISTS[list].note) entry.note = newWord()
  if (list === 'documents') entry.bytes = newWord()
  if (list === 'agenda') entry.day = day(serial)
  if (random.chance(0.3)) entry.comment = newWord()
  if (list === 'glossaire') entry.id = newWord().toUpperCase()
  else if (list === 'organismes' || (['decisions', 'indicateurs'].includes(list) && random.chance(0.5))) entry.id = newWord()
  if (['instances', 'organismes', 'glossaire'].includes(list)) entry.hidden = false
  return entry
}

const day = rank => `20${10 + Math.floor(rank / 336) % 80}-${String(Math.floor(rank / 28) % 12 + 1).padStart(2, '0')}-${String(rank % 28 + 1).padStart(2, '0')}`

const newParagraph = random => ({
  key: newKey(),
  word: newWord(),
  reserved: random.chance(0.2),
  comment: random.chance(0.15) ? newWord() : undefined
})

function newPage (random, state, kind) {
  if (kind === 'programme') while (Object.values(state).some(page => page.kind === kind && page.year === newYear())) serial++
  const page = { year: newYear(), key: newKey(), kind, title: `Titre ${newWord()}`, refs: [], fields: {}, lists: {}, body: [] }
  for (const list of listsOf(kind)) page.lists[list] = random.chance(0.5) ? [newEntry(random, list)] : []
  if (LIST_FILES[kind] || kind === 'contract') return page
  page.file = newWord()
  for (const field of ['resume', ...FIELDS[kind] ?? []]) page.fields[field] = newWord()
  page.body = Array.from({ length: 3 + random.below(3) }, () => newParagraph(random))
  if (random.chance(0.3)) page.visibility = 'partenaires'
  page.draft = random.chance(0.1)
  page.comment = random.chance(0.5) ? newWord() : undefined
  if (kind === 'axis') Object.assign(page, { number: newWord(), folder: newWord(), visibility: undefined, draft: false })
  if (kind === 'action') Object.assign(page, { axis: random.pick(axes(state)), number: newWord(), status: 'prévue' })
  if (kind === 'minutes') Object.assign(page, { instance: random.pick(['copil', 'cotech']), approved: random.chance(0.6) })
  page.day = day(serial)
  return page
}

const axes = state => Object.values(state).filter(page => page.kind === 'axis').map(page => page.key)
const pages = state => Object.values(state).filter(page => page.body.length)
const actions = state => Object.values(state).filter(page => page.kind === 'action').map(page => page.key)

export function firstState (random) {
  const state = {}
  serial = 0
  restartWords()
  const add = kind => {
    const page = newPage(random, state, kind)
    state[page.key] = page
  }
  for (const kind of [...Object.keys(LIST_FILES), 'contract']) {
    state[kind] = { ...newPage(random, state, kind), key: kind }
    state[kind].settings = { tags: [] }
  }
  state.instances.lists.instances = ['copil', 'cotech'].map(id => ({ ...newEntry(random, 'instances'), id }))
  for (const list of ['organismes', 'glossaire', 'agenda', 'conventions']) {
    state[list].lists[list] = Array.from({ length: 3 }, () => newEntry(random, list))
  }
  state.organismes.lists.organismes.push({ key: 'ars', id: 'ars', name: 'Agence', rank: 2001 })
  for (const kind of ['axis', 'axis', 'action', 'action', 'action', 'minutes', 'minutes', 'page', ...Object.keys(FOLDERS)]) add(kind)
  return state
}

// ---- What may happen

const move = (random, list) => list.splice(random.below(list.length), 0, ...list.splice(random.below(list.length), 1))

function withPage (change) {
  return (random, state) => change(random, random.pick(pages(state)), state)
}

function withEntry (change) {
  return (random, state) => {
    const page = random.pick(Object.values(state))
    const lists = Object.entries(page.lists).filter(([, entries]) => entries.length)
    if (!lists.length) return
    const [list, entries] = random.pick(lists)
    change(random, random.pick(entries), list, entries)
  }
}

const canHide = list => !['instances', 'organismes', 'glossaire'].includes(list)

export const changes = {
  hide: withPage((random, page) => { page.visibility = random.pick(['partenaires', undefined, 'public']) }),
  draft: withPage((random, page) => { if (page.kind !== 'axis') page.draft = !page.draft }),
  approve: (random, state) => { const all = Object.values(state).filter(page => page.kind === 'minutes'); if (all.length) random.pick(all).approved ^= 1 },
  narrow: (random, state) => { const entry = random.pick(state.instances.lists.instances); entry.narrowed = !entry.narrowed },
  rename: withPage((random, page) => { page.file = newWord() }),
  folder: (random, state) => { state[random.pick(axes(state))].folder = newWord() },
  retitle: withPage((random, page) => { page.title = `Titre ${newWord()}` }),
  renumber: (random, state) => { state[random.pick([...actions(state), ...axes(state)])].number = newWord() },
  axis: (random, state) => { const all = actions(state); if (all.length) state[random.pick(all)].axis = random.pick(axes(state)) },
  status: (random, state) => { const all = actions(state); if (all.length) state[random.pick(all)].status = random.pick(['prévue', 'en cours', 'réalisée']) },
  field: withPage((random, page) => { page.fields[random.pick(Object.keys(page.fields))] = newWord() }),
  order: withPage((random, page) => move(random, page.body)),
  reword: withPage((random, page) => { random.pick(page.body).word = newWord() }),
  add: withPage((random, page) => page.body.splice(random.below(page.body.length + 1), 0, newParagraph(random))),
  remove: withPage((random, page) => { if (page.body.length > 2) page.body.splice(random.below(page.body.length), 1) }),
  reserve: withPage((random, page) => { const paragraph = random.pick(page.body); paragraph.reserved = !paragraph.reserved }),
  remark: withPage((random, page) => { page.comment = newWord() }),
  aside: withPage((random, page) => { random.pick(page.body).comment = newWord() }),
  link: withPage((random, page, state) => { random.pick(page.body).link = random.pick(pages(state)).key }),
  term: withPage((random, page, state) => { random.pick(page.body).term = random.pick(state.glossaire.lists.glossaire).key }),
  pilot: (random, state) => { const all = actions(state); if (all.length) state[random.pick(all)].pilot = random.pick(state.organismes.lists.organismes).key },
  refer: withPage((random, page, state) => { page.refs = actions(state).filter(() => random.chance(0.4)) }),
  entry: (random, state) => {
    const page = random.pick(Object.values(state))
    const list = random.pick(listsOf(page.kind))
    if (list !== 'instances') (page.lists[list] ??= []).push(newEntry(random, list))
  },
  hideEntry: withEntry((random, entry, list) => { if (canHide(list)) entry.hidden = !entry.hidden }),
  nameEntry: withEntry((random, entry, list) => { if (entry.key !== 'ars') entry.name = newWord() }),
  noteEntry: withEntry((random, entry, list) => { if (entry.note) entry.note = newWord() }),
  orderEntries: withEntry((random, entry, list, entries) => move(random, entries)),
  dropEntry: withEntry((random, entry, list, entries) => {
    if (list !== 'instances' && entry.key !== 'ars' && entries.length > 1) entries.splice(entries.indexOf(entry), 1)
  }),
  break: withPage((random, page) => { page.broken = random.pick(BREAKS) }),
  breakFile: (random, state) => { state[random.pick([...Object.keys(LIST_FILES), 'contract'])].broken = 'yaml' },
  delete: withPage((random, page, state) => { if (page.kind !== 'axis') delete state[page.key] }),
  create: (random, state) => {
    const page = newPage(random, state, random.pick(['action', ...Object.keys(FOLDERS)]))
    state[page.key] = page
  }
}

// A few changes; what was broken is put right, most often.
export function evolve (random, state, gone) {
  const next = structuredClone(state)
  for (const page of Object.values(next)) if (page.broken && random.chance(0.7)) delete page.broken
  for (let i = 1 + random.below(4); i > 0; i--) changes[random.pick(Object.keys(changes))](random, next)
  for (const [key, page] of Object.entries(state)) if (!next[key]) gone.push(page)
  if (gone.length && random.chance(0.1)) {
    const page = structuredClone(random.pick(gone))
    if (next[page.axis] || page.kind !== 'action') next[page.key] ??= page
  }
  return next
}

export function repaired (state) {
  const next = structuredClone(state)
  for (const page of Object.values(next)) delete page.broken
  return next
}
