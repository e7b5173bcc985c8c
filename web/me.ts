import { useSearch } from '@tanstack/react-router'
import { ApiError, api } from './api.ts'
import type { Me } from './contracts.ts'
import { queryClient, useApi } from './query.ts'
import { dropDrafts } from './ui/form.ts'

export interface Session {
  me: Me | undefined
  /** whether this account may, in the estate now chosen; screens hide what can never be allowed */
  can: (permission: string | undefined) => boolean
}

/** Who is signed in. The one place that knows the shape of /api/me. */
export function useMe(): Session {
  const { data } = useApi('GET /api/me')
  const search: { e?: string } = useSearch({ strict: false })
  const estate = chosen(data, search.e)
  const held = estate ? data?.sets[estate.set] : data?.permissions
  return { me: data, can: permission => !permission || !!held?.includes(permission) }
}

const meKey = ['GET /api/me', {}]
const keptMe = 'anju.me'

/**
 * For the router: who is signed in, or undefined when nobody is. Without network the last answer on this device
 * stands, so that a gate or a cellar can go on; it holds a name, roles and estates, and ends with the sign-out.
 */
export async function whoAmI(): Promise<Me | undefined> {
  try {
    const me = await queryClient.ensureQueryData({ queryKey: meKey, queryFn: () => api('GET /api/me') })
    localStorage.setItem(keptMe, JSON.stringify(me))
    return me
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.status === 401) {
      localStorage.removeItem(keptMe)
      return undefined
    }
    const kept = localStorage.getItem(keptMe)
    if (error.status !== 0 || !kept) throw error
    return queryClient.setQueryData<Me>(meKey, JSON.parse(kept))
  }
}

/** Forgets who was signed in and what he left unfinished on this device. */
export function forgetMe(): void {
  localStorage.removeItem(keptMe)
  dropDrafts()
  queryClient.clear()
}

const lastEstate = 'anju.estate'

/** The estate named in the address (`?e=`), else the last one used on this device, else the first of mine. */
export function useEstate(): { id: string; name: string } | undefined {
  const { me } = useMe()
  const search: { e?: string } = useSearch({ strict: false })
  return chosen(me, search.e)
}

function chosen(me: Me | undefined, named: string | undefined): Me['estates'][number] | undefined {
  const wanted = named ?? localStorage.getItem(lastEstate)
  return me?.estates.find(estate => estate.id === wanted) ?? me?.estates[0]
}

/** The id of the chosen estate. Screens under a shell may rely on it: a shell shows none without an estate. */
export function useEstateId(): string {
  return useEstate()?.id ?? ''
}

export function rememberEstate(id: string): void {
  localStorage.setItem(lastEstate, id)
}
