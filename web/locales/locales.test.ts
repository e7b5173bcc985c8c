import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const here = import.meta.dirname
const web = join(here, '..')

/** `a.b.c` → text, for every leaf of a locale file. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is neither text nor a group`)
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
}

function read(language: string, file: string): Map<string, string> {
  return new Map(leaves(JSON.parse(readFileSync(join(here, language, file), 'utf8'))))
}

const files = readdirSync(join(here, 'zh-CN')).sort()

test('both languages have the same files', () => {
  expect(readdirSync(join(here, 'en')).sort()).toEqual(files)
})

/** i18next's plural endings: en has one and other where zh has one form only. */
const singular = (key: string) => key.replace(/_(one|other)$/, '')

describe.each(files)('%s', file => {
  const zh = read('zh-CN', file)
  const en = read('en', file)

  test('every key stands in both languages', () => {
    expect([...new Set([...en.keys()].map(singular))].sort()).toEqual(
      [...new Set([...zh.keys()].map(singular))].sort(),
    )
  })

  test('no text is empty, and no English text holds Chinese', () => {
    const empty = [...zh, ...en].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(empty).toEqual([])
    // a number plate begins with the character of its province in every language
    const plate = /\p{Script=Han}[A-Z][A-Z0-9]{5,6}(?![A-Z0-9])/gu
    const han = [...en].filter(([, text]) => /\p{Script=Han}/u.test(text.replace(plate, '')))
    expect(han.map(([key]) => key)).toEqual([])
  })

  test('both languages fill in the same values', () => {
    const holes = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(match => match[1]).sort()
    const differ = [...zh].filter(([key, text]) => {
      const other = en.get(key) ?? en.get(`${key}_other`) ?? ''
      return holes(text).join() !== holes(other).join()
    })
    expect(differ.map(([key]) => key)).toEqual([])
  })
})

/** Keys that code names in full: t('a.b'), t('ns:a.b'); the file's useTranslation('ns') is the default. */
function used(): { file: string; namespace: string; key: string }[] {
  const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
    name => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'),
  )
  return sources.flatMap(file => {
    const text = readFileSync(join(web, file), 'utf8')
    const own = text.match(/useTranslation\(\s*\[?\s*'([\w-]+)'/)?.[1]
    return [...text.matchAll(/\bt\(\s*'([^'$]+)'/g)].flatMap(([, name = '']) => {
      const [before, after] = name.includes(':') ? name.split(':', 2) : [own, name]
      return before === undefined ? [] : [{ file, namespace: before, key: after ?? '' }]
    })
  })
}

test('no key that code uses is missing', () => {
  const known = new Map(files.map(file => [file.replace('.json', ''), read('zh-CN', file)]))
  const all = used()
  expect(all.length).toBeGreaterThan(50)
  const missing = all.filter(({ namespace, key }) => {
    const texts = known.get(namespace)
    return !texts?.has(key) && !texts?.has(`${key}_other`)
  })
  expect(missing).toEqual([])
})
