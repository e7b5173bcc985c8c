/** What others read from us: the OpenAPI document, the error catalogue, both languages of the refusals. */
import { expect, test } from 'vitest'
import { routesOf } from '../../server/app.ts'
import { errorCatalogue } from '../../server/core/errors.ts'
import { testHouse } from '../harness.ts'
import { frozen } from './frozen.ts'

const t = await testHouse()

test('docs/openapi.json is the document that is served, each route with its permission', () => {
  const document = t.app.swagger() as unknown as {
    paths: Record<string, Record<string, Record<string, unknown>>>
  }
  const served = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([m, op]) => ({
      key: `${m.toUpperCase()} ${path}`,
      permission: op['x-permission'],
    })),
  )
  expect(served.filter(r => typeof r.permission !== 'string')).toEqual([])
  const declared = routesOf()
    .map(r => r.key.replace(/:(\w+)/g, '{$1}'))
    .sort()
  expect(served.map(r => r.key).sort()).toEqual(declared)
  frozen('docs/openapi.json', `${JSON.stringify(document, null, 1)}\n`)
})

test('docs/ERRORS.md lists every code in both languages', () => {
  const lines = [
    '# Errors',
    '',
    'Generated from the code; do not edit. Every refusal is `application/problem+json` (RFC 9457) with `code`, `title` in the reader’s language, `fields` where something is to be mended, and `requestId` to quote.',
    '',
    '| Code | Status | 中文 | English |',
    '|---|---|---|---|',
  ]
  for (const [code, e] of errorCatalogue()) lines.push(`| \`${code}\` | ${e.status} | ${e.zh} | ${e.en} |`)
  frozen('docs/ERRORS.md', `${lines.join('\n')}\n`)
})

test('every refusal speaks both languages, and neither in the other', () => {
  for (const [code, e] of errorCatalogue()) {
    expect(e.zh, code).toMatch(/[\u4e00-\u9fff]/)
    expect(e.en.replace(/“[^”]*”/g, ''), code).not.toMatch(/[\u4e00-\u9fff]/)
  }
})

test('the screens’ refusal texts are the server’s', () => {
  const texts = (lang: 'zh' | 'en') =>
    `${JSON.stringify(Object.fromEntries(errorCatalogue().map(([code, e]) => [code, e[lang].replace(/\{(\w+)\}/g, '{{$1}}')])), null, 2)}\n`
  frozen('web/locales/zh-CN/errors.json', texts('zh'))
  frozen('web/locales/en/errors.json', texts('en'))
})
