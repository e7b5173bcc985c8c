/** From endpoints and verbs to HTTP: context, multipart, problem+json (RFC 9457), OpenAPI with each permission. */
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { Temporal } from 'temporal-polyfill'
import type { Actor } from './access.ts'
import type { Endpoint, EndpointKey, Method } from './contract.ts'
import { mapDbError } from './db.ts'
import { AppError, fail } from './errors.ts'
import { type House, type Lang, type LiveCtx, makeCtx } from './house.ts'
import { newId } from './ids.ts'
import { admit, admitAddress, type Upload, type Verb } from './verb.ts'

/** A route that answers with bytes or a stream writes the reply itself. */
export type RawHandler = (
  ctx: LiveCtx,
  input: Record<string, unknown>,
  reply: FastifyReply,
  request: FastifyRequest,
) => Promise<unknown>

/** A module's bindings: every key of its contract with the verb that does it. */
export type Routes<T extends Record<EndpointKey, Endpoint>> = {
  [K in keyof T]: T[K] extends { produces: string } ? RawHandler : T[K] extends Endpoint ? Verb<T[K]> : never
}

export interface BoundRoute {
  key: EndpointKey
  endpoint: Endpoint
  handler: Verb | RawHandler
}

/** Binds a contract to its verbs; a missing or surplus key does not compile. */
export function bind<T extends Record<EndpointKey, Endpoint>>(contract: T, routes: Routes<T>): BoundRoute[] {
  return (Object.keys(contract) as EndpointKey[]).map(key => ({
    key,
    endpoint: contract[key]!,
    handler: routes[key as keyof T] as Verb | RawHandler,
  }))
}

export type Authenticate = (request: FastifyRequest) => Promise<Actor>

/**
 * The language of an answer: the one the address names (`?lang=en`), else the browser's. A link to a file or a page to print
 * is followed by the browser itself, which knows nothing of the language chosen in the app; the app writes it into the link.
 */
export function language(request: FastifyRequest): Lang {
  const { lang } = request.query as { lang?: unknown }
  if (lang === 'zh' || lang === 'en') return lang
  return /^\s*en/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

const UUID = /^[0-9a-zA-Z_-]{8,64}$/

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A phone says when it captured what it sends now; nonsense is dropped, not refused: server time rules. */
function deviceTime(request: FastifyRequest): Temporal.Instant | undefined {
  const text = header(request, 'x-device-time')
  if (text === undefined) return undefined
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}

async function contextOf(
  house: House,
  authenticate: Authenticate,
  request: FastifyRequest,
): Promise<LiveCtx> {
  const clientId = header(request, 'x-client-id')
  return makeCtx(house, {
    actor: await authenticate(request),
    again: () => authenticate(request),
    requestId: request.id,
    lang: language(request),
    clientId: clientId !== undefined && UUID.test(clientId) ? clientId : undefined,
    device: (header(request, 'x-device') ?? header(request, 'user-agent'))?.slice(0, 120),
    deviceTime: deviceTime(request),
  })
}

/** A browser's own pages send `x-anju`; a foreign page cannot without a preflight that we never allow. */
function refuseForeign(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (
    header(request, 'x-anju') !== undefined ||
    header(request, 'authorization') !== undefined ||
    header(request, 'x-api-key') !== undefined
  )
    return
  if (request.routeOptions.config && (request.routeOptions.config as { device?: boolean }).device) return
  throw fail('core.origin')
}

async function readUpload(
  request: FastifyRequest,
  limit: number,
): Promise<{ upload?: Upload; fields: Record<string, string> }> {
  const fields: Record<string, string> = {}
  let upload: Upload | undefined
  for await (const part of request.parts({ limits: { fileSize: limit, files: 1, fields: 30 } })) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value)
    else {
      const bytes = await part.toBuffer().catch(() => {
        throw fail('core.too_large', { params: { limit: sizeText(limit) } })
      })
      upload = { filename: part.filename, mediaType: part.mimetype, bytes }
    }
  }
  return { ...(upload ? { upload } : {}), fields }
}

const MIB = 1024 * 1024

/** 12 MB, 64 kB: as people say it. */
function sizeText(bytes: number): string {
  return bytes >= MIB ? `${Math.round(bytes / MIB)} MB` : `${Math.ceil(bytes / 1024)} kB`
}

