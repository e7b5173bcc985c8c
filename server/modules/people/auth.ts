/**
 * better-auth keeps passwords, second factors and sessions; everything else about accounts is ours. Its own HTTP
 * endpoints are not served: each of ours calls it behind the lock-out and writes the audit row.
 */
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { twoFactor, username } from 'better-auth/plugins'
import type { KyselyPlugin } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { House } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'

export const SESSION_COOKIE = 'anju.session'
/** A signed-in phone or desk stays so for two weeks, then signs in again; leaving ends it at once (SX-14). */
export const SESSION_SECONDS = 14 * 24 * 3600

/** better-auth reckons with Date, the house with Instant. */
const asDates: KyselyPlugin = {
  transformQuery: args => args.node,
  transformResult: async args => ({
    ...args.result,
    rows: args.result.rows.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([k, v]) => [
          k,
          v instanceof Temporal.Instant ? new Date(v.epochMilliseconds) : v,
        ]),
      ),
    ),
  }),
}

/** Opens a session for an account that proved itself by a phone code; callable from the program only. */
const verified = {
  id: 'anju-verified',
  endpoints: {
    signInVerified: createAuthEndpoint(
      '/sign-in/verified',
      {
        method: 'POST',
        body: z.object({ accountId: z.string() }),
        metadata: { SERVER_ONLY: true as const },
      },
      async ctx => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.accountId)
        if (!user) throw new Error('no such account')
        const session = await ctx.context.internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ token: session.token })
      },
    ),
  },
}

const camel = {
  emailVerified: 'email_verified',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
}
const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

function make(house: House) {
  return betterAuth({
    appName: '安居 Anju',
    secret: house.ring.system('sessions').toString('hex'),
    baseURL: house.config.publicUrl ?? 'http://127.0.0.1',
    database: { db: house.db.withPlugin(asDates), type: 'postgres' },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: 128 },
    user: { modelName: 'account', fields: camel },
    account: {
      modelName: 'account_credential',
      fields: {
        ...times,
        userId: 'account_id',
        accountId: 'provider_account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    session: {
      modelName: 'session',
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      fields: {
        ...times,
        userId: 'account_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    verification: { modelName: 'account_verification', fields: { ...times, expiresAt: 'expires_at' } },
    advanced: {
      database: { generateId: () => newId() },
      cookies: { session_token: { name: SESSION_COOKIE } },
      cookiePrefix: 'anju',
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      username({
        maxUsernameLength: 32,
        usernameValidator: () => true,
        schema: {
          user: { fields: { username: 'username', displayUsername: 'display_username' } },
        },
      }),
      twoFactor({
        issuer: '安居 Anju',
        twoFactorTable: 'account_two_factor',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'account_two_factor',
            fields: {
              userId: 'account_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      verified,
    ],
  })
}

export type Auth = ReturnType<typeof make>
const made = new WeakMap<House, Auth>()

/** The house's better-auth, made on first use. */
export function authOf(house: House): Auth {
  const known = made.get(house)
  if (known) return known
  const auth = make(house)
  made.set(house, auth)
  return auth
}
