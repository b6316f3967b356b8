// Who may read each word of a contract's past, straight from the sentences of CONTENT.md,
// "Visibility", and with no idea of how the program goes about it. Where they leave a doubt, the
// answer is that the word may be read: nothing is then asserted.
import { LISTS, LIST_FILES, listsOf, pathOf, textOf } from './contract.mjs'

export const PUBLIC = 0
export const PARTNERS = 1
const NOBODY = 2

// What leaves the visibility of a page in doubt.
const DOUBTS = ['yaml', 'open', 'unbalanced', 'key', 'value', 'twice']

// ---- One state: who may read it, as if there were no past

export function levelOf (state, page) {
  if (page.draft || DOUBTS.includes(page.broken)) return NOBODY
  let level = page.visibility === 'partenaires' ? PARTNERS : PUBLIC
  if (page.kind === 'action') level = Math.max(level, levelOf(state, state[page.axis]))
  if (page.kind === 'minutes') {
    if (!page.approved && page.visibility !== 'public') level = PARTNERS
    if (state.instances.broken) return NOBODY
    if (state.instances.lists.instances.find(entry => entry.id === page.instance).narrowed) level = Math.max(level, PARTNERS)
  }
  return level
}

// Organisations and words of the glossary that only hidden items use are hidden with them.
function levelOfUse (state, list, entry) {
  const uses = []
  for (const page of Object.values(state)) {
    const level = levelOf(state, page)
    if (page.pilot === entry.key) uses.push(level)
    for (const paragraph of page.body) {
      if (paragraph.term === entry.key) uses.push(Math.max(level, paragraph.reserved ? PARTNERS : PUBLIC))
    }
  }
  return ['organismes', 'glossaire'].includes(list) && uses.length ? Math.min(...uses) : PUBLIC
}

// Each word of a state, where it stands and who may read it there.
export function * wordsOf (state) {
  for (const page of Object.values(state)) {
    const level = levelOf(state, page)
    const at = (part, word, more) => ({ word: word.toLowerCase(), owner: page.key, part, level, ...more })
    if (page.comment) yield at('never', page.comment, { level: NOBODY + 1 })
    if (!LIST_FILES[page.kind] && page.kind !== 'contract') yield at('title', page.title.slice(6))
    if (page.number) yield at('title', page.number)
    if (page.file) yield at('name', page.file)
    if (page.folder || page.axis) yield at('name', page.folder ?? state[page.axis].folder)
    for (const field of Object.values(page.fields)) yield at('field', field)
    const pilot = state.organismes.lists.organismes.find(org => org.key === page.pilot)
    if (pilot) yield at('field', pilot.id)
    for (const paragraph of page.body) {
      const own = Math.max(level, paragraph.reserved ? PARTNERS : PUBLIC)
      const term = state.glossaire.lists.glossaire.find(entry => entry.key === paragraph.term)
      yield at('body', paragraph.word, { level: own })
      if (term) yield at('body', term.id, { level: own })
      if (paragraph.comment) yield at('never', paragraph.comment, { level: NOBODY + 1 })
    }
    for (const list of listsOf(page.kind)) for (const entry of page.lists[list] ?? []) yield * wordsOfEntry(state, page, list, entry, level)
  }
}

function * wordsOfEntry (state, page, list, entry, outer) {
  let level = Math.max(outer, entry.hidden ? PARTNERS : PUBLIC)
  if (entry.hidden && page.broken === 'list') level = NOBODY // its `visibilite` is where none may be
  const use = levelOfUse(state, list, entry)
  const at = (part, word, more) => ({ word: word.toLowerCase(), owner: page.key, part, list, entry, level, use, ...more })
  for (const word of [entry.id, entry.name, entry.note]) if (word) yield at('entry', word)
  if (entry.bytes) yield at('bytes', entry.bytes)
  if (entry.comment) yield at('never', entry.comment, { level: NOBODY + 1 })
}

// ---- The past

/*
 * `commits`: [{ state, parents (indexes), day }], oldest first, the last one being today's.
 * `settings`: { since (a day), paths, withdrawn (indexes), tags (indexes) }.
 */
export class Reader {
  constructor (commits, settings, edition) {
    Object.assign(this, { commits, settings, edition, today: commits.length - 1, texts: new Map() })
    this.head = commits[this.today].state
    this.linear = commits.every(({ parents }, index) => parents.length < 2 && (parents[0] ?? -1) === index - 1)
    this.before = commits.map(() => new Set()) // all that a commit comes from
    commits.forEach((commit, index) => {
      for (const parent of commit.parents) {
        this.before[index].add(parent)
        for (const other of this.before[parent]) this.before[index].add(other)
      }
    })
  }

  // All words, and those that the edition may show somewhere.
  words () {
    const all = new Map() // word to the places that may show it
    this.commits.forEach((commit, index) => {
      for (const place of wordsOf(commit.state)) {
        if (!all.has(place.word)) all.set(place.word, [])
        if (this.mayShow(place, index)) all.get(place.word).push(index)
      }
    })
    return all
  }

  mayShow (place, index) {
    if (place.part === 'never' || place.level > this.edition) return false
    if (index === this.today) return place.use === undefined || place.use <= this.edition
    if (!this.before[this.today].has(index)) return false // a branch that was never merged
    return !this.isWithdrawn(place, index) && (this.isTold(place, index) || this.isInVersion(place, index))
  }

