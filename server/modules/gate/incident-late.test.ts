import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { aSite, close, type GateSite, hour, seal } from '../../../test/gate-factories.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { newId } from '../../core/ids.ts'
import { createAccount } from '../people/accounts.ts'
import { listIncidents } from './service-incident.ts'
import { lateIncident, latePhoto } from './service-incident-late.ts'
import { days } from './service-rollup.ts'
import { snapshot } from './service-snapshot.ts'

const t = await testHouse()
let site: GateSite
beforeEach(async () => {
  hour(t.clock, '09:00:00.000')
  site = await aSite(t)
  await close(t, site)
})

const photo = async () =>
  (
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer()
  ).toString('base64')

test('[S6-32, SX-13, SX-14] an incident sealed without network arrives once, at its own time, as its maker’s, its photos with it', async () => {
  const { account } = await createAccount(t.ctx(system), {
    username: 'lateguard',
    name: '赵刚',
    password: 'kite-river-2718',
    assignment: { role: 'guard', scope: 'estate', estateId: site.estateId },
  })
  const first = { ...actor('guard', 'estate', site.estateId), id: account.id, name: '赵刚' }
  const next = { ...actor('guard', 'estate', site.estateId), name: '孙强' }
  const { sealTo, maker } = await snapshot(t.ctx(first), { estateId: site.estateId })
  const clientId = newId()
  const happenedAt = '2026-03-02T09:10:00+08:00'
  const told = {
    kind: 'ram' as const,
    place: '北门',
    account: '强行冲卡',
    who: '红衣男子',
    happenedAt,
    maker,
  }
  const sent = { estateId: site.estateId, clientId, deviceAt: happenedAt, sealed: seal(told, sealTo) }
  const picture = async () => ({
    estateId: site.estateId,
    of: clientId,
    clientId: newId(),
    sealed: seal({ photo: await photo(), maker }, sealTo),
  })
  hour(t.clock, '11:00:00.000')
  // a photo before its incident says so
  await expect(latePhoto(t.ctx(next), await picture())).rejects.toMatchObject({ code: 'core.not_found' })
  await lateIncident(t.ctx(next), sent)
  await lateIncident(t.ctx(next), sent)
  await lateIncident(t.ctx(first), sent)
  const pictured = await picture()
  await latePhoto(t.ctx(next), pictured)
  await latePhoto(t.ctx(next), pictured)
  const { items } = await listIncidents(t.ctx(next), { estateId: site.estateId })
  expect(items).toMatchObject([
    { kind: 'ram', madeBy: '赵刚', who: '红衣男子', happenedAt: '2026-03-02T01:10:00Z', state: 'open' },
  ])
  expect(items[0]?.photos).toHaveLength(1)
  expect((await days(t.ctx(next), { estateId: site.estateId })).total).toMatchObject({ incidents: 1 })
  const audit = await t.pool.query(
    "SELECT actor_name, after->>'broughtBy' AS by FROM audit WHERE estate_id = $1 AND action = 'gate.incident'",
    [site.estateId],
  )
  expect(audit.rows).toEqual([{ actor_name: '赵刚', by: '孙强' }])
})

test('[S6-32] what was sealed to another key or is no incident is refused with the reason', async () => {
  const guard = t.ctx(site.guard)
  const { sealTo } = await snapshot(guard, { estateId: site.estateId })
  const send = (inside: object, kid = sealTo.kid) =>
    lateIncident(guard, {
      estateId: site.estateId,
      clientId: newId(),
      sealed: { ...seal(inside, sealTo), kid },
    })
  await expect(send({ kind: 'ram', place: '北门' })).rejects.toMatchObject({ code: 'gate.record_unreadable' })
  const good = { kind: 'ram', place: '北门', account: '冲卡' }
  await expect(send(good, `c:${newId()}`)).rejects.toMatchObject({ code: 'gate.record_unreadable' })
  expect(await send(good)).toMatchObject({ place: '北门' })
})
