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
import { ApiError, newClientId, request } from './api.ts'
import type { Answer, Key, Send } from './contracts.ts'

/** A refusal is an answer and is not asked again; only a lost network or a server in trouble is. */
function again(failures: number, error: Error): boolean {
  const status = error instanceof ApiError ? error.status : 500
  return failures < 2 && (status === 0 || status >= 500)
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // `always`: without network a call fails at once and the page says so; the library would wait in silence
    queries: { retry: again, staleTime: 10_000, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
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
  options?: ReadOptions,
): UseQueryResult<Answer<K>, ApiError>
export function useApi(
  key: string,
  input: object = {},
  options: ReadOptions = {},
): UseQueryResult<unknown, ApiError> {
  return useQuery<unknown, ApiError>({
    queryKey: [key, input],
    queryFn: ({ signal }) => request(key, input, { signal }),
    enabled: options.when !== false,
    refetchInterval: options.every ?? false,
    placeholderData: options.keep ? keepPreviousData : undefined,
  })
}

export interface WriteOptions<A> {
  /** keys whose answers are read anew afterwards */
  stale?: Key[]
  done?: (answer: A) => void
}

/**
 * Writes to an endpoint. One client id serves all tries until one is accepted, so a double tap or a retry
 * after a lost answer is the same request.
 */
export function useMutate<K extends Key>(
  key: K,
  options?: WriteOptions<Answer<K>>,
): UseMutationResult<Answer<K>, ApiError, Send<K>>
export function useMutate(
  key: string,
  options: WriteOptions<unknown> = {},
): UseMutationResult<unknown, ApiError, object> {
  const client = useQueryClient()
  const id = useRef<string>(undefined)
  return useMutation<unknown, ApiError, object>({
    mutationFn: input => {
      id.current ??= newClientId()
      return request(key, input, { clientId: id.current })
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