  // What today's contract takes back.
  isWithdrawn (place, index) {
    const page = this.head[place.owner]
    if (this.isRetreated(place.owner)) return true
    if (!page) return false
    if (levelOf(this.head, page) > this.edition) return true
    if (this.edition === PUBLIC && place.part === 'body' && this.isBeforeWidening(page, index)) return true
    return place.entry !== undefined && this.isEntryWithdrawn(page, place, index)
  }

  isRetreated (owner) {
    return this.commits.some(({ state }) => state[owner] && this.settings.paths.includes(pathOf(state, state[owner])))
  }

  // A body with a block today: nothing from before the last commit that added or widened one.
  isBeforeWidening (page, index) {
    if (!page.body.some(paragraph => paragraph.reserved)) return false
    const reserved = at => this.commits[at].state[page.key]?.body.filter(paragraph => paragraph.reserved).map(paragraph => paragraph.key) ?? []
    const widens = at => {
      const { parents } = this.commits[at]
      return reserved(at).some(key => parents.every(parent => !reserved(parent).includes(key)))
    }
    let last = this.today
    while (last > 0 && !widens(last)) last--
    return this.before[last].has(index)
  }

  isEntryWithdrawn (page, place, index) {
    const entries = page.lists[place.list] ?? []
    for (const entry of entries) {
      const use = levelOfUse(this.head, place.list, entry)
      if (entry.key === place.entry.key && use > this.edition && !this.settings.tags.includes(index)) return true
      if (this.edition !== PUBLIC || !entry.hidden) continue
      if (entry.key === place.entry.key && (entry.id || entry.name === place.entry.name)) return true
      if (this.linear && this.isKeyWithdrawn(page, place.list, entry, index)) return true
    }
    return false
  }

  // If nothing matches, its whole key has no past before the commit that restricted it.
  isKeyWithdrawn (page, list, entry, index) {
    const find = at => this.commits[at].state[page.key]?.lists[list]?.find(other => other.key === entry.key)
    let first = this.today
    while (first > 0 && find(first - 1)?.hidden) first--
    if (index >= first) return false
    for (let at = 0; at < first; at++) {
      const other = find(at)
      if (other && (entry.id || other.name === entry.name)) return false
    }
    return true
  }

  childrenOf (index) {
    return this.commits.map((_, child) => child).filter(child => this.commits[child].parents.includes(index))
  }

  // Whether the history may tell it: as what a version made, or as what the next one changed.
  isTold (place, index) {
    const { since, withdrawn } = this.settings
    if (place.part === 'bytes') return false
    const next = this.childrenOf(index)
    if (since && ![index, ...next].some(at => this.commits[at].day >= since)) return false
    if (withdrawn.length && withdrawn.includes(this.makerOf(place.owner, index))) return false
    if (this.head[place.owner]) return true
    // Of what was deleted, its name, as it was when it went.
    return ['title', 'name'].includes(place.part) && next.some(at => !this.commits[at].state[place.owner])
  }

  textAt (owner, index) {
    const { state } = this.commits[index]
    const name = `${owner} ${index}`
    if (!this.texts.has(name)) this.texts.set(name, state[owner] && textOf(state, state[owner]))
    return this.texts.get(name)
  }

  isInVersion (place, index) {
    return this.settings.tags.includes(index) && (place.use === undefined || place.use <= this.edition)
  }

  // The commit that made the text of a page as it is at another.
  makerOf (owner, index) {
    for (;;) {
      const text = this.textAt(owner, index)
      const same = this.commits[index].parents.find(parent => this.textAt(owner, parent) === text)
      if (same === undefined) return index
      index = same
    }
  }

  // Words that the edition must show: of today, and of what changed on pages that never hid anything.
  required () {
    const required = new Set()
    for (const place of wordsOf(this.head)) {
      const shown = place.level <= this.edition && (place.use === undefined || place.use <= this.edition)
      if (shown && (['title', 'body'].includes(place.part) || (place.part === 'entry' && LISTS[place.list].name && place.word === place.entry.name))) required.add(place.word)
    }
    const { since, paths, withdrawn } = this.settings
    if (!this.linear || since || paths.length || withdrawn.length) return required
    for (let at = 1; at < this.today; at++) this.requireChanges(at, required)
    return required
  }

  requireChanges (at, required) {
    const { state } = this.commits[at]
    const old = this.commits[at - 1].state
    for (const page of Object.values(state)) {
      const before = old[page.key]
      if (!before || !this.head[page.key] || !this.wasAlwaysPlain(page.key)) continue
      if ([[this.head, this.head[page.key]], [old, before], [state, page]].some(([whole, one]) => levelOf(whole, one) !== PUBLIC)) continue
      if (pathOf(old, before) !== pathOf(state, page) || this.isMovedAfter(page.key, at)) continue
      for (const paragraph of page.body) {
        const other = before.body.find(({ key }) => key === paragraph.key)
        if (other && other.word !== paragraph.word) required.add(other.word).add(paragraph.word)
      }
      if (page.title !== before.title) required.add(page.title.slice(6)).add(before.title.slice(6))
    }
  }

  // A page that was renamed and rewritten at once may be another, to git.
  isMovedAfter (owner, index) {
    const path = at => this.commits[at].state[owner] && pathOf(this.commits[at].state, this.commits[at].state[owner])
    return this.commits.some((_, at) => at > index && path(at) !== path(index))
  }

  wasAlwaysPlain (owner) {
    return this.commits.every(({ state }) => {
      const page = state[owner]
      return !page || !(page.broken || page.body.some(paragraph => paragraph.reserved))
    })
  }
}
