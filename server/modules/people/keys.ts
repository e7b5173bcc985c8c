/** Keys of devices and other systems: the hash is kept, the key is shown once. */
import { Temporal } from 'temporal-polyfill'
import { live } from '../../core/access.ts'
import { sha256 } from '../../core/crypto.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId, newPassword } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { keyApi } from './contract.ts'
import { sessionsOf } from './sessions.ts'
import * as store from './store-sessions.ts'

function present(ctx: Ctx, k: store.KeyRow) {
  return {
    id: k.id,
    name: k.name,
    role: k.role,
    hint: k.hint,
    madeAt: k.made_at.toString(),
    until: k.until_at?.toString() ?? null,
    revokedAt: k.revoked_at?.toString() ?? null,
    live: k.revoked_at === null && live({ from: k.made_at, until: k.until_at }, ctx.now),
  }
}

export const listKeys = query(
  'people.keys',
  keyApi['GET /api/estates/:estateId/api-keys'],
  async (ctx, input) => ({ items: (await store.keysOf(ctx.db, input.estateId)).map(k => present(ctx, k)) }),
)

export const createKey = verb(
  'people.create_key',
  keyApi['POST /api/estates/:estateId/api-keys'],
  async (ctx, input) => {
    const key = `anju_${newPassword(40)}`
    const row = {
      id: newId<'api_key'>(ctx.now.epochMilliseconds),
      estate_id: input.estateId,
      name: input.name,
      role: input.role,
      hint: `…${key.slice(-4)}`,
      until_at: input.until ? Temporal.Instant.from(input.until) : null,
      made_at: ctx.now,
      revoked_at: null,
    }
    await store.insertKey(ctx.db, { ...row, hash: sha256(key), made_by: actorId(ctx) })
    await ctx.audit(
      {
        action: 'api_key.create',
        subject: 'api_key',
        subjectId: row.id,
        after: { name: row.name, role: row.role, until: input.until ?? null },
      },
      input.estateId,
    )
    return { key, item: present(ctx, row) }
  },
)

export const revokeKey = verb(
  'people.revoke_key',
  keyApi['POST /api/estates/:estateId/api-keys/:keyId/revoke'],
  async (ctx, input) => {
    const row = await store.revokeKey(ctx.db, input.estateId, input.keyId, ctx.now)
    if (row === undefined) throw fail('core.not_found')
    await ctx.audit({ action: 'api_key.revoke', subject: 'api_key', subjectId: row.id }, input.estateId)
    ctx.afterCommit(() => sessionsOf(ctx.house).forget())
    return present(ctx, row)
  },
)
