// The search finds a word however it is spelled or packed.
import assert from 'node:assert/strict'
import { deflateSync, gzipSync } from 'node:zlib'
import { DOCUMENTS, IMAGES } from './files.mjs'
import { Findings } from './scan.mjs'

const WORD = 'kzabcdejjzk'

const SPELLINGS = {
  plain: WORD,
  capitals: 'Voir KZABCDEJJZK.',
  accents: 'kzàbçdéjjzk',
  decomposed: 'kzàbçdéjjzk'.normalize('NFD'),
  url: 'href="../kz%C3%A0b%C3%A7d%C3%A9jjzk/"',
  url_decomposed: encodeURIComponent('kzàbçdéjjzk'.normalize('NFD')),
  entities: 'kz&#97;bcd&#x65;jjzk',
  hyphens: 'kzab&shy;cdejjzk',
  json: 'kz\\u0061bcd\\u00e9jjzk',
  tags: 'kzab<b>cde</b>jjzk',
  folded: 'SUMMARY:kzab\r\n cdejjzk',
  base64: `data:text/plain;base64,${Buffer.from(`un ${WORD}`).toString('base64')}`,
  base64url: Buffer.from(`un mot, ${WORD}`).toString('base64url'),
  base64_gzip: gzipSync(Buffer.from(WORD)).toString('base64')
}

export function checkScan () {
  const find = bytes => {
    const found = new Findings()
    found.bytes(Buffer.from(bytes), 'f')
    return found
  }
  for (const [name, text] of Object.entries(SPELLINGS)) assert(find(text).has(WORD), name)
  for (const [name, make] of Object.entries({ ...DOCUMENTS, ...IMAGES })) assert(find(make(WORD)).has(WORD), name)
  assert(find(gzipSync(Buffer.from(WORD))).has(WORD), 'gzip')
  assert(find(Buffer.concat([Buffer.from('abc'), deflateSync(Buffer.from(WORD))])).has(WORD), 'zlib')
  assert.deepEqual([...find('kzabcdzk, 12 000 €, 2024, 999 999 999').keys()], [])
  for (const text of ['1 000 000 000 €', '1\u202f234\u202f567\u202f890', '4000000001,00', '1.234.567.890', '3 Md€', '1,5 Md']) {
    assert([...find(text).keys()].some(what => what.startsWith('montant')), text)
  }
  for (const text of ['2110-03-04', 'le 4 mars 2110', 'DTSTART:21100304T090000', '/bilans/2150/']) {
    assert([...find(text).keys()].some(what => what.startsWith('année')), text)
  }
}
