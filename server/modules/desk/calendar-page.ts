/** The calendar's page: years and their days, and a notice shown before it is kept (SX-05). */
import { buildCalendar, type CalendarYear, type NoticeDay, workingDaysOfYear } from '../../core/calendar.ts'
import { noticeLines, noticeOfRows } from '../../core/calendar-notice.ts'
import { packagedYears, parseNotice } from '../../core/calendar-years.ts'
import { localDate, ZONE } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { decodeText } from '../../core/sheet-csv.ts'
import { readSheet } from '../../core/sheet-read.ts'
import { query, type Upload } from '../../core/verb.ts'
import { calendarApi } from './contract-calendar.ts'
import { deskFail } from './errors.ts'
import { notices, waitingTickets } from './store-promise.ts'

const NATION = 'CN'
const FIRST_SHOWN = 2024
/** Regulation on days off for national festivals (2024): every year's notice names all seven. */
const FESTIVALS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']

interface Known extends CalendarYear {
  madeBy: string | null
  madeAt: string | null
}

/** Per year the version that holds. */
async function knownYears(ctx: Ctx): Promise<Known[]> {
  const uploaded = (await notices(ctx.db, NATION)).map(n => ({
    ...n.body,
    jurisdiction: NATION,
    version: n.made_at.epochMilliseconds,
    source: n.source,
    madeBy: n.made_by,
    madeAt: n.made_at.toString(),
  }))
  const all: Known[] = [...packagedYears().map(y => ({ ...y, madeBy: null, madeAt: null })), ...uploaded]
  const best = new Map<number, Known>()
  for (const y of all) if (y.version >= (best.get(y.year)?.version ?? -1)) best.set(y.year, y)
  return [...best.values()].sort((a, b) => b.year - a.year)
}

const byDate = (days: readonly NoticeDay[]) => [...days].sort((a, b) => a.date.localeCompare(b.date))

export const calendarYears = query(
  'desk.calendar_years',
  calendarApi['GET /api/calendar/years'],
  async ctx => {
    const known = await knownYears(ctx)
    const cal = buildCalendar(known, [NATION], ZONE)
    return {
      knownUpTo: cal.knownUpTo,
      thisYear: localDate(ctx.now).year,
      years: known
        .filter(y => y.year >= FIRST_SHOWN)
        .map(y => ({
          year: y.year,
          source: y.source,
          madeBy: y.madeBy,
          madeAt: y.madeAt,
          workingDays: workingDaysOfYear(cal, y.year),
          days: byDate(y.days),
        })),
      waiting: await waitingTickets(ctx.db),
    }
  },
)

async function textOf(input: { text?: string | undefined; upload?: Upload }): Promise<string> {
  if (!input.upload) return noticeLines(input.text ?? '')
  const { bytes, filename } = input.upload
  // Word and PDF are refused by the sheet reader with its own words; text and JSON are read as they are
  if (/\.(txt|json)$/i.test(filename)) return noticeLines(decodeText(bytes).text)
  const book = await readSheet(bytes, filename)
  const sheet = book.sheets.find(s => s.rows.length > 0)
  return noticeOfRows([sheet?.header ?? [], ...(sheet?.rows ?? []).map(r => r.cells)])
}

export const previewNotice = query(
  'desk.notice_preview',
  calendarApi['POST /api/calendar/preview'],
  async (ctx, input) => {
    const text = await textOf(input)
    const got = parseNotice(text, { jurisdiction: NATION, version: 1, source: 'preview' })
    if (!got.ok) throw deskFail(got.error, { params: { line: got.line } })
    const days = byDate(got.year.days)
    const { year } = got.year
    const before = (await knownYears(ctx)).find(y => y.year === year)
    const key = (d: NoticeDay) => `${d.date} ${d.kind}`
    const [had, has] = [new Set(before?.days.map(key)), new Set(days.map(key))]
    return {
      year,
      days,
      workingDays: workingDaysOfYear(buildCalendar([got.year], [NATION], ZONE), year) ?? 0,
      replaces: before
        ? {
            source: before.source,
            added: days.filter(d => !had.has(key(d))),
            removed: byDate(before.days.filter(d => !has.has(key(d)))),
          }
        : null,
      waiting: (await waitingTickets(ctx.db)).find(w => w.year === year)?.tickets ?? 0,
      missing: FESTIVALS.filter(f => !days.some(d => d.name.includes(f.slice(0, 2)))),
      text: days.map(d => `${d.date},${d.name.replaceAll(',', '、')},${d.kind}`).join('\n'),
    }
  },
)
