/** 华夏智信: form push with base64 whose '+', '/' and '=' were replaced, answered by JSON that moves outputs. */
import {
  colourOf,
  confidenceOf,
  dropped,
  malformed,
  msOf,
  numberOf,
  type Parsed,
  PICTURE_LIMIT,
  type Picture,
  textOf,
  vehicleOf,
} from './wire.ts'
import { parameter, readText } from './wire-text.ts'

/** application/x-www-form-urlencoded in whatever charset it was written; a '+' inside altered base64 is no blank. */
function formOf(body: Buffer, type: string): { fields: Map<string, string>; gbk: boolean } {
  const fields = new Map<string, string>()
  let gbk = false
  for (const pair of body.toString('latin1').split('&').slice(0, 80)) {
    const cut = pair.indexOf('=')
    if (cut <= 0) continue
    const name = pair.slice(0, cut)
    const value = pair.slice(cut + 1)
    if (!/^[a-z_]{2,30}$/i.test(name) || fields.has(name)) continue
    if (/^(picture|closeup_pic)$/.test(name)) {
      fields.set(name, value)
      continue
    }
    const read = unescapeText(value, type)
    gbk ||= read.gbk
    fields.set(name, read.text)
  }
  return { fields, gbk }
}

function unescapeText(value: string, type: string): { text: string; gbk: boolean } {
  const bytes = Buffer.from(
    value
      .slice(0, 4000)
      .replace(/\+/g, ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return readText(bytes, parameter(type, 'charset'))
}

/** '-', '_' and '.' stand for '+', '/' and '='; some builds escape them as well. */
function pictureOf(altered: string | undefined, role: Picture['shows']): Picture[] {
  if (altered === undefined || altered.length < 100 || altered.length * 0.75 > PICTURE_LIMIT) return []
  const base64 = altered
    .replace(/%2b/gi, '+')
    .replace(/%2f/gi, '/')
    .replace(/%3d/gi, '=')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/\./g, '=')
  return [{ shows: role, base64 }]
}

export function parseHuaxia(body: Buffer, type: string): Parsed {
  const { fields: form, gbk } = formOf(body, type)
  const written = gbk ? { gbk } : {}
  const told = form.get('type')
  const get = (...names: string[]) =>
    names.map(n => form.get(n)).find(v => v !== undefined && v !== '') ?? null
  const serial = textOf(get('cam_id'))
  if (told === 'heartbeat')
    return {
      kind: 'beat',
      serial,
      name: textOf(get('park_id')),
      deviceMs: null,
      backlog: null,
      ...written,
    }
  if (told === 'ioinput') return dropped('ioinput', serial)
  const raw = textOf(get('plate_num', 'car_plate'), 24)
  if (told !== 'online' && told !== 'offline') return malformed('type')
  if (raw === null && get('start_time') === null) return malformed('fields')
  const start = textOf(get('start_time'), 20)
  const seconds = numberOf(start)
  const way = get('vdc_type')
  return {
    kind: 'plate',
    // the maker gives no number: the moment and the plate are the event
    record: textOf(get('event_id', 'record_id'), 60) ?? `${start ?? ''}:${raw ?? ''}:${way ?? ''}`,
    raw: raw ?? '',
    colour: colourOf(textOf(get('plate_color', 'color'))),
    confidence: confidenceOf(get('confidence') ?? undefined),
    vehicle: vehicleOf(textOf(get('vehicle_type', 'VehicleType'))),
    direction: way === 'in' || way === 'out' ? way : null,
    deviceMs: msOf(seconds === null ? null : seconds < 1e11 ? seconds * 1000 : seconds),
    replay: told === 'offline',
    openedByDevice: told === 'offline' && get('is_whitelist') === 'true',
    fake: get('plate_val') === 'false',
    serial,
    name: textOf(get('park_id')),
    pictures: [...pictureOf(form.get('picture'), 'scene'), ...pictureOf(form.get('closeup_pic'), 'plate')],
    ...written,
  }
}

export interface HuaxiaExtras {
  /** outputs to move beside the decision's own: io1 opens, io2 closes */
  act?: 'open' | 'close'
  board?: readonly string[]
  list?: { add: boolean; plates: readonly { plate: string; from: string; until: string; barred: boolean }[] }
}

const slash = (time: string) => time.replaceAll('-', '/')

/** An empty `gpio_data` keeps the barrier shut. */
export function answerHuaxia(open: boolean, extras: HuaxiaExtras = {}): object {
  const { act, board = [], list } = extras
  const acts = [...(open || act === 'open' ? ['io1'] : []), ...(act === 'close' ? ['io2'] : [])]
  return {
    error_num: 0,
    error_str: 'noerror',
    passwd: '',
    gpio_data: acts.map(ionum => ({ ionum, action: 'on' })),
    rs485_data: board.map(data => ({ encodetype: 'base64', data })),
    triger_data: [],
    whitelist_data: (list?.plates ?? []).map(p => ({
      Action: list?.add ? 'add' : 'delete',
      PlateNumber: p.plate,
      Type: p.barred ? 'B' : 'W',
      Start: slash(p.from),
      End: slash(p.until),
    })),
  }
}
