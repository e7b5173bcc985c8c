/** White lists pushed to cameras, for the time when they cannot reach us (S4-16). They ride on heartbeats' answers. */
import { fieldCipher } from '../../core/crypto.ts'
import type { House } from '../../core/house.ts'
import { type Maker, makerLines, type Reply } from './makers.ts'
import { confirmPush, takePart } from './store-push.ts'
import type { DeviceRow } from './store-world.ts'

export interface ListEntry {
  plate: string
  /** local time, YYYY-MM-DD hh:mm:ss */
  from: string
  until: string
  barred: boolean
}

/** Plates to a message: heartbeats' answers are small. */
export const PART = 40

/** The first part empties the camera's old list. */
export const partsOf = (plates: number): number => 1 + Math.ceil(plates / PART)

/** The part of a list that goes with this answer, or nothing. */
export async function nextPart(house: House, device: DeviceRow): Promise<Reply['list'] | undefined> {
  const now = house.clock.now()
  const push = await takePart(house.db, device.estate_id, device.id, now)
  if (push === undefined) {
    await confirmPush(house.db, device.estate_id, device.id, now)
    return undefined
  }
  if (push.part === 0)
    return { id: push.id, add: false, plates: [{ plate: '', from: '', until: '', barred: false }] }
  const cipher = await fieldCipher(house.ring, house.db, device.estate_id)
  const all = JSON.parse(cipher.open('list', push.rest_sealed)) as ListEntry[]
  return { id: push.id, add: true, plates: all.slice((push.part - 1) * PART, push.part * PART) }
}

/** An instant as cameras write it: local, without a zone. */
export function cameraTime(
  at: { toZonedDateTimeISO(zone: string): { toPlainDateTime(): { toString(): string } } },
  zone: string,
): string {
  return at
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString()
    .slice(0, 19)
    .replace('T', ' ')
    .padEnd(19, ':00')
}

/** Why a device cannot be given a white list; null when it can. */
export function noList(d: { maker: string; way: string }): 'maker' | 'login' | 'agent' | null {
  if (d.maker === 'agent') return 'maker'
  const line = makerLines[d.maker as Exclude<Maker, 'agent'>]
  if (!line.listByAnswer && !line.listByCommand) return 'maker'
  if (d.way === 'agent') return 'agent'
  return line.listByCommand && d.way !== 'digest' ? 'login' : null
}
