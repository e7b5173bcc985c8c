/** The calendar's page: years and their days, and a notice shown before it is kept (SX-05). */

import { aside } from '../../core/aside.ts'
import {
  buildCalendar,
  type CalendarYear,
  jurisdictions,
  type NoticeDay,
  workingDaysOfYear,
} from '../../core/calendar.ts'
import { noticeLines, noticeOfRows } from '../../core/calendar-notice.ts'
import { packagedYears, parseNotice } from '../../core/calendar-years.ts'
import { localDate, ZONE } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { decodeText } from '../../core/sheet-csv.ts'
import { query, type Upload } from '../../core/verb.ts'
import { wouldMove } from './calendar-recount.ts'
import { calendarApi } from './contract-calendar.ts'
import { deskFail } from './errors.ts'
import { noticeAreas, notices, waitingTickets } from './store-promise.ts'

const NATION = 'CN'
const FIRST_SHOWN = 2024
/** Regulation on days off for national festivals (2024): every year's notice names all seven. */
const FESTIVALS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']

interface Known extends CalendarYear {
  madeBy: string | null
  madeAt: string | null
}

/** Of one jurisdiction, per year the version that holds; the program brings the nation's years itself. */
async function knownYears(ctx: Ctx, jurisdiction: string): Promise<Known[]> {
  const uploaded = (await notices(ctx.db, jurisdiction)).map(n => ({
    ...n.body,
    jurisdiction,
    version: n.made_at.epochMilliseconds,
    source: n.source,
    madeBy: n.made_by,
    madeAt: n.made_at.toString(),
  }))
  const packaged = jurisdiction === NATION ? packagedYears() : []
  const all: Known[] = [...packaged.map(y => ({ ...y, madeBy: null, madeAt: null })), ...uploaded]
  const best = new Map<number, Known>()
  for (const y of all) if (y.version >= (best.get(y.year)?.version ?? -1)) best.set(y.year, y)
  return [...best.values()].sort((a, b) => b.year - a.year)
}

/** The nation's years and, the nearest first, those of the regions above a jurisdiction and its own. */
async function layersOf(ctx: Ctx, jurisdiction: string): Promise<{ nation: Known[]; regional: Known[] }> {
  const regional: Known[] = []
  for (const name of jurisdictions(jurisdiction))
    if (name !== NATION) regional.push(...(await knownYears(ctx, name)))
  return { nation: await knownYears(ctx, NATION), regional }
}

/** The days of a year as they hold: the nearest notice that lists a date wins. */
function merged(layers: readonly Known[]): NoticeDay[] {
  const days = new Map<string, NoticeDay>()
  for (const y of [...layers].reverse()) for (const d of y.days) days.set(d.date, d)
  return byDate([...days.values()])
}

const byDate = (days: readonly NoticeDay[]) => [...days].sort((a, b) => a.date.localeCompare(b.date))

export const calendarYears = query(
  'desk.calendar_years',
  calendarApi['GET /api/calendar/years'],
  async (ctx, input) => {
    const { nation, regional } = await layersOf(ctx, input.jurisdiction)
    const cal = buildCalendar([...nation, ...regional], jurisdictions(input.jurisdiction), ZONE)
    return {
      knownUpTo: cal.knownUpTo,
      thisYear: localDate(ctx.now).year,
      years: nation
        .filter(y => y.year >= FIRST_SHOWN)
        .map(y => {
          const own = regional.filter(r => r.year === y.year)
          return {
            year: y.year,
            source: y.source,
            madeBy: y.madeBy,
            madeAt: y.madeAt,
            workingDays: workingDaysOfYear(cal, y.year),
            days: merged([...own, y]),
            regional: own.map(r => ({
              jurisdiction: r.jurisdiction,
              source: r.source,
              madeBy: r.madeBy ?? '',
              madeAt: r.madeAt ?? '',
              days: r.days.length,
            })),
          }
        }),
      waiting: await waitingTickets(ctx.db),
      areas: await noticeAreas(ctx.db, NATION),
    }
  },
)

async function textOf(input: { text?: string | undefined; upload?: Upload }): Promise<string> {
  if (!input.upload) return noticeLines(input.text ?? '')
  const { bytes, filename } = input.upload
  // Word and PDF are refused by the sheet reader with its own words; text and JSON are read as they are
  if (/\.(txt|json)$/i.test(filename)) return noticeLines(decodeText(bytes).text)
  const book = await aside('readSheet', bytes, filename)
  const sheet = book.sheets.find(s => s.rows.length > 0)
  return noticeOfRows([sheet?.header ?? [], ...(sheet?.rows ?? []).map(r => r.cells)])
}

export const previewNotice = query(
  'desk.notice_preview',
  calendarApi['POST /api/calendar/preview'],
  async (ctx, input) => {
    const text = await textOf(input)
    const { jurisdiction } = input
    const national = jurisdiction === NATION
    const as = { jurisdiction, version: Number.MAX_SAFE_INTEGER, source: 'preview', regional: !national }
    const got = parseNotice(text, as)
    if (!got.ok) throw deskFail(got.error, { params: { line: got.line } })
    const days = byDate(got.year.days)
    const { year } = got.year
    const before = (await knownYears(ctx, jurisdiction)).find(y => y.year === year)
    const { nation, regional } = await layersOf(ctx, jurisdiction)
    const cal = buildCalendar([...nation, ...regional, got.year], jurisdictions(jurisdiction), ZONE)
    const key = (d: NoticeDay) => `${d.date} ${d.kind}`
    const [had, has] = [new Set(before?.days.map(key)), new Set(days.map(key))]
    return {
      year,
      days,
      workingDays: workingDaysOfYear(cal, year),
      replaces: before
        ? {
            source: before.madeBy === null ? null : before.source,
            added: days.filter(d => !had.has(key(d))),
            removed: byDate(before.days.filter(d => !has.has(key(d)))),
          }
        : null,
      waiting: (await waitingTickets(ctx.db)).find(w => w.year === year)?.tickets ?? 0,
      moves: await wouldMove(ctx, got.year),
      missing: national ? FESTIVALS.filter(f => !days.some(d => d.name.includes(f.slice(0, 2)))) : [],
      text: days.map(d => `${d.date},${d.name.replaceAll(',', '、')},${d.kind}`).join('\n'),
    }
  },
)
