import type { z } from 'zod'
import type { estateApi } from '../server/modules/estate/contract.ts'
import type { peopleApi } from '../server/modules/people/contract.ts'
import type { transferApi } from '../server/modules/transfer/contract.ts'

/**
 * The tables of endpoints that the screens may call: one line per module, types only, so neither zod nor
 * server code reaches the browser.
 *
 *   import type { deskApi } from '../server/modules/desk/contract.ts'
 *   export type Api = EntryApi & typeof deskApi
 */
export type Api = EntryApi & typeof estateApi & typeof peopleApi & typeof transferApi

type Shape<T> = z.ZodType<T, T>

/** What the sign-in pages and `useMe` need; the people module's contract takes its place. */
export interface EntryApi {
  'POST /api/sign-in/phone-code': {
    body: Shape<{ phone: string }>
    response: Shape<{ waitSeconds: number }>
  }
  'POST /api/sign-in/phone': {
    body: Shape<{ phone: string; code: string }>
    response: Shape<object>
  }
}

export type Me = Answer<'GET /api/me'>

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
