/** Papers of the closure itself: the work plan (S6-02), the decision (66), fencing records (67), entrances (68). */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { type PrintBlock, printable } from '../../core/print.ts'
import { printDef, type RegisteredPrint } from '../../core/transfer.ts'
import { listClosures } from '../gate/service-closure.ts'
import { listGates } from '../gate/service-gate.ts'
import { planSections } from './contract-paper.ts'
import { taskKindWords, taskStateWords } from './labels.ts'
import { getPaper } from './papers.ts'
import { placeById } from './store-place.ts'
import { getTask } from './tasks.ts'

const words = {
  zh: {
    plan: '封闭管理工作方案',
    instruction: '工作指令',
    version: (n: number) => `第${n}版`,
    sections: {
      survey: '一、摸底排查',
      fencing: '二、围挡封闭',
      responsibilities: '三、责任分工',
      gateRules: '四、出入管理',
      reporting: '五、信息报送',
    },
    sent: '签发',
    by: '签发人',
    receipts: '接收单位回执',
    unit: '单位',
    readBy: '接收人',
    readAt: '接收时间',
    unread: '未接收',
    decision: '封闭管理决定登记表',
    issuer: '发文单位',
    number: '文号',
    decidedOn: '日期',
    scope: '范围',
    period: '期限',
    measures: '措施',
    reason: '事由',
    purpose: '告知内容',
    lift: '解除文号',
    record: '围挡（维修、消毒）记录单',
    estate: '小区',
    task: '任务',
    organisation: '责任单位',
    due: '完成期限',
    state: '状态',
    started: '开始',
    done: '完成',
    minutes: '用时（分钟）',
    material: '用料',
    cost: '费用（元）',
    note: '说明',
    seen: '验看',
    photos: '照片',
    sign: ['施工', '验看'],
    entrances: '出入口登记表',
    gate: '出入口',
    keeper: '钥匙保管人',
    key: '钥匙位置',
    checked: '最近检查',
    states: { open: '开放', guarded: '值守', closed: '封闭（应急出口）' },
    exceptions: '第二出入口申请和批准',
    asked: '申请人',
    result: '结果',
    decided: '批准人',
    results: { asked: '待批', approved: '批准', refused: '不批准' },
    noException: '没有第二出入口的申请，只保留一个出入口。',
  },
  en: {
    plan: 'Work plan of closed management',
    instruction: 'Instruction',
    version: (n: number) => `Version ${n}`,
    sections: {
      survey: '1. Survey',
      fencing: '2. Fencing',
      responsibilities: '3. Responsibilities',
      gateRules: '4. Gate rules',
      reporting: '5. Reporting',
    },
    sent: 'Issued',
    by: 'Issued by',
    receipts: 'Receipts',
    unit: 'Unit',
    readBy: 'Read by',
    readAt: 'Read at',
    unread: 'not read',
    decision: 'Decision of closed management',
    issuer: 'Issued by',
    number: 'Number',
    decidedOn: 'Date',
    scope: 'Scope',
    period: 'Period',
    measures: 'Measures',
    reason: 'Reason',
    purpose: 'Notice to people',
    lift: 'Lifted by',
    record: 'Record of fencing, repair or disinfection',
    estate: 'Estate',
    task: 'Task',
    organisation: 'Responsible',
    due: 'Due',
    state: 'State',
    started: 'Started',
    done: 'Done',
    minutes: 'Minutes used',
    material: 'Material',
    cost: 'Cost (yuan)',
    note: 'Note',
    seen: 'Seen by',
    photos: 'Photos',
    sign: ['Done by', 'Seen by'],
    entrances: 'Register of entrances',
    gate: 'Entrance',
    keeper: 'Keeper of the key',
    key: 'Place of the key',
    checked: 'Last check',
    states: { open: 'open', guarded: 'guarded', closed: 'closed (emergency exit)' },
    exceptions: 'Second entrances asked for',
    asked: 'Asked by',
    result: 'Result',
    decided: 'Decided by',
    results: { asked: 'waiting', approved: 'approved', refused: 'refused' },
    noException: 'No second entrance was asked for; one entrance is kept.',
  },
}

/** 2026-03-02 09:00, in the estate's zone. */
const day = (at: string) =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')

const paper = printDef({
  key: 'response.paper',
  title: { zh: words.zh.plan, en: words.en.plan },
  permission: 'response.read',
  scope: 'house',
  query: z.object({ regionId: z.uuid(), paperId: z.uuid() }),
  document: async (ctx, asked) => {
    const w = words[ctx.lang]
    const p = await getPaper(ctx, asked)
    const { body } = p
    const text: PrintBlock[] =
      'text' in body
        ? [{ kind: 'paragraph', text: printable(body.text), indent: true }]
        : planSections.flatMap((name): PrintBlock[] => [
            { kind: 'heading', text: w.sections[name] },
            { kind: 'paragraph', text: printable(body[name]), indent: true },
          ])
    const receipts: PrintBlock[] =
      p.receipts.length === 0
        ? []
        : [
            { kind: 'heading', text: w.receipts },
            {
              kind: 'table',
              columns: [{ header: w.unit, width: 2 }, { header: w.readBy }, { header: w.readAt }],
              rows: p.receipts.map(r => [r.name, r.readBy ?? w.unread, r.readAt ? day(r.readAt) : '']),
            },
          ]
    return {
      title: p.title,
      unit: p.sentBy ?? p.madeBy,
      date: localDate(ctx.now).toString(),
      number: w.version(p.version),
      language: ctx.lang,
      blocks: [
        ...text,
        {
          kind: 'signatures',
          places: [{ label: w.sent, ...(p.sentBy ? { name: p.sentBy } : {}), date: true, seal: true }],
        },
        ...receipts,
      ],
    }
  },
})

