import { useSearch } from '@tanstack/react-router'
import { ApiError, api } from './api.ts'
import type { Me } from './contracts.ts'
import { queryClient, useApi } from './query.ts'
import { dropDrafts } from './ui/drafts.ts'

export interface Session {
  me: Me | undefined
  /** whether this account may, in the estate now chosen; screens hide what can never be allowed */
  can: (permission: string | undefined) => boolean
}

/** Who is signed in. The one place that knows the shape of /api/me. */
export function useMe(): Session {
  const { data } = useApi('GET /api/me')
  const search: { e?: string } = useSearch({ strict: false })
  const near =
    listed(data, wantedEstate(search.e)) ?? (outside(data, search.e) ? undefined : data?.estates[0])
  const held = near ? data?.sets[near.set] : data?.permissions
  return { me: data, can: permission => !permission || !!held?.includes(permission) }
}

const meKey = ['GET /api/me', {}]
// the number changes with the shape of the answer: an old one is not read by a new version
const keptMe = 'anju.me.2'

/**
 * For the router: who is signed in, or undefined when nobody is. Without network the last answer on this device
 * stands, so that a gate or a cellar can go on; it holds a name, roles and estates, and ends with the sign-out.
 */
export async function whoAmI(): Promise<Me | undefined> {
  try {
    const me = await queryClient.ensureQueryData({
      queryKey: meKey,
      queryFn: () => api('GET /api/me'),
      // a terminal without network begins at once from what it kept
      retry: false,
    })
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

/** The account that is signed in on this page, for what it leaves in the queue. */
export function accountNow(): string | undefined {
  return queryClient.getQueryData<Me>(meKey)?.account.id
}

/** Forgets who was signed in and what he left unfinished on this device. */
export function forgetMe(): void {
  localStorage.removeItem(keptMe)
  dropDrafts()
  queryClient.clear()
}

const lastEstate = 'anju.estate'

/**
 * The estate named in the address (`?e=`), else the last one used on this device, else the first of mine. Somebody
 * over hundreds of estates is sent only some of them; one beyond those is asked for by its id.
 */
export function useEstate(): { id: string; name: string } | undefined {
  const { me } = useMe()
  const search: { e?: string } = useSearch({ strict: false })
  const id = wantedEstate(search.e) ?? ''
  const far = outside(me, search.e)
  const { data, isError } = useApi('GET /api/estates/:estateId', { estateId: id }, { when: far })
  if (far && !isError) return { id, name: data?.name ?? '…' }
  return listed(me, id) ?? me?.estates[0]
}

function wantedEstate(named: string | undefined): string | undefined {
  return named ?? localStorage.getItem(lastEstate) ?? undefined
}

function listed(me: Me | undefined, id: string | undefined): Me['estates'][number] | undefined {
  return me?.estates.find(estate => estate.id === id)
}

/** Whether the wanted estate may be mine without standing in the list. */
function outside(me: Me | undefined, named: string | undefined): boolean {
  const id = wantedEstate(named)
  return !!me && !!id && me.estatesTotal > me.estates.length && !listed(me, id)
}

/** The id of the chosen estate. Screens under a shell may rely on it: a shell shows none without an estate. */
export function useEstateId(): string {
  return useEstate()?.id ?? ''
}

export function rememberEstate(id: string): void {
  localStorage.setItem(lastEstate, id)
}
