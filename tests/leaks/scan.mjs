// All that a folder holds, as a search should see it: names of files, what is compressed or in
// base64, what URLs, entities and JSON spell in another way, capitals and accents set aside.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { AMOUNT, CANARY, MAYBE, YEARS, fold } from './words.mjs'

const attempt = (decode, bytes) => {
  try {
    return [decode(bytes)]
  } catch {
    return []
  }
}

// Places of a mark in some bytes.
function * marks (bytes, mark) {
  for (let at = bytes.indexOf(mark, 0, 'latin1'); at >= 0; at = bytes.indexOf(mark, at + 1, 'latin1')) yield at
}

// What is packed in some bytes, from some place on: gzip, zlib (PDF, PNG), zip (office documents).
function * unpacked (bytes) {
  for (const at of marks(bytes, '\x1f\x8b')) yield * attempt(gunzipSync, bytes.subarray(at))
  for (const at of marks(bytes, 'PK\x03\x04')) {
    if (at + 30 > bytes.length) continue
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    yield * attempt(inflateRawSync, bytes.subarray(start))
  }
  for (const at of marks(bytes, 'x')) {
    if ([0x01, 0x5e, 0x9c, 0xda].includes(bytes[at + 1])) yield * attempt(inflateSync, bytes.subarray(at))
  }
}

// What is in base64: the text may begin at any letter of a run.
function * decoded (text) {
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{15,}/g)) {
    for (let shift = 0; shift < 4; shift++) yield Buffer.from(run.slice(shift), 'base64')
  }
}

const ENTITIES = { shy: '', zwnj: '', nbsp: ' ', thinsp: ' ', amp: '&' }
const character = code => code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ''

// The spellings of a text, each undone by itself.
function * spellings (text) {
  yield text
  if (/%[0-9a-f]{2}/i.test(text)) {
    yield text.replace(/(?:%[0-9a-f]{2})+/gi, run => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
  }
  if (text.includes('&')) {
    yield text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));?/gi, (whole, decimal, hex, name) =>
      name ? ENTITIES[name] ?? whole : character(decimal ? Number(decimal) : parseInt(hex, 16)))
  }
  if (text.includes('\\u')) yield text.replace(/\\u([0-9a-f]{4})/gi, (whole, hex) => character(parseInt(hex, 16)))
  if (text.includes('<')) yield text.replace(/<[^>]*>/g, '')
  if (/\r?\n[ \t]/.test(text)) yield text.replace(/\r?\n[ \t]/g, '') // folded lines of iCalendar
}

// "1 234 567 890", "1.234.567.890", "1234567890,00"; names of colours, hashes, clocks and telephones
// are none.
const NUMBER = /(?<![\w.,#/-]|tel:\+)[1-9]\d{0,2}(?:(?:[ .\u00a0\u2009\u202f]?\d{3}){3,})(?![\w-])/g
const GREAT = /\d[\d,.]*[ \u00a0\u2009\u202f](?:md|milliards?)(?!\p{L})/giu
const YEAR = /(?<![\w.,#])2\d{3}(?![\w]|[.,]\d)|(?<![\w.,#-])2\d{3}(?=(?:0[1-9]|1[0-2])[0-3]\d(?:t|(?![\w-])))/gi

// Files of the locked room: chance alone makes a word of no contract there, or a year.
export const SEALED = /^partenaires\/[0-9a-f]{32}\.(js|bin)$/

// What is found: Map of canary, "montant …" or "année …" to the first {path, offset}.
export class Findings extends Map {
  note (what, path, offset) {
    if (!this.has(what)) this.set(what, { path, offset })
  }

  // Numbers only mean something in texts of the site's own making.
  text (text, path, offset, numbers) {
    for (const spelling of spellings(text)) {
      for (const maybe of spelling.matchAll(MAYBE)) {
        for (const [word] of fold(maybe[0]).matchAll(CANARY)) this.note(word, path, offset ?? maybe.index)
      }
      if (!numbers) continue
      for (const found of spelling.matchAll(NUMBER)) {
        if (Number(found[0].replace(/\D/g, '')) >= AMOUNT) this.note(`montant ${found[0]}`, path, offset ?? found.index)
      }
      for (const found of spelling.matchAll(GREAT)) this.note(`montant ${found[0]}`, path, offset ?? found.index)
      for (const found of spelling.matchAll(YEAR)) {
        if (found[0] >= YEARS[0] && found[0] <= YEARS[1]) this.note(`année ${found[0]}`, path, offset ?? found.index)
      }
    }
  }

  bytes (bytes, path, depth = 0, offset = undefined) {
    if (SEALED.test(path)) return this.sealed(bytes, path)
    const text = bytes.toString('utf8')
    const binary = text.includes('\ufffd')
    this.text(binary ? bytes.toString('latin1') : text, path, offset, !binary && depth === 0)
    if (binary) this.text(text, path, offset, false)
    if (depth > 2) return
    for (const part of unpacked(bytes)) this.bytes(part, path, depth + 1, offset ?? 0)
    if (depth > 1) return
    for (const part of decoded(text)) if (isOfUse(part)) this.bytes(part, path, depth + 2, offset ?? 0)
  }

  // Nothing is packed in ciphertext; a script has it in base64.
  sealed (bytes, path) {
    const text = bytes.toString('latin1')
    this.text(text, path, undefined, false)
    if (path.endsWith('.js')) this.text(Buffer.from(text.slice(text.indexOf(', "') + 3), 'base64').toString('latin1'), path, 0, false)
  }
}

// Few runs of letters are base64: those that hold a word, or something packed.
const isOfUse = bytes => /kz.{7,30}zk/is.test(bytes.toString('latin1')) || bytes.includes('\x1f\x8b', 0, 'latin1') || bytes.includes('PK\x03\x04')

export function filesBelow (directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name).slice(directory.length + 1)).sort()
}

export function scanFolder (directory) {
  const found = new Findings()
  for (const path of filesBelow(directory)) {
    found.text(path, path, 0, false)
    found.bytes(readFileSync(join(directory, path)), path)
  }
  return found
}

// What the program says, but for the names of the files where it stands, and of what the author may
// have meant.
export function scanMessages (text) {
  const found = new Findings()
  for (const line of text.split('\n')) {
    if (!/^ *aide : vouliez-vous dire/.test(line)) found.text(line.replace(/^.*?: (?=attention|erreur)/, ''), 'messages', undefined, false)
  }
  return found
}

// Files at hand: what a locked room held.
export function scanFiles (files) {
  const found = new Findings()
  for (const [path, bytes] of files) {
    found.text(path, path, 0, false)
    found.bytes(bytes, path)
  }
  return found
}
