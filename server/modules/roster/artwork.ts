/** The poster of a building and the card of its steward, placed to the millimetre. Pure: data in, artwork out. */
import type { ArtItem, ArtPage, PrintArt } from '../../core/print-art.ts'
import { type CardShown, type PosterPaper, papers, posterFrame } from './rules-artefacts.ts'

type Lang = 'zh' | 'en'

const TEAL = '#0b5c5b'
const SOFT = '#e3f0ee'
const GREY = '#475350'

const words = {
  zh: {
    role: '礼宾助理 · 管家',
    headline: '您的专职管家',
    building: (name: string) => (/^[0-9A-Za-z]+$/.test(name) ? `${name} 号楼` : name),
    strengths: '个人特长',
    phone: '服务电话',
    around: '24 小时接受咨询和服务',
    scan: '扫码查看我的管家、留言',
    version: (v: number, date: string) => `第 ${v} 版 · ${date} 制作`,
    promise: '咨询、报修、投诉、建议、代办，都可以找我。',
    back: '咨询　报修　投诉　建议　特约服务',
    title: (name: string) => `${name}管家海报`,
    card: (name: string) => `${name} 名片`,
  },
  en: {
    role: 'Concierge · Steward',
    headline: 'Your own steward',
    building: (name: string) => `Building ${name}`,
    strengths: 'Strengths',
    phone: 'Service phone',
    around: 'Questions and service around the clock',
    scan: 'Scan: my steward, leave a message',
    version: (v: number, date: string) => `Edition ${v} · made ${date}`,
    promise: 'Ask me about anything: questions, repairs, complaints, ideas, errands.',
    back: 'Questions · Repairs · Complaints · Ideas · Services',
    title: (name: string) => `Steward poster ${name}`,
    card: (name: string) => `Card of ${name}`,
  },
} as const

/** What both pieces are made of. `link` is the address that the code opens. */
export interface ArtInput {
  unit: string
  estate: string
  card: CardShown
  version: number
  /** local date of making, 2026-01-31 */
  date: string
  photo: Uint8Array
  link: string
  lang: Lang
}

/** What of the further items is worth paper: the first four, short ones. */
const further = (more: Record<string, string>) => Object.entries(more).slice(0, 4)

/**
 * The poster of a building's steward (S1-10): photo, strengths, phone, code. Sizes grow with the paper.
 * @param bleed millimetres around it; 0 for the office's own printer
 */
export function posterArt(
  input: ArtInput & { building: string },
  paper: PosterPaper,
  bleed: number,
): PrintArt {
  const [width, height] = papers[paper]
  const w = words[input.lang]
  // all lengths are drawn for A4 and scaled; type grows with them
  const k = width / 210
  const frame = posterFrame(paper)
  const text = (
    item: Omit<Extract<ArtItem, { kind: 'text' }>, 'kind' | 'x' | 'w'> & { x?: number; w?: number },
  ): ArtItem => ({
    ...item,
    kind: 'text',
    x: (item.x ?? 16) * k,
    y: item.y * k,
    w: (item.w ?? 178) * k,
    size: item.size * k,
  })
  const page: ArtPage = [
    { kind: 'rect', x: -bleed, y: -bleed, w: width + 2 * bleed, h: height + 2 * bleed, fill: '#ffffff' },
    { kind: 'rect', x: -bleed, y: -bleed, w: width + 2 * bleed, h: 40 * k + bleed, fill: TEAL },
    text({ y: 8, size: 15, text: input.estate, color: SOFT, lines: 1 }),
    text({
      y: 16.5,
      size: 34,
      bold: true,
      text: `${w.building(input.building)} · ${w.headline}`,
      color: '#ffffff',
      lines: 1,
    }),
    { kind: 'picture', x: 16 * k, y: 52 * k, ...frame, bytes: input.photo, focus: 0.25 },
    text({ x: 122, w: 74, y: 54, size: 16, text: w.role, color: TEAL, bold: true }),
    text({ x: 122, w: 74, y: 65, size: 46, bold: true, text: input.card.name, lines: 1 }),
    text({ x: 122, w: 74, y: 92, size: 13, text: w.strengths, color: GREY }),
    text({ x: 122, w: 74, y: 99, size: 19, text: input.card.strengths ?? '', lead: 1.4, lines: 5 }),
    ...further(input.card.more).map(([name, value], at) =>
      text({ x: 122, w: 74, y: 144 + at * 7, size: 13, text: `${name}：${value}`, color: GREY, lines: 1 }),
    ),
    { kind: 'rect', x: 16 * k, y: 182 * k, w: 178 * k, h: 50 * k, fill: SOFT, radius: 2 * k },
    text({ x: 22, w: 166, y: 187, size: 16, text: w.phone, color: TEAL, bold: true }),
    text({
      x: 22,
      w: 166,
      y: 194,
      size: 62,
      bold: true,
      text: input.card.phone ?? '',
      color: TEAL,
      lines: 1,
    }),
    { kind: 'qr', x: 160 * k, y: 243 * k, w: 34 * k, text: input.link },
    text({ w: 138, y: 244, size: 24, bold: true, text: w.around, lines: 1 }),
    text({ w: 138, y: 257, size: 15, text: w.promise, color: GREY, lines: 2 }),
    text({ x: 16, w: 138, y: 270, size: 12, text: `${w.scan} →`, color: GREY, align: 'right', lines: 1 }),
    text({
      y: 284,
      size: 9,
      text: `${input.unit}　${w.version(input.version, input.date)}`,
      color: GREY,
      lines: 1,
    }),
  ]
  return { title: w.title(w.building(input.building)), unit: input.unit, width, height, bleed, pages: [page] }
}

