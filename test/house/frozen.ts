/** Generated documents are files: a test compares them, and ANJU_UPDATE=1 writes them anew. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

export const root = join(import.meta.dirname, '..', '..')

/** Fails with the difference when the file is not what the code says now. */
export function frozen(path: string, text: string): void {
  const file = join(root, path)
  if (process.env.ANJU_UPDATE) writeFileSync(file, text)
  expect(
    existsSync(file) ? readFileSync(file, 'utf8') : '',
    `${path} is out of date: run npm test -- test/house with ANJU_UPDATE=1 and look at the difference`,
  ).toBe(text)
}
