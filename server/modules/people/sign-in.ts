/** Signing in and out, the second factor, the own password. Cookies come from better-auth and are passed on. */
import { isAPIError } from 'better-auth/api'
import { verifyPassword } from 'better-auth/crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toDataURL } from 'qrcode'
import type { AnswerOf, Endpoint, InputOf, SendOf } from '../../core/contract.ts'
import { type AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import type { RawHandler } from '../../core/http.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { hashedPassword } from './accounts.ts'
import { authOf } from './auth.ts'
import { accountFail, signInApi } from './contract.ts'
import { forgive, tryOnce } from './guard.ts'
import { sessionsOf } from './sessions.ts'
import * as store from './store-accounts.ts'

export interface Wire {
  request: FastifyRequest
  reply: FastifyReply
}

/** A use case that also needs the wire, for cookies and the caller's address. */
export function wired<E extends Endpoint>(
  name: string,
  endpoint: E,
  run: (ctx: Ctx, input: InputOf<E>, wire: Wire) => Promise<AnswerOf<E>>,
): RawHandler {
  return (ctx, input, reply, request) =>
    verb(name, endpoint, (c, i) => run(c, i, { request, reply }))(ctx, input as SendOf<E>)
}

/** Cookie and browser name only: better-auth needs no more of the request. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const name of ['cookie', 'user-agent'])
    if (typeof request.headers[name] === 'string') headers.set(name, request.headers[name])
  return headers
}

/** Passes cookies on; over HTTPS they are marked for HTTPS only. */
export function passCookies(wire: Wire, headers: Headers): void {
  const cookies = headers
    .getSetCookie()
    .map(c => (wire.request.protocol === 'https' && !/;\s*secure/i.test(c) ? `${c}; Secure` : c))
  if (cookies.length > 0) wire.reply.header('set-cookie', cookies)
}

/** Runs a call of better-auth; what it refuses becomes ours. */
async function asked<T>(run: () => Promise<T>, refusal: () => AppError): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) throw refusal()
    throw error
  }
}

/** Staff sign-in: counted before it is tried, per account and per address. */
export const signIn = wired('people.sign_in', signInApi['POST /api/sign-in'], async (ctx, input, wire) => {
  const name = input.username.trim().toLowerCase()
  await tryOnce(ctx, 'address', wire.request.ip)
  await tryOnce(ctx, 'account', name)
  const account = await store.accountByUsername(ctx.db, name)
  const { response, headers } = await asked(
    () =>
      authOf(ctx.house).api.signInUsername({
        body: { username: name, password: input.password },
        headers: headersOf(wire.request),
        returnHeaders: true,
      }),
    () => accountFail('people.wrong_password'),
  )
  if (account === undefined) throw accountFail('people.wrong_password')
  if (account.disabled_at !== null) {
    await store.deleteSessions(ctx.db, account.id)
    throw accountFail('people.account_closed')
  }
  await forgive(ctx, 'account', name)
  passCookies(wire, headers)
  const twoFactor = 'twoFactorRedirect' in response && response.twoFactorRedirect === true
  await ctx.audit({
    action: twoFactor ? 'account.first_factor' : 'account.sign_in',
    subject: 'account',
    subjectId: account.id,
  })
  return { twoFactor }
})

/** The second factor: six digits of the app, or a backup code, which then is used up. */
export const signInSecond = wired(
  'people.sign_in_second',
  signInApi['POST /api/sign-in/second'],
  async (ctx, input, wire) => {
    await tryOnce(ctx, 'second', wire.request.ip)
    const { api } = authOf(ctx.house)
    const headers = headersOf(wire.request)
    const body = { code: input.code, trustDevice: input.trust ?? false }
    const answer = await asked(
      async () =>
        /^\d{6}$/.test(input.code)
          ? await api.verifyTOTP({ body, headers, returnHeaders: true })
          : await api.verifyBackupCode({ body, headers, returnHeaders: true }),
      () => accountFail('people.wrong_code'),
    )
    await forgive(ctx, 'second', wire.request.ip)
    passCookies(wire, answer.headers)
    await ctx.audit({
      action: 'account.sign_in',
      subject: 'account',
      subjectId: answer.response.user.id,
      after: { secondFactor: true },
    })
    return {}
  },
)

