import { useSyncExternalStore } from 'react'

export interface Said {
  id: number
  text: string
  kind: 'done' | 'failed'
}

let said: Said[] = []
let next = 1
const listeners = new Set<() => void>()

function tell(all: Said[]): void {
  said = all
  for (const listener of listeners) listener()
}

/** How long a sentence stays, in ms; long enough to read it aloud. */
const stay = 5000

/**
 * Says in a short sentence what came of an act, in the reader's terms: 已登记，王师傅 15 分钟内到. Read out by screen
 * readers; works in every shell. Errors that need an answer belong on the page, not here.
 */
export function say(text: string, kind: Said['kind'] = 'done'): void {
  const one = { id: next++, text, kind }
  // said again, it stands once: on a phone three of them would cover the acts
  tell([...said.filter(each => each.text !== text).slice(-2), one])
  setTimeout(() => tell(said.filter(each => each !== one)), stay)
}

export function useSaid(): Said[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => said,
  )
}
