// Builds a site with the program.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { newFolder } from './repository.mjs'

export function build (vitrine, directory, options = ['--cache', newFolder()]) {
  const output = newFolder()
  const run = spawnSync(vitrine, ['build', directory, '-o', output, '--quiet', ...options],
    { encoding: 'utf8', timeout: 60000, env: { ...process.env, SOURCE_DATE_EPOCH: '1750000000' } })
  assert(run.status === 0, `vitrine build ${directory} ${options.join(' ')} : ${run.status ?? run.signal}\n${run.stderr.slice(-3000)}`)
  return { output, messages: run.stderr }
}
