// All that a folder holds, as a search for words should see it: names of files, what is compressed,
// what URLs, entities and JSON spell in another way.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, inflateSync } from 'node:zlib'

export function filesBelow (directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() || entry.isSymbolicLink())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name).slice(directory.length + 1)).sort()
}

const attempt = (decode, bytes) => {
  try {
    return [decode(bytes)]
  } catch {
    return []
  }
}

// What is packed in some bytes: as a whole, or from some place on (PDF, PNG).
function unpacked (bytes) {
  const found = []
  for (let at = bytes.indexOf(0x1f); at >= 0; at = bytes.indexOf(0x1f, at + 1)) {
    if (bytes[at + 1] === 0x8b) found.push(...attempt(gunzipSync, bytes.subarray(at)))
  }
  for (let at = bytes.indexOf(0x78); at >= 0; at = bytes.indexOf(0x78, at + 1)) {
    if ([0x01, 0x5e, 0x9c, 0xda].includes(bytes[at + 1])) found.push(...attempt(inflateSync, bytes.subarray(at)))
  }
  return found
}

const character = (whole, code) => code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole

function * spellings (text) {
  yield text
  if (text.includes('%')) yield text.replace(/%([0-9a-f]{2})/gi, (whole, hex) => character(whole, parseInt(hex, 16)))
  if (text.includes('&')) {
    yield text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(shy|zwnj));?/gi,
      (whole, decimal, hex, soft) => soft ? '' : character(whole, decimal ? Number(decimal) : parseInt(hex, 16)))
  }
  if (text.includes('\\u')) yield text.replace(/\\u([0-9a-f]{4})/gi, (whole, hex) => character(whole, parseInt(hex, 16)))
  if (text.includes('<')) yield text.replace(/<[^>]*>/g, '')
}

// The words that a pattern finds in a folder, in small letters, each with the first file that has it.
export function findWords (directory, pattern) {
  const found = new Map()
  const look = (text, path) => {
    for (const spelling of spellings(text)) {
      for (const [word] of spelling.matchAll(pattern)) if (!found.has(word.toLowerCase())) found.set(word.toLowerCase(), path)
    }
  }
  for (const path of filesBelow(directory)) {
    const bytes = readFileSync(join(directory, path))
    look(path, path)
    for (const part of [bytes, ...unpacked(bytes)]) look(part.toString('latin1'), path)
  }
  return found
}
