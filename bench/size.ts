/**
 * JavaScript and styles by shell, gzip, each beside its limit (DESIGN §7). `npm run bench -- size` prints
 * one line of JSON for the built dist/web and ends with 1 when a limit is passed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ShellFiles } from '../web/offline/shell-files.ts'
import type { Shell } from '../web/page.ts'

/** kB of 1000 bytes, gzip. */
export const limits: Record<Shell, { first: number; all: number }> = {
  resident: { first: 180, all: 320 },
  field: { first: 180, all: 320 },
  gate: { first: 180, all: 320 },
  // a desk loads the pages it opens: the first is held to the plan's figure, the sum of all grows with each room (0003)
  console: { first: 520, all: 700 },
  board: { first: 520, all: 520 },
}

export interface Size {
  shell: string
  what: 'first' | 'all'
  kb: number
  limit: number
  ok: boolean
}

/** Sizes of a built app. @throws when there is none */
export function sizes(dist = join(import.meta.dirname, '../dist/web')): Size[] {
  const shells: Record<Shell, ShellFiles> = JSON.parse(readFileSync(join(dist, 'shells.json'), 'utf8'))
  const weigh = new Map<string, number>()
  const kb = (files: string[]) => {
    let sum = 0
    for (const file of files) {
      const known = weigh.get(file) ?? gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
      weigh.set(file, known)
      sum += known
    }
    return Math.round(sum / 100) / 10
  }
  return (Object.keys(limits) as Shell[]).flatMap(shell =>
    (['first', 'all'] as const).map(what => {
      const size = kb(shells[shell][what])
      return { shell, what, kb: size, limit: limits[shell][what], ok: size <= limits[shell][what] }
    }),
  )
}

/** Prints the line; a passed limit ends the program with 1. */
export async function size(): Promise<void> {
  const found = sizes()
  // the budget's test takes sizes() from here and needs no program
  const { print, round } = await import('./kit.ts')
  print('size', {
    unit: 'kB gzip',
    sizes: found,
    rounds: 1,
    ratio: round(Math.max(...found.map(each => each.kb / each.limit))),
  })
  if (!found.every(each => each.ok)) process.exit(1)
}
