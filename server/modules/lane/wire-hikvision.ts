/** Hikvision ISAPI: alerts in XML (multipart or bare) and of access controllers in JSON. Answering 200 opens nothing. */
import { XMLParser } from 'fast-xml-parser'
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
  type Picture,
  textOf,
  timeMs,
  vehicleOf,
} from './wire.ts'
import { decodeText, isJpeg, multipart, parameter } from './wire-text.ts'

const xml = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: true,
})

/** @param type the Content-Type header as it came */
export function parseHikvision(body: Buffer, type: string): Parsed {
  const many = /multipart\//i.test(type) || body.subarray(0, 2).toString('latin1') === '--'
  if (!many) return messageOf(body, type, [])
  const parts = multipart(body, type)
  const pictures: Picture[] = []
  let message: { bytes: Uint8Array; type: string } | undefined
  for (const part of parts) {
    if (isJpeg(part.bytes)) {
      const label = `${part.name} ${part.filename}`
      if (part.bytes.length <= PICTURE_LIMIT)
        pictures.push({ shows: /plate/i.test(label) ? 'plate' : 'scene', bytes: part.bytes })
    } else if (!message && part.bytes.length > 0) message = part
  }
  if (!message) return parts.length > 0 ? dropped('pictures only') : malformed('multipart')
  return messageOf(Buffer.from(message.bytes), message.type, pictures)
}

function messageOf(bytes: Buffer, type: string, pictures: Picture[]): Parsed {
  const text = decodeText(bytes, parameter(type, 'charset'))
    .replace(/^\ufeff/, '')
    .trim()
  if (text.startsWith('{')) return jsonOf(text, pictures)
  // the parser forgives what a cut line leaves out; a plate that may be half is none
  if (!/<\/(?:[\w.-]+:)?EventNotificationAlert>$/.test(text)) return malformed('cut')
  if (!text.startsWith('<') || /<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 2000))) return malformed('xml')
  let root: Fields
  try {
    root = fieldsOf(xml.parse(text))
  } catch {
    return malformed('xml')
  }
  const alert = fieldsOf(root.EventNotificationAlert)
  if (Object.keys(alert).length === 0) return malformed('root')
  return alertOf(alert, pictures)
}

function jsonOf(text: string, pictures: Picture[]): Parsed {
  let root: Fields
  try {
    root = fieldsOf(JSON.parse(text))
  } catch {
    return malformed('json')
  }
  const alert = 'EventNotificationAlert' in root ? fieldsOf(root.EventNotificationAlert) : root
  return textOf(alert.eventType) === null ? malformed('eventType') : alertOf(alert, pictures)
}

const serialOf = (a: Fields) => textOf(a.deviceUUID) ?? textOf(a.macAddress) ?? textOf(a.deviceID)

function alertOf(a: Fields, pictures: Picture[]): Parsed {
  const event = textOf(a.eventType) ?? ''
  if (/^ANPR|vehicleMatchResult/i.test(event) || 'ANPR' in a) return anprOf(a, pictures)
  if (/^AccessControllerEvent$/i.test(event)) return cardOf(a, pictures)
  if (/heartBeat/i.test(event) || (/videoloss/i.test(event) && textOf(a.eventState) === 'inactive'))
    return {
      kind: 'beat',
      serial: serialOf(a),
      name: textOf(a.channelName),
      deviceMs: timeMs(textOf(a.dateTime)),
      backlog: null,
    }
  return dropped(event === '' ? 'no type' : event, serialOf(a))
}

