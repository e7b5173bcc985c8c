/** Papers of the notice room: a bulletin for the lobby, the steward service, a rule, the quality policy, the plan. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import type { PrintBlock, PrintDocument } from '../../core/print.ts'
import { printDef, type RegisteredPrint } from '../../core/transfer.ts'
import { weekPrint } from '../roster/prints.ts'
import { estateNames } from '../roster/store-artefacts.ts'
import { getBulletin } from './bulletins.ts'
import { listCategories } from './categories.ts'
import { conductSheet } from './conduct-sheet.ts'
import { libraryLabels, resultLabels, word } from './labels.ts'
import { documentOf } from './library.ts'
import { policyLine, stewardsNow, textFor } from './library-reviews.ts'
import { listSchedules } from './schedules.ts'

/** A text as paragraphs; short lines of their own without a full stop stand as headings. */
function paragraphs(text: string): PrintBlock[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(
      (line): PrintBlock =>
        line.length <= 16 && !/[。；，.;,]$/.test(line)
          ? { kind: 'heading', text: line, level: 2 }
          : { kind: 'paragraph', text: line, indent: true },
    )
}

async function issued(
  ctx: Ctx,
  estateId: string,
): Promise<Pick<PrintDocument, 'unit' | 'date' | 'language'>> {
  const named = await estateNames(ctx.db, estateId)
  return {
    unit: named.company ?? named.estate,
    date: localDate(ctx.now).toString(),
    language: ctx.lang,
  }
}

const bulletin = printDef({
  key: 'bulletin',
  title: { zh: '通知（张贴）', en: 'Bulletin for the lobby' },
  permission: 'notice.read',
  scope: 'estate',
  query: z.object({ bulletinId: z.uuid() }),
  document: async (ctx, { estateId, bulletinId }) => {
    const b = await getBulletin(ctx, { estateId, bulletinId })
    const base = await issued(ctx, estateId)
    const zh = ctx.lang === 'zh'
    const category = (await listCategories(ctx, { estateId })).items.find(c => c.key === b.category)
    const blocks: PrintBlock[] = b.body
      .split('\n')
      .filter(line => line.trim())
      .map(text => ({ kind: 'paragraph', text: text.trim(), indent: true }))
    if (b.cites.length > 0)
      blocks.push({
        kind: 'paragraph',
        text: `${zh ? '依据：' : 'Based on: '}${b.cites.map(c => (zh ? `《${c.title}》` : c.title)).join(zh ? '、' : ', ')}`,
        indent: true,
      })
    return {
      ...base,
      title: b.title,
      redHeader: base.unit,
      number: [
        category?.[ctx.lang],
        b.edition > 1 ? (zh ? `第 ${b.edition} 版` : `edition ${b.edition}`) : '',
      ]
        .filter(Boolean)
        .join(' · '),
      date: b.sentAt ? localDate(Temporal.Instant.from(b.sentAt)).toString() : base.date,
      blocks,
    }
  },
})

const service = printDef({
  key: 'steward-service',
  title: { zh: '秘书管家服务', en: 'The steward service' },
  permission: 'notice.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const zh = ctx.lang === 'zh'
    const text = await textFor(ctx, estateId, 'steward_service')
    const [first = '', ...rest] = text[ctx.lang].split('\n')
    const stewards = await stewardsNow(ctx, estateId)
    return {
      ...(await issued(ctx, estateId)),
      title: first,
      footnote: await policyLine(ctx, estateId),
      blocks: [
        ...paragraphs(rest.join('\n')),
        { kind: 'heading', text: zh ? '各楼栋管家' : 'Stewards of the buildings' },
        {
          kind: 'table',
          columns: (zh
            ? ['楼栋', '管家', '服务电话', '特长']
            : ['Buildings', 'Steward', 'Phone', 'Strengths']
          ).map((header, at) => ({ header, width: [1.4, 1, 1.4, 2.4][at] ?? 1 })),
          rows: stewards.map(s => [
            s.buildings.join(zh ? '、' : ', '),
            s.name,
            s.phone ?? '',
            s.strengths ?? '',
          ]),
        },
      ],
    }
  },
})

