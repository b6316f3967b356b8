// Bytes of documents and images that hold a word: as it is, or packed as such files pack it. Images
// say another in their metadata, which nobody may read.
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

const crc = bytes => gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8)

function uint (size, ...numbers) {
  const bytes = Buffer.alloc(size * numbers.length)
  numbers.forEach((number, i) => bytes.writeUIntBE(number, i * size, size))
  return bytes
}

function chunk (name, data) {
  const body = Buffer.concat([Buffer.from(name), data])
  return Buffer.concat([uint(4, data.length), body, uint(4, crc(body))])
}

// The word is the picture's pixels: one row, a byte each.
function png (word, author = 'a') {
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(word)])
  const header = Buffer.concat([uint(4, word.length, 1), Buffer.from([8, 0, 0, 0, 0])])
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Author\0${author}`)), chunk('IDAT', deflateSync(row)), chunk('IEND', Buffer.alloc(0))])
}

const svg = (word, author = 'a') => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i" i:docname="${author}" viewBox="0 0 9 9"><!-- ${author} -->
<title>${word}</title><metadata>${author}</metadata><path d="M0 0h9v9"/></svg>\n`

function pdf (word) {
  const stream = deflateSync(Buffer.from(`BT (${word}) Tj ET`))
  return Buffer.concat([Buffer.from(`%PDF-1.4\n1 0 obj\n<</Length ${stream.length}/Filter/FlateDecode>>\nstream\n`),
    stream, Buffer.from('\nendstream\nendobj\n%%EOF\n')])
}

function zip (name, text) {
  const data = deflateRawSync(Buffer.from(text))
  const little = (size, ...numbers) => Buffer.concat(numbers.map(number => uint(size, number).reverse()))
  const entry = Buffer.concat([little(2, 20, 0, 8, 0, 33), little(4, crc(Buffer.from(text)), data.length, text.length), little(2, name.length, 0)])
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), entry, Buffer.from(name), data])
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), little(2, 20), entry, little(2, 0, 0, 0), little(4, 0, 0), Buffer.from(name)])
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), little(2, 0, 0, 1, 1), little(4, central.length, local.length), little(2, 0)])
  return Buffer.concat([local, central, end])
}

export const DOCUMENTS = {
  pdf,
  odt: word => zip('content.xml', `<text>${word}</text>`),
  docx: word => zip('word/document.xml', `<w:t>${word}</w:t>`),
  csv: word => `lieu;nombre\n${word};12\n`,
  txt: word => `${word}\n`
}

export const IMAGES = { png, svg }
