// A contract at random, every field of every kind filled from the program's own schema. Each value
// that can hold a word of its own does, and stands in a place that a level may read.
import { posix } from 'node:path'
import { DOCUMENTS, IMAGES } from './files.mjs'
import { NOBODY, PARTNERS, PUBLIC, Words } from './words.mjs'

// Of content/schema.h.
const REQUIRED = 1
const VISIBILITY = 4
const DRAFT = 8
const KINDS = ['organisation', 'action', 'axis', 'body', 'commune', 'sector', 'district', 'plan', 'priority', 'decision', 'agreement', 'objective']

export const PAGES = {
  axis: 'axe',
  action: 'fiche action',
  portrait: 'diagnostic',
  programme: 'programmation',
  evaluation: 'evaluation',
  participation: 'participation',
  minutes: 'compte-rendu',
  news: 'actualite',
  page: 'page',
  home: 'page',
  governance: 'page',
  section: 'page',
  sectionIndex: 'page'
}

const FOLDERS = {
  portrait: 'diagnostic',
  programme: 'programmation',
  evaluation: 'evaluation',
  participation: 'participation',
  minutes: 'comptes-rendus',
  news: 'actualites',
  page: 'pages',
  governance: 'gouvernance'
}

// List files: schema, path, and whether an entry may say `visibilite`.
export const LISTS = {
  body: ['instance', 'gouvernance/instances.yaml'],
  event: ["date d'agenda", 'agenda.yaml'],
  organisation: ['organisme', 'organismes.yaml'],
  agreement: ['convention', 'conventions.yaml'],
  term: ['glossaire', 'glossaire.yaml']
}

// Written whenever the program allows it: what names an entry, or what it is nothing without.
const ALWAYS = /^(id|nom|titre|decisions|approuve|fichier|url)$/

const RESTRICT = ['visibilite: partenaires', 'Visibilité: Partenaires', 'visibilite: "partenaires"']
const DRAFTS = ['brouillon: oui', 'Brouillon: true']

export class Contract {
  assets = new Map() // path to bytes
  pages = []
  lists = { body: [], event: [], organisation: [], agreement: [], term: [] }
  ids = Object.fromEntries(KINDS.map(kind => [kind, []])) // what a reference may name
  settings = {}
  serial = 0

  constructor (random, schemas) {
    this.random = random
    this.schemas = schemas
    this.words = new Words(random)
    this.skeleton()
    for (const page of this.pages) this.fillPage(page)
    this.fillLists()
    this.contract = this.record(schemas.get('contrat'), PUBLIC, 'contrat', this.contractValues())
  }

  some (count) { return 1 + this.random.below(count) }

  levelWithin (outer) {
    const own = this.random.pick([PUBLIC, PUBLIC, PARTNERS, PARTNERS, NOBODY])
    return Math.max(own, outer)
  }

  // ---- What others refer to: names and levels, before any text

  skeleton () {
    const { random, words } = this
    const narrow = [false, true, random.chance(0.5)]
    this.lists.body = narrow.map(narrowed => ({ level: PUBLIC, narrowed, values: { id: words.plain(PUBLIC, 'instance.id') } }))
    this.ids.body = this.lists.body.map(({ values }) => values.id)
    for (const [kind, schema] of [['commune', 'code'], ['sector', 'id'], ['district', 'id'], ['plan', 'id'], ['priority', 'id']]) {
      this.ids[kind] = [words.plain(PUBLIC, `contrat.${kind}.${schema}`), words.plain(PUBLIC, `contrat.${kind}.${schema}`)]
    }
    for (let i = 0; i < 2; i++) this.add('organisation', PUBLIC)
    for (const level of [PUBLIC, PARTNERS, PARTNERS]) {
      const agreement = { level, values: { id: words.plain(level, 'convention.id') } }
      this.lists.agreement.push(agreement)
      this.ids.agreement.push(agreement.values.id)
    }
    for (const level of [PUBLIC, PARTNERS, random.pick([PUBLIC, NOBODY])]) this.addAxis(level)
    const axes = this.pages.slice()
    for (const axis of axes) for (let i = this.some(3); i > 0; i--) this.addAction(axis)
    this.addAction(axes[0])
    for (const kind of ['portrait', 'programme', 'evaluation', 'participation', 'news', 'page', 'governance', 'section']) {
      const first = random.below(2)
      for (let i = 0; i < 2; i++) this.addPage(kind, i === first ? PUBLIC : this.levelWithin(PARTNERS))
    }
    this.addPage('home', this.levelWithin(PUBLIC))
    if (random.chance(0.5)) this.addPage('sectionIndex', this.levelWithin(PUBLIC))
    for (let i = 0; i < 5; i++) this.addMinutes(i)
  }

