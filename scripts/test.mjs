// npm test [-- FILES…]: types, format, tests, browser journeys. Further arguments go to vitest and run only that.
// npm test -- --long adds what takes long. Last line: "N passed, N failed[, N skipped]".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { childEnv, ensureInstalled, ensureWeb, node, root } from './lib.mjs'

const args = process.argv.slice(2)
const long = args.includes('--long')
const picked = args.filter(a => a !== '--long')
const tool = (...parts) => join(root, 'node_modules', ...parts)
const results = join(root, 'test-results')
const total = { passed: 0, failed: 0, skipped: 0 }

function step(title, command, env = {}) {
  process.stdout.write(`\n== ${title}\n`)
  const done = spawnSync(node, command, { cwd: root, stdio: 'inherit', env: childEnv(env) })
  return done.status === 0
}

/** A check that is one yes or no, counted as one test. */
function check(title, command) {
  if (step(title, command)) total.passed++
  else total.failed++
}

/** Runs vitest and adds its counts, read from its JSON report; a run without a report is one failure. */
function vitest(title, config, files, name) {
  const report = join(results, `${name}.json`)
  rmSync(report, { force: true })
  const how = [
    'run',
    ...config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ]
  const ok = step(title, [tool('vitest', 'vitest.mjs'), ...how], long ? { ANJU_LONG: '1' } : {})
  if (!existsSync(report)) {
    total.failed++
    return
  }
  const r = JSON.parse(readFileSync(report, 'utf8'))
  total.passed += r.numPassedTests
  total.failed += r.numFailedTests
  total.skipped += r.numPendingTests + (r.numTodoTests ?? 0)
  // A file that does not even load has no tests to count, but it failed.
  const broken = r.testResults.filter(
    f => f.status === 'failed' && f.assertionResults.every(a => a.status !== 'failed'),
  )
  total.failed += broken.length
  const unsteady = r.testResults.flatMap(f =>
    f.assertionResults.filter(a => a.status === 'passed' && a.failureMessages?.length > 0),
  )
  for (const a of unsteady) process.stdout.write(`unsteady, passed at the second try: ${a.fullName}\n`)
  if (!ok && r.numFailedTests + broken.length === 0) total.failed++
}

function chromium() {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return known.find(p => p && existsSync(p))
}

function journeys() {
  const dir = join(root, 'test', 'browser')
  if (!existsSync(dir)) return
  const files = readdirSync(dir).filter(f => f.endsWith('.journey.ts'))
  if (files.length === 0) return
  const browser = chromium()
  if (browser) {
    process.env.CHROMIUM_PATH = browser
    vitest('journeys', ['--config', 'test/browser/vitest.config.ts'], [], 'journeys')
    return
  }
  for (const f of files) {
    process.stdout.write(`skipped (no Chromium: set CHROMIUM_PATH): test/browser/${f}\n`)
    total.skipped++
  }
}

ensureInstalled()
mkdirSync(results, { recursive: true })
if (picked.length > 0) vitest('tests', [], picked, 'picked')
else {
  check('types', [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'])
  check('format', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--diagnostic-level=warn', '.'])
  ensureWeb()
  vitest('tests', [], [], 'vitest')
  journeys()
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`)
process.exit(total.failed > 0 ? 1 : 0)
