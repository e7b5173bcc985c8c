import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
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

export interface TablePrefs {
  hidden: string[]
  dense: boolean
  views: { name: string; state: ListState }[]
}

/** What one person set for one list on this device: columns, density, saved views. */
export function useTablePrefs(
  id: string,
  hiddenFirst: string[],
): [TablePrefs, (part: Partial<TablePrefs>) => void] {
  const key = `anju.table.${id}`
  const [prefs, setPrefs] = useState<TablePrefs>(() => {
    const first = { hidden: hiddenFirst, dense: true, views: [] }
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
