import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** News of the server: something of this kind changed. It carries an id, never the record itself. */
export interface News {
  id: string
  estateId: string
  topic: string
  ref: string
}

/** Server-sent events; the browser reconnects by itself and names the last id it saw, so nothing is missed. */
const address = '/api/events'

/** Which answers a topic makes old, by a part of their address. */
const touched: Record<string, RegExp> = {
  ticket: /\/tickets|\/orders|\/desk\/|\/board/,
  ledger: /\/ledger\/|\/my\/charges/,
  parking: /\/parking|\/garage|\/my\/(moves|chargers|coupons)/,
  followup: /\/followup/,
  message: /\/messages|\/alarms/,
  bulletin: /\/bulletin/,
  library: /\/library|\/policy|\/steward-service/,
  post: /\/posts|\/on-duty|\/duties|\/roster\/|\/board/,
  roster: /\/roster\/|\/duties|\/on-duty|\/stewards/,
  gate: /\/gate/,
  ask: /\/my-gate/,
  response: /\/response\//,
  closure: /\/closures|\/gate/,
  import: /\/imports/,
  lane: /\/lane/,
}

/** `reset`: more happened than can be told; everything on the screen is read anew. */
const everything = 'reset'

/** News of one kind within this time are read once: a busy gate must not read a list at each passage. */
const restMs = 2000

/** Whether an answer on the screen is made old by news of these topics in these estates. */
export function concerns(news: readonly News[], queryKey: QueryKey): boolean {
  const [key, input] = queryKey
  if (typeof key !== 'string') return false
  const own = typeof input === 'object' && input !== null && 'estateId' in input ? input.estateId : undefined
  return news.some(one => {
    if (one.topic === everything) return true
    // news of no estate carry the nil id and concern all
    const elsewhere = own !== undefined && own !== one.estateId && !one.estateId.startsWith('00000000')
    return !elsewhere && (touched[one.topic]?.test(key) ?? false)
  })
}

/** Keeps every answer on the screen fresh while a shell is open. Called once, by the shell. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource(address)
    let waiting: News[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      const news = waiting
      waiting = []
      timer = undefined
      void client.invalidateQueries({ predicate: query => concerns(news, query.queryKey) })
    }
    source.onmessage = event => {
      waiting.push(JSON.parse(event.data))
      timer ??= setTimeout(read, restMs)
    }
    return () => {
      source.close()
      clearTimeout(timer)
    }
  }, [client])
}