function anprOf(a: Fields, pictures: Picture[]): Parsed {
  const r = fieldsOf(a.ANPR)
  const raw =
    textOf(r.licensePlate, 24) ??
    textOf(r.plateNumber, 24) ??
    textOf(r.plate, 24) ??
    textOf(a.licensePlate, 24)
  if (raw === null && Object.keys(r).length === 0) return malformed('ANPR')
  const deviceMs = timeMs(textOf(a.dateTime))
  const way = textOf(r.direction)
  return {
    kind: 'plate',
    record:
      textOf(a.UUID) ??
      textOf(r.UUID) ??
      `${textOf(a.dateTime) ?? ''}:${textOf(a.activePostCount) ?? ''}:${raw ?? ''}`,
    raw: raw ?? '',
    colour: colourOf(textOf(r.plateColor)),
    confidence: confidenceOf(r.confidenceLevel),
    vehicle: vehicleOf(textOf(r.vehicleType) ?? textOf(fieldsOf(r.vehicleInfo).vehicleType)),
    direction: way === 'forward' ? 'in' : way === 'reverse' ? 'out' : null,
    deviceMs,
    // no maker's word for it: late ones are told by their time
    replay: textOf(a.isDataRetransmission) === 'true',
    openedByDevice: false,
    fake: false,
    serial: serialOf(a),
    name: textOf(a.channelName),
    pictures,
  }
}

const MEANS: Record<number, CardReading['means']> = {
  1: 'card',
  38: 'fingerprint',
  39: 'fingerprint',
  75: 'face',
  76: 'face',
  101: 'code',
  102: 'code',
}
/** Sub-events by which the controller says that it kept the door shut. */
const REFUSED = new Set([6, 7, 8, 9, 10, 29, 39, 76, 102])

function cardOf(a: Fields, pictures: Picture[]): Parsed {
  const e = fieldsOf(a.AccessControllerEvent)
  const major = numberOf(e.majorEventType)
  const sub = numberOf(e.subEventType)
  const number = textOf(e.cardNo, 40) ?? textOf(e.employeeNoString, 40) ?? textOf(e.employeeNo, 40)
  // doors that stand open, tampering and the like come here too
  if (major !== 5 || sub === null || number === null)
    return dropped(`access ${major ?? ''}/${sub ?? ''}`, serialOf(a))
  const means = MEANS[sub] ?? (textOf(e.cardNo) === null ? 'other' : 'card')
  return {
    kind: 'card',
    record: `${textOf(e.serialNo) ?? ''}:${number}`,
    means: /qr|code/i.test(textOf(e.currentVerifyMode) ?? '') && means === 'card' ? 'code' : means,
    number,
    granted: !REFUSED.has(sub),
    deviceMs: timeMs(textOf(a.dateTime)),
    replay: textOf(e.currentEvent) === 'false' || e.currentEvent === false,
    serial: serialOf(a),
    name: textOf(e.deviceName),
    pictures,
  }
}

/** The body of PUT …/barrierGate. */
export function barrierGateXml(act: 'open' | 'close'): string {
  return `<?xml version="1.0" encoding="UTF-8"?><BarrierGate><ctrlMode>${act}</ctrlMode></BarrierGate>`
}

/** What a device answers to a command: 1 is accepted, all others are not. */
export function statusCodeOf(text: string): { accepted: boolean; said: string } {
  let root: Fields = {}
  try {
    const plain = text.trim()
    root = fieldsOf(plain.startsWith('{') ? JSON.parse(plain) : fieldsOf(xml.parse(plain)).ResponseStatus)
  } catch {
    return { accepted: false, said: 'unreadable' }
  }
  const code = numberOf(root.statusCode)
  return {
    accepted: code === 1,
    said: `${code ?? '?'} ${textOf(root.subStatusCode) ?? textOf(root.statusString) ?? ''}`.trim(),
  }
}

/** barrierGateStatus: 0 no signal, 1 closed, 2 open. */
export function positionOf(text: string): 'opened' | 'closed' | 'no_signal' {
  const n =
    /<(?:\w+:)?barrierGateStatus>\s*(\d)\s*</.exec(text)?.[1] ??
    /"barrierGateStatus"\s*:\s*"?(\d)/.exec(text)?.[1]
  return n === '2' ? 'opened' : n === '1' ? 'closed' : 'no_signal'
}
