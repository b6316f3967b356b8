// What is looked for: words, amounts and dates that nothing else holds, each with who may read it
// (0: everybody, 1: partners, 2: nobody) and the place where it stands.

export const PUBLIC = 0
export const PARTNERS = 1
export const NOBODY = 2

const LETTERS = 'abcdefghij'
const DAY = 86400000

// Once accents and capitals are set aside (see scan.mjs).
export const CANARY = /kz[a-j]{7}zk/g
// Sums of restricted amounts, with what is public or not: no other number of a site is so large.
export const AMOUNT = 1e9
// Years of most restricted dates; no other date is in them.
export const YEARS = [2110, 2199]

const ACCENTS = { a: 'à', c: 'ç', e: 'é', i: 'î' }

// As an author may have typed it: capitals, accents, composed or not.
function disguise (random, word) {
  const way = random.below(8)
  if (way === 0) return word.toUpperCase()
  if (way === 1) return word[0].toUpperCase() + word.slice(1)
  const accented = word.replace(/[acei]/g, letter => ACCENTS[letter])
  if (way === 2) return accented
  return way === 3 ? accented.normalize('NFD') : word
}

// Capitals, accents and what is not seen set aside.
export const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060]/g, '').toLowerCase()
// Where one may be in a text that is not folded, which takes long for a whole site.
export const MAYBE = /k[\u00ad\u200b-\u200d\u2060]*z[^]{7,80}?z[\u00ad\u200b-\u200d\u2060]*k/gi

export class Words {
  places = new Map() // canary to {level, where, past}
  serial = 0
  days = [0, 0]
  far = false // which of the two is counted

  constructor (random) {
    this.random = random
  }

  // The plain spelling: for ids and numbers.
  plain (level, where) {
    const word = `kz${[...String(this.serial++).padStart(7, '0')].map(digit => LETTERS[digit]).join('')}zk`
    this.places.set(word, { level, where })
    return word
  }

  word (level, where) {
    return disguise(this.random, this.plain(level, where))
  }

  // One of an older version: it may be told to its level, and need not be.
  past (level, where) {
    const word = this.plain(level, where)
    this.places.get(word).past = true
    return word
  }

  number (level) {
    const small = 1 + this.random.below(900)
    return level === PUBLIC ? small : AMOUNT * (1 + this.random.below(40)) + small
  }

  year (level) {
    const [first, last] = YEARS
    return level === PUBLIC ? 2022 + this.random.below(6) : first + this.random.below(last - first + 1)
  }

  // Whether the dates of a record are to be found; returns what was chosen before.
  choose (level) {
    const before = this.far
    this.far = level !== PUBLIC && this.random.chance(0.8)
    return before
  }

  // Each one is after those before it, so that a beginning precedes its end.
  date (level) {
    const day = this.days[Number(this.far)]++
    return new Date((this.far ? Date.UTC(YEARS[0], 0, 1) : Date.UTC(2023, 0, 1)) + day * DAY).toISOString().slice(0, 10)
  }
}
