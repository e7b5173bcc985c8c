/** Group robots and webhooks of an estate; address and secret are sealed, only the host is ever shown. */
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { noticeApi } from './contract.ts'
import { noticeFail } from './errors.ts'
import { testChannel } from './notify.ts'
import { outsideHost } from './rules.ts'
import * as store from './store.ts'

function present(c: store.ChannelRow) {
  return {
    id: c.id,
    kind: c.kind,
    name: c.name,
    host: c.host,
    signed: c.secret !== null,
    urgentOnly: c.urgent_only,
    active: c.active,
    version: c.version,
  }
}

export const listChannels = query(
  'notice.channels',
  noticeApi['GET /api/estates/:estateId/channels'],
  async (ctx, input) => ({
    items: (await store.channels(ctx.db, input.estateId)).map(present),
    sms: ctx.house.config.sms !== undefined,
  }),
)

const named = (error: unknown, name: string) =>
  isUniqueViolation(error, 'channel_name_key')
    ? noticeFail('notice.channel_name', { params: { name } })
    : error

/** @throws notice.channel_address unless it is https and not this machine itself */
export const addChannel = verb(
  'notice.add_channel',
  noticeApi['POST /api/estates/:estateId/channels'],
  async (ctx, input) => {
    const host = outsideHost(input.url)
    if (host === null) throw noticeFail('notice.channel_address')
    const cipher = await ctx.cipher(input.estateId)
    const row = {
      id: newId<'channel'>(ctx.now.epochMilliseconds),
      kind: input.kind,
      name: input.name,
      url: cipher.seal('channel.url', input.url),
      host,
      secret: input.secret ? cipher.seal('channel.secret', input.secret) : null,
      urgent_only: input.urgentOnly,
    }
    await store.insertChannel(ctx.db, input.estateId, row).catch((error: unknown) => {
      throw named(error, input.name)
    })
    const made = { ...row, active: true, version: 1 }
    await ctx.audit(
      { action: 'channel.add', subject: 'channel', subjectId: row.id, after: present(made) },
      input.estateId,
    )
    return present(made)
  },
)

export const changeChannel = verb(
  'notice.change_channel',
  noticeApi['PUT /api/estates/:estateId/channels/:channelId'],
  async (ctx, input) => {
    const before = (await store.channels(ctx.db, input.estateId)).find(c => c.id === input.channelId)
    if (before === undefined) throw fail('core.not_found')
    const row = {
      ...before,
      name: input.name,
      urgent_only: input.urgentOnly,
      active: input.active,
      version: input.version,
    }
    const done = await store.updateChannel(ctx.db, input.estateId, row).catch((error: unknown) => {
      throw named(error, input.name)
    })
    if (!done) throw fail('core.stale')
    const after = { ...row, version: input.version + 1 }
    await ctx.audit(
      {
        action: 'channel.change',
        subject: 'channel',
        subjectId: row.id,
        before: present(before),
        after: present(after),
      },
      input.estateId,
    )
    return present(after)
  },
)

/** A message to the caller that goes over this one channel; its attempts show whether it arrived. */
export const tryChannel = verb(
  'notice.try_channel',
  noticeApi['POST /api/estates/:estateId/channels/:channelId/test'],
  async (ctx, input) => {
    const found = (await store.channels(ctx.db, input.estateId)).find(c => c.id === input.channelId)
    if (found === undefined || ctx.actor.kind !== 'account') throw fail('core.not_found')
    const messageId = await testChannel(
      ctx,
      input.estateId,
      { accountId: ctx.actor.id, name: ctx.actor.name },
      found,
    )
    await ctx.audit(
      { action: 'channel.test', subject: 'channel', subjectId: found.id, after: { messageId } },
      input.estateId,
    )
    return { messageId }
  },
)
