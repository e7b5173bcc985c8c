/** The thread of the planner: one question in, progress and the answer out. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Stay } from './plan-basis.ts'
import { basisOf } from './plan-basis.ts'
import { plan, type Question } from './plan-model.ts'

const { stays, question } = workerData as { stays: Stay[]; question: Question }
parentPort?.postMessage({
  answer: plan(basisOf(stays), question, done => parentPort?.postMessage({ done })),
})
