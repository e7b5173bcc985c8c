/** A scenario costs seconds of processor time; a gate must be answered meanwhile, so it is played in a thread of its own. */
import { Worker } from 'node:worker_threads'
import type { Stay } from './plan-basis.ts'
import type { Answer, Question } from './plan-model.ts'

type Said = { done: number } | { answer: Answer }

/** @param progress is told the share done, 0 to 1; it must not throw. @throws what the thread throws */
export function planAside(
  stays: Stay[],
  question: Question,
  progress: (done: number) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./plan-thread.ts', import.meta.url), {
      workerData: { stays, question },
      resourceLimits: { maxOldGenerationSizeMb: 640 },
    })
    thread.on('message', (said: Said) => ('answer' in said ? resolve(said.answer) : progress(said.done)))
    thread.once('error', reject)
    thread.once('exit', code => (code === 0 ? undefined : reject(new Error(`planner ended with ${code}`))))
  })
}
