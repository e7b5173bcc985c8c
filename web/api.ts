import { learnServerTime } from './clock.ts'
import type { Answer, Key, Send } from './contracts.ts'
import { settings } from './settings.ts'

export interface FieldProblem {
  path: string
  code: string
  detail: string
}

/** A refusal of the server (problem+json) or a network failure (`code` = 'network', `status` = 0). */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly fields: FieldProblem[]
  readonly requestId: string
  /** what the refusal's sentence was filled with, e.g. the id of the record that is already there */
  readonly params: Readonly<Record<string, string | number>>

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.title ?? problem.code ?? `HTTP ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? 'core.internal'
    this.detail = problem.detail ?? ''
    this.requestId = problem.requestId ?? ''
    this.params = problem.params ?? {}
    this.fields = (problem.fields ?? []).map(field => ({
      path: field.path,
      code: field.code,
      detail: field.message,
    }))
  }
}

interface Problem {
  code: string
  title: string
  detail: string
  requestId: string
  params: Record<string, string | number>
  fields: { path: string; code: string; message: string }[]
}

export interface CallOptions {
  signal?: AbortSignal
  /** Made once per form open: a retry with the same id is the same request and gets the first answer. */
  clientId?: string
  /** when it was captured, for what is sent later (ISO); server time rules, this is kept beside it */
  deviceAt?: string
}

/** Raised on window when the server says 401: the session gate asks to sign in again, the page stays. */
export const sessionEnded = 'anju:session-ended'

/** A new client id (UUID v4: made offline too, never used as a row id). */
export function newClientId(): string {
  return crypto.randomUUID()
}

/** The URL of an endpoint, for links and downloads: path parameters filled, the rest as query. */
export function url<K extends Key>(key: K, input?: Send<K>): string {
  const { path, rest } = split(key, input ?? {})
  return address(path, rest)
}

function address(path: string, rest: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/**
 * Calls an endpoint by its contract key: `api('POST /api/estates/:estateId/tickets', { estateId, ... })`.
 * @throws ApiError
 */
export function api<K extends Key>(key: K, input?: Send<K>, options?: CallOptions): Promise<Answer<K>> {
  return request(key, input, options) as Promise<Answer<K>>
}

/** The same without types, for what was stored with its key (the offline queue) and for the wrappers. @throws ApiError */
export async function request(key: string, input: object = {}, options: CallOptions = {}): Promise<unknown> {
  const method = key.slice(0, key.indexOf(' '))
  const reads = method === 'GET'
  const headers = new Headers({ accept: 'application/json', 'accept-language': settings().language })
  if (!reads) headers.set('x-anju', '1')
  if (options.clientId) headers.set('x-client-id', options.clientId)
  if (options.deviceAt) headers.set('x-device-time', options.deviceAt)
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: options.signal }
  const { path, rest } = split(key, input)
  if (!reads) init.body = bodyOf(rest, headers)
  const response = await reach(reads ? address(path, rest) : path, init)
  learnServerTime(response.headers.get('date'))
  if (!response.ok) throw await refusal(response, key)
  return JSON.parse((await response.text()) || 'null')
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { code: 'network' })
  }
}

async function refusal(response: Response, key: string): Promise<ApiError> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}))
  // a wrong password or code is 401 too, and ends nothing
  const ended = response.status === 401 && (problem.code ?? 'core.signed_out') === 'core.signed_out'
  if (ended && !key.includes('/api/sign-in') && key !== 'GET /api/me')
    window.dispatchEvent(new Event(sessionEnded))
  return new ApiError(response.status, problem)
}

function split(key: string, input: object): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...input }
  const path = key.slice(key.indexOf(' ') + 1).replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    if (value === undefined || value === '') throw new TypeError(`${key}: no value for :${name}`)
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path, rest }
}

function bodyOf(rest: Record<string, unknown>, headers: Headers): BodyInit {
  const files = Object.values(rest).some(value => value instanceof Blob)
  if (!files) {
    headers.set('content-type', 'application/json')
    return JSON.stringify(rest)
  }
  const form = new FormData()
  for (const [name, value] of Object.entries(rest)) {
    if (value instanceof Blob) form.append(name, value)
    else if (value !== undefined) form.append(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  return form
}
