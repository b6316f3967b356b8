// The locked room of a public site: opened with a passphrase, by WebCrypto.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PHRASE = 'girafe tambour violet orage mouton canard'

// The options of a build that locks the room.
export function writePhrases (directory) {
  const phrases = join(directory, 'phrases.txt')
  writeFileSync(phrases, `Partenaire: ${PHRASE}\n`, { mode: 0o600 })
  return ['--secret', join(directory, 'etat/secret'), '--passphrases', phrases]
}

// Map of path to bytes.
export async function openRoom (site) {
  const { Room, web } = await import('../output/unseal.mjs')
  const files = await new Room(site).open(PHRASE, web)
  if (!files) throw new Error('la phrase de passe n\'ouvre pas la salle')
  for (const [path, bytes] of files) if (!bytes) throw new Error(`${path} ne s'ouvre pas`)
  return files
}
