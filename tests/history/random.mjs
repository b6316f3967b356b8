// A repository of thousands of commits in which everything happens that can happen to a file.
import { Builder, FILE, LINK, PROGRAM, generator } from './repository.mjs'

const words = ('santé territoire habitants accès soins prévention maison équipe projet suivi bilan année ' +
  'réunion parcours logement emploi jeunesse enfance seniors quartier commune hôpital médecin').split(' ')

export function sentence (random) {
  return Array.from({ length: 4 + random.below(14) }, () => random.pick(words)).join(' ') + random.below(1e6)
}

function newText (random) {
  const long = random.chance(0.3) // paragraphs on one line each
  const lines = Array.from({ length: 3 + random.below(20) },
    () => long && random.chance(0.5) ? Array.from({ length: 6 }, () => sentence(random)).join('. ') : sentence(random))
  return lines.join('\n') + '\n'
}

function edit (random, text, share = 0.15) {
  const lines = text.trimEnd().split('\n').map(line => random.chance(share) ? sentence(random) : line)
  lines.splice(random.below(lines.length), 0, sentence(random))
  return lines.join('\n') + '\n' // git before 2.44 does not count a last line without its end
}

let serial = 0
export const nextSerial = () => serial++

function newPath (random) {
  const folder = random.pick(['', 'axes/', 'axes/1-accès/', 'axes/2-prévention/', 'pages/', 'pages/a/b/', 'comptes-rendus/2024/'])
  return `${folder}${random.pick(['index', 'fiche', 'Réunion'])}-${nextSerial()}.md`
}

const free = (files, path) => !files.has(path) && ![...files.keys()].some(other => other.startsWith(path + '/') || path.startsWith(other + '/'))

function move (files, from, to, text) {
  const file = files.get(from)
  files.delete(from)
  if (!free(files, to)) {
    files.set(from, file)
    return false
  }
  files.set(to, { mode: file.mode, text: text ?? file.text })
  return true
}

const renormal = path => path === path.normalize('NFC') ? path.normalize('NFD') : path.normalize('NFC')

// What is written, and where: text that means nothing. tests/history/contents.mjs writes contracts.
export const plain = {
  newPath,
  newText,
  edit,
  newFolder: () => `dossier-${nextSerial()}/`,
  recase: path => path.replace(/[^/]*$/, name => name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase()),
  copy: text => text,
  join: (mine, theirs) => mine + theirs,
  isFixed: () => false, // nothing happens to it
  areAlike: () => true, // one may stand in for the other
  start: files => files,
  finish: files => files,
  happenings: {},
  without: []
}

// Each takes the files of a commit and may change them; `path` is one of them.
const happenings = {
  edit: (random, files, path, gone, writer) => files.set(path, { ...files.get(path), text: writer.edit(random, files.get(path).text) }),
  add: (random, files, path, gone, writer) => { const to = writer.newPath(random); if (free(files, to)) files.set(to, { mode: FILE, text: writer.newText(random, to) }) },
  copy: (random, files, path, gone, writer) => {
    const to = writer.newPath(random, path)
    if (free(files, to)) files.set(to, { ...files.get(path), text: writer.copy(files.get(path).text) })
  },
  copyAndEdit: (random, files, path, gone, writer) => {
    const to = writer.newPath(random, path)
    if (free(files, to)) files.set(to, { mode: FILE, text: writer.edit(random, writer.copy(files.get(path).text)) })
  },
  rename: (random, files, path, gone, writer) => move(files, path, writer.newPath(random, path)),
  renameAndEdit: (random, files, path, gone, writer) =>
    move(files, path, writer.newPath(random, path), writer.edit(random, files.get(path).text, random.pick([0.1, 0.3, 0.5, 0.7]))),
  renameAndReplace: (random, files, path, gone, writer) => {
    move(files, path, writer.newPath(random, path))
    files.set(path, { mode: FILE, text: writer.newText(random, path) })
  },
  recase: (random, files, path, gone, writer) => move(files, path, writer.recase(path)),
  renormal: (random, files, path) => move(files, path, renormal(path)),
  moveFolder: (random, files, path, gone, writer) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    if (!folder) return
    const to = writer.newFolder(path)
    for (const one of [...files.keys()]) {
      if (one.startsWith(folder) && !writer.isFixed(one)) {
        move(files, one, to + one.slice(folder.length), random.chance(0.1) ? writer.edit(random, files.get(one).text) : undefined)
      }
    }
  },
  remove: (random, files, path) => files.delete(path),
  comeBack: (random, files, path, gone, writer) => { const old = random.pick(gone); if (old && free(files, old)) files.set(old, { mode: FILE, text: writer.newText(random, old) }) },
  swap: (random, files, path, gone, writer) => {
    const other = random.pick([...files.keys()])
    if (writer.isFixed(other) || !writer.areAlike(path, other)) return
    const [a, b] = [files.get(path), files.get(other)]
    files.set(path, b).set(other, a)
  },
  fileToFolder: (random, files, path) => { const { text } = files.get(path); files.delete(path); files.set(`${path}/page.md`, { mode: FILE, text }) },
  folderToFile: (random, files, path) => {
    const folder = path.slice(0, path.lastIndexOf('/'))
    const below = [...files.keys()].filter(one => one.startsWith(folder + '/'))
    if (path.indexOf('/') < 0 || below.length > 4) return
    const { text } = files.get(path)
    for (const one of below) files.delete(one)
    if (free(files, folder)) files.set(folder, { mode: FILE, text })
  },
  mode: (random, files, path) => files.set(path, { ...files.get(path), mode: files.get(path).mode === FILE ? PROGRAM : FILE }),
  modeAndEdit: (random, files, path, gone, writer) => files.set(path, { mode: PROGRAM, text: writer.edit(random, files.get(path).text) }),
  link: (random, files, path) => files.set(path, { mode: LINK, text: 'ailleurs.md' }),
  leaveLink: (random, files, path, gone, writer) => { if (move(files, path, writer.newPath(random, path))) files.set(path, { mode: LINK, text: 'ailleurs.md' }) },
  unlink: (random, files, path, gone, writer) => {
    const link = [...files.keys()].find(one => files.get(one).mode === LINK)
    if (link) files.set(link, { mode: FILE, text: writer.newText(random, link) })
  },
  empty: () => {}
}