  addPage (kind, level, more = {}) {
    const page = { kind, rank: this.random.below(100), level, own: level, schema: this.schemas.get(PAGES[kind]), where: kind === 'home' ? 'accueil' : PAGES[kind], values: {}, ...more }
    if (kind === 'section' || kind === 'sectionIndex') {
      this.sectionFolder ??= this.words.word(PUBLIC, 'section.dossier')
      if (level !== PUBLIC && this.random.chance(0.5) && kind === 'section') page.folder = this.words.word(level, 'section.dossier')
    }
    page.path ??= this.pathOf(page)
    this.pages.push(page)
    return page
  }

  pathOf (page) {
    if (page.kind === 'home') return 'index.md'
    const folder = page.folder ?? FOLDERS[page.kind] ?? this.sectionFolder
    if (page.kind === 'sectionIndex') return `${folder}/index.md`
    const deep = ['minutes', 'page'].includes(page.kind) && this.random.chance(0.3) ? `${this.words.word(page.level, 'dossier')}/` : ''
    const name = page.kind === 'programme' ? `${page.values.annee = this.years(page.level)}` : this.words.word(page.level, `${page.where}.fichier`)
    return `${folder}/${deep}${name}.md`
  }

  years (level) { return (level === PUBLIC ? 2000 : 2150) + this.serial++ }

  addAxis (level) {
    const folder = `axes/${this.words.word(level, 'axe.dossier')}`
    const numero = this.words.plain(level, 'axe.numero')
    const objectives = [0, 1].map(() => this.words.plain(level, 'axe.objectifs.numero'))
    this.ids.axis.push(numero)
    return this.addPage('axis', level, { folder, path: `${folder}/axe.md`, objectives, values: { numero } })
  }

  addAction (axis) {
    const own = this.levelWithin(PUBLIC)
    const level = Math.max(own, axis.level)
    const numero = this.words.plain(level, 'fiche action.numero')
    const deep = this.random.chance(0.2) ? `/${this.words.word(level, 'dossier')}` : ''
    const path = `${axis.folder}${deep}/${this.words.word(level, 'fiche action.fichier')}.md`
    this.ids.action.push(numero)
    this.addPage('action', level, { own, axis, path, values: { numero } })
  }

  // Not approved, of an instance that narrows, restricted, or none of these.
  addMinutes (rank) {
    const { random } = this
    const body = rank < 2 ? this.lists.body[0] : random.pick(this.lists.body)
    const approved = rank === 0 || random.chance(0.5)
    const own = rank === 0 ? PUBLIC : this.levelWithin(PUBLIC)
    const insists = own === PUBLIC && random.chance(0.3)
    const level = Math.max(own, body.narrowed || (!approved && !insists) ? PARTNERS : PUBLIC)
    const decisions = [0, 1].map(() => {
      const inner = Math.max(level, random.pick([PUBLIC, PARTNERS]))
      const numero = this.words.plain(inner, 'compte-rendu.decisions.numero')
      this.ids.decision.push(numero)
      return { level: inner, numero }
    })
    const values = { instance: body.values.id, debut: '10:00', fin: '12:30', ...(approved ? {} : { approuve: undefined }) }
    this.addPage('minutes', level, { own, insists, decisions, values })
  }

