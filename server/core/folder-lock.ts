import { linkSync, readFileSync, renameSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, processMark } from './process-id.ts'

interface Holder {
  pid: number
  mark: string
  host: string
}

/** The folder is in use by a running program. The message (zh, then en) goes to the person at the console. */
export class FolderInUse extends Error {
  readonly pid: number
  constructor(folder: string, holder: Holder) {
    const where = holder.host === hostname() ? '' : ` @ ${holder.host}`
    super(
      `数据目录 ${folder} 正被另一个安居程序使用(进程 ${holder.pid}${where})。请先停止它,或用 ANJU_DATA 指定另一个目录。\n` +
        `The data folder ${folder} is in use by another Anju (process ${holder.pid}${where}). ` +
        'Stop that one first, or name another folder with ANJU_DATA.',
    )
    this.name = 'FolderInUse'
    this.pid = holder.pid
  }
}

const HEARTBEAT_MS = 2_000
/** Folders locked by this very process: a second start in one process is refused like any other. */
const mine = new Set<string>()

function read(file: string): { holder: Holder; text: string } | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw e
  }
  const [pid = '', mark = '', host = ''] = text.split('\n')
  return { holder: { pid: Number(pid), mark, host }, text }
}

/** A holder on another machine or container shows itself only by touching the file, so watch two heartbeats. */
async function beats(file: string): Promise<boolean> {
  const before = statSync(file).mtimeMs
  await sleep(HEARTBEAT_MS * 2.5)
  try {
    return statSync(file).mtimeMs !== before
  } catch {
    return false
  }
}

async function isHeld(file: string, folder: string, holder: Holder): Promise<boolean> {
  if (!Number.isInteger(holder.pid) || holder.pid <= 0) return false
  if (holder.host !== hostname()) return beats(file)
  if (holder.pid === process.pid) return mine.has(folder)
  return isAlive(holder.pid) && (holder.mark === '' || processMark(holder.pid) === holder.mark)
}

/**
 * Moves a dead holder's file away. Two starters may both have seen it dead: who finds, after the rename, that he
 * took away a fresh lock instead, puts it back and lets the loop judge again.
 */
function clearStale(file: string, seen: string): void {
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (readFileSync(aside, 'utf8') !== seen) {
    try {
      linkSync(aside, file)
    } catch {
      // a third starter was quicker; its lock stands
    }
  }
  unlinkSync(aside)
}

/**
 * Takes the folder for this process and returns the function that gives it back. A holder that died without giving
 * back (kill -9, power cut) is recognised and replaced.
 * @throws FolderInUse when a living program holds it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const key = resolve(folder)
  const file = join(key, 'anju.lock')
  const text = `${process.pid}\n${processMark(process.pid)}\n${hostname()}\n`
  for (;;) {
    try {
      writeFileSync(file, text, { flag: 'wx' })
      break
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e
    }
    const found = read(file)
    if (!found) continue
    if (await isHeld(file, key, found.holder)) throw new FolderInUse(key, found.holder)
    clearStale(file, found.text)
  }
  mine.add(key)
  const beat = setInterval(() => {
    try {
      const now = performance.timeOrigin / 1000 + performance.now() / 1000
      utimesSync(file, now, now)
    } catch {
      // the folder went away; nothing to keep
    }
  }, HEARTBEAT_MS)
  beat.unref()
  return () => {
    clearInterval(beat)
    if (!mine.delete(key)) return
    if (read(file)?.text === text) unlinkSync(file)
  }
}
