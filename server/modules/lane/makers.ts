/** One line for each maker: how its message is read and what it is told. Pure: also runs in the gatehouse. */

import type { makers } from './contract-words.ts'
import type { Parsed } from './wire.ts'
import { answerDahua, parseDahua } from './wire-dahua.ts'
import { parseHikvision } from './wire-hikvision.ts'
import { answerHuaxia, parseHuaxia } from './wire-huaxia.ts'
import { parsePlain } from './wire-plain.ts'
import { answerVzenith, parseVzenith } from './wire-vzenith.ts'
import type { Sentence } from './words.ts'

export type Maker = (typeof makers)[number]

/** What an answer may carry, in our words. */
export interface Reply {
  /** the decision or a person's command moves the barrier */
  open: boolean
  close?: boolean
  /** a sound event was stored; false: it is to be sent again */
  taken: boolean
  code?: string
  say?: Sentence
  /** base64 for the board */
  board?: readonly string[]
  list?: {
    id: string
    add: boolean
    plates: readonly { plate: string; from: string; until: string; barred: boolean }[]
  }
  /** the record of a replay: the next one may come */
  next?: string
}

export interface MakerLine {
  parse(body: Buffer, type: string, path: string): Parsed
  /** a body, or null for an empty 200 */
  answer(reply: Reply): object | null
  /** its answer moves the barrier; the others are asked by HTTP Digest */
  opensByAnswer: boolean
  /** lists ride on its answers */
  listByAnswer: boolean
  /** lists go record by record over Digest; of the other makers' lists no format is known: the agent stands in */
  listByCommand?: boolean
}

export const makerLines: Record<Exclude<Maker, 'agent'>, MakerLine> = {
  vzenith: {
    parse: (body, type) => parseVzenith(body, type),
    answer: r =>
      answerVzenith(r.open, {
        ...(r.board ? { serial: r.board } : {}),
        ...(r.close ? { io: { io: 1, value: 2, delay: 500 } } : {}),
        ...(r.list ? { list: { add: r.list.add, msgId: r.list.id, plates: r.list.plates } } : {}),
        ...(r.next === undefined ? {} : { next: r.next }),
      }),
    opensByAnswer: true,
    listByAnswer: true,
  },
  huaxia: {
    parse: (body, type) => parseHuaxia(body, type),
    answer: r =>
      answerHuaxia(r.open, {
        ...(r.board ? { board: r.board } : {}),
        ...(r.close ? { act: 'close' as const } : {}),
        ...(r.list ? { list: r.list } : {}),
      }),
    opensByAnswer: true,
    listByAnswer: true,
  },
  hikvision: {
    parse: (body, type) => parseHikvision(body, type),
    answer: () => null,
    opensByAnswer: false,
    listByAnswer: false,
  },
  access: {
    parse: (body, type) => parseHikvision(body, type),
    answer: () => null,
    opensByAnswer: false,
    listByAnswer: false,
  },
  dahua: {
    parse: parseDahua,
    answer: answerDahua,
    opensByAnswer: false,
    listByAnswer: false,
    listByCommand: true,
  },
  plain: {
    parse: (body, type) => parsePlain(body, type),
    answer: r => ({
      taken: r.taken,
      open: r.open,
      ...(r.close ? { close: true } : {}),
      ...(r.code ? { code: r.code } : {}),
      ...(r.say ? { say: r.say } : {}),
    }),
    opensByAnswer: true,
    listByAnswer: false,
  },
}

/** Which maker a message of an unknown device probably is of: for the administrator who adopts it. */
export function guessMaker(
  body: Buffer,
  type: string,
  path: string,
): { maker: Exclude<Maker, 'agent'>; parsed: Parsed } {
  const order: Exclude<Maker, 'agent'>[] = /NotificationInfo/i.test(path)
    ? ['dahua']
    : /x-www-form-urlencoded/i.test(type)
      ? ['huaxia', 'vzenith']
      : ['hikvision', 'vzenith', 'dahua', 'plain']
  for (const maker of order) {
    const parsed = makerLines[maker].parse(body, type, path)
    if (parsed.kind === 'card' && maker === 'hikvision') return { maker: 'access', parsed }
    if (parsed.kind !== 'malformed' && !(parsed.kind === 'dropped' && parsed.why === 'unknown'))
      return { maker, parsed }
  }
  return { maker: order[0] ?? 'plain', parsed: { kind: 'malformed', why: 'no maker' } }
}
