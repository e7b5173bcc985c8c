/** Paper of the follow-up: the month report (artefact 13) and the call list to carry (artefact 12). */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { printDef, type RegisteredPrint } from '../../core/transfer.ts'
import { getEstate } from '../estate/service.ts'
import { callRows } from './calls.ts'
import { MonthParam } from './contract.ts'
import { definitions } from './definitions.ts'
import { reportOf } from './reads.ts'
import type { KeptView } from './report.ts'
import { surveyPrint } from './survey-print.ts'
import { definitionText, howText, metText, percentText, resultText } from './words.ts'

type Report = Awaited<ReturnType<typeof reportOf>>
const Month = MonthParam.shape.month

const words = {
  zh: {
    title: (e: string, m: string) =>
      `${e} ${Number(m.slice(0, 4))}年${Number(m.slice(5))}月投诉咨询回访与服务月报`,
    calls: (e: string, m: string) => `${e} ${Number(m.slice(0, 4))}年${Number(m.slice(5))}月回访表`,
    draft: '未结月',
    version: (v: number) => `第 ${v} 版`,
    figures: '一、主要指标',
    heads: ['指标', '分子', '分母', '比率·件数', '目标', '是否达标'],
    counts: '二、回访情况',
    count: {
      closed: '当月办结',
      drawn: '抽中与递补',
      satisfied: '满意',
      partly: '部分满意',
      dissatisfied: '不满意',
      refused: '拒绝回访',
      unreachable: '联系不上',
      open: '尚未回访',
      finalRefusals: '最终拒绝办结',
      explained: '三分钟内改约',
    },
    kept: '三、承诺兑现',
    type: '按服务类型',
    class: '按类别',
    person: '按人员',
    lists: '四、逐件说明',
    beyond: '约定时限超过规定上限',
    beyondHeads: ['工单号', '约定 / 上限', '到期', '原因', '经手'],
    units: { minutes: '分钟', days24: '天', workingDays: '工作日' },
    postponed: '延期',
    postponedHeads: ['工单号', '登记时间', '原因', '经手'],
    reason: '结月说明',
    missed: '未达标：',
    trend: '近几个月 · ',
    defs: '五、统计口径',
    defHeads: ['指标', '口径'],
    made: '编制',
    checked: '分管主任',
    seal: '单位',
    hash: (h: string) => `本版校验码 SHA-256：${h}`,
    callHeads: ['工单号', '类别', '房号', '入选', '应回访日', '回访人', '结果', '备注'],
    major: '【重大】',
  },
  en: {
    title: (e: string, m: string) => `${e}: follow-up and service report ${m}`,
    calls: (e: string, m: string) => `${e}: follow-up list ${m}`,
    draft: 'not closed',
    version: (v: number) => `Version ${v}`,
    figures: '1. Figures',
    heads: ['Figure', 'Numerator', 'Denominator', 'Value', 'Target', 'Met'],
    counts: '2. Follow-up',
    count: {
      closed: 'Closed in the month',
      drawn: 'Drawn and replacements',
      satisfied: 'Satisfied',
      partly: 'Partly',
      dissatisfied: 'Not satisfied',
      refused: 'Refused',
      unreachable: 'Not reached',
      open: 'Not called yet',
      finalRefusals: 'Closed by final refusal',
      explained: 'Explained within 3 minutes',
    },
    kept: '3. Promises kept',
    type: 'By type of service',
    class: 'By class',
    person: 'By person',
    lists: '4. One by one',
    beyond: 'Agreed beyond the rule’s limit',
    beyondHeads: ['Ticket', 'Agreed / limit', 'Due', 'Reason', 'By'],
    units: { minutes: 'minutes', days24: 'days', workingDays: 'working days' },
    postponed: 'Postponements',
    postponedHeads: ['Ticket', 'Recorded', 'Reason', 'By'],
    reason: 'The director’s note',
    missed: 'Not met: ',
    trend: 'The last months · ',
    defs: '5. Definitions',
    defHeads: ['Figure', 'Definition'],
    made: 'Prepared by',
    checked: 'Director in charge',
    seal: 'Company',
    hash: (h: string) => `Check code of this version, SHA-256: ${h}`,
    callHeads: ['Ticket', 'Class', 'Unit', 'Drawn as', 'Due', 'Caller', 'Result', 'Note'],
    major: '[major] ',
  },
} as const