  // An entry of a list file, filled later; its id is what others refer to.
  add (list, level) {
    const [schema] = LISTS[list]
    const entry = { level, values: {} }
    if (list === 'organisation') this.ids.organisation.push(entry.values.id = this.words.plain(level, `${schema}.id`))
    if (list === 'term') entry.values.sigle = this.words.plain(level, `${schema}.sigle`).toUpperCase()
    this.lists[list].push(entry)
    return entry
  }

  // ---- Values

  // A text: its word, sometimes an acronym that the glossary explains to those who may read it.
  text (level, where) {
    const word = this.words.word(level, where)
    return this.random.chance(0.06) ? `${word} ${this.add('term', level).values.sigle}` : word
  }

  asset (level, where, kinds, folder) {
    const kind = this.random.pick(Object.keys(kinds))
    const path = `${folder}/${this.words.word(level, `${where}#nom`)}.${kind}`
    this.assets.set(path, kinds[kind](this.words.plain(level, `${where}#octets`), this.words.plain(NOBODY, `${where}#auteur`)))
    return path
  }

  // Words that name no entry, an entry that only this text needs, or one that all know.
  organisation (level, where) {
    const way = this.random.below(3)
    if (way === 0) return this.words.word(level, where)
    return way === 1 ? this.add('organisation', level).values.id : this.ids.organisation[this.random.below(2)]
  }

  reference (kinds, level, where, page) {
    const kind = this.random.pick(KINDS.filter((_, bit) => kinds & (1 << bit)))
    if (kind === 'organisation') return this.organisation(level, where)
    return this.random.pick(kind === 'objective' ? page.axis.objectives : this.ids[kind])
  }

  value (field, level, where, page) {
    const { random, words } = this
    switch (field.type) {
      case 'text': return this.text(level, where)
      case 'prose': return random.chance(0.5) ? this.text(level, where) : `${this.text(level, where)}\n\n- ${this.text(level, where)}`
      case 'texts': return field.choices ? [random.pick(field.choices)] : [this.text(level, where), this.text(level, where)]
      case 'bool': return random.pick(['oui', 'non'])
      case 'integer': case 'number': case 'money': return words.number(level)
      case 'percent': return random.below(101)
      case 'year': return words.year(level)
      case 'measure': return random.chance(0.1) ? random.pick(['nd', 'secret']) : words.number(level)
      case 'date': case 'end': return words.date(level)
      case 'moment': return `${words.date(level)}${random.chance(0.5) ? ' 18:30' : ''}`
      case 'time': return '18h30'
      case 'choice': return random.pick(field.choices)
      case 'url': return `https://${words.plain(level, where)}.example/${words.plain(level, where)}`
      case 'file': return /logo|image|fichier/.test(field.key) && /logo|image/.test(where) ? this.asset(level, where, IMAGES, 'images') : this.asset(level, where, DOCUMENTS, 'documents')
      case 'reference': return this.reference(field.kinds, level, where, page)
      case 'references': return [this.reference(field.kinds, level, where, page), this.reference(field.kinds, level, where, page)]
      case 'record': return this.record(field.nested, level, where, {}, page)
      case 'list': return this.entries(field, level, where, page)
      default: return undefined
    }
  }

  // The fields of a record; `values` are given, undefined ones left out.
  record (schema, level, where, values, page) {
    const record = {}
    const far = this.words.choose(level)
    for (const field of schema.fields) {
      const { key } = field
      if (field.flags & (VISIBILITY | DRAFT) || key === 'visibilite_comptes_rendus') continue
      const given = key in values
      if (!given && !(field.flags & REQUIRED) && !ALWAYS.test(key) && this.random.chance(0.08)) continue
      const value = given ? values[key] : this.value(field, level, `${where}.${key}`, page)
      if (value !== undefined) record[key] = value
    }
    this.words.far = far
    return record
  }

