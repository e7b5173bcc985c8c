/** The daily summary on paper in the official form (artefact 74), and as lists: a level's parts, and the chain of a day. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { ZONE } from '../../core/clock.ts'
import type { Lang } from '../../core/house.ts'
import type { PrintDocument } from '../../core/print.ts'
import { listDef, printDef, type RegisteredList, type RegisteredPrint } from '../../core/transfer.ts'
import { type ReportFiguresShown, ReportLevel, type ReportLevelName } from './contract-report.ts'
import { listReports } from './report-watch.ts'
import { counted } from './rules-report.ts'
import { reportFor } from './service-report.ts'

const asked = z.object({
  regionId: z.uuid(),
  level: ReportLevel,
  day: z.iso.date(),
  version: z.coerce.number().int().min(1).optional(),
})

const figureWords: Record<(typeof counted)[number], { zh: string; en: string }> = {
  estates: { zh: '小区数', en: 'Estates' },
  closed: { zh: '封闭小区', en: 'Closed' },
  personsIn: { zh: '进（人次）', en: 'Persons in' },
  personsOut: { zh: '出（人次）', en: 'Persons out' },
  vehiclesIn: { zh: '进（车次）', en: 'Vehicles in' },
  vehiclesOut: { zh: '出（车次）', en: 'Vehicles out' },
  refusals: { zh: '劝返', en: 'Refused' },
  emergencies: { zh: '紧急放行', en: 'Emergencies' },
  incidents: { zh: '闯岗等事件', en: 'Incidents' },
  unattended: { zh: '空岗', en: 'Empty posts' },
  inside: { zh: '报送时在内', en: 'Inside' },
}

/** Why people were turned back, in the words of the report. */
export const reasonWords: Record<string, { zh: string; en: string }> = {
  no_mask: { zh: '未戴口罩', en: 'no mask' },
  outside_hours: { zh: '不在通行时间', en: 'outside hours' },
  gate_closed: { zh: '此门已封闭', en: 'gate closed' },
  not_identified: { zh: '无法核实身份', en: 'not identified' },
  licence: { zh: '行驶证或驾驶证未核对', en: 'licence not checked' },
  lane_direction: { zh: '车道方向不符', en: 'wrong lane' },
  pass_unknown: { zh: '没有这个码', en: 'unknown code' },
  pass_early: { zh: '访客码未到时间', en: 'code too early' },
  pass_late: { zh: '访客码已过期', en: 'code expired' },
  pass_used: { zh: '访客码已用过', en: 'code used' },
  pass_revoked: { zh: '访客码已收回', en: 'code withdrawn' },
  stranger: { zh: '说不清找谁', en: 'stranger' },
  unwilling: { zh: '不配合登记', en: 'unwilling' },
  other: { zh: '其他原因', en: 'other' },
  unrecorded: { zh: '明细已删除', en: 'details deleted' },
}

const levelWords: Record<ReportLevelName, { zh: string; en: string }> = {
  neighbourhood: { zh: '社区', en: 'Neighbourhood' },
  town: { zh: '镇·街道', en: 'Town' },
  group: { zh: '综合协调组', en: 'Coordination group' },
  headquarters: { zh: '指挥部', en: 'Headquarters' },
}

const stateWords: Record<string, { zh: string; en: string }> = {
  none: { zh: '不用报', en: 'nothing due' },
  waiting: { zh: '未截止', en: 'day not over' },
  due: { zh: '待报', en: 'due' },
  late: { zh: '逾期未报', en: 'late' },
  kept: { zh: '已报', en: 'submitted' },
  kept_late: { zh: '已报（逾期）', en: 'submitted late' },
}