const local = (at: string) =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')

function keptBars(title: string, rows: KeptView[], lang: 'zh' | 'en'): PrintBlock[] {
  if (rows.length === 0) return []
  return [
    { kind: 'heading', text: title, level: 2 },
    {
      kind: 'bars',
      items: rows.map(r => ({
        label: printable(r.label[lang]),
        share: r.due === 0 ? null : r.kept / r.due,
        value: `${r.kept}/${r.due}　${percentText(r.kept, r.due)[lang]}`,
      })),
    },
  ]
}

function figureTable(r: Report, lang: 'zh' | 'en'): PrintBlock {
  const w = words[lang]
  return {
    kind: 'table',
    columns: w.heads.map((header, at) => ({
      header,
      width: at === 0 ? 3 : 1.2,
      ...(at === 0 ? {} : { align: 'right' as const }),
    })),
    rows: r.figures.map(f => [
      f.title[lang],
      String(f.numerator),
      f.denominator === null ? '—' : String(f.denominator),
      f.unit === 'count' ? String(f.numerator) : percentText(f.numerator, f.denominator)[lang],
      f.target === null ? '—' : `≥ ${f.target}%`,
      metText(f.met, r.state === 'running')[lang],
    ]),
  }
}

function listBlocks(r: Report, lang: 'zh' | 'en'): PrintBlock[] {
  const w = words[lang]
  const columns = (heads: readonly string[]) =>
    heads.map((header, at) => ({ header, width: at === heads.length - 2 ? 3 : 1.4 }))
  return [
    { kind: 'heading', text: w.lists },
    { kind: 'heading', text: w.beyond, level: 2 },
    {
      kind: 'table',
      columns: columns(w.beyondHeads),
      rows: r.beyond.map(b => [
        b.number,
        `${b.amount} / ${b.max} ${w.units[b.unit]}`,
        b.dueAt ? local(b.dueAt) : '—',
        printable(b.reason ?? ''),
        b.by ?? '',
      ]),
    },
    { kind: 'heading', text: w.postponed, level: 2 },
    {
      kind: 'table',
      columns: columns(w.postponedHeads),
      rows: r.postponed.map(p => [p.number, local(p.at), printable(p.reason ?? ''), p.by ?? '']),
    },
  ]
}

/** S1-50: what missed its target is said in words too; a grey copy has no red. */
function missed(r: Report, lang: 'zh' | 'en'): PrintBlock[] {
  const short = r.figures.filter(f => f.met === false)
  if (short.length === 0 || r.state === 'running') return []
  const list = short.map(
    f => `${f.title[lang]} ${percentText(f.numerator, f.denominator)[lang]}（≥ ${f.target}%）`,
  )
  return [
    {
      kind: 'paragraph',
      text: `${words[lang].missed}${list.join(lang === 'zh' ? '；' : '; ')}`,
      strong: true,
    },
  ]
}

/** The closed months before this one beside it. */
function trendBars(r: Report, lang: 'zh' | 'en'): PrintBlock[] {
  if (r.trend.length < 2) return []
  return (['followup.rate', 'followup.satisfied', 'promise.kept'] as const).flatMap(key => [
    {
      kind: 'heading' as const,
      text: `${words[lang].trend}${definitions[key].title[lang]}`,
      level: 2 as const,
    },
    {
      kind: 'bars' as const,
      items: r.trend.map(m => {
        const f = m.figures.find(x => x.key === key)
        return {
          label: m.month,
          share: f?.denominator ? f.numerator / f.denominator : null,
          value: percentText(f?.numerator ?? 0, f?.denominator ?? 0)[lang],
        }
      }),
    },
  ])
}