  entries (field, level, where, page) {
    const { nested, key } = field
    const { random } = this
    const restrictable = nested.fields.some(({ flags }) => flags & VISIBILITY)
    const count = restrictable ? 2 : 1 + this.random.below(2)
    return Array.from({ length: count }, (_, rank) => {
      let inner = restrictable ? Math.max(level, this.random.pick([PUBLIC, PARTNERS])) : level
      const values = {}
      if (key === 'decisions') {
        inner = page.decisions[rank].level
        values.numero = page.decisions[rank].numero
      }
      if (nested.name === 'document') values[random.pick(['fichier', 'url'])] = undefined
      if (nested.name === 'coordination') values.jusqu_a = undefined // in office
      const entry = this.record(nested, inner, `${where}`, values, page)
      if (restrictable && inner > level) entry.visibilite = 'partenaires'
      return entry
    })
  }

  // ---- Pages

  fillPage (page) {
    const values = { ordre: this.some(20), ...page.values }
    if (page.kind === 'axis') values.objectifs = page.objectives.map(numero => ({ numero, titre: this.text(page.level, 'axe.objectifs.titre') }))
    page.record = this.record(page.schema, page.level, page.where, values, page)
    page.body = this.body(page)
  }

  body (page) {
    const count = 2 + this.random.below(4)
    return Array.from({ length: count }, () => {
      const reserved = this.random.chance(0.3)
      const level = Math.max(page.level, reserved ? PARTNERS : PUBLIC)
      return { reserved, text: this.block(page, level) }
    })
  }

  block (page, level) {
    const { random } = this
    const word = block => this.text(level, `texte.${block}`)
    const target = random.pick(this.pages)
    const relative = path => encodeURI(posix.relative(posix.dirname(page.path), path))
    const asset = (kinds, folder, block) => relative(this.asset(level, `texte.${block}`, kinds, folder))
    const blocks = [
      () => `${word('mot')} suite.`,
      () => `## ${word('titre')}\n\n${word('mot')}`,
      () => `- ${word('liste')}\n- ${word('liste')}`,
      () => `1. ${word('liste')}\n   - ${word('liste')}\n\n     ${word('mot')}\n\n   > ${word('liste')}`,
      () => `| ${word('tableau')} | B |\n| --- | --- |\n| a | ${word('tableau')} |`,
      () => `Voir [${word('lien')}](${relative(target.path)}).`,
      () => `[${word('lien')}](${asset(DOCUMENTS, 'documents', 'document')})`,
      () => `![${word('image')}](${asset(IMAGES, 'images', 'image')} "${word('image.titre')}")`,
      () => `Note[^${this.words.serial}].\n\n[^${this.words.serial}]: ${word('note')}`,
      () => `\`\`\`\n${word('code')}\n\`\`\``,
      () => `<https://${this.words.plain(level, 'texte.adresse')}.example/>`,
      () => `${word('mot')} <!-- ${this.words.word(NOBODY, 'commentaire')} -->`,
      () => this.figure(level)
    ]
    return random.pick(blocks)()
  }

  figure (level) {
    const { random, words } = this
    const where = 'figure'
    const word = key => this.text(level, `${where}.${key}`)
    const lines = ['```figure', `type: ${random.pick(['courbe', 'barres', 'tableau', 'empile'])}`,
      `titre: ${word('titre')}`, `unite: ${word('unite')}`, `source: ${word('source')}`]
    const columns = [word('series'), word('series')]
    const rows = [2019, 2020, 2021].map(year => [year, words.number(level), words.number(level)])
    if (random.chance(0.5)) {
      const path = `donnees/${words.word(level, 'figure.donnees#nom')}.csv`
      this.assets.set(path, [['annee', ...columns], ...rows].map(row => row.join(';')).join('\n') + '\n')
      lines.push(`donnees: ${path}`)
    } else lines.push(`series: ${JSON.stringify(columns)}`, `valeurs: ${JSON.stringify(rows)}`)
    return [...lines, '```'].join('\n')
  }

