import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError, api, newClientId } from './api.ts'
import type { Answer, Key, Send } from './contracts.ts'

/** A refusal is an answer and is not asked again; only a lost network or a server in trouble is. */
function again(failures: number, error: Error): boolean {
  const status = error instanceof ApiError ? error.status : 500
  return failures < 2 && (status === 0 || status >= 500)
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: again, staleTime: 10_000, refetchOnWindowFocus: true } },
})

export interface ReadOptions {
  /** false holds the call back, e.g. until an id is known */
  when?: boolean
  /** asks again every so many milliseconds while the page is visible */
  every?: number
  /** shows the last page while the next one is on its way (lists) */
  keep?: boolean
}

/** Reads an endpoint; the same key and input share one answer. */
export function useApi<K extends Key>(
  key: K,
  input?: Send<K>,
  options: ReadOptions = {},
): UseQueryResult<Answer<K>, ApiError> {
  return useQuery<Answer<K>, ApiError>({
    queryKey: [key, input ?? {}],
    queryFn: ({ signal }) => api(key, input, { signal }),
    enabled: options.when !== false,
    refetchInterval: options.every ?? false,
    placeholderData: options.keep ? keepPreviousData : undefined,
  })
}

/**
 * Writes to an endpoint. One client id serves all tries until one is accepted, so a double tap or a retry
 * after a lost answer is the same request. `stale` lists the keys whose answers are read anew afterwards.
 */
export function useMutate<K extends Key>(
  key: K,
  options: { stale?: Key[]; done?: (answer: Answer<K>) => void } = {},
): UseMutationResult<Answer<K>, ApiError, Send<K>> {
  const client = useQueryClient()
  const id = useRef<string>(undefined)
  return useMutation<Answer<K>, ApiError, Send<K>>({
    mutationFn: input => {
      id.current ??= newClientId()
      return api(key, input, { clientId: id.current })
    },
    retry: false,
    onSuccess: answer => {
      id.current = undefined
      for (const stale of options.stale ?? []) client.invalidateQueries({ queryKey: [stale] })
      options.done?.(answer)
    },
    onError: error => {
      // the server decided: what is sent next is another request. A lost answer keeps the id.
      if (error.status >= 400 && error.status < 500) id.current = undefined
    },
  })
}
