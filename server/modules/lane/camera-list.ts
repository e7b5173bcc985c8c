/**
 * White lists of cameras that take them record by record over HTTP Digest (Dahua's TrafficRedList, S4-16). Each record is
 * removed again by the number that the camera gave it, so the numbers are kept as they come; a run that broke off goes on
 * behind the last one.
 */
import { z } from 'zod'
import { fieldCipher } from '../../core/crypto.ts'
import type { House } from '../../core/house.ts'
import type { JobDef } from '../../core/jobs.ts'
import type { ListEntry } from './pushing.ts'
import { askDevice } from './sending.ts'
import * as store from './store-push.ts'
import type { DeviceRow } from './store-world.ts'
import { dahuaInsert, dahuaRecord, dahuaRemove } from './wire-dahua.ts'
import { worldOf } from './world.ts'

export const CAMERA_LIST = 'lane.camera_list'
const Payload = z.object({ estateId: z.uuid(), pushId: z.uuid() })

/** Asks the camera. @throws Error with what it said when it did not do it: the list is then shown as failed */
async function ask(house: House, device: DeviceRow, path: string): Promise<string> {
  const answer = await askDevice(house, device, 'GET', path)
  if ('state' in answer) throw new Error(answer.answer)
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status} ${answer.text.slice(0, 60)}`)
  return answer.text
}

/** Takes the records of former lists out of the camera. A number that it does not know any more is gone as well. */
async function empty(house: House, device: DeviceRow): Promise<void> {
  for (const old of await store.formerRecords(house.db, device.estate_id, device.id))
    for (const number of old.recnos) {
      const answer = await askDevice(house, device, 'GET', dahuaRemove(number))
      if ('state' in answer) throw new Error(answer.answer)
      if (answer.status >= 500) throw new Error(`HTTP ${answer.status}`)
      await store.dropRecord(house.db, device.estate_id, old.id, number)
    }
}

async function fill(house: House, device: DeviceRow, push: store.ListPush): Promise<void> {
  const cipher = await fieldCipher(house.ring, house.db, device.estate_id)
  const entries = JSON.parse(cipher.open('list', push.rest_sealed)) as ListEntry[]
  for (const entry of entries.slice(push.recnos.length)) {
    const number = dahuaRecord(await ask(house, device, dahuaInsert(entry)))
    if (number === null) throw new Error('no RecNo')
    // a newer list was asked for meanwhile: this one ends here, its records are taken out by that one
    if (!(await store.addRecord(house.db, device.estate_id, push.id, number, house.clock.now()))) return
  }
  await store.confirmList(house.db, device.estate_id, push.id, house.clock.now())
}

export const cameraList: JobDef<z.output<typeof Payload>> = {
  payload: Payload,
  run: async (ctx, { estateId, pushId }) => {
    const { house } = ctx
    const push = await store.listPush(house.db, estateId, pushId)
    const device = push && (await worldOf(house).deviceById(estateId, push.device_id))
    if (!push || !device) return
    try {
      await empty(house, device)
      await fill(house, device, push)
    } catch (error) {
      await store.failList(house.db, estateId, pushId, (error as Error).message.slice(0, 120))
      house.log.warn({ device: device.id, err: error }, 'lane: the camera did not take its list')
    }
    await ctx.signal({ estateId, topic: 'lane', ref: device.lane_id ?? device.id })
  },
}