const decision = printDef({
  key: 'response.decision',
  title: { zh: words.zh.decision, en: words.en.decision },
  permission: 'closure.read',
  scope: 'estate',
  query: z.object({ closureId: z.uuid() }),
  document: async (ctx, { estateId, closureId }) => {
    const w = words[ctx.lang]
    const closure = (await listClosures(ctx, { estateId })).items.find(c => c.id === closureId)
    const place = await placeById(ctx.db, estateId)
    if (closure === undefined || place === undefined) throw fail('core.not_found')
    const item = (label: string, value: string | null) => ({ label, value: value ?? '—' })
    return {
      title: w.decision,
      unit: closure.decision.issuer,
      date: localDate(ctx.now).toString(),
      number: closure.decision.number,
      language: ctx.lang,
      blocks: [
        {
          kind: 'keyValues',
          items: [
            item(w.estate, place.name),
            item(w.issuer, closure.decision.issuer),
            item(w.number, closure.decision.number),
            item(w.decidedOn, closure.decision.decidedOn),
            item(w.scope, closure.decision.scope),
            item(w.period, `${day(closure.startsAt)} – ${day(closure.endsAt)}`),
            item(w.reason, closure.reason),
            item(w.measures, closure.decision.measures ?? null),
            item(w.purpose, closure.purpose[ctx.lang]),
            item(w.lift, closure.lift ? `${closure.lift.number} ${day(closure.lift.at)}` : null),
          ],
        },
        { kind: 'signatures', places: [{ label: w.by, name: closure.madeBy, date: true, seal: true }] },
      ],
    }
  },
})

const record = printDef({
  key: 'response.task',
  title: { zh: words.zh.record, en: words.en.record },
  permission: 'response.read',
  scope: 'estate',
  query: z.object({ taskId: z.uuid() }),
  document: async (ctx, { estateId, taskId }) => {
    const w = words[ctx.lang]
    const task = await getTask(ctx, { estateId, taskId })
    const item = (label: string, value: string | number | null) => ({
      label,
      value: value === null ? '—' : String(value),
    })
    const pictures = await Promise.all(
      task.photos.map(
        async (id): Promise<PrintBlock> => ({
          kind: 'image',
          bytes: (await ctx.house.files.get(ctx.db, estateId, id)).bytes,
          width: 90,
        }),
      ),
    )
    return {
      title: w.record,
      unit: task.organisation,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        {
          kind: 'keyValues',
          columns: 2,
          items: [
            item(w.estate, task.estate),
            item(w.task, `${taskKindWords[task.kind][ctx.lang]} · ${task.title}`),
            item(w.organisation, task.organisation),
            item(w.due, task.dueOn),
            item(w.state, taskStateWords[task.state][ctx.lang]),
            item(w.started, task.startedAt && `${day(task.startedAt)} ${task.startedBy ?? ''}`),
            item(w.done, task.doneAt && `${day(task.doneAt)} ${task.doneBy ?? ''}`),
            item(w.minutes, task.minutes),
            item(w.material, task.material),
            item(w.cost, task.cost === null ? null : (task.cost / 100).toFixed(2)),
            item(w.note, task.note),
            item(w.seen, task.seenBy),
          ],
        },
        ...(pictures.length > 0 ? [{ kind: 'heading', text: w.photos } as const, ...pictures] : []),
        { kind: 'signatures', places: w.sign.map(label => ({ label, date: true })) },
      ],
    }
  },
})

const entrances = printDef({
  key: 'response.entrances',
  title: { zh: words.zh.entrances, en: words.en.entrances },
  permission: 'gate.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const w = words[ctx.lang]
    const place = await placeById(ctx.db, estateId)
    if (place === undefined) throw fail('core.not_found')
    const { items, exceptions } = await listGates(ctx, { estateId })
    return {
      title: w.entrances,
      unit: place.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      blocks: [
        {
          kind: 'table',
          columns: [w.gate, w.state, w.reason, w.keeper, w.key, w.checked].map(header => ({ header })),
          rows: items.map(g => [
            g.name,
            w.states[g.state],
            g.stateReason ?? '',
            g.keeper ?? '',
            g.keyPlace ?? '',
            g.lastCheckAt ? day(g.lastCheckAt) : '—',
          ]),
        },
        { kind: 'heading', text: w.exceptions },
        exceptions.length === 0
          ? { kind: 'paragraph', text: w.noException }
          : {
              kind: 'table',
              columns: [w.gate, w.reason, w.asked, w.result, w.decided].map(header => ({ header })),
              rows: exceptions.map(e => [
                e.gateName,
                e.reason,
                `${e.askedBy} ${day(e.askedAt)}`,
                w.results[e.state],
                e.decidedBy ?? '—',
              ]),
            },
        { kind: 'signatures', places: [{ label: w.by, date: true, seal: true }] },
      ],
    }
  },
})

export const paperPrints: RegisteredPrint[] = [paper, decision, record, entrances]
