/**
 * What every maker's message becomes, and what each needs for its answer. Parsers are pure functions of bytes and stand
 * one maker to a file (`wire-*.ts`); nothing in them knows the server, so that the gatehouse runs the same ones.
 */
import type { VehicleKind } from './plate.ts'

export interface Picture {
  shows: 'scene' | 'plate'
  /** as it came; decoded only when it is kept */
  base64?: string
  bytes?: Uint8Array
}

export interface PlateReading {
  kind: 'plate'
  /** the device's own number of this event: repeats carry the same one */
  record: string
  /** as the camera read it */
  raw: string
  /** blue, yellow, white, black, green, yellow_green */
  colour: string | null
  /** 0 to 100; null where the maker does not say */
  confidence: number | null
  vehicle: VehicleKind
  /** as the device says; most say nothing and are bound to a side of the lane */
  direction: 'in' | 'out' | null
  /** the device's clock in milliseconds; null when it says none */
  deviceMs: number | null
  /** sent late, after the device was without us */
  replay: boolean
  /** the device opened by its own white list */
  openedByDevice: boolean
  /** the device itself takes the plate for a fake */
  fake: boolean
  serial: string | null
  name: string | null
  pictures: readonly Picture[]
  /** it writes GBK and is answered in it */
  gbk?: boolean
}

/** A card, code or face that an access controller read, and what it did. */
export interface CardReading {
  kind: 'card'
  /** '' where the reader numbers nothing */
  record: string
  means: 'card' | 'code' | 'face' | 'fingerprint' | 'other'
  /** the number as the device says it */
  number: string
  granted: boolean
  deviceMs: number | null
  replay: boolean
  serial: string | null
  name: string | null
  pictures: readonly Picture[]
}

export interface Beat {
  kind: 'beat'
  serial: string | null
  name: string | null
  deviceMs: number | null
  /** how many events wait in the device, where it says so */
  backlog: number | null
  /** the barrier's position, where a sensor is wired */
  position?: 'opened' | 'closed'
  gbk?: boolean
}

/** `dropped`: a sound message that is none of ours (a motion alarm). `malformed`: could not be read. */
export type Parsed =
  | PlateReading
  | CardReading
  | Beat
  | { kind: 'dropped'; why: string; serial: string | null }
  | { kind: 'malformed'; why: string }

/** Pictures together may be this large; a larger one is left out, the event stays. */
export const PICTURE_LIMIT = 8 * 1024 * 1024

export const malformed = (why: string): Parsed => ({ kind: 'malformed', why })
export const dropped = (why: string, serial: string | null = null): Parsed => ({
  kind: 'dropped',
  why,
  serial,
})

/** A text of at most `limit` signs, or null. */
export function textOf(value: unknown, limit = 80): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const plain = value
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, limit)
  return plain === '' ? null : plain
}

/** A number from a number or its text; null for everything else. */
export function numberOf(value: unknown): number | null {
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof n === 'number' && Number.isFinite(n) ? n : null
}

/** 0 to 100, whole; a camera that counts to 1 is taken at its word only below 1 or at exactly 1 with a fraction's text. */
export function confidenceOf(value: unknown): number | null {
  const n = numberOf(value)
  if (n === null || n < 0) return null
  const asPart = n < 1 || (typeof value === 'string' && /^1\.0+$/.test(value.trim()))
  return Math.min(100, Math.round(asPart ? n * 100 : n))
}

export type Fields = Record<string, unknown>

/** An object's own plain record; {} for everything that is none, so that a path may be followed without asks. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

/** Milliseconds that a date may hold; makers send zeros, seconds as milliseconds, and worse. */
export function msOf(value: number | null): number | null {
  return value !== null && Math.abs(value) < 8.6e12 ? Math.trunc(value) : null
}

const LOCAL =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?\s*(Z|[+-]\d{2}:?\d{2})?$/

/** A time as devices write it; without an offset it is China's (UTC+8, which knows no summer time). */
export function timeMs(text: string | null): number | null {
  const m = text === null ? null : LOCAL.exec(text.trim())
  if (!m) return null
  const [, y, mo, d, h, mi, s, part = '', zone = '+08:00'] = m
  const utc = Date.UTC(
    Number(y),
    Number(mo) - 1,
    Number(d),
    Number(h),
    Number(mi),
    Number(s),
    Number(part.padEnd(3, '0').slice(0, 3)),
  )
  const offset =
    zone === 'Z'
      ? 0
      : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
  return msOf(utc - offset * 60_000)
}

const COLOURS: [RegExp, string][] = [
  [/黄绿|yellow.?green/i, 'yellow_green'],
  [/蓝|blue/i, 'blue'],
  [/黄|yellow/i, 'yellow'],
  [/白|white/i, 'white'],
  [/黑|black/i, 'black'],
  [/绿|green/i, 'green'],
]

export function colourOf(text: string | null): string | null {
  return text === null ? null : (COLOURS.find(([word]) => word.test(text))?.[1] ?? null)
}

/** S3-80: the kind of vehicle from a maker's words. */
export function vehicleOf(text: string | null): VehicleKind {
  if (text === null) return 'car'
  if (/摩托|motor(bike|cycle)|twoWheel/i.test(text)) return 'motorcycle'
  if (/电动(自行)?车|自行车|非机动|bicycle|ebike|nonMotor/i.test(text)) return 'ebike'
  if (/货|卡车|truck|lorry|largeBus|大型/i.test(text)) return 'truck'
  if (/其他|other/i.test(text)) return 'other'
  return 'car'
}