/** Registers one bound route; its schema goes to OpenAPI, the verb itself does the parsing. */
export function addRoute(
  app: FastifyInstance,
  house: House,
  authenticate: Authenticate,
  route: BoundRoute,
): void {
  const [method, path] = route.key.split(' ') as [Method, string]
  const { endpoint } = route
  if (endpoint.raw) {
    addRawRoute(app, house, authenticate, route)
    return
  }
  app.route({
    method,
    url: path,
    bodyLimit: endpoint.bodyLimit ?? MIB,
    config: { upload: endpoint.upload === true },
    schema: {
      summary: endpoint.summary,
      tags: [path.split('/')[2] ?? 'core'],
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body && !endpoint.upload ? { body: endpoint.body } : {}),
      ...(endpoint.response ? { response: { 200: endpoint.response } } : {}),
      'x-permission': endpoint.permission,
    } as object,
    handler: async (request, reply) => {
      refuseForeign(request)
      const ctx = await contextOf(house, authenticate, request)
      if (endpoint.upload) admitAddress(ctx, endpoint, request.params as object)
      const form =
        endpoint.upload && request.isMultipart()
          ? await readUpload(request, endpoint.bodyLimit ?? 12 * MIB)
          : undefined
      const body = form ? { ...form.fields, ...(form.upload ? { upload: form.upload } : {}) } : request.body
      const input = {
        ...(body as object | null),
        ...(request.query as object),
        ...(request.params as object),
      }
      if ('endpoint' in route.handler) return (await (route.handler as Verb)(ctx, input)) ?? {}
      return (route.handler as RawHandler)(ctx, admit(ctx, endpoint, input), reply, request)
    },
  })
}

/** A device's address: bytes as they come, of whatever type they call themselves. */
function addRawRoute(
  app: FastifyInstance,
  house: House,
  authenticate: Authenticate,
  route: BoundRoute,
): void {
  const [method, path] = route.key.split(' ') as [Method, string]
  const { endpoint } = route
  app.register(async inner => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    inner.route({
      method,
      url: path,
      bodyLimit: endpoint.bodyLimit ?? MIB,
      config: { device: true },
      schema: { summary: endpoint.summary, tags: ['devices'], 'x-permission': endpoint.permission } as object,
      handler: async (request, reply) => {
        const ctx = await contextOf(house, authenticate, request)
        const input = admit(ctx, endpoint, request.params as object)
        return (route.handler as RawHandler)(ctx, input, reply, request)
      },
    })
  })
}

function problem(error: AppError, request: FastifyRequest): Record<string, unknown> {
  const lang = language(request)
  return {
    type: `/docs/errors#${error.code}`,
    title: error.text(lang),
    status: error.status,
    code: error.code,
    ...(Object.keys(error.params).length > 0 ? { params: error.params } : {}),
    ...(error.fields.length > 0
      ? { fields: error.fields.map(f => ({ path: f.path, code: f.code, message: f[lang] })) }
      : {}),
    requestId: request.id,
  }
}

/** What the refused request's own route takes. */
interface Wanted {
  bodyLimit: number
  upload: boolean
}

function wanted(request: FastifyRequest): Wanted {
  const config = request.routeOptions.config as { upload?: boolean } | undefined
  return { bodyLimit: request.routeOptions.bodyLimit ?? MIB, upload: config?.upload === true }
}

/** What went wrong, in the house's words; unknown errors show a bland text and a number to quote. */
export function toAppError(
  raw: unknown,
  requestId: string,
  route: Wanted = { bodyLimit: MIB, upload: false },
): AppError {
  const error = mapDbError(raw)
  if (error instanceof AppError) return error
  const e = error as { code?: string; statusCode?: number }
  if (e.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return fail('core.too_large', { params: { limit: sizeText(route.bodyLimit) } })
  if (e.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || e.code === 'FST_INVALID_MULTIPART_CONTENT_TYPE')
    return fail('core.media_type', {
      params: { accepted: route.upload ? 'multipart/form-data' : 'application/json' },
    })
  if (
    e.code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    e.code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    error instanceof SyntaxError
  )
    return fail('core.malformed')
  if (e.statusCode === 404) return fail('core.not_found')
  if (e.statusCode !== undefined && e.statusCode >= 400 && e.statusCode < 500)
    return fail('core.malformed', { log: { code: e.code ?? '' } })
  return fail('core.internal', { params: { id: requestId } })
}

const LONG = 2048

/**
 * An answer as it goes out. A long one is made bytes here in one step: as a text with Han signs it is walked twice more,
 * for its length and at the socket (0.15 ms for a page of fifty tickets). Fastify takes bytes; its type says text.
 */
function answerText(data: unknown): string {
  const text = JSON.stringify(data)
  return text.length < LONG ? text : (Buffer.from(text) as unknown as string)
}

/**
 * Errors, unknown addresses and multipart for the whole app.
 * @param page answers an unknown address that is a page of the web app; the API's stay 404
 */
export async function setUpHttp(
  app: FastifyInstance,
  house: House,
  page?: (reply: FastifyReply) => unknown,
): Promise<void> {
  await app.register(multipart)
  app.setNotFoundHandler((request, reply) => {
    if (page && request.method === 'GET' && !request.url.startsWith('/api/')) return page(reply)
    throw fail('core.not_found')
  })
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => answerText)
  app.setErrorHandler((raw, request, reply) => {
    const error = toAppError(raw, request.id, wanted(request))
    if (error.status >= 500)
      house.log.error({ err: raw, requestId: request.id, url: request.routeOptions.url }, error.code)
    else house.log.debug({ code: error.code, log: error.log, requestId: request.id }, 'refused')
    void reply
      .code(error.status)
      .type('application/problem+json')
      .send(JSON.stringify(problem(error, request)))
  })
}

export { jsonSchemaTransform }

/** Request ids are ours: a caller's header is never trusted into the audit. */
export function requestId(): string {
  return newId()
}
