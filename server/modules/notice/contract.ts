/** Messages, alarms and channels: what may be asked and answered. Instants are ISO strings in UTC. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { bulletinApi } from './contract-bulletins.ts'
import { libraryApi } from './contract-library.ts'

const Both = z.object({ zh: z.string(), en: z.string() })
const EstateParam = z.object({ estateId: z.uuid() })

export const Message = z.object({
  id: z.uuid(),
  estateId: z.uuid(),
  estate: z.string().nullable(),
  /** Which step of its thread: above 1 somebody before did not answer. */
  step: z.int(),
  kind: z.string(),
  title: Both,
  body: Both,
  ref: z.object({ topic: z.string(), id: z.string() }).nullable(),
  urgent: z.boolean(),
  at: z.string(),
  seenAt: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  withdrawn: z.boolean(),
  /** When it goes to the next person unless acknowledged; the limit itself is in time. */
  goesOnAt: z.string().nullable(),
})

const Attempt = z.object({
  channel: z.enum(['in_app', 'sms', 'wecom', 'dingtalk', 'webhook']),
  target: z.string(),
  at: z.string(),
  try: z.int(),
  ok: z.boolean(),
  error: z.string().nullable(),
})

export const ChannelKind = z.enum(['wecom', 'dingtalk', 'webhook'])

export const Channel = z.object({
  id: z.uuid(),
  kind: ChannelKind,
  name: z.string(),
  /** Only the host is shown: the rest of the address is a key. */
  host: z.string(),
  signed: z.boolean(),
  urgentOnly: z.boolean(),
  active: z.boolean(),
  version: z.int(),
})

const channelFields = {
  name: z.string().trim().min(1).max(40),
  url: z.string().trim().max(500),
  secret: z.string().trim().max(200).optional(),
  urgentOnly: z.boolean().default(true),
}

export const messageApi = endpoints({
  'GET /api/events': {
    permission: 'signed-in',
    summary: 'News for open screens as server-sent events; Last-Event-ID catches up',
    query: z.object({ lastEventId: z.string().max(64).optional() }),
    produces: 'text/event-stream',
  },
  'GET /api/messages': {
    permission: 'message.read',
    summary: 'The caller’s own messages, newest first',
    query: z.object({
      open: z.stringbool().default(false),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Message), unseen: z.int(), toAcknowledge: z.int() }),
  },
  'POST /api/estates/:estateId/messages/:messageId/seen': {
    permission: 'message.read',
    summary: 'The caller has seen his message',
    params: EstateParam.extend({ messageId: z.uuid() }),
    response: Message,
    unaudited: 'the time of seeing is the record itself',
  },
  'POST /api/estates/:estateId/messages/:messageId/acknowledge': {
    permission: 'message.read',
    summary: 'The caller takes the matter on: it goes to nobody else',
    params: EstateParam.extend({ messageId: z.uuid() }),
    response: Message,
  },
  'GET /api/estates/:estateId/alarms': {
    permission: 'roster.write',
    summary: 'Alarms of an estate with every step and attempt, newest first (SX-09)',
    params: EstateParam,
    query: z.object({ open: z.stringbool().default(false) }),
    response: z.object({
      items: z.array(
        Message.extend({
          thread: z.uuid(),
          person: z.string().nullable(),
          attempts: z.array(Attempt),
        }),
      ),
    }),
  },
  'GET /api/estates/:estateId/channels': {
    permission: 'channel.manage',
    summary: 'Channels out of the house: group robots and webhooks',
    params: EstateParam,
    response: z.object({ items: z.array(Channel), sms: z.boolean() }),
  },
  'POST /api/estates/:estateId/channels': {
    permission: 'channel.manage',
    summary: 'Add a channel; its address and secret are kept sealed',
    params: EstateParam,
    body: z.object({ kind: ChannelKind, ...channelFields }),
    response: Channel,
    idempotent: true,
  },
  'PUT /api/estates/:estateId/channels/:channelId': {
    permission: 'channel.manage',
    summary: 'Switch a channel on or off, or narrow it to urgent messages',
    params: EstateParam.extend({ channelId: z.uuid() }),
    body: z.object({
      name: channelFields.name,
      urgentOnly: z.boolean(),
      active: z.boolean(),
      version: z.int(),
    }),
    response: Channel,
  },
  'POST /api/estates/:estateId/channels/:channelId/test': {
    permission: 'channel.manage',
    summary: 'Send a test message to the caller over one channel',
    params: EstateParam.extend({ channelId: z.uuid() }),
    response: z.object({ messageId: z.uuid() }),
  },
})

export const noticeApi = { ...messageApi, ...bulletinApi, ...libraryApi }
