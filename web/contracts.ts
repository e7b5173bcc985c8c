import type { z } from 'zod'
import type { estateApi } from '../server/modules/estate/contract.ts'

/**
 * The tables of endpoints that the screens may call: one line per module, types only, so neither zod nor
 * server code reaches the browser.
 *
 *   import type { deskApi } from '../server/modules/desk/contract.ts'
 *   export type Api = EntryApi & typeof deskApi
 */
export type Api = EntryApi & typeof estateApi

type Shape<T> = z.ZodType<T, T>

/** What the sign-in pages and `useMe` need; the people module's contract takes its place. */
export interface EntryApi {
  'GET /api/me': { response: Shape<Me> }
  'POST /api/sign-in': {
    body: Shape<{ username: string; password: string }>
    response: Shape<{ twoFactor: boolean }>
  }
  'POST /api/sign-in/second': {
    body: Shape<{ code: string; trust?: boolean }>
    response: Shape<object>
  }
  'POST /api/sign-in/phone-code': {
    body: Shape<{ phone: string }>
    response: Shape<{ waitSeconds: number }>
  }
  'POST /api/sign-in/phone': {
    body: Shape<{ phone: string; code: string }>
    response: Shape<object>
  }
  'POST /api/sign-out': { response: Shape<object> }
  'GET /api/setup': { response: Shape<{ needed: boolean }> }
  'POST /api/setup': { body: Shape<SetupInput>; response: Shape<object> }
}

export interface Me {
  account: { id: string; name: string }
  roles: { role: string; name?: string; estateId?: string | null }[]
  shells: ('console' | 'resident' | 'field' | 'gate' | 'board')[]
  estates: { id: string; name: string }[]
  permissions: string[]
}

export interface SetupInput {
  administrator: { username: string; name: string; password: string }
  region: { city: string; district: string; subdistrict: string; neighbourhood: string }
  estate: { name: string; kind: 'compound' | 'courtyard' | 'single_building' }
}

type Out<T> = T extends z.ZodType ? z.input<T> : unknown
type In<T> = T extends z.ZodType ? z.input<T> : object
type Part<E, K extends string> = E extends Record<K, infer S> ? In<S> : object

/** Endpoints that read a form with a file take it as `upload`. */
type FileOf<E> = E extends { upload: true } ? { upload: Blob } : object

export type Key = keyof Api & string
/** Path parameters, query and body in one object; the client puts each where it belongs. */
export type Send<K extends Key> = Part<Api[K], 'body'> &
  Part<Api[K], 'query'> &
  Part<Api[K], 'params'> &
  FileOf<Api[K]>
export type Answer<K extends Key> = Api[K] extends { response: infer S } ? Out<S> : unknown
/** Endpoints that answer a list (`items`, `total`), as DataTable reads them. */
export type ListKey = { [K in Key]: Answer<K> extends { items: unknown[] } ? K : never }[Key]
export type RowOf<K extends Key> = Answer<K> extends { items: (infer R)[] } ? R : never