export const signOut = wired('people.sign_out', signInApi['POST /api/sign-out'], async (ctx, _, wire) => {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  await store.deleteSession(ctx.db, ctx.actor.sessionId)
  const { headers } = await authOf(ctx.house).api.signOut({
    headers: headersOf(wire.request),
    returnHeaders: true,
  })
  passCookies(wire, headers)
  sessionsOf(ctx.house).forget()
  await ctx.audit({ action: 'account.sign_out', subject: 'account', subjectId: ctx.actor.id })
  return {}
})

/** The own account with its password proved; wrong tries count like those at sign-in. */
export async function proved(ctx: Ctx, password: string): Promise<store.AccountRow> {
  if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
  const account = await store.accountById(ctx.db, ctx.actor.id)
  const hash = await store.passwordHash(ctx.db, ctx.actor.id)
  if (account === undefined || account.username === null || hash === undefined) throw fail('core.forbidden')
  await tryOnce(ctx, 'account', account.username)
  if (!(await verifyPassword({ hash, password }))) throw accountFail('people.wrong_password')
  await forgive(ctx, 'account', account.username)
  return account
}

export const changePassword = verb(
  'people.change_password',
  signInApi['POST /api/me/password'],
  async (ctx, input) => {
    const account = await proved(ctx, input.current)
    if (input.next === input.current) throw accountFail('people.password_weak')
    const hash = await hashedPassword(input.next, account.username ?? '')
    await store.setPassword(ctx.db, {
      id: newId(),
      accountId: account.id,
      hash,
      mustChange: false,
      at: ctx.now,
    })
    await store.deleteSessions(
      ctx.db,
      account.id,
      ctx.actor.kind === 'account' ? ctx.actor.sessionId : undefined,
    )
    ctx.afterCommit(() => sessionsOf(ctx.house).forget())
    await ctx.audit({ action: 'account.change_password', subject: 'account', subjectId: account.id })
    return {}
  },
)

export const beginSecondFactor = wired(
  'people.second_factor_begin',
  signInApi['POST /api/me/second-factor'],
  async (ctx, input, wire) => {
    const account = await proved(ctx, input.password)
    const { response } = await asked(
      () =>
        authOf(ctx.house).api.enableTwoFactor({
          body: { password: input.password, method: 'totp' },
          headers: headersOf(wire.request),
          returnHeaders: true,
        }),
      () => fail('core.stale'),
    )
    if (response.method !== 'totp') throw fail('core.stale')
    await ctx.audit({ action: 'account.second_factor_begin', subject: 'account', subjectId: account.id })
    const qr = await toDataURL(response.totpURI, { margin: 2, width: 240 })
    return { uri: response.totpURI, qr, backupCodes: response.backupCodes }
  },
)

export const confirmSecondFactor = wired(
  'people.second_factor_confirm',
  signInApi['POST /api/me/second-factor/confirm'],
  async (ctx, input, wire) => {
    if (ctx.actor.kind !== 'account') throw fail('core.forbidden')
    await tryOnce(ctx, 'second', ctx.actor.id)
    const { headers } = await asked(
      () =>
        authOf(ctx.house).api.verifyTOTP({
          body: { code: input.code },
          headers: headersOf(wire.request),
          returnHeaders: true,
        }),
      () => accountFail('people.wrong_code'),
    )
    await forgive(ctx, 'second', ctx.actor.id)
    passCookies(wire, headers)
    sessionsOf(ctx.house).forget()
    await ctx.audit({ action: 'account.second_factor_on', subject: 'account', subjectId: ctx.actor.id })
    return {}
  },
)

export const endSecondFactor = wired(
  'people.second_factor_off',
  signInApi['POST /api/me/second-factor/off'],
  async (ctx, input, wire) => {
    const account = await proved(ctx, input.password)
    const { headers } = await asked(
      () =>
        authOf(ctx.house).api.disableTwoFactor({
          body: { password: input.password },
          headers: headersOf(wire.request),
          returnHeaders: true,
        }),
      () => fail('core.stale'),
    )
    passCookies(wire, headers)
    sessionsOf(ctx.house).forget()
    await ctx.audit({ action: 'account.second_factor_off', subject: 'account', subjectId: account.id })
    return {}
  },
)
