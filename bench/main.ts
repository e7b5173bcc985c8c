/** npm run bench -- NAME [NAME …]: each prints one line of JSON with its figures beside their limit. */
import { cleanUpAlways } from './clean.ts'

const benches: Record<string, () => Promise<() => Promise<void>>> = {
  start: async () => (await import('./start.ts')).start,
  size: async () => (await import('./size.ts')).size,
  gate: async () => (await import('./gate.ts')).gate,
  'gate-register': async () => (await import('./gate-register.ts')).gateRegister,
  edge: async () => (await import('./edge.ts')).edge,
  rollup: async () => (await import('./rollup.ts')).rollup,
  'desk-create': async () => (await import('./desk-create.ts')).deskCreate,
  'desk-list': async () => (await import('./desk-list.ts')).deskList,
  'desk-search': async () => (await import('./desk-list.ts')).deskSearch,
}

const names = process.argv.slice(2)
if (names.length === 0 || names.some(n => !(n in benches))) {
  process.stderr.write(`npm run bench -- NAME …; known: ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}
cleanUpAlways()
process.env.ANJU_BENCH_AT ??= new Date().toISOString()
for (const name of names) {
  const run = await benches[name]!()
  await run()
}
process.exit(0)