function reportBlocks(r: Report, lang: 'zh' | 'en'): PrintBlock[] {
  const w = words[lang]
  const targeted = r.figures.filter(f => f.target !== null)
  return [
    { kind: 'heading', text: w.figures },
    figureTable(r, lang),
    {
      kind: 'bars',
      items: targeted.map(f => ({
        label: `${f.title[lang]}（≥ ${f.target}%）`,
        share: f.denominator ? f.numerator / f.denominator : null,
        value: percentText(f.numerator, f.denominator)[lang],
        ...(f.target === null ? {} : { mark: f.target / 100 }),
      })),
    },
    ...missed(r, lang),
    ...(r.version?.reason
      ? [{ kind: 'paragraph' as const, text: `${w.reason}：${printable(r.version.reason)}`, strong: true }]
      : []),
    ...trendBars(r, lang),
    { kind: 'heading', text: w.counts },
    {
      kind: 'keyValues',
      columns: 2,
      items: (Object.keys(w.count) as (keyof typeof w.count)[]).map(key => ({
        label: w.count[key],
        value: String(r.counts[key]),
      })),
    },
    { kind: 'heading', text: w.kept },
    ...keptBars(w.type, r.byType, lang),
    ...keptBars(w.class, r.byClass, lang),
    ...keptBars(w.person, r.byPerson, lang),
    ...listBlocks(r, lang),
    { kind: 'heading', text: w.defs },
    {
      kind: 'table',
      columns: w.defHeads.map((header, at) => ({ header, width: at === 0 ? 1 : 4 })),
      rows: r.figures.map(f => [f.title[lang], definitionText(f)[lang]]),
    },
    ...(r.version ? [{ kind: 'paragraph' as const, text: w.hash(r.version.hash) }] : []),
    {
      kind: 'signatures',
      places: [
        { label: w.made, date: true },
        { label: w.checked, ...(r.version ? { name: r.version.by } : {}), date: true },
        { label: w.seal, seal: true, date: true },
      ],
    },
  ]
}

async function issuer(ctx: Ctx, estateId: string): Promise<{ name: string; unit: string }> {
  const estate = await getEstate(ctx, { estateId })
  return { name: estate.name, unit: estate.companyName ?? estate.name }
}

const reportPrint = printDef({
  key: 'followup-report',
  title: { zh: '投诉咨询回访与服务月报', en: 'Follow-up and service report' },
  permission: 'followup.run',
  scope: 'estate',
  query: z.object({ month: Month, version: z.coerce.number().int().min(1).optional() }),
  document: async (ctx, { estateId, month, version }) => {
    const r = await reportOf(ctx, estateId, month, version)
    const { name, unit } = await issuer(ctx, estateId)
    const w = words[ctx.lang]
    return {
      title: w.title(name, month),
      unit,
      date: localDate(ctx.now).toString(),
      number: r.version ? `${month} ${w.version(r.version.version)}` : `${month} ${w.draft}`,
      language: ctx.lang,
      blocks: reportBlocks(r, ctx.lang),
    }
  },
})

const callsPrint = printDef({
  key: 'followup-calls',
  title: { zh: '月度回访表', en: 'Monthly follow-up list' },
  permission: 'followup.call',
  scope: 'estate',
  query: z.object({ month: Month }),
  document: async (ctx, { estateId, month }) => {
    const rows = (await callRows(ctx, estateId, month, { show: 'all' })).filter(r => r.how !== null)
    const { name, unit } = await issuer(ctx, estateId)
    const w = words[ctx.lang]
    return {
      title: w.calls(name, month),
      unit,
      date: localDate(ctx.now).toString(),
      number: month,
      language: ctx.lang,
      paper: 'A4-landscape',
      blocks: [
        {
          kind: 'table',
          columns: w.callHeads.map((header, at) => ({ header, width: at === 7 ? 3 : 1.2 })),
          rows: rows.map(r => [
            r.number,
            `${r.major ? w.major : ''}${r.className[ctx.lang]}`,
            r.unit ?? '',
            howText(r.how)[ctx.lang],
            r.dueOn ?? '',
            r.assigned ?? '',
            resultText(r.result)[ctx.lang],
            '',
          ]),
        },
        {
          kind: 'signatures',
          places: [
            { label: w.made, date: true },
            { label: w.checked, date: true },
          ],
        },
      ],
    }
  },
})

export const followupPrints: RegisteredPrint[] = [reportPrint, callsPrint, surveyPrint]
