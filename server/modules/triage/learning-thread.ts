/** The thread: one lesson in, what was learnt out. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Lesson, learn } from './learning.ts'

parentPort?.postMessage(learn(workerData as Lesson))