/** Business cards of 90 × 54 mm with 3 mm bleed, front and back (S1-11); `sheet`: eight on A4 with crop marks. */
export function cardArt(input: ArtInput & { buildings: string[] }, form: 'single' | 'sheet'): PrintArt {
  const w = words[input.lang]
  const homes = input.buildings.map(name => w.building(name)).join('、')
  const front: ArtPage = [
    { kind: 'rect', x: -3, y: -3, w: 96, h: 60, fill: '#ffffff' },
    { kind: 'rect', x: -3, y: -3, w: 7, h: 60, fill: TEAL },
    { kind: 'picture', x: 9, y: 8, w: 24, h: 30, bytes: input.photo, focus: 0.25 },
    { kind: 'text', x: 37, y: 7, w: 48, text: input.card.name, size: 17, bold: true, lines: 1 },
    {
      kind: 'text',
      x: 37,
      y: 16,
      w: 48,
      text: `${w.role}${homes ? `　${homes}` : ''}`,
      size: 7.5,
      color: TEAL,
      lines: 2,
    },
    {
      kind: 'text',
      x: 37,
      y: 24,
      w: 48,
      text: input.card.strengths ?? '',
      size: 7,
      color: GREY,
      lines: 3,
    },
    { kind: 'text', x: 37, y: 34.5, w: 48, text: w.phone, size: 6.5, color: GREY },
    {
      kind: 'text',
      x: 37,
      y: 37,
      w: 48,
      text: input.card.phone ?? '',
      size: 14,
      bold: true,
      color: TEAL,
      lines: 1,
    },
    {
      kind: 'text',
      x: 9,
      y: 45.5,
      w: 76,
      text: `${input.estate}　${input.unit}`,
      size: 6,
      color: GREY,
      lines: 1,
    },
  ]
  const back: ArtPage = [
    { kind: 'rect', x: -3, y: -3, w: 96, h: 60, fill: TEAL },
    { kind: 'text', x: 7, y: 9, w: 48, text: w.around, size: 11, bold: true, color: '#ffffff', lines: 2 },
    { kind: 'text', x: 7, y: 21, w: 48, text: w.back, size: 7.5, color: SOFT, lead: 1.6, lines: 3 },
    ...further(input.card.more).map(
      ([name, value], at): ArtItem => ({
        kind: 'text',
        x: 7,
        y: 31 + at * 3.6,
        w: 48,
        text: `${name}：${value}`,
        size: 6.5,
        color: SOFT,
        lines: 1,
      }),
    ),
    { kind: 'qr', x: 59, y: 9, w: 24, text: input.link },
    {
      kind: 'text',
      x: 55,
      y: 34,
      w: 32,
      text: w.scan,
      size: 5.5,
      color: '#ffffff',
      align: 'center',
      lines: 2,
    },
    {
      kind: 'text',
      x: 7,
      y: 47,
      w: 76,
      text: w.version(input.version, input.date),
      size: 5,
      color: SOFT,
      lines: 1,
    },
  ]
  return {
    title: w.card(input.card.name),
    unit: input.unit,
    width: 90,
    height: 54,
    bleed: 3,
    pages: [front, back],
    ...(form === 'sheet' ? { sheet: { width: 210, height: 297, columns: 2, rows: 4, gap: 6 } } : {}),
  }
}
