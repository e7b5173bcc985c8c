/**
 * Our own plain JSON for devices of other makers, and for MQTT. An event:
 * {"event":"plate","id":"17","plate":"京A12345","confidence":97,"direction":"in","time":"2026-03-02T09:00:00+08:00",
 *  "replay":false,"color":"blue","vehicle":"car","picture":"<base64 JPEG>"}
 * A card: {"event":"card","id":"18","number":"0012345678","means":"card","granted":true,"time":"…"}; a sign of life:
 * {"event":"beat","backlog":0,"position":"closed"}. The answer: {"taken":true,"open":true,"code":"…","say":{"zh","en"}}.
 */
import {
  type CardReading,
  colourOf,
  confidenceOf,
  dropped,
  type Fields,
  fieldsOf,
  malformed,
  numberOf,
  type Parsed,
  PICTURE_LIMIT,
  textOf,
  timeMs,
  vehicleOf,
} from './wire.ts'
import { decodeText, parameter } from './wire-text.ts'

const MEANS = new Set<string>(['card', 'code', 'face', 'fingerprint'])

export function parsePlain(body: Buffer, type: string): Parsed {
  let root: Fields
  try {
    root = fieldsOf(JSON.parse(decodeText(body, parameter(type, 'charset'))))
  } catch {
    return malformed('json')
  }
  const serial = textOf(root.serial)
  const name = textOf(root.name)
  const deviceMs = timeMs(textOf(root.time))
  const event = textOf(root.event)
  const picture =
    typeof root.picture === 'string' &&
    root.picture.length > 100 &&
    root.picture.length * 0.75 <= PICTURE_LIMIT
  const pictures = picture ? [{ role: 'scene' as const, base64: root.picture as string }] : []
  if (event === 'beat') {
    const position =
      root.position === 'opened' || root.position === 'closed'
        ? { position: root.position as 'opened' | 'closed' }
        : {}
    return { kind: 'beat', serial, name, deviceMs, backlog: numberOf(root.backlog), ...position }
  }
  const record = textOf(root.id)
  if (event === 'card') {
    const number = textOf(root.number, 40)
    if (number === null || record === null) return malformed('card')
    const means = textOf(root.means) ?? 'card'
    return {
      kind: 'card',
      record,
      means: (MEANS.has(means) ? means : 'other') as CardReading['means'],
      number,
      granted: root.granted === true,
      deviceMs,
      replay: root.replay === true,
      serial,
      name,
      pictures,
    }
  }
  if (event !== 'plate') return event === null ? malformed('event') : dropped(event, serial)
  if (record === null) return malformed('id')
  return {
    kind: 'plate',
    record,
    raw: textOf(root.plate, 24) ?? '',
    colour: colourOf(textOf(root.color)),
    confidence: confidenceOf(root.confidence),
    vehicle: vehicleOf(textOf(root.vehicle)),
    direction: root.direction === 'in' || root.direction === 'out' ? root.direction : null,
    deviceMs,
    replay: root.replay === true,
    openedByDevice: root.openedByDevice === true,
    fake: root.fake === true,
    serial,
    name,
    pictures,
  }
}