// Two branches put together as git would, conflicts settled one way or another.
function merge (random, writer, base, ours, theirs) {
  const files = new Map(ours)
  for (const [path, file] of theirs) {
    const mine = files.get(path)
    const old = base.get(path)
    if (!mine) {
      if (!old && free(files, path)) files.set(path, file)
    } else if (mine !== file && mine.text !== file.text && !(old && old.text === file.text)) {
      if (old && old.text === mine.text) files.set(path, file)
      else files.set(path, { mode: mine.mode, text: random.chance(0.5) ? writer.join(mine.text, file.text) : random.pick([mine, file]).text })
    }
  }
  for (const [path, file] of ours) if (base.get(path)?.text === file.text && !theirs.has(path)) files.delete(path)
  if (random.chance(0.2)) change(random, writer, files, [], 1) // what nobody had
  return files
}

function change (random, writer, files, gone, count, without = []) {
  const all = { ...happenings, ...writer.happenings }
  const names = Object.keys(all).filter(one => !without.includes(one) && !writer.without.includes(one))
  for (let i = 0; i < count; i++) {
    const editable = [...files.keys()].filter(path => files.get(path).mode !== LINK && !writer.isFixed(path))
    const name = random.chance(0.4) ? 'edit' : random.chance(0.2) ? 'add' : random.pick(names)
    const path = random.pick(editable)
    all[editable.length < 5 ? 'add' : name](random, files, path, gone, writer)
  }
}

export function randomRepository (seed, commits, { merges = true, copies = true, files: size = 40, writer = plain } = {}) {
  const random = generator(seed)
  const without = copies ? [] : ['copy', 'copyAndEdit']
  const builder = new Builder()
  serial = 0
  let tip = builder.commit(start(random, writer, size))
  const gone = []
  const branches = [] // {mark, base}
  const stamp = () => ({ time: builder.time + random.pick([0, 60, 3600, 86400, -100000]), zone: random.pick(['+0100', '-0330', '+1245']) })
  for (let i = 0; i < commits; i++) {
    const state = builder.states[tip]
    if (merges && random.chance(0.06)) branches.push({ mark: tip, base: state })
    if (merges && random.chance(0.003)) branches.push({ mark: builder.commit(start(random, writer, 3), [], stamp()), base: new Map() })
    if (branches.length && random.chance(0.5)) {
      const branch = random.pick(branches)
      const files = new Map(builder.states[branch.mark])
      change(random, writer, files, gone, 1 + random.below(2))
      branch.mark = builder.commit(files, [branch.mark], stamp())
    } else if (branches.length > random.below(4) && random.chance(0.3)) {
      const joined = branches.splice(0, random.chance(0.15) ? 3 : 1).filter(branch => branch.mark !== tip)
      let files = state
      for (const branch of joined) files = merge(random, writer, branch.base, files, builder.states[branch.mark])
      tip = builder.commit(files, [tip, ...joined.map(branch => branch.mark)], stamp())
    } else {
      const files = new Map(state)
      change(random, writer, files, gone, random.pick([1, 1, 1, 2, 5]), without)
      for (const path of state.keys()) if (!files.has(path)) gone.push(path)
      tip = builder.commit(files, [tip], stamp())
    }
  }
  tip = builder.commit(writer.finish(new Map(builder.states[tip])), [tip])
  return builder.finish()
}

function start (random, writer, count) {
  const files = writer.start(new Map())
  while (files.size < count) {
    const path = writer.newPath(random)
    files.set(path, { mode: FILE, text: writer.newText(random, path) })
  }
  return files
}
