// Contracts for the random repositories: free pages and action sheets, all public, so that every
// version is one that the public edition tells.
import { FILE } from './repository.mjs'
import { nextSerial, sentence } from './random.mjs'

const FOLDERS = {
  'axes/1/': ['axes/1/', 'axes/1/sous-dossier/', 'axes/1/a/b/'],
  'axes/2/': ['axes/2/', 'axes/2/été/'],
  'pages/': ['pages/', 'pages/a/b/', 'pages/vie quotidienne/']
}
const FIXED = {
  'contrat.yaml': 'titre: Contrat\nterritoire: {nom: Ici}\nphase: mise en œuvre\n',
  'axes/1/axe.md': '---\nnumero: "1"\ntitre: Premier axe\n---\n',
  'axes/2/axe.md': '---\nnumero: "2"\ntitre: Second axe\n---\n'
}

const classOf = path => Object.keys(FOLDERS).find(prefix => path.startsWith(prefix))
const isSheet = path => path.startsWith('axes/')
const note = () => `note ${nextSerial()}`
const number = () => `numero: "N${nextSerial()}"`

function newText (random, path) {
  const head = [`titre: ${sentence(random)}`, `# ${note()}`]
  if (isSheet(path)) head.push(number(), 'statut: en cours', `resume: ${sentence(random)}`)
  const body = Array.from({ length: 3 + random.below(12) }, () => sentence(random) + (random.chance(0.3) ? '\n' : ''))
  body.splice(random.below(body.length), 0, `\n<!-- ${note()} -->\n`)
  return `---\n${head.join('\n')}\n---\n${body.join('\n')}\n`
}

function cut (text) {
  const end = text.indexOf('\n---\n', 4) + 5
  return [text.slice(0, end), text.slice(end)]
}

function edit (random, text, share = 0.15) {
  const [head, body] = cut(text)
  const lines = body.trimEnd().split('\n').map(line => line && !line.startsWith('<!--') && random.chance(share) ? sentence(random) : line)
  lines.splice(random.below(lines.length + 1), 0, sentence(random))
  const titled = random.chance(0.2) ? head.replace(/^titre: .*/m, () => `titre: ${sentence(random)}`) : head
  return `${titled}${lines.join('\n')}\n`
}

// What changes nothing for a reader, and what changes nothing at all.
const happenings = {
  space: (random, files, path) => {
    const [head, body] = cut(files.get(path).text)
    files.set(path, { ...files.get(path), text: head + body.replace(/([a-z]) ([a-z])/, '$1  $2') })
  },
  comment: (random, files, path) => {
    const file = files.get(path)
    files.set(path, { ...file, text: file.text.replace(/note \d+/g, note) })
  }
}

// At the end no two files have one address, nor two sheets one number.
function finish (files) {
  const seen = new Set()
  const isNew = name => !seen.has(name) && seen.add(name)
  for (const [path, file] of files) {
    const place = path.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    if (!isNew(place)) files.delete(path)
    else if (isSheet(path) && !isNew(/^numero: .*/m.exec(file.text)?.[0])) {
      files.set(path, { ...file, text: file.text.replace(/^numero: .*/m, number) })
    }
  }
  return files
}

export const contents = {
  newPath: (random, like) => {
    const folder = random.pick(FOLDERS[like ? classOf(like) : random.pick(Object.keys(FOLDERS))])
    return `${folder}${random.pick(['fiche', 'Réunion', 'suivi'])}-${nextSerial()}.md`
  },
  newText,
  edit,
  newFolder: path => `${classOf(path)}dossier-${nextSerial()}/`,
  recase: path => path.replace(/[^/]*(?=\.md$)/, name => name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()),
  copy: text => text.replace(/^numero: .*/m, number),
  join: (mine, theirs) => `${mine}\n${cut(theirs)[1]}`,
  isFixed: path => path in FIXED,
  areAlike: (a, b) => isSheet(a) === isSheet(b),
  start: files => {
    for (const [path, text] of Object.entries(FIXED)) files.set(path, { mode: FILE, text })
    return files
  },
  finish,
  happenings,
  without: ['folderToFile'] // a file without .md is no content
}
