import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

interface Entry {
  version?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>
}

/** As Node looks it up: from the package's own node_modules outward. */
function isThere(from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]?.version) return true
    if (at === '') return false
  }
}

test('npm ci takes the lock file: every package it asks for is in it, those of other systems too', () => {
  const missing = Object.entries(lock.packages).flatMap(([at, p]) =>
    Object.keys({ ...p.dependencies, ...p.optionalDependencies })
      .filter(name => !isThere(at, name))
      .map(name => `${at} → ${name}`),
  )
  expect(missing).toEqual([])
})

test('no registry’s address is written into the lock file', () => {
  const text = JSON.stringify(lock)
  expect(text.match(/"resolved":"[^"]*"/g) ?? []).toEqual([])
})
