import type { ReactNode } from 'react'

export interface Column<T> {
  key: string
  title: string
  /** in rem; columns without one share what is left */
  width?: number
  align?: 'right'
  /** the server can sort by it; `sort` sends `key`, or this name */
  sort?: boolean | string
  /** starts hidden; the column chooser brings it out */
  hidden?: boolean
  render: (row: T) => ReactNode
}

export type Filter = { key: string; label: string; width?: number; more?: boolean } & (
  | { kind: 'text'; placeholder?: string }
  | { kind: 'select'; options: readonly { value: string; label: string }[] }
  | { kind: 'date' }
)

/** What the address holds of a list: page, size, sort and the filters, all as text. */
export type ListState = Record<string, string>

export const defaultSize = 50
export const sizes = [50, 100, 200] as const

/** Names that the list itself uses; filters must choose others. */
export const reserved = ['e', 'open', 'page', 'size', 'sort'] as const

/** The query for the server: offset and limit in place of page and size, only what is set. */
export function toQuery(state: ListState, filters: readonly Filter[]): Record<string, string | number> {
  const limit = sizes.find(size => String(size) === state.size) ?? defaultSize
  const page = Math.max(1, Math.trunc(Number(state.page ?? 1)) || 1)
  const query: Record<string, string | number> = { limit, offset: (page - 1) * limit }
  if (state.sort) query.sort = state.sort
  for (const { key } of filters) if (state[key]) query[key] = state[key]
  return query
}

/** `dueAt` → `-dueAt` → none, as a header is clicked again. */
export function nextSort(current: string | undefined, name: string): string | undefined {
  if (current === name) return `-${name}`
  if (current === `-${name}`) return undefined
  return name
}
