/** The service worker itself, run with a browser's few things around it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

const source = readFileSync(join(import.meta.dirname, '../public/sw.js'), 'utf8')

/** Loads the worker with this network; `activate` resolves when all it waits for is done. */
function aWorker(fetch: () => Promise<unknown>) {
  const heard = new Map<string, (event: object) => void>()
  let claimed = 0
  const kept = { keys: async () => [], match: async () => undefined }
  const context = createContext({
    URL,
    fetch,
    caches: { keys: async () => ['anju-shell-1'], open: async () => kept },
    self: {
      addEventListener: (name: string, hear: (event: object) => void) => heard.set(name, hear),
      clients: { claim: async () => ++claimed },
    },
  })
  runInContext(source, context)
  return {
    claimed: () => claimed,
    async activate(): Promise<void> {
      let waits: Promise<unknown> = Promise.resolve()
      heard.get('activate')?.({
        waitUntil: (p: Promise<unknown>) => {
          waits = p
        },
      })
      await waits
    },
  }
}

test('a line that breaks while the worker takes over leaves the open page in its hands', async () => {
  const worker = aWorker(() => Promise.reject(new TypeError('Failed to fetch')))
  await worker.activate()
  expect(worker.claimed()).toBe(1)
})

test('the open page is taken over before anything is asked of the network', async () => {
  const worker = aWorker(() => new Promise(() => {}))
  void worker.activate()
  await Promise.resolve()
  expect(worker.claimed()).toBe(1)
})
