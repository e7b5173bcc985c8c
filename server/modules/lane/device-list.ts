/** Giving a camera its white list for the time without us (S4-16): with its heartbeats, or record by record. */
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { verb } from '../../core/verb.ts'
import { zoneOf } from '../gate/store-site.ts'
import { CAMERA_LIST } from './camera-list.ts'
import { laneApi } from './contract.ts'
import { deviceOf } from './devices.ts'
import { laneFail } from './errors.ts'
import { type Maker, makerLines } from './makers.ts'
import { cameraTime, type ListEntry, partsOf } from './pushing.ts'
import { insertPush, listRights } from './store-push.ts'

const P = '/api/estates/:estateId' as const
const by = (ctx: Ctx) => ('id' in ctx.actor ? ctx.actor.id : ctx.actor.kind)

/** Years that cameras take for "for ever". */
const FOR_EVER = '2037-12-31 23:59:59'

/** S4-16: what a camera lets through by itself while it is alone. */
export const pushList = verb(
  'lane.push_list',
  laneApi[`POST ${P}/lane-devices/:id/list`],
  async (ctx, input) => {
    const { estateId, id } = input
    const device = await deviceOf(ctx, estateId, id)
    if (device.noList === 'login') throw laneFail('lane.no_login')
    if (device.noList !== null || device.laneId === null) throw laneFail('lane.no_list')
    const recordwise = makerLines[device.maker as Exclude<Maker, 'agent'>].listByCommand === true
    const zone = (await zoneOf(ctx.db, estateId)) ?? 'Asia/Shanghai'
    const cipher = await ctx.cipher(estateId)
    const rights = await listRights(ctx.db, estateId, device.laneId, device.direction, ctx.now)
    // a list of records that open has no place for who may not pass: without one he does not
    const entries: ListEntry[] = rights
      .filter(r => !recordwise || r.kind !== 'barred')
      .map(r => ({
        plate: cipher.open('plate', r.plate_sealed),
        from: cameraTime(r.from_at, zone),
        until: r.until_at ? cameraTime(r.until_at, zone) : FOR_EVER,
        barred: r.kind === 'barred',
      }))
    const pushId = newId<'lane_push'>(ctx.now.epochMilliseconds)
    await insertPush(ctx.db, estateId, {
      id: pushId,
      deviceId: id,
      plates: entries.length,
      rest: cipher.seal('list', JSON.stringify(entries)),
      // none rides on an answer: each record is put in by a command
      parts: recordwise ? 0 : partsOf(entries.length),
      by: by(ctx),
      at: ctx.now,
    })
    await ctx.audit(
      { action: 'lane.list_push', subject: 'lane_device', subjectId: id, after: { plates: entries.length } },
      estateId,
    )
    if (recordwise) await ctx.enqueue(CAMERA_LIST, { estateId, pushId }, { estateId })
    return deviceOf(ctx, estateId, id)
  },
)
