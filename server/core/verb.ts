/**
 * One use case. `verb(endpoint, run)` gives every one the same course (DESIGN §4): parse, authorize in scope, open
 * the transaction, answer a repeated request with its first answer, run, insist on an audit row, commit.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { type Permission, reach, reachAnywhere, reachRegion, reachSystem } from './access.ts'
import type { AnswerOf, Endpoint, InputOf, SendOf, Upload } from './contract.ts'
import { type Db, mapDbError } from './db.ts'
import { AppError, type FieldError, fail } from './errors.ts'
import { type Ctx, type LiveCtx, makeCtx } from './house.ts'
import { NIL } from './ids.ts'

export type Verb<E extends Endpoint = Endpoint> = ((ctx: Ctx, input: SendOf<E>) => Promise<AnswerOf<E>>) & {
  readonly endpoint: E
}

export type { Upload }

/** zod's issues in the two languages of the screen, each saying what is wanted. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const zh = z.locales.zhCN().localeError
  const en = z.locales.en().localeError
  const say = (issue: z.core.$ZodIssue, speak: typeof zh) => {
    const said = speak(issue as z.core.$ZodRawIssue)
    return typeof said === 'string' ? said : (said?.message ?? issue.message)
  }
  return error.issues.slice(0, 50).map(issue => {
    // A schema's own message (refine with a text) is already in the reader's words: `中文 | English`.
    const own = issue.code === 'custom' ? issue.message.split(' | ') : undefined
    return {
      path: issue.path.join('.'),
      code: issue.code,
      zh: own?.[0] ?? say(issue, zh),
      en: own?.[1] ?? own?.[0] ?? say(issue, en),
    }
  })
}

/** Reads one part of the input; the parts' errors are shown together. */
function readPart(
  schema: z.ZodType | undefined,
  input: object,
  fields: FieldError[],
): Record<string, unknown> {
  if (schema === undefined) return {}
  const result = schema.safeParse(input)
  if (result.success) return result.data as Record<string, unknown>
  fields.push(...fieldErrors(result.error))
  return {}
}

/**
 * Judges the address alone, so that a stranger learns nothing from the errors of a body, nor gets one read. Whose place
 * it is comes before whether the rest of the address can name something: 403 inside the scope even then.
 * @throws core.signed_out, core.not_found (outside his scope, or an id that cannot be one), core.forbidden
 */
export function admitAddress(ctx: Ctx, endpoint: Endpoint, input: object): Record<string, unknown> {
  const { permission } = endpoint
  if (permission !== 'public' && ctx.actor.kind === 'nobody') throw fail('core.signed_out')
  const wrong: FieldError[] = []
  const params = readPart(endpoint.params, input, wrong)
  const unreadable = () => fail('core.not_found', { log: { fields: wrong } })
  if (wrong.some(f => f.path === 'estateId' || f.path === 'regionId')) throw unreadable()
  if (permission !== 'public' && permission !== 'signed-in')
    authorizeAddress(ctx, permission, wrong.length > 0 ? placeIn(endpoint, input) : params)
  if (wrong.length > 0) throw unreadable()
  return params
}

/** The estate or region that an address names, read alone: its own schema has taken it already. */
function placeIn(endpoint: Endpoint, input: object): Record<string, unknown> {
  const named = Object.entries(input).filter(([name]) => name === 'estateId' || name === 'regionId')
  return Object.fromEntries(named.filter(([name]) => endpoint.params?.shape[name] !== undefined))
}

/**
 * Parses and authorizes: 401 signed out, 404 outside the scope, 403 inside it, and only then 400.
 * @throws what admitAddress does, and core.invalid with the fields to mend
 */
export function admit(ctx: Ctx, endpoint: Endpoint, input: object): Record<string, unknown> {
  const { permission } = endpoint
  const params = admitAddress(ctx, endpoint, input)
  const fields: FieldError[] = []
  const rest = { ...readPart(endpoint.body, input, fields), ...readPart(endpoint.query, input, fields) }
  if (fields.length > 0) throw fail('core.invalid', { params: { count: fields.length }, fields })
  // The estate may stand in the content instead of the address.
  if (
    permission !== 'public' &&
    permission !== 'signed-in' &&
    params.estateId === undefined &&
    typeof rest.estateId === 'string'
  )
    reach(ctx.actor, permission, ctx.house.directory(rest.estateId))
  const upload = endpoint.upload ? { upload: (input as { upload?: Upload }).upload } : {}
  return { ...rest, ...params, ...upload }
}

function authorizeAddress(ctx: Ctx, permission: Permission, params: Record<string, unknown>): void {
  if (typeof params.estateId === 'string') reach(ctx.actor, permission, ctx.house.directory(params.estateId))
  else if (typeof params.regionId === 'string')
    reachRegion(ctx.actor, permission, ctx.house.regionPath(params.regionId))
  else if (systemOnly.has(permission)) reachSystem(ctx.actor, permission)
  else reachAnywhere(ctx.actor, permission)
}

