/**
 * Reading a file of 20,000 rows or printing 100 pages costs seconds of processor time; a gate must be answered
 * meanwhile. So it is done in one thread beside the program, which ends when idle and gives its memory back.
 */
import { Worker } from 'node:worker_threads'
import type { Tasks } from './aside-tasks.ts'
import { AppError } from './errors.ts'
import { sheetFail } from './sheet-refusal.ts'

const IDLE_MS = 60_000
const LIMIT_MS = 120_000

type Waiting = { settle(answer: unknown): void; refuse(error: Error): void; timer: NodeJS.Timeout }
type Reply = {
  id: number
  answer?: unknown
  refused?: { code: string; params: Record<string, string | number> }
  broke?: string
}

let thread: Worker | null = null
let idle: NodeJS.Timeout | undefined
let count = 0
const waiting = new Map<number, Waiting>()

/**
 * Does a task in the thread: `aside('readSheet', bytes, filename)`.
 * @throws what the task throws; sheet.too_slow after two minutes or when it runs out of memory
 */
export function aside<K extends keyof Tasks>(
  kind: K,
  ...input: Parameters<Tasks[K]>
): Promise<Awaited<ReturnType<Tasks[K]>>> {
  clearTimeout(idle)
  thread ??= start()
  count += 1
  const id = count
  const call = { id, kind, input }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(sheetFail('sheet.too_slow')), LIMIT_MS)
    timer.unref()
    waiting.set(id, {
      settle: answer => resolve(answer as Awaited<ReturnType<Tasks[K]>>),
      refuse: reject,
      timer,
    })
    thread?.ref()
    thread?.postMessage(call)
  })
}

function start(): Worker {
  const worker = new Worker(new URL('./aside-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 640 },
  })
  worker.unref()
  worker.on('message', (reply: Reply) => {
    const one = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (one) {
      clearTimeout(one.timer)
      if (reply.refused) one.refuse(new AppError(reply.refused.code, { params: reply.refused.params }))
      else if (reply.broke !== undefined) one.refuse(new Error(reply.broke))
      else one.settle(reply.answer)
    }
    if (waiting.size > 0) return
    // An idle thread keeps no command from ending.
    worker.unref()
    idle = setTimeout(() => stop(null), IDLE_MS).unref()
  })
  worker.on('error', error => {
    const full = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    if (thread === worker) stop(full ? sheetFail('sheet.too_slow') : error)
  })
  return worker
}

/** Ends the thread; what still waited is refused. */
function stop(error: Error | null): void {
  const ended = thread
  thread = null
  for (const one of waiting.values()) {
    clearTimeout(one.timer)
    one.refuse(error ?? sheetFail('sheet.too_slow'))
  }
  waiting.clear()
  void ended?.terminate()
}
