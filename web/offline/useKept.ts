import { useEffect, useState } from 'react'
import type { Answer, Key, Send } from '../contracts.ts'
import { useMe } from '../me.ts'
import { type ReadOptions, useApi } from '../query.ts'
import { keep, kept } from './keep.ts'

interface Held<A> {
  answer: A
  at: string
}

/** The name under which an answer is kept on this device. */
export function keptName(accountId: string, key: string, input: object): string {
  return `${accountId} ${key} ${JSON.stringify(input)}`
}

/** Keeps an answer for work without network; a full or forbidden storage only means that there is none then. */
export async function keepAnswer(name: string, answer: object, at: string): Promise<void> {
  await keep(name, { answer, at }).catch(() => undefined)
}

/**
 * Reads an endpoint and keeps the last answer on this device, encrypted and for twelve hours at most. That answer stands
 * until a newer one comes; without network `keptAt` says from when it is. `store: false` keeps nothing (a desk that others use too).
 */
export function useKept<K extends Key>(
  key: K,
  input: Send<K>,
  options: ReadOptions & { store?: boolean } = {},
): {
  data: Answer<K> | undefined
  error: Error | null
  refetch: () => void
  keptAt: string | undefined
} {
  const { me } = useMe()
  const { data, error, refetch, dataUpdatedAt } = useApi(key, input, options)
  const [held, hold] = useState<{ name: string } & Held<Answer<K>>>()
  const name = me && options.store !== false ? keptName(me.account.id, key, input) : ''
  const lost = error?.status === 0 && data === undefined
  const refused = error !== null && error.status !== 0
  const bare = name !== '' && data === undefined && !refused
  useEffect(() => {
    if (name && data) void keepAnswer(name, data, new Date(dataUpdatedAt).toISOString())
  }, [name, data, dataUpdatedAt])
  useEffect(() => {
    if (!bare) return
    let wanted = true
    kept<Held<Answer<K>>>(name)
      .then(found => wanted && found && hold({ name, ...found }))
      .catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [bare, name])
  const old = bare && held?.name === name ? held : undefined
  return { data: data ?? old?.answer, error: old ? null : error, refetch, keptAt: lost ? old?.at : undefined }
}
