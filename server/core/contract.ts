/**
 * The shape of an endpoint as a module's contract.ts declares it. One table entry validates the input,
 * documents the route (OpenAPI, docs/ACCESS.md), and types the web client (by `import type`), so nothing
 * about a route is said twice.
 */
import type { z } from 'zod'
import type { Permission } from './access.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type EndpointKey = `${Method} /${string}`

export interface Endpoint {
  /** `public`: nobody needs to be signed in. `signed-in`: any live account. Else the permission asked for. */
  permission: Permission | 'public' | 'signed-in'
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** Absent for streams and files, which name their media type in `produces`. */
  response?: z.ZodType
  produces?: string
  /**
   * For devices: the body of any media type comes as it is (`request.body` is a Buffer), and no header of our own pages is
   * asked for. Always with `produces`.
   */
  raw?: boolean
  /** Reads multipart/form-data: the service gets `input.upload`. */
  upload?: boolean
  /**
   * A write that carries `clientId`: the same id again gets the first answer (table `request`).
   * A verb that stores the id in its own single statement says `own`.
   */
  idempotent?: boolean | 'own'
  /** Writes that need no audit row say why; every other write without one is rolled back. */
  unaudited?: string
  /** A hot verb that commits one statement of its own opens no transaction. */
  transaction?: false
  /** Largest body in bytes where the house limit of 1 MiB does not fit. */
  bodyLimit?: number
}

type Out<T> = T extends z.ZodType ? z.output<T> : object
type In<T> = T extends z.ZodType ? z.input<T> : object

/** What a verb receives: params, query and body merged; params win over body. */
export type InputOf<E extends Endpoint> = Out<E['body']> & Out<E['query']> & Out<E['params']>
/** A file of a multipart request, read into memory within the endpoint's limit. */
export interface Upload {
  filename: string
  mediaType: string
  bytes: Buffer
}

/** What a caller may send. */
export type SendOf<E extends Endpoint> = In<E['body']> &
  In<E['query']> &
  In<E['params']> &
  (E['upload'] extends true ? { upload?: Upload } : object)
export type AnswerOf<E extends Endpoint> = E['response'] extends z.ZodType ? z.input<E['response']> : unknown

/** Declares a module's endpoints; the key is method and path, `:name` marks a parameter. */
export function endpoints<const T extends Record<EndpointKey, Endpoint>>(table: T): T {
  return table
}
