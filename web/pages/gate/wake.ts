/** What the guard was doing when the tablet was reloaded or its tab killed: kept under his lock, there again after it. */
import { useState } from 'react'
import { keepLocked, keptLocked } from '../../offline/locked.ts'

let memory: Record<string, unknown> = {}
let owner = ''

/** Reads it once, before the first page is drawn. */
export async function loadWake(name: string): Promise<void> {
  if (owner === name) return
  owner = name
  memory = {
    ...((await keptLocked<Record<string, unknown>>(`${name}:wake`).catch(() => undefined)) ?? {}),
    ...memory,
  }
}

/** One after the other: an older state must not be written over a newer one. */
let writing: Promise<unknown> = Promise.resolve()

function write(): void {
  writing = writing.then(() => keepLocked(`${owner}:wake`, memory)).catch(() => undefined)
}

/** A state that survives the tab. `undefined` forgets it. */
export function useWake<T>(key: string, initial: T): [T, (value: T) => void] {
  const [value, set] = useState<T>(() => (memory[key] as T | undefined) ?? initial)
  return [
    value,
    next => {
      memory = { ...memory, [key]: next }
      write()
      set(next)
    },
  ]
}

/** The form is done: nothing of it stays. */
export function dropWake(...keys: string[]): void {
  memory = Object.fromEntries(Object.entries(memory).filter(([key]) => !keys.includes(key)))
  write()
}

/** The guard's right here ended: nothing of what he was doing stays. */
export function forgetWake(): void {
  memory = {}
}