const words = {
  zh: {
    title: (day: string) => {
      const [y, m, d] = day.split('-').map(Number)
      return `${y}年${m}月${d}日小区封闭管理信息日汇总表`
    },
    to: { neighbourhood: '镇（街道）', town: '综合协调组', group: '指挥部', headquarters: '' } as Record<
      string,
      string
    >,
    toLabel: '报',
    period: '统计时段',
    version: '版次',
    draft: '未报送（草稿）',
    submitted: '报送时间',
    late: '（逾期）',
    by: '报送人',
    part: '单位',
    total: '合计',
    reasons: '劝返原因',
    missing: (names: string) => `截至报送时尚未报送：${names}`,
    note: '情况说明',
    reason: '更正原因',
    hash: (h: string) => `本版校验码 SHA-256：${h}`,
    defs: '口径：进、出按登记的人次与车次计，劝返按被劝返的人次与车次计；空岗按报警计；“报送时在内”为社区报送时最近一次登记为“进”的人员；各级数等于下一级之和。',
    sign: ['填报人', '审核人', '单位负责人'],
    none: '未报',
  },
  en: {
    title: (day: string) => `Daily summary of closed management, ${day}`,
    to: {
      neighbourhood: 'Town',
      town: 'Coordination group',
      group: 'Headquarters',
      headquarters: '',
    } as Record<string, string>,
    toLabel: 'To',
    period: 'Period',
    version: 'Version',
    draft: 'not submitted (draft)',
    submitted: 'Submitted',
    late: ' (late)',
    by: 'By',
    part: 'Unit',
    total: 'Total',
    reasons: 'Refused because',
    missing: (names: string) => `Not in when submitted: ${names}`,
    note: 'Remark',
    reason: 'Reason of correction',
    hash: (h: string) => `SHA-256 of this version: ${h}`,
    defs: 'Counted: registered persons and vehicles, each way once; refused persons and vehicles each time; an empty post by its alarm; inside: whose last registration was “in” when the neighbourhood submitted. Each level is the sum of the level below.',
    sign: ['Filled in by', 'Checked by', 'Head of unit'],
    none: 'missing',
  },
}

const minute = (at: string) =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')

type Shown = Awaited<ReturnType<typeof reportFor>>

/** 未戴口罩 12、不在通行时间 3 */
export function reasonText(reasons: ReportFiguresShown['reasons'], lang: Lang): string {
  const list = Object.entries(reasons).sort((a, b) => b[1] - a[1])
  return list.map(([k, n]) => `${reasonWords[k]?.[lang] ?? k} ${n}`).join(lang === 'zh' ? '、' : ', ') || '—'
}

const row = (f: ReportFiguresShown | null, none: string) =>
  counted.map(k => (f === null ? none : String(f[k])))

function paper(r: Shown, lang: Lang, version: number | undefined): PrintDocument {
  const w = words[lang]
  const v = r.versions.find(x => x.version === version) ?? r.versions[0]
  const unit = `${r.region.name}${r.level === 'neighbourhood' || r.level === 'town' ? '' : ` ${levelWords[r.level][lang]}`}`
  const to = w.to[r.level]
  return {
    title: w.title(r.day),
    unit,
    date: r.day,
    language: lang,
    paper: 'A4-landscape',
    redHeader: unit,
    ...(v ? { number: `${r.day.replaceAll('-', '')}-${v.version}` } : {}),
    blocks: [
      {
        kind: 'keyValues',
        columns: 2,
        items: [
          ...(to ? [{ label: w.toLabel, value: to }] : []),
          { label: w.period, value: `${minute(r.from)} – ${minute(r.until)}` },
          { label: w.version, value: v ? String(v.version) : w.draft },
          ...(v ? [{ label: w.submitted, value: `${minute(v.at)}${v.late ? w.late : ''}` }] : []),
          ...(v ? [{ label: w.by, value: v.by }] : []),
        ],
      },
      {
        kind: 'table',
        columns: [
          { header: w.part, width: 2.4 },
          ...counted.map(k => ({ header: figureWords[k][lang], align: 'right' as const })),
        ],
        rows: r.parts.map(p => [p.name, ...row(p.figures, w.none)]),
        footer: [w.total, ...row(r.figures, w.none)],
      },
      { kind: 'keyValues', items: [{ label: w.reasons, value: reasonText(r.figures.reasons, lang) }] },
      ...(r.missing.length > 0
        ? [{ kind: 'paragraph' as const, text: w.missing(r.missing.join('、')), strong: true }]
        : []),
      ...(v?.note ? [{ kind: 'paragraph' as const, text: `${w.note}：${v.note}` }] : []),
      ...(v?.reason ? [{ kind: 'paragraph' as const, text: `${w.reason}：${v.reason}` }] : []),
      { kind: 'paragraph', text: w.defs },
      {
        kind: 'signatures',
        places: w.sign.map((label, i) => ({
          label,
          date: true,
          seal: i === 2,
          ...(i === 0 && v ? { name: v.by } : {}),
        })),
      },
      ...(v ? [{ kind: 'paragraph' as const, text: w.hash(v.hash) }] : []),
    ],
  }
}

