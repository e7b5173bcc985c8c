import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi, useMutate } from '../../query.ts'
import type { ListState } from './types.ts'

export interface UseList {
  state: ListState
  /** changes what is given (undefined removes); any change but of the page itself goes back to page 1 */
  set: (part: Record<string, string | undefined>) => void
  /** replaces the whole of it, for saved views */
  replace: (state: ListState) => void
}

/** The state of a list in the address, so that a link, a reload or Back shows the same rows. */
export function useListState(inAddress: boolean, first: ListState): UseList {
  const search: ListState = useSearch({ strict: false })
  const navigate = useNavigate()
  const [local, setLocal] = useState<ListState>(first)
  const state = inAddress ? { ...first, ...search } : local
  const put = (next: ListState) => {
    if (!inAddress) setLocal(next)
    else void navigate({ to: '.', search: next, replace: true })
  }
  return {
    state,
    set: part => {
      const merged: Record<string, string | undefined> = { ...state, ...part }
      if (!('page' in part) && !('open' in part)) merged.page = undefined
      put(clean(merged))
    },
    replace: next => put(clean({ ...next, e: state.e })),
  }
}

function clean(state: Record<string, string | undefined>): ListState {
  return Object.fromEntries(Object.entries(state).filter((entry): entry is [string, string] => !!entry[1]))
}

export interface SavedView {
  name: string
  state: ListState
}

export interface TablePrefs {
  hidden: string[]
  dense: boolean
}

/** What one person set for one list on this device: columns and density. */
export function useTablePrefs(
  id: string,
  hiddenFirst: string[],
): [TablePrefs, (part: Partial<TablePrefs>) => void] {
  const key = `anju.table.${id}`
  const [prefs, setPrefs] = useState<TablePrefs>(() => {
    const first = { hidden: hiddenFirst, dense: true }
    try {
      return { ...first, ...JSON.parse(localStorage.getItem(key) ?? '{}') }
    } catch {
      return first
    }
  })
  const change = (part: Partial<TablePrefs>) => {
    const next = { ...prefs, ...part }
    localStorage.setItem(key, JSON.stringify(next))
    setPrefs(next)
  }
  return [prefs, change]
}

const views = 'GET /api/me/views/:list'

/** The filters this account keeps for a list under a name: the same at every device. */
export function useSavedViews(id: string): [SavedView[], (views: SavedView[]) => void] {
  const { data } = useApi(views, { list: id })
  const send = useMutate('PUT /api/me/views/:list', { stale: [views] })
  const items = (send.isPending ? send.variables.items : data?.items) ?? []
  return [items, next => send.mutate({ list: id, items: next.map(v => ({ ...v, state: filled(v.state) })) })]
}

const filled = (state: ListState): Record<string, string> =>
  Object.fromEntries(Object.entries(state).filter((e): e is [string, string] => !!e[1]))
