/** Residents sign in with the phone number that the office has on file and a code of six digits sent to it. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { fail } from '../../core/errors.ts'
import { parsePhone } from '../../core/formats.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL, newCode, newId } from '../../core/ids.ts'
import { authOf } from './auth.ts'
import { accountFail, signInApi } from './contract.ts'
import { forgive, tryOnce } from './guard.ts'
import { maskPhone } from './mask.ts'
import { CODE_MINUTES, CODE_TRIES } from './rules.ts'
import { headersOf, passCookies, wired } from './sign-in.ts'
import * as accounts from './store-accounts.ts'
import * as store from './store-persons.ts'

const SMS_TIMEOUT_MS = 8000

/** @throws core.invalid when it is no mobile number */
function mobile(text: string): string {
  const read = parsePhone(text)
  if (read.ok && /^1\d{10}$/.test(read.value)) return read.value
  const said = read.ok ? { zh: '请填写 11 位手机号', en: 'Enter a mobile number of 11 digits' } : read.text
  throw fail('core.invalid', { params: { count: 1 }, fields: [{ path: 'phone', code: 'phone', ...said }] })
}

async function blindOf(ctx: Ctx, phone: string): Promise<Buffer> {
  return (await ctx.cipher(NIL)).blind('phone', phone)
}

function hashOf(ctx: Ctx, phone: string, code: string): Buffer {
  return createHmac('sha256', ctx.house.ring.system('phone-code')).update(`${phone}:${code}`).digest()
}

/** Through the configured HTTP channel; without one the code stands in the log, in a demo only. */
async function send(ctx: Ctx, phone: string, code: string): Promise<void> {
  const { sms, demo } = ctx.house.config
  const text = `【安居】验证码 ${code}，${CODE_MINUTES} 分钟内有效。工作人员不会向您索要验证码。`
  if (sms === undefined) {
    if (demo) ctx.house.log.warn(`${maskPhone(phone)} 的登录验证码 sign-in code: ${code}`)
    else {
      ctx.house.log.error('no SMS channel is set (ANJU_SMS_URL): residents cannot sign in')
      throw accountFail('people.sms_failed')
    }
    return
  }
  const answer = await fetch(sms.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(sms.token === undefined ? {} : { authorization: `Bearer ${sms.token}` }),
    },
    body: JSON.stringify({ phone, text, kind: 'code', id: newId() }),
    redirect: 'error',
    signal: AbortSignal.timeout(SMS_TIMEOUT_MS),
  }).catch(() => undefined)
  if (!answer?.ok) throw accountFail('people.sms_failed', { log: { status: answer?.status ?? 0 } })
}

/** Asks for a code. A number that is not on file gets the same answer and no message. */
export const askCode = wired(
  'people.phone_code',
  signInApi['POST /api/sign-in/phone-code'],
  async (ctx, input, wire) => {
    const phone = mobile(input.phone)
    await tryOnce(ctx, 'address', wire.request.ip)
    const waitSeconds = await tryOnce(ctx, 'phone', phone)
    const blind = await blindOf(ctx, phone)
    if ((await store.personsOfPhone(ctx.db, blind)).length > 0) {
      const code = newCode(6)
      await store.putCode(ctx.db, blind, hashOf(ctx, phone, code), ctx.now.add({ minutes: CODE_MINUTES }))
      await send(ctx, phone, code)
    }
    return { waitSeconds }
  },
)

/** The account of a phone number, made at its first sign-in with the name on file. */
async function accountOf(ctx: Ctx, phone: string, blind: Buffer): Promise<accounts.AccountRow> {
  const known = await accounts.accountByPhone(ctx.db, blind)
  if (known) return known
  const [claim] = await store.personsOfPhone(ctx.db, blind)
  if (claim === undefined) throw accountFail('people.phone_unknown')
  const [person] = await store.personsByIds(ctx.db, claim.estate_id, 'estate', [claim.person_id])
  const id = newId<'account'>(ctx.now.epochMilliseconds)
  await accounts.insertAccount(ctx.db, {
    id,
    name: person?.name ?? maskPhone(phone),
    username: null,
    email: `${id}@account.invalid`,
    must_change_password: false,
    phone_sealed: (await ctx.cipher(NIL)).seal('phone', phone),
    phone_blind: blind,
    made_by: 'phone',
    at: ctx.now,
  })
  const made = await accounts.accountByPhone(ctx.db, blind)
  if (made === undefined) throw fail('core.internal')
  return made
}

/** Signs in with the code: five minutes, five tries, used once. */
export const signInByPhone = wired(
  'people.sign_in_phone',
  signInApi['POST /api/sign-in/phone'],
  async (ctx, input, wire) => {
    const phone = mobile(input.phone)
    await tryOnce(ctx, 'address', wire.request.ip)
    await tryOnce(ctx, 'code', phone)
    const blind = await blindOf(ctx, phone)
    const waiting = await store.tryCode(ctx.db, blind, CODE_TRIES, ctx.now)
    const right = waiting !== undefined && timingSafeEqual(waiting, hashOf(ctx, phone, input.code))
    if (!right || !(await store.takeCode(ctx.db, blind, waiting))) throw accountFail('people.wrong_code')
    const account = await accountOf(ctx, phone, blind)
    if (account.disabled_at !== null) throw accountFail('people.account_closed')
    const { headers } = await authOf(ctx.house).api.signInVerified({
      body: { accountId: account.id },
      headers: headersOf(wire.request),
      returnHeaders: true,
    })
    passCookies(wire, headers)
    await forgive(ctx, 'code', phone)
    await forgive(ctx, 'phone', phone)
    await ctx.audit({
      action: 'account.sign_in',
      subject: 'account',
      subjectId: account.id,
      after: { way: 'phone' },
    })
    return {}
  },
)