export const reportPrints: RegisteredPrint[] = [
  printDef({
    key: 'gate.report',
    title: { zh: '封闭管理日汇总表', en: 'Daily summary of closed management' },
    permission: 'rollup.read',
    scope: 'house',
    query: asked,
    document: async (ctx, a) => paper(await reportFor(ctx, a), ctx.lang, a.version),
  }),
]

interface PartRow {
  name: string
  version: number | null
  figures: ReportFiguresShown | null
}
type LineRow = Awaited<ReturnType<typeof listReports>>['items'][number] & {
  levelText: string
  stateText: string
}

export const reportLists: RegisteredList[] = [
  listDef({
    key: 'gate.report',
    title: { zh: '封闭管理日汇总', en: 'Daily summary' },
    permission: 'rollup.read',
    scope: 'house',
    query: asked,
    rows: async (ctx, a): Promise<PartRow[]> => {
      const r = await reportFor(ctx, a)
      return [...r.parts, { name: words[ctx.lang].total, version: null, figures: r.figures }]
    },
    columns: [
      { key: 'name', header: { zh: '单位', en: 'Unit' }, kind: 'text', cell: r => r.name },
      {
        key: 'version',
        header: { zh: '下级版次', en: 'Version below' },
        kind: 'integer',
        cell: r => r.version,
      },
      ...counted.map(k => ({
        key: k,
        header: figureWords[k],
        kind: 'integer' as const,
        cell: (r: PartRow) => r.figures?.[k] ?? null,
      })),
      {
        key: 'reasons',
        header: { zh: '劝返原因', en: 'Refused because' },
        kind: 'text',
        cell: (r, lang) => (r.figures ? reasonText(r.figures.reasons, lang) : ''),
      },
    ],
  }),
  listDef({
    key: 'gate.reports',
    title: { zh: '日汇总报送情况', en: 'Daily summaries by level' },
    permission: 'rollup.read',
    scope: 'house',
    query: z.object({ day: z.iso.date().optional() }),
    rows: async (ctx, a): Promise<LineRow[]> =>
      (await listReports(ctx, a)).items.map(i => ({
        ...i,
        levelText: levelWords[i.level][ctx.lang],
        stateText: stateWords[i.state]?.[ctx.lang] ?? i.state,
      })),
    columns: [
      { key: 'region', header: { zh: '区域', en: 'Region' }, kind: 'text', cell: r => r.region.name },
      { key: 'level', header: { zh: '级', en: 'Level' }, kind: 'text', cell: r => r.levelText },
      { key: 'state', header: { zh: '状态', en: 'State' }, kind: 'text', cell: r => r.stateText },
      { key: 'due', header: { zh: '应报时间', en: 'Due' }, kind: 'instant', cell: r => r.dueAt },
      { key: 'at', header: { zh: '首报时间', en: 'First submitted' }, kind: 'instant', cell: r => r.at },
      {
        key: 'person',
        header: { zh: '报送责任人', en: 'Named person' },
        kind: 'text',
        cell: r => r.person?.name ?? '',
      },
      { key: 'by', header: { zh: '报送人', en: 'Submitted by' }, kind: 'text', cell: r => r.by ?? '' },
      { key: 'version', header: { zh: '版次', en: 'Version' }, kind: 'integer', cell: r => r.version },
      {
        key: 'missing',
        header: { zh: '下级未报', en: 'Missing below' },
        kind: 'integer',
        cell: r => r.missing,
      },
      {
        key: 'differs',
        header: { zh: '报后有变', en: 'Changed since' },
        kind: 'yesNo',
        cell: r => r.differs,
      },
    ],
  }),
]
