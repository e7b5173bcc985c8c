/** The thread itself: does one task after another and answers each by its number. */
import { parentPort } from 'node:worker_threads'
import { tasks } from './aside-tasks.ts'
import { AppError } from './errors.ts'

/** A call of one task; the arguments were checked by the compiler where it was made. */
type Call = { id: number; kind: keyof typeof tasks; input: never[] }

const run = async ({ id, kind, input }: Call) => {
  try {
    const task: (...input: never[]) => Promise<unknown> = tasks[kind]
    parentPort?.postMessage({ id, answer: await task(...input) })
  } catch (error) {
    if (error instanceof AppError)
      parentPort?.postMessage({ id, refused: { code: error.code, params: error.params } })
    else
      parentPort?.postMessage({
        id,
        broke: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
  }
}

// One after another: two large files at once would only take the memory of both.
let last = Promise.resolve()
parentPort?.on('message', (call: Call) => {
  last = last.then(() => run(call))
})
