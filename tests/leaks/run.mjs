import { readFileSync, mkdirSync, writeFileSync, rmSync, mkdtempSync } from 'node:fs'
import { execFileSync, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { generator } from '../history/repository.mjs'
import { Contract } from './contract.mjs'
import { scanFolder } from './scan.mjs'
const [build, seed] = process.argv.slice(2)
const schemas = new Map(JSON.parse(execFileSync(join(build, 'tests/schema_print'))).map(s => [s.name, s]))
const c = new Contract(generator(Number(seed)), schemas)
const d = mkdtempSync('/dev/shm/fuite-')
for (const [p, b] of c.files()) { mkdirSync(dirname(join(d, 'c', p)), { recursive: true }); writeFileSync(join(d, 'c', p), b) }
for (const e of ['publique', 'partenaires']) {
  const r = spawnSync(join(build, 'vitrine'), ['build', join(d, 'c'), '-o', join(d, e), '--edition', e, '--quiet', '--jobs', '1'], { encoding: 'utf8', env: { ...process.env, SOURCE_DATE_EPOCH: '1750000000' } })
  console.log(e, r.status, r.stderr.split('\n').filter((l,i,a)=>/erreur:/.test(l)||/erreur:/.test(a[i-1])).join('\n').slice(0, 3000))
  if (r.status) break
  console.time('scan')
  const f = scanFolder(join(d, e))
  console.timeEnd('scan')
  const max = e === 'publique' ? 0 : 1
  const miss = new Map()
  for (const [w, p] of c.words.places) {
    if (p.level > max && f.has(w)) console.log('LEAK', e, w, p, f.get(w))
    if (p.level <= max && !f.has(w)) miss.set(p.where, (miss.get(p.where) ?? 0) + 1)
  }
  if (max === 0) for (const [w, at] of f) if (!w.startsWith('kz')) console.log('NUM', w, at)
  console.log([...miss])
  console.log(f.size, c.words.places.size, d)
}