  // ---- Lists, and contrat.yaml

  fillLists () {
    for (let i = 0; i < 4; i++) this.lists.event.push({ level: i % 2 ? PARTNERS : PUBLIC, values: {} })
    for (const list of ['body', 'event', 'agreement', 'organisation', 'term']) {
      const [name] = LISTS[list]
      for (let i = 0; i < this.lists[list].length; i++) { // filling may add terms and organisations
        const entry = this.lists[list][i]
        entry.record = this.record(this.schemas.get(name), entry.level, name, entry.values, {})
        if (entry.narrowed) entry.record.visibilite_comptes_rendus = 'partenaires'
        if (entry.level && ['event', 'agreement'].includes(list)) entry.record.visibilite = 'partenaires'
      }
    }
    this.fillLate()
  }

  // Terms and organisations that the lists themselves brought.
  fillLate () {
    for (const list of ['organisation', 'term']) {
      for (const entry of this.lists[list]) {
        entry.record ??= this.record(this.schemas.get(LISTS[list][0]), entry.level, LISTS[list][0], entry.values, {})
      }
    }
  }

  contractValues () {
    const { ids, words } = this
    const name = where => words.word(PUBLIC, where)
    return {
      titre: name('contrat.titre'),
      generation: 3,
      porteur: ids.organisation[0],
      signataires: ids.organisation.slice(0, 2).map(organisme => ({ organisme })),
      territoire: {
        nom: name('contrat.territoire.nom'),
        type: 'epci',
        communes: ids.commune.map(code => ({ code, nom: name('commune.nom'), population: 900, secteurs: [ids.sector[0]] })),
        secteurs: ids.sector.map(id => ({ id, nom: name('secteur.nom') })),
        quartiers: ids.district.map(id => ({ id, nom: name('quartier.nom'), commune: ids.commune[0] }))
      },
      signature: '2022-01-15',
      periode: { debut: '2022-01-01', fin: '2028-12-31' },
      prs: { titre: name('prs.titre'), priorites: ids.priority.map(id => ({ id, titre: name('prs.titre') })) },
      dispositifs: ids.plan.map(id => ({ id, nom: name('dispositif.nom') })),
      contrats_precedents: [{ generation: 1, debut: '2012' }],
      publics: undefined,
      themes: undefined,
      site: {
        url: 'https://essai.example/cls/',
        editeur: { nom: name('editeur.nom') },
        hebergeur: { nom: name('hebergeur.nom') },
        donnees_personnelles: { responsable: name('donnees_personnelles.responsable') },
        accessibilite: { etat: 'non conforme' }
      },
      historique: undefined,
      versions: undefined,
      partenaires: undefined
    }
  }

  // ---- Files

  files () {
    this.fillLate()
    const files = new Map(this.assets)
    for (const page of this.pages) files.set(page.path, pageText(page))
    for (const [list, [, path]] of Object.entries(LISTS)) files.set(path, listText(this.lists[list].map(({ record }) => record)))
    files.set('contrat.yaml', yamlLines({ ...this.contract, ...this.settings }))
    return files
  }
}

export const yamlLines = record => Object.entries(record).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('')
export const listText = records => records.map(record => `- ${JSON.stringify(record)}\n`).join('')

// `own` is what the page itself says; what stands around it may be stricter.
export function pageText ({ record, body, own, insists, rank }) {
  const lines = yamlLines(record).split('\n').slice(0, -1)
  if (own === PARTNERS) lines.splice(rank % lines.length, 0, RESTRICT[rank % RESTRICT.length])
  if (own === NOBODY) lines.splice(rank % lines.length, 0, DRAFTS[rank % DRAFTS.length])
  if (insists && own === PUBLIC) lines.push('visibilite: public')
  const blocks = body.map(({ reserved, text }) => reserved ? `::: partenaires\n${text}\n:::\n` : `${text}\n`)
  return `---\n${lines.join('\n')}\n---\n${blocks.join('\n')}`
}