const systemOnly = new Set<Permission>(['system.manage'])

async function once(
  ctx: LiveCtx,
  endpoint: Endpoint,
  verbName: string,
  input: Record<string, unknown>,
  run: () => Promise<unknown>,
): Promise<unknown> {
  const clientId = typeof input.clientId === 'string' ? input.clientId : ctx.clientId
  if (!endpoint.idempotent || endpoint.idempotent === 'own' || clientId === undefined) return run()
  const estateId = typeof input.estateId === 'string' ? input.estateId : NIL
  return runOnce(ctx, { estateId, clientId, verbName }, run)
}

/**
 * The same client id again: the first answer, word for word. The row also makes a concurrent twin wait for it. A verb
 * that does this itself (`idempotent: 'own'`) does it as him whose request it is, which may not be who brings it.
 * @throws core.reused_client_id if it was another verb or person
 */
export async function runOnce<T>(
  ctx: Ctx,
  request: { estateId: string; clientId: string; verbName: string },
  run: () => Promise<T>,
): Promise<T> {
  const { estateId, clientId, verbName } = request
  const actor = 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind
  const made =
    await sql`INSERT INTO request (estate_id, client_id, verb, actor, at) VALUES (${estateId}, ${clientId}, ${verbName}, ${actor}, ${ctx.now})
    ON CONFLICT DO NOTHING RETURNING client_id`.execute(ctx.db)
  if (made.rows.length === 0) {
    ctx.auditedInStatement()
    return (await firstAnswer(ctx.db, estateId, clientId, verbName, actor)) as T
  }
  const answer = await run()
  await sql`UPDATE request SET answer = ${JSON.stringify(answer ?? null)}::jsonb WHERE estate_id = ${estateId} AND client_id = ${clientId}`.execute(
    ctx.db,
  )
  return answer
}

/** The stored answer of a request that was made before. @throws core.reused_client_id if it was another verb or person. */
export async function firstAnswer(
  db: Db,
  estateId: string,
  clientId: string,
  verbName: string,
  actor: string,
): Promise<unknown> {
  const found = await sql<{ verb: string; actor: string; answer: unknown }>`
    SELECT verb, actor, answer FROM request WHERE estate_id = ${estateId} AND client_id = ${clientId}`.execute(
    db,
  )
  const row = found.rows[0]
  if (row === undefined || row.verb !== verbName || row.actor !== actor) throw fail('core.reused_client_id')
  return row.answer
}

/** The audit fails closed: a write that left no trace is rolled back. */
function insistOnAudit(ctx: LiveCtx, endpoint: Endpoint, name: string): void {
  if (!ctx.state.audited && endpoint.unaudited === undefined) throw new Error(`${name} wrote no audit row`)
}

/**
 * Makes a use case of an endpoint and what it does.
 * @param name `module.verb`, for the log, the idempotency table and the audit
 */
export function verb<E extends Endpoint>(
  name: string,
  endpoint: E,
  run: (ctx: Ctx, input: InputOf<E> & { upload?: Upload }) => Promise<AnswerOf<E>>,
): Verb<E> {
  const call = async (outer: Ctx, raw: SendOf<E>): Promise<AnswerOf<E>> => {
    const base = outer as LiveCtx
    const input = admit(base, endpoint, raw as object)
    const typed = input as InputOf<E> & { upload?: Upload }
    try {
      if (base.db.isTransaction) return await run(base, typed)
      if (endpoint.transaction === false) {
        const answer = await run(base, typed)
        insistOnAudit(base, endpoint, name)
        return answer
      }
      const ctx = makeCtx(base.house, base)
      const answer = (await base.house.db.transaction().execute(async tx => {
        const inner = ctx.on(tx)
        const result = await once(inner, endpoint, name, input, () => run(inner, typed))
        insistOnAudit(inner, endpoint, name)
        return result
      })) as AnswerOf<E>
      for (const after of ctx.state.after) await after()
      return answer
    } catch (error) {
      if (!(error instanceof AppError) && typeof input.estateId === 'string')
        base.house.ring.forget(input.estateId)
      throw mapDbError(error)
    }
  }
  return Object.assign(call, { endpoint, verbName: name })
}

/** A read: no transaction, no audit unless it writes one itself. */
export function query<E extends Endpoint>(
  name: string,
  endpoint: E,
  run: (ctx: Ctx, input: InputOf<E>) => Promise<AnswerOf<E>>,
): Verb<E> {
  const call = async (outer: Ctx, raw: SendOf<E>): Promise<AnswerOf<E>> => {
    const base = outer as LiveCtx
    const input = admit(base, endpoint, raw as object)
    try {
      return await run(base, input as InputOf<E>)
    } catch (error) {
      throw mapDbError(error)
    }
  }
  return Object.assign(call, { endpoint, verbName: name })
}
