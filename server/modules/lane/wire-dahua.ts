/** Dahua ITSAPI: JSON by fixed paths below /NotificationInfo; an answer without result "true" is asked again. */
import {
  colourOf,
  confidenceOf,
  dropped,
  type Fields,
  fieldsOf,
  malformed,
  numberOf,
  type Parsed,
  PICTURE_LIMIT,
  type Picture,
  textOf,
  timeMs,
  vehicleOf,
} from './wire.ts'
import { decodeText, parameter } from './wire-text.ts'

/** @param path the last part of the address: TollgateInfo, KeepAlive, DeviceInfo */
export function parseDahua(body: Buffer, type: string, path: string): Parsed {
  let root: Fields
  try {
    root = fieldsOf(JSON.parse(decodeText(body, parameter(type, 'charset')).trim() || '{}'))
  } catch {
    return malformed('json')
  }
  const serial = dahuaDevice(root)
  if ('Picture' in root) return plateOf(fieldsOf(root.Picture), serial)
  if (/KeepAlive|DeviceInfo|Heartbeat/i.test(path) || 'Active' in root || 'DeviceModel' in root)
    return {
      kind: 'beat',
      serial,
      name: textOf(root.DeviceName ?? root.DeviceModel),
      deviceMs: timeMs(textOf(root.Time ?? root.UTC)),
      backlog: null,
    }
  return /TollgateInfo/i.test(path) ? malformed('Picture') : dropped('unknown', serial)
}

/** The DeviceID wherever this message carries it; it may be the device's key (fixed addresses). */
export function dahuaDevice(root: Fields): string | null {
  const snap = fieldsOf(fieldsOf(root.Picture).SnapInfo)
  return (
    textOf(snap.DeviceID) ??
    textOf(root.DeviceID) ??
    textOf(root.DeviceId) ??
    textOf(fieldsOf(root.Device).DeviceID)
  )
}

function plateOf(p: Fields, serial: string | null): Parsed {
  const plate = fieldsOf(p.Plate)
  const snap = fieldsOf(p.SnapInfo)
  const raw = textOf(plate.PlateNumber, 24)
  if (raw === null && Object.keys(snap).length === 0) return malformed('Plate')
  const time = textOf(snap.AccurateTime) ?? textOf(snap.SnapTime)
  const exists = plate.IsExist !== false && numberOf(plate.IsExist) !== 0
  return {
    kind: 'plate',
    record:
      textOf(snap.RecordID) ?? textOf(fieldsOf(p.NormalPic).PicName, 60) ?? `${time ?? ''}:${raw ?? ''}`,
    raw: exists ? (raw ?? '') : '',
    colour: colourOf(textOf(plate.PlateColor)),
    confidence: confidenceOf(plate.Confidence),
    vehicle: vehicleOf(textOf(fieldsOf(p.Vehicle).VehicleType)),
    // Obverse and Reverse are the maker's free words: the device is bound to a side of the lane
    direction: null,
    deviceMs: timeMs(time),
    replay: numberOf(snap.Offline) === 1 || snap.Offline === true || numberOf(plate.UploadNum) === 2,
    openedByDevice: false,
    fake: false,
    serial,
    name: null,
    pictures: picturesOf(p),
  }
}

function picturesOf(p: Fields): Picture[] {
  const found: Picture[] = []
  for (const [key, role] of [
    ['NormalPic', 'scene'],
    ['VehiclePic', 'scene'],
    ['CutoutPic', 'plate'],
  ] as const) {
    const base64 = fieldsOf(p[key]).Content
    if (typeof base64 === 'string' && base64.length > 100 && base64.length * 0.75 <= PICTURE_LIMIT)
      found.push({ shows: role, base64 })
  }
  return found
}

export const answerDahua = (): object => ({ result: 'true' })

/** The address of the command, below the camera's own. */
export function dahuaCommand(act: 'open' | 'close', channel: number, plate: string): string {
  const query = new URLSearchParams({
    action: act === 'open' ? 'openStrobe' : 'closeStrobe',
    channel: String(channel),
  })
  if (act === 'open') {
    query.set('info.openType', 'Normal')
    query.set('info.plateNumber', plate)
  }
  return `/cgi-bin/trafficSnap.cgi?${query}`
}

const RECORDS = '/cgi-bin/recordUpdater.cgi'

/** Puts a plate on the camera's own white list, which opens while it is alone. */
export function dahuaInsert(p: { plate: string; from: string; until: string }): string {
  const query = new URLSearchParams({
    action: 'insert',
    name: 'TrafficRedList',
    PlateNumber: p.plate,
    OpenGate: 'true',
    BeginTime: p.from,
    CancelTime: p.until,
  })
  // the camera's small server reads %20, not a plus sign
  return `${RECORDS}?${query.toString().replaceAll('+', '%20')}`
}

export const dahuaRemove = (recno: string): string =>
  `${RECORDS}?${new URLSearchParams({ action: 'remove', name: 'TrafficRedList', recno })}`

/** The number of a record that was put in: "RecNo=12345"; null when the camera did not say one. */
export const dahuaRecord = (text: string): string | null => /RecNo\s*=\s*(\d{1,18})/i.exec(text)?.[1] ?? null
