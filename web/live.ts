import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Key } from './contracts.ts'

/** News of the server: something of this kind changed. It carries an id, never the record itself. */
export interface News {
  id: string
  estateId: string
  topic: string
  ref: string
}

/** Server-sent events; the browser reconnects by itself and names the last id it saw, so nothing is missed. */
const address = '/api/events'

const listeners = new Set<(news: News) => void>()
let source: EventSource | undefined

function listen(listener: (news: News) => void): () => void {
  listeners.add(listener)
  if (!source) {
    source = new EventSource(address)
    source.onmessage = event => {
      const news: News = JSON.parse(event.data)
      for (const each of listeners) each(news)
    }
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    source?.close()
    source = undefined
  }
}

/** Reads these lists and records anew when a topic changes: `useLive({ ticket: ['GET /api/estates/:estateId/tickets'] })`. */
export function useLive(stale: Record<string, Key[]>, on?: (news: News) => void): void {
  const client = useQueryClient()
  const latest = useRef({ stale, on })
  useEffect(() => {
    latest.current = { stale, on }
  })
  useEffect(
    () =>
      listen(news => {
        for (const key of latest.current.stale[news.topic] ?? [])
          void client.invalidateQueries({ queryKey: [key] })
        latest.current.on?.(news)
      }),
    [client],
  )
}
