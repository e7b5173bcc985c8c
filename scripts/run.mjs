// node scripts/run.mjs NAME [args]: every other command, run by the pinned Node.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, ensureWeb, fail, handOver, node, root, runQuiet } from './lib.mjs'

const [name = '', ...args] = process.argv.slice(2)
const tool = (...parts) => join(root, 'node_modules', ...parts)

/** NAME → the program it runs; `server/main.ts NAME` unless it says otherwise here. */
const programs = {
  bench: ['bench/main.ts'],
  'triage:eval': ['bench/triage-eval.ts'],
  trace: ['test/trace.ts'],
  edge: ['edge/main.ts'],
  'audit:verify': ['server/main.ts', 'audit:verify'],
  backup: ['server/main.ts', 'backup'],
  restore: ['server/main.ts', 'restore'],
}

ensureInstalled()
if (name === 'check') {
  const types = runQuiet(node, [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'])
  const style = runQuiet(node, [
    tool('@biomejs', 'biome', 'bin', 'biome'),
    'check',
    '--diagnostic-level=warn',
    '.',
  ])
  process.exit(types || style ? 1 : 0)
} else if (name === 'format') {
  process.exit(runQuiet(node, [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--write', ...args, '.']))
} else if (name === 'web') {
  ensureWeb()
} else {
  if (name === 'bench' && args.includes('start')) ensureWeb()
  const [file, ...first] = programs[name] ?? [`scripts/${name}.ts`]
  if (!existsSync(join(root, file))) {
    const known = ['check', 'format', 'web', ...Object.keys(programs)].join(', ')
    fail(`没有命令 ${name},可用: ${known}`, `no command ${name}; known: ${known}`)
  }
  handOver([join(root, file), ...first, ...args])
}
