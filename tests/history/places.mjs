// Where the content may lie, and what may be missing of its repository.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, walk } from './compare.mjs'
import { Builder, FILE, git, newFolder } from './repository.mjs'

const text = (name, n = 0) => ({ mode: FILE, text: Array.from({ length: 10 }, (_, i) => `${name} ${i < n ? 'bis' : ''} ${i}`).join('\n') + '\n' })

// Two branches, a rename, content at the root and in contrats/nord.
function repository () {
  const builder = new Builder()
  const both = (n, name = 'a.md') => new Map([['a.md', text('racine', n)], [`contrats/nord/${name}`, text('nord', n)],
    ['contrats/nord-est/a.md', text('est', n)]])
  const first = builder.commit(both(0), [], { name: 'Ada', zone: '+0100' })
  const second = builder.commit(both(1), [first], { name: 'ada l.', zone: '-0330' })
  const third = builder.commit(both(2, 'b.md'), [second], { name: 'Grace', zone: '+1245' })
  const side = builder.commit(both(3), [second])
  builder.commit(both(4, 'b.md'), [third, side])
  return builder.finish()
}

function checkOut (directory) {
  git(directory, ['reset', '-q', '--hard', 'main'])
  return directory
}

export const places = {
  'dossier du dépôt' (program) {
    const directory = checkOut(repository())
    const found = walk(program, join(directory, 'contrats/nord'))
    compare(found, directory, { prefix: 'contrats/nord/' })
    assert.deepEqual(found.files.map(file => file.path), ['b.md'])
    assert.equal(found.status, 'complete')
  },
  'dépôt nu, et --ref' (program) {
    const directory = newFolder()
    git(directory, ['clone', '-q', '--bare', repository(), 'nu.git'])
    const bare = join(directory, 'nu.git')
    compare(walk(program, bare), bare)
    compare(walk(program, bare, 'main~1', 'contrats/nord'), bare, { ref: 'main~1', prefix: 'contrats/nord/' })
    git(bare, ['tag', '-a', '-m', 'signé', 'v1', 'main~2'])
    compare(walk(program, bare, 'v1'), bare, { ref: 'v1' })
    const refused = spawnSync(program, [bare, 'absente'])
    assert.equal(refused.status, 1)
    assert.match(refused.stderr.toString(), /« absente » n'est ni une branche/)
  },
  'HEAD détaché, et arbre de travail second' (program) {
    const directory = checkOut(repository())
    git(directory, ['checkout', '-q', '--detach', 'HEAD~1'])
    compare(walk(program, directory), directory)
    const second = join(newFolder(), 'second')
    git(directory, ['worktree', 'add', '-q', second, 'main'])
    compare(walk(program, join(second, 'contrats/nord')), directory, { ref: 'main', prefix: 'contrats/nord/' })
  },
  'sous-modules' (program) {
    const directory = checkOut(repository())
    const head = git(directory, ['rev-parse', 'HEAD']).trim()
    git(directory, ['update-index', '--add', '--cacheinfo', `160000,${head},module`])
    git(directory, ['commit', '-q', '-m', 'sous-module'])
    git(directory, ['rm', '-q', '--cached', 'a.md'])
    git(directory, ['update-index', '--add', '--cacheinfo', `160000,${head},a.md`])
    git(directory, ['commit', '-q', '-m', 'un sous-module à la place du fichier'])
    const found = walk(program, directory)
    compare(found, directory)
    assert(!found.files.some(file => file.path === 'module'))
    assert.equal(found.files.find(file => file.path === 'a.md').versions[0].kind, 'D')
  },
  '.mailmap, fuseaux, titres' (program) {
    const directory = checkOut(repository())
    writeFileSync(join(directory, '.mailmap'), 'Ada Lovelace <ada@x.org> <ada l.@example.org>\nAda Lovelace <ada@x.org> <Ada@example.org>\n')
    const found = walk(program, directory)
    const told = git(directory, ['log', '--topo-order', '--format=%H%x09%aN%x09%at%x09%ad%x09%s', '--date=format:%z'])
    for (const line of told.trim().split('\n')) {
      const [id, name, time, zone, title] = line.split('\t')
      const commit = found.commits.find(one => one.id === id)
      const offset = Number(zone.slice(0, 3)) * 60 + Number(zone[0] + zone.slice(3))
      assert.deepEqual([commit.name, commit.time, commit.offset, commit.title], [name, Number(time), offset, title])
    }
    assert.deepEqual([...new Set(found.commits.map(commit => commit.name))].sort(), ['Ada Lovelace', 'Grace'])
  },
  'textes qui ne sont pas de l’UTF-8' (program) {
    const directory = newFolder()
    git(directory, ['init', '-q', '-b', 'main'])
    const tree = git(directory, ['mktree'], '').trim()
    const commit = Buffer.from(`tree ${tree}\nauthor Andr\xe9e \x01 <a@b> 99999999999999999999 +9999\ncommitter x\nencoding ISO-8859-1\n\n\n  D\xe9but\tde\r\nsuite`, 'latin1')
    const id = git(directory, ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], commit).trim()
    git(directory, ['update-ref', 'refs/heads/main', id])
    const [found] = walk(program, directory).commits
    assert.deepEqual([found.name, found.title, found.offset], ['Andrée', 'Début de', 0])
  },
  'ni dépôt, ni commit, ni contenu suivi' (program) {
    const nowhere = newFolder()
    assert.equal(walk(program, nowhere).status, 'none')
    git(nowhere, ['init', '-q'])
    assert.equal(walk(program, nowhere).status, 'none')
    const directory = checkOut(repository())
    mkdirSync(join(directory, 'autre'))
    assert.equal(walk(program, join(directory, 'autre')).status, 'none')
  },
  'clone superficiel' (program) {
    const whole = repository()
    const directory = newFolder()
    git(directory, ['clone', '-q', '--depth', '2', `file://${whole}`, 'clone'])
    const clone = join(directory, 'clone')
    const found = walk(program, clone)
    assert.equal(found.status, 'shallow')
    assert.equal(found.commits.length, 3)
    // What is said is true: each version is one of the whole repository.
    const known = new Set(walk(program, whole).files.flatMap(file => file.versions.map(version => JSON.stringify(version))))
    const told = found.files.flatMap(file => file.versions)
    assert(told.length > 0)
    for (const version of told) assert(known.has(JSON.stringify(version)), JSON.stringify(version))
    git(clone, ['fetch', '-q', '--unshallow'])
    assert.equal(walk(program, clone).status, 'complete')
    git(directory, ['clone', '-q', '--depth', '1', `file://${whole}`, 'un'])
    const one = walk(program, join(directory, 'un'))
    assert.equal(one.status, 'shallow')
    assert.deepEqual(one.files.map(file => file.versions.length), [0, 0, 0])
  },
  'clone partiel' (program) {
    const whole = repository()
    git(whole, ['config', 'uploadpack.allowFilter', 'true'])
    const directory = newFolder()
    for (const filter of ['blob:none', 'tree:0']) {
      const name = filter.replace(':', '-')
      git(directory, ['clone', '-q', `--filter=${filter}`, `file://${whole}`, name])
      assert.equal(walk(program, join(directory, name)).status, 'partial', filter)
    }
    // Nothing is missing of one that was completed.
    git(directory, ['clone', '-q', '--filter=blob:none', `file://${whole}`, 'entier'])
    const complete = join(directory, 'entier')
    git(complete, ['config', '--unset', 'remote.origin.partialclonefilter'])
    git(complete, ['fetch', '-q', '--refetch'])
    assert.equal(walk(program, complete).status, 'complete')
  },
  'extensions que git ajoute' (program) {
    const directory = repository()
    for (const extension of ['worktreeConfig', 'partialClone', 'preciousObjects']) {
      git(directory, ['config', 'core.repositoryformatversion', '1'])
      appendFileSync(join(directory, '.git/config'), `[extensions]\n\t${extension} = true\n`)
      assert.equal(walk(program, directory).status, 'complete', extension)
    }
  },
  'dépôt abîmé' (program) {
    const directory = repository()
    const tree = git(directory, ['rev-parse', 'HEAD~1:contrats']).trim()
    const objects = git(directory, ['cat-file', '--batch-check', '--batch-all-objects']).trim().split('\n').map(line => line.split(' '))
    const copy = newFolder()
    git(copy, ['init', '-q', '-b', 'main'])
    for (const [id, type] of objects) {
      if (id === tree) continue
      const run = spawnSync('git', ['-C', directory, 'cat-file', type, id], { maxBuffer: 1 << 24 })
      git(copy, ['hash-object', '-t', type, '-w', '--stdin', '--literally'], run.stdout)
    }
    git(copy, ['update-ref', 'refs/heads/main', git(directory, ['rev-parse', 'HEAD']).trim()])
    const run = spawnSync(program, [copy])
    assert.equal(run.status, 1)
    assert.match(run.stderr.toString(), /le dépôt git est abîmé : le dossier [0-9a-f]{40}/)
  }
}
