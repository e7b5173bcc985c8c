/**
 * An official holiday notice in whatever form it was saved: the State Council's own text, a table of days, or JSON.
 * Every form becomes the plain lines that `parseNotice` judges. Pure.
 */
import { Temporal } from 'temporal-polyfill'

/** Lines "2027-01-01,元旦,off"; a text that is already such lines is handed on as it is. */
export function noticeLines(text: string): string {
  const plain = text.replace(/^\uFEFF/, '').trim()
  if (/^[[{]/.test(plain)) return fromJson(plain) ?? plain
  if (/\d{4}年/.test(plain) && /\d{1,2}月\d{1,2}日[^,，\t]*放假/.test(plain)) return fromOfficial(plain)
  return plain.split(/\r?\n/).map(isoLine).join('\n')
}

/** Rows of a spreadsheet, header and all. */
export function noticeOfRows(rows: readonly (readonly string[])[]): string {
  return noticeLines(rows.map(cells => cells.filter(c => c.trim() !== '').join(',')).join('\n'))
}

/** 2027/1/1, 2027.1.1 and 2027年1月1日 as 2027-01-01; 休息, 放假, 上班, 补班 as the two kinds. */
function isoLine(line: string): string {
  return line
    .replace(/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?/, (_all, y, m, d) => iso(y, m, d))
    .split(/[,\t，]/)
    .map(cell => {
      const word = cell.trim()
      if (/^(休息|放假|休假|节假日|holiday|rest)$/i.test(word)) return 'off'
      return /^(上班|补班|调休上班|调休|工作日|makeup)$/i.test(word) ? 'work' : word
    })
    .join(',')
}

const iso = (y: string, m: string, d: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`

interface JsonDay {
  date?: unknown
  name?: unknown
  isOffDay?: unknown
  kind?: unknown
}

function fromJson(text: string): string | null {
  try {
    const read: unknown = JSON.parse(text)
    const list = Array.isArray(read) ? read : (read as { days?: unknown }).days
    if (!Array.isArray(list)) return null
    return (list as JsonDay[])
      .map(d => {
        const off = typeof d.isOffDay === 'boolean' ? d.isOffDay : d.kind === 'off' || d.kind === '休'
        return isoLine(`${String(d.date)},${String(d.name ?? '')},${off ? 'off' : 'work'}`)
      })
      .join('\n')
  } catch {
    return null
  }
}

const NAME = /(元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节?)/g
const RANGE =
  /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:（[^）]*）)?(?:\s*[至—–~-]+\s*(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（[^）]*）)?)?[^。；;\n]*?(?:放假|调休)/
const DAY = /(\d{1,2})月(\d{1,2})日/g

/**
 * "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。" A stretch that begins in the old year
 * (12月30日 to 1月1日) gives only the days of the notice's own year: the old year's notice is closed.
 */
function fromOfficial(text: string): string {
  const year = Number(/(\d{4})年/.exec(text)?.[1])
  const lines: string[] = []
  let name = ''
  for (const sentence of text.split(/[。；;\n]/)) {
    const names = [...sentence.matchAll(NAME)].map(m => m[1] ?? '')
    if (names.length > 0) name = [...new Set(names)].join('、')
    const range = RANGE.exec(sentence)
    if (range) lines.push(...stretch(range, year).map(d => `${d},${name},off`))
    else if (/上班/.test(sentence))
      for (const m of sentence.matchAll(DAY))
        lines.push(`${iso(String(year), m[1] ?? '', m[2] ?? '')},${name},work`)
  }
  return lines.join('\n')
}

function stretch(range: RegExpExecArray, year: number): string[] {
  const [, y1, m1 = '', d1 = '', y2, m2, d2] = range
  const at = (y: number, m: string, d: string) => {
    try {
      return Temporal.PlainDate.from(iso(String(y), m, d), { overflow: 'reject' })
    } catch {
      return null
    }
  }
  const to = at(Number(y2 ?? year), m2 ?? m1, d2 ?? d1)
  const from = at(Number(y1 ?? year), m1, d1)
  if (!from || !to) return [`${year}-${m1}-${d1}`]
  const first = Temporal.PlainDate.compare(from, to) > 0 ? from.subtract({ years: 1 }) : from
  const out: string[] = []
  for (let d = first; Temporal.PlainDate.compare(d, to) <= 0 && out.length < 40; d = d.add({ days: 1 }))
    if (d.year === year) out.push(d.toString())
  return out
}
