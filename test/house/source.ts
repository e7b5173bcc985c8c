/** The house's own source as the house rules read it: its files, their text, and who imports whom. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from './frozen.ts'

const code = ['server', 'web', 'sim', 'bench', 'test', 'edge', 'scripts']

/** Every file under a folder; none when there is no such folder. */
export function walk(dir: string): string[] {
  try {
    return readdirSync(dir).flatMap(name => {
      const path = join(dir, name)
      return statSync(path).isDirectory() ? walk(path) : [path]
    })
  } catch {
    return []
  }
}

/** The source files of the house, from its root. */
export const files = code
  .flatMap(d => walk(join(root, d)))
  .filter(f => /\.(ts|tsx|mjs)$/.test(f))
  .map(f => relative(root, f))
/** What stands in each. */
export const text = new Map(files.map(f => [f, readFileSync(join(root, f), 'utf8')]))
/** What a file imports, as it is written there: at once, lazily, or by type only. */
export const imports = (f: string) => named(text.get(f) ?? '')
/** The same without what is imported by type only, which is gone when the program runs. */
export const runTimeImports = (f: string) =>
  named((text.get(f) ?? '').replace(/^(?:import|export) type [\w\s{},*]+ from '[^']+'/gm, ''))
const named = (body: string) =>
  [...body.matchAll(/(?:\bfrom(?!')\s+|import\(\s*)'([^']+)'|^import '([^']+)'/gm)].map(
    m => m[1] ?? m[2] ?? '',
  )
/** The files of the house among a file's imports, from its root. */
export const local = (f: string, of = imports) =>
  of(f)
    .filter(i => i.startsWith('.'))
    .map(i => join(dirname(f), i))
export const isTest = (f: string) => /\.test\.tsx?$|^test\/|\.journey\.ts$/.test(f)