const rule = printDef({
  key: 'library-document',
  title: { zh: '制度文件', en: 'Document of the library' },
  permission: 'rulebook.read',
  scope: 'estate',
  query: z.object({ documentId: z.uuid() }),
  document: async (ctx, { estateId, documentId }) => {
    const d = await documentOf(ctx, estateId, documentId)
    const zh = ctx.lang === 'zh'
    const items = [
      { label: zh ? '类别' : 'Kind', value: word(libraryLabels, d.kind, ctx.lang) },
      { label: zh ? '版本' : 'Version', value: String(d.current?.version ?? '') },
      { label: zh ? '批准人' : 'Approved by', value: d.current?.approvedBy ?? '' },
      { label: zh ? '生效日期' : 'In force from', value: d.current?.effectiveFrom ?? '' },
    ]
    return {
      ...(await issued(ctx, estateId)),
      title: d.title,
      ...(d.code ? { number: d.code } : {}),
      footnote: await policyLine(ctx, estateId),
      blocks: [
        { kind: 'keyValues', columns: 2, items },
        ...(d.basis.length > 0
          ? [
              {
                kind: 'paragraph' as const,
                text: `${zh ? '依据：' : 'Legal basis: '}${d.basis.map(b => b.text).join(zh ? '；' : '; ')}`,
              },
            ]
          : []),
        ...paragraphs(d.body ?? ''),
        ...(d.reviews.length > 0
          ? [
              { kind: 'heading' as const, text: zh ? '执行效果检查' : 'Effect checks' },
              {
                kind: 'table' as const,
                columns: (zh
                  ? ['日期', '结果', '发现', '措施', '检查人']
                  : ['Day', 'Result', 'Finding', 'Measure', 'By']
                ).map(header => ({ header })),
                rows: d.reviews.map(r => [
                  r.onDate,
                  word(resultLabels, r.result, ctx.lang),
                  r.finding,
                  r.measure ?? '',
                  r.by,
                ]),
              },
            ]
          : []),
        {
          kind: 'signatures',
          places: [
            {
              label: zh ? '批准' : 'Approved',
              ...(d.current?.approvedBy ? { name: d.current.approvedBy } : {}),
              date: true,
            },
            { label: zh ? '物业服务中心' : 'Service centre', seal: true },
          ],
        },
      ],
    }
  },
})

const quality = printDef({
  key: 'quality-policy',
  title: { zh: '质量方针与服务理念', en: 'Quality policy and service concept' },
  permission: 'rulebook.read',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const zh = ctx.lang === 'zh'
    const text = async (kind: 'quality' | 'concept') => (await textFor(ctx, estateId, kind))[ctx.lang]
    return {
      ...(await issued(ctx, estateId)),
      title: zh ? '质量方针与服务理念' : 'Quality policy and service concept',
      blocks: [
        { kind: 'heading', text: zh ? '质量方针' : 'Quality policy' },
        { kind: 'paragraph', text: await text('quality'), align: 'center', strong: true },
        { kind: 'heading', text: zh ? '服务理念' : 'Service concept' },
        { kind: 'paragraph', text: await text('concept'), align: 'center', strong: true },
        {
          kind: 'signatures',
          places: [{ label: zh ? '总经理' : 'General manager', seal: true, date: true }],
        },
      ],
    }
  },
})

const plan = printDef({
  key: 'bulletin-plan',
  title: { zh: '定期通报计划', en: 'Plan of regular bulletins' },
  permission: 'notice.write',
  scope: 'estate',
  query: z.object({}),
  document: async (ctx, { estateId }) => {
    const zh = ctx.lang === 'zh'
    const named = (await listCategories(ctx, { estateId })).items
    const { items } = await listSchedules(ctx, { estateId })
    return {
      ...(await issued(ctx, estateId)),
      title: zh ? '定期通报计划' : 'Plan of regular bulletins',
      footnote: await policyLine(ctx, estateId),
      blocks: [
        { kind: 'paragraph', text: await policyLine(ctx, estateId), align: 'center' },
        {
          kind: 'table',
          columns: (zh
            ? ['标题', '类别', '周期（天）', '下次应发', '责任人', '错过']
            : ['Title', 'Category', 'Every (days)', 'Next due', 'Responsible', 'Missed']
          ).map(header => ({ header })),
          rows: items
            .filter(s => !s.ended)
            .map(s => [
              s.title,
              named.find(c => c.key === s.category)?.[ctx.lang] ?? '',
              String(s.everyDays),
              s.nextDue,
              s.name,
              s.missed.join(zh ? '、' : ', '),
            ]),
        },
        {
          kind: 'signatures',
          places: [
            { label: zh ? '编制' : 'Prepared by', date: true },
            { label: zh ? '批准' : 'Approved by', seal: true, date: true },
          ],
        },
      ],
    }
  },
})

/** The week's duty roster, under the quality policy like every plan (S7-02). */
const week: RegisteredPrint = {
  ...weekPrint,
  document: async (ctx, asked) => {
    const { estateId } = z.object({ estateId: z.uuid() }).parse(asked)
    return { ...(await weekPrint.document(ctx, asked)), footnote: await policyLine(ctx, estateId) }
  },
}

export const prints: RegisteredPrint[] = [bulletin, service, rule, quality, plan, week, conductSheet]
