/** Learning costs seconds of processor time; a gate must be answered meanwhile, so it is done in a thread of its own. */
import { Worker } from 'node:worker_threads'
import { toBytes } from './keep.ts'
import { type Example, guess, train } from './learner.ts'
import { houseModel } from './lexicon.ts'
import { chosenWay, type Figures, figuresOf, thresholdOf } from './measure.ts'
import { FIRST_THRESHOLD, mixed, TICKETS_FOR_THRESHOLD } from './rules.ts'

export interface Lesson {
  tickets: Example[]
}

export interface Learned {
  body: Uint8Array
  threshold: number
  figures: Figures
}

/** Learns and measures, here and now: each ticket was tried on a learner that had not seen it. */
export function learn({ tickets }: Lesson): Learned {
  const house = houseModel()
  const { options, tried } = chosenWay(tickets, 3, (own, doc, learnt) =>
    mixed(guess(house, doc), own, learnt),
  )
  const model = train(tickets, options)
  const threshold = tickets.length < TICKETS_FOR_THRESHOLD ? FIRST_THRESHOLD : thresholdOf(tried)
  return { body: toBytes(model), threshold, figures: figuresOf(tried, threshold) }
}

/** The same in a thread that ends with it. @throws what the thread throws */
export function learnAside(lesson: Lesson): Promise<Learned> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./learning-thread.ts', import.meta.url), {
      workerData: lesson,
      resourceLimits: { maxOldGenerationSizeMb: 640 },
    })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', code => (code === 0 ? undefined : reject(new Error(`learning ended with ${code}`))))
  })
}
