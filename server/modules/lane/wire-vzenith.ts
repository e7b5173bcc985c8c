/** Vzenith 臻识, AlphaDigi, Qianyi 芊熠: JSON push, heartbeat as a multipart form, commands in the answers. */

import type { VehicleKind } from './plate.ts'
import {
  colourOf,
  confidenceOf,
  dropped,
  type Fields,
  fieldsOf,
  malformed,
  msOf,
  numberOf,
  type Parsed,
  PICTURE_LIMIT,
  type Picture,
  textOf,
} from './wire.ts'
import { decodeText, multipart, parameter, readText } from './wire-text.ts'

const COLOURS = [null, 'blue', 'yellow', 'white', 'black', 'green', 'yellow_green']

/** @param type the Content-Type header as it came */
export function parseVzenith(body: Buffer, type: string): Parsed {
  if (/multipart\//i.test(type) || body.subarray(0, 2).toString('latin1') === '--') return beatOf(body, type)
  let root: Fields
  let gbk = false
  try {
    const read = readText(body, parameter(type, 'charset'))
    gbk = read.gbk
    root = fieldsOf(JSON.parse(read.text) as unknown)
  } catch {
    return /x-www-form-urlencoded/i.test(type) ? formBeat(decodeText(body, undefined)) : malformed('json')
  }
  if ('AlarmInfoPlate' in root) return plateOf(fieldsOf(root.AlarmInfoPlate), gbk)
  const other = root.AlarmGioIn ?? root.SerialData ?? root.Heartbeat ?? root.heartbeat
  if ('AlarmGioIn' in root) return dropped('gpio', textOf(fieldsOf(other).serialno))
  if ('SerialData' in root) return serialOf(fieldsOf(other))
  if ('Heartbeat' in root || 'heartbeat' in root) return beat(fieldsOf(other))
  return dropped('unknown', textOf(root.serialno))
}

function plateOf(alarm: Fields, gbk: boolean): Parsed {
  const r = fieldsOf(fieldsOf(alarm.result).PlateResult)
  const raw = textOf(r.license, 24)
  if (raw === null && Object.keys(r).length === 0) return malformed('no PlateResult')
  const stamp = fieldsOf(fieldsOf(r.timeStamp).Timeval)
  const sec = numberOf(stamp.sec)
  const type = numberOf(r.type)
  const record = textOf(r.plateid, 40) ?? textOf(r.plateID, 40)
  const deviceMs = msOf(sec === null ? null : sec * 1000 + Math.trunc((numberOf(stamp.usec) ?? 0) / 1000))
  return {
    kind: 'plate',
    record: record ?? `t${deviceMs ?? ''}`,
    raw: raw ?? '',
    colour: COLOURS[numberOf(r.colorType) ?? 0] ?? colourOf(textOf(r.colorType)),
    confidence: confidenceOf(r.confidence),
    vehicle: vehicleOfType(type),
    direction: null,
    deviceMs,
    replay: numberOf(r.isoffline) === 1 || r.isoffline === true,
    openedByDevice: Array.isArray(r.gioouts) && r.gioouts.some(g => gioOf(g) === 2),
    fake: numberOf(r.is_fake_plate) === 1 || type === 29,
    serial: textOf(alarm.serialno),
    name: textOf(alarm.deviceName),
    pictures: picturesOf(r),
    ...(gbk ? { gbk } : {}),
  }
}

function gioOf(value: unknown): number | null {
  const g = fieldsOf(value)
  return numberOf(value) ?? numberOf(g.ctrltype) ?? numberOf(g.ctrlType) ?? numberOf(g.value)
}

/** The maker's plate types: 3 and 4 yellow plates of large vehicles, 12 to 13 of motorcycles. */
function vehicleOfType(type: number | null): VehicleKind {
  if (type === 3 || type === 4) return 'truck'
  return type === 12 || type === 13 ? 'motorcycle' : 'car'
}

function picturesOf(r: Fields): Picture[] {
  const found: Picture[] = []
  for (const [key, role] of [
    ['imageFile', 'scene'],
    ['imageFragmentFile', 'plate'],
  ] as const) {
    const base64 = r[key]
    if (typeof base64 === 'string' && base64.length > 100 && base64.length * 0.75 <= PICTURE_LIMIT)
      found.push({ shows: role, base64 })
  }
  return found
}

/** The heartbeat's fields; `user_name` and `pass_wd` are not even looked at. */
function beatOf(body: Buffer, type: string): Parsed {
  const parts = multipart(body, type)
  if (parts.length === 0) return malformed('multipart')
  const text = (name: string) => {
    const part = parts.find(p => p.name === name)
    return part ? textOf(decodeText(part.bytes, undefined)) : null
  }
  const name = parts.find(p => p.name === 'device_name')
  const gbk = name !== undefined && readText(name.bytes, undefined).gbk
  return {
    kind: 'beat',
    serial: text('serialno'),
    name: text('device_name'),
    deviceMs: null,
    backlog: null,
    ...(gbk ? { gbk } : {}),
  }
}

function formBeat(text: string): Parsed {
  const form = new URLSearchParams(text.slice(0, 4000))
  if (!form.has('serialno') && !form.has('device_name')) return malformed('form')
  return {
    kind: 'beat',
    serial: textOf(form.get('serialno')),
    name: textOf(form.get('device_name')),
    deviceMs: null,
    backlog: null,
  }
}

function beat(b: Fields): Parsed {
  return {
    kind: 'beat',
    serial: textOf(b.serialno),
    name: textOf(b.deviceName ?? b.device_name),
    deviceMs: null,
    backlog: null,
  }
}

/** A card number that a reader on the camera's RS485 sent. */
function serialOf(s: Fields): Parsed {
  const data = textOf(s.data, 400)
  if (data === null) return malformed('SerialData')
  const bytes = Buffer.from(data.replace(/ /g, '+'), 'base64')
  const number = /\d{6,20}/.exec(bytes.toString('latin1'))?.[0] ?? bytes.toString('hex').slice(0, 20)
  return {
    kind: 'card',
    record: '',
    means: 'card',
    number,
    granted: false,
    deviceMs: null,
    replay: false,
    serial: textOf(s.serialno),
    name: null,
    pictures: [],
  }
}

/** What may ride on an answer. */
export interface VzenithExtras {
  /** base64 frames for the LED and voice board */
  serial?: readonly string[]
  /** move this output by hand: 0 opens, 1 closes on most boards */
  io?: { io: number; value: number; delay: number }
  list?: {
    add: boolean
    msgId: string
    plates: readonly { plate: string; from: string; until: string; barred: boolean }[]
  }
  /** a replay was taken: send the next one */
  next?: string
}

/** "ok" pulses the barrier's output; anything else keeps it shut. */
export function answerVzenith(open: boolean, extras: VzenithExtras = {}): object {
  const { serial = [], io, list, next } = extras
  return {
    Response_AlarmInfoPlate: {
      info: open ? 'ok' : 'no',
      content: 'retransfer_stop',
      is_pay: open ? 'true' : 'false',
      serialData: serial.map((data, i) => ({
        serialChannel: i,
        data,
        dataLen: Buffer.from(data, 'base64').length,
      })),
      ...(io ? { ivs_ioctrl: io } : {}),
      ...(list
        ? {
            white_list_operate: {
              operate_type: list.add ? 0 : 1,
              msg_id: list.msgId,
              white_list_data: list.plates.map(p => ({
                plate: p.plate,
                enable: 1,
                need_alarm: p.barred ? 1 : 0,
                enable_time: p.from,
                overdue_time: p.until,
              })),
            },
          }
        : {}),
      ...(next === undefined
        ? {}
        : {
            ContinuePushOffline: {
              plateid: Number.isSafeInteger(Number(next)) ? Number(next) : next,
              continue: 1,
            },
          }),
    },
  }
}
