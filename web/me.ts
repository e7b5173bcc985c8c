import { useSearch } from '@tanstack/react-router'
import { api } from './api.ts'
import type { Me } from './contracts.ts'
import { queryClient, useApi } from './query.ts'

export interface Session {
  me: Me | undefined
  /** whether this account may, in the estate now chosen; screens hide what can never be allowed */
  can: (permission: string | undefined) => boolean
}

/** Who is signed in. The one place that knows the shape of /api/me. */
export function useMe(): Session {
  const { data } = useApi('GET /api/me')
  return { me: data, can: permission => !permission || !!data?.permissions.includes(permission) }
}

/** For the router: who is signed in, or undefined when nobody is. */
export async function whoAmI(): Promise<Me | undefined> {
  return queryClient
    .ensureQueryData({ queryKey: ['GET /api/me', {}], queryFn: () => api('GET /api/me') })
    .catch(error => {
      if (error instanceof Error && 'status' in error && error.status === 401) return undefined
      throw error
    })
}

const lastEstate = 'anju.estate'

/** The estate named in the address (`?e=`), else the last one used on this device, else the first of mine. */
export function useEstate(): { id: string; name: string } | undefined {
  const { me } = useMe()
  const search: { e?: string } = useSearch({ strict: false })
  const wanted = search.e ?? localStorage.getItem(lastEstate)
  return me?.estates.find(estate => estate.id === wanted) ?? me?.estates[0]
}

/** The id of the chosen estate. Screens under a shell may rely on it: a shell shows none without an estate. */
export function useEstateId(): string {
  return useEstate()?.id ?? ''
}

export function rememberEstate(id: string): void {
  localStorage.setItem(lastEstate, id)
}
