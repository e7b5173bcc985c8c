import { expect, test } from 'vitest'
import { listMessages } from '../server/modules/notice/messages.ts'
import { notify } from '../server/modules/notice/notify.ts'
import { anAccount, anEstate } from '../test/factories.ts'
import { system, testHouse } from '../test/harness.ts'
import { readMessages } from './load/messages.ts'
import { random } from './random.ts'

const t = await testHouse()

test('[SX-09] a lived town’s bell rings for the last hours: older messages were read, urgent ones taken on, held ones came in the morning', async () => {
  const { id: estateId } = await anEstate(t)
  const clerk = await anAccount(t, estateId, { role: 'front_desk', name: '前台小周' })
  const tell = (at: string, urgent = false) => {
    t.clock.set(at)
    const to = { accountId: clerk.id, name: '前台小周' }
    const said = { zh: '已办结', en: 'Done' }
    return notify(t.ctx(system), { estateId, to, kind: 'ticket.result', title: said, body: said, urgent })
  }
  await tell('2026-03-01T02:00:00Z')
  await tell('2026-03-02T02:00:00Z', true)
  // at 23:30 local the quiet hours hold it back
  const held = await tell('2026-03-02T15:30:00Z')
  await tell('2026-03-03T05:00:00.001Z')
  t.clock.set('2026-03-03T08:00:00Z')
  const now = t.clock.now()
  const w = { house: t.house, r: random('bell'), now, town: system, say: () => {} }
  const crew = { zhou: { accountId: clerk.id, actor: clerk.actor } }
  expect(held.deliverAt.toString() > '2026-03-02T22').toBe(true)
  expect(await readMessages(w, estateId, crew)).toBe(3)
  const { items, unseen, toAcknowledge } = await listMessages(t.ctx(clerk.actor), {})
  expect([items.length, unseen, toAcknowledge]).toEqual([4, 1, 0])
  expect(items.find(i => i.id === held.messageId)?.at).toBe(held.deliverAt.toString())
  for (const i of items) if (i.seenAt) expect(i.seenAt > i.at && i.seenAt < now.toString()).toBe(true)
  // again it has nothing to read
  expect(await readMessages(w, estateId, crew)).toBe(0)
})
