/** The house rules that a machine can see. */
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { modules } from '../../server/modules.ts'
import { root } from './frozen.ts'
import { files, imports, isTest, local, text, walk } from './source.ts'

test('no file is longer than 400 lines, no test than 600', () => {
  expect(
    files
      .map(f => [f, (text.get(f) ?? '').split('\n').length - 1] as const)
      .filter(([f, n]) => n > (isTest(f) ? 600 : 400)),
  ).toEqual([])
})

test('a module imports only from those above it in server/modules.ts', () => {
  const order = modules.map(m => m.name)
  const bad: string[] = []
  for (const f of files.filter(x => x.startsWith('server/modules/') && !isTest(x))) {
    const own = f.split('/')[2] ?? ''
    for (const target of local(f)) {
      const other = /^server\/modules\/(\w+)\//.exec(target)?.[1]
      if (other && other !== own && order.indexOf(other) > order.indexOf(own)) bad.push(`${f} → ${target}`)
    }
  }
  expect(bad).toEqual([])
})

test('core knows no module, pages no server code but contracts by type', () => {
  const bad: string[] = []
  for (const f of files.filter(x => !isTest(x)))
    for (const target of local(f)) {
      if (f.startsWith('server/core/') && target.startsWith('server/modules')) bad.push(`${f} → ${target}`)
      if (
        f.startsWith('web/') &&
        target.startsWith('server/') &&
        !/contract[\w-]*\.ts$/.test(target) &&
        !/\/rules\.ts$|\/promise-view\.ts$/.test(target)
      )
        bad.push(`${f} → ${target}`)
      if (
        f.startsWith('web/') &&
        target.startsWith('server/') &&
        new RegExp(`^import (?!type)[^\\n]*${target.split('/').pop()}`, 'm').test(text.get(f) ?? '')
      )
        bad.push(`${f} imports ${target} at run time`)
      if (f.startsWith('server/') && target.startsWith('web/')) bad.push(`${f} → ${target}`)
    }
  expect(bad).toEqual([])
})

test('a contract imports nothing but zod, core and contracts above it', () => {
  const bad = files
    .filter(f => /^server\/modules\/\w+\/contract[\w-]*\.ts$/.test(f))
    .flatMap(f =>
      imports(f)
        .filter(i => i !== 'zod' && !/\.\.\/core\//.test(i) && !/contract[\w-]*\.ts$/.test(i))
        .map(i => `${f} → ${i}`),
    )
  expect(bad).toEqual([])
})

test('nothing reads the clock or rolls dice outside core/clock.ts and core/ids.ts', () => {
  const clockUse = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|Temporal\.Now\b/
  const bad = files
    .filter(
      f =>
        f.startsWith('server/') && !isTest(f) && !['server/core/clock.ts', 'server/core/ids.ts'].includes(f),
    )
    .filter(f => clockUse.test(text.get(f) ?? ''))
  expect(bad).toEqual([])
})

test('SQL of a module stands in its store only', () => {
  const bad = files
    .filter(f => /^server\/modules\/\w+\//.test(f) && !/store[\w-]*\.ts$|\.test\.ts$/.test(f))
    .filter(f => /\bsql`|\bsql<|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(text.get(f) ?? ''))
  expect(bad).toEqual([])
})

test('roles are asked only through core/access.ts', () => {
  const bad = files
    .filter(f => /^server\/modules\//.test(f) && !isTest(f))
    .filter(f => /\.role\s*===/.test(text.get(f) ?? ''))
  expect(bad).toEqual([])
})

test('no dead file: every source file is reached from an entry', () => {
  const entries = files.filter(
    f =>
      isTest(f) ||
      /^(server\/main|server\/app|web\/main|web\/sw|bench\/main|sim\/demo|edge\/main)\.tsx?$|^scripts\//.test(
        f,
      ) ||
      /^bench\/[\w-]+\.ts$|^server\/backup\/cli\.ts$|^test\/kill\//.test(f),
  )
  const seen = new Set<string>()
  // vite.config.ts builds the service worker's list with a file of the web folder.
  const config = readFileSync(join(root, 'vite.config.ts'), 'utf8')
  const queue = [...entries, ...files.filter(f => config.includes(`./${f}'`))]
  for (let f = queue.pop(); f !== undefined; f = queue.pop()) {
    if (seen.has(f)) continue
    seen.add(f)
    queue.push(...local(f).filter(x => text.has(x)))
    for (const m of (text.get(f) ?? '').matchAll(/new URL\('([^']+)'|new Worker\('([^']+)'/g))
      queue.push(join(dirname(f), m[1] ?? m[2] ?? ''))
  }
  expect(files.filter(f => !seen.has(f) && !f.endsWith('.d.ts'))).toEqual([])
})

test('links in the documents lead somewhere', () => {
  const docs = [
    ...walk(join(root, 'docs')),
    ...['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'].map(f => join(root, f)),
  ].filter(f => f.endsWith('.md'))
  const bad: string[] = []
  for (const f of docs) {
    const body = statSync(f, { throwIfNoEntry: false }) ? readFileSync(f, 'utf8') : ''
    for (const m of body.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g))
      if (!statSync(join(dirname(f), m[1] ?? ''), { throwIfNoEntry: false }))
        bad.push(`${relative(root, f)} → ${m[1]}`)
  }
  expect(bad).toEqual([])
})
