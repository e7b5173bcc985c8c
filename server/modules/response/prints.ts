/** Papers of responsibility: the list of a region and the brigade's grouping sheet (artefact 73). */
import { z } from 'zod'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { PrintBlock } from '../../core/print.ts'
import { printDef, type RegisteredPrint } from '../../core/transfer.ts'
import { dutyList, regionDuty } from './duty.ts'
import { getGrouping } from './grouping.ts'
import { careWords, dutyWords, partyWords, stateWords } from './labels.ts'
import { paperPrints } from './prints-paper.ts'

const words = {
  zh: {
    duty: '封闭管理责任分工表',
    leaders: '一、包保领导和主体责任',
    estates: '二、各小区责任',
    level: '区域',
    kind: '责任',
    holder: '姓名',
    office: '单位和职务',
    from: '起始',
    estate: '小区',
    care: '类别',
    parties: '责任各方',
    state: '落实',
    none: '未指定',
    members: (n: number) => `${n}名队员`,
    sum: (f: {
      estates: number
      subject: number
      brigadeNeeded: number
      brigadeThere: number
      nobody: number
    }) =>
      `小区${f.estates}个，其中有建设主体单位${f.subject}个；应配扑火队员${f.brigadeNeeded}个，已配${f.brigadeThere}个；无人负责${f.nobody}个。`,
    grouping: '扑火队员编组表',
    version: (n: number, agreed: boolean) => `第${n}版（${agreed ? '双方已确认' : '待确认'}）`,
    group: '组',
    leader: '组长',
    list: '队员（编号）',
    where: '负责小区',
    count: '人数',
    signDuty: ['制表', '审核'],
    community: '社区确认',
    forestry: '林业局确认',
  },
  en: {
    duty: 'Responsibility under closed management',
    leaders: '1. Leaders and main responsibility',
    estates: '2. Estates',
    level: 'Region',
    kind: 'Duty',
    holder: 'Name',
    office: 'Unit and post',
    from: 'Since',
    estate: 'Estate',
    care: 'Class',
    parties: 'Parties',
    state: 'State',
    none: 'nobody',
    members: (n: number) => `${n} members`,
    sum: (f: {
      estates: number
      subject: number
      brigadeNeeded: number
      brigadeThere: number
      nobody: number
    }) =>
      `${f.estates} estates, ${f.subject} with a subject unit; ${f.brigadeNeeded} need brigade members, ${f.brigadeThere} have them; nobody named at ${f.nobody}.`,
    grouping: 'Grouping of the brigade',
    version: (n: number, agreed: boolean) =>
      `Version ${n} (${agreed ? 'confirmed by both' : 'not yet confirmed'})`,
    group: 'Group',
    leader: 'Leader',
    list: 'Members (number)',
    where: 'Estates',
    count: 'People',
    signDuty: ['Prepared by', 'Checked by'],
    community: 'Neighbourhood',
    forestry: 'Forestry bureau',
  },
}

const dutySheet = printDef({
  key: 'response.duty',
  title: { zh: words.zh.duty, en: words.en.duty },
  permission: 'response.read',
  scope: 'house',
  query: z.object({ regionId: z.uuid() }),
  document: async (ctx, { regionId }) => {
    const w = words[ctx.lang]
    const region = await regionDuty(ctx, { regionId })
    const estates = await dutyList(ctx, { regionId })
    const leaders = [
      { name: region.region.name, kinds: region.kinds, holders: region.holders },
      ...region.children.map(c => ({
        name: c.name,
        kinds: [...c.holders.map(h => h.kind), ...c.lacking],
        holders: c.holders,
      })),
    ].flatMap(r =>
      r.kinds.map(kind => {
        const h = r.holders.find(one => one.kind === kind)
        return [r.name, dutyWords[kind][ctx.lang], h?.holder ?? w.none, h?.office ?? '', h?.from ?? '']
      }),
    )
    return {
      title: w.duty,
      unit: region.region.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      paper: 'A4-landscape',
      blocks: [
        { kind: 'paragraph', text: w.sum(region.figures) },
        { kind: 'heading', text: w.leaders },
        {
          kind: 'table',
          columns: [w.level, w.kind, w.holder, w.office, w.from].map(header => ({ header })),
          rows: leaders,
        },
        { kind: 'heading', text: w.estates },
        {
          kind: 'table',
          columns: [
            { header: w.level },
            { header: w.estate, width: 1.4 },
            { header: w.care },
            { header: w.parties, width: 4 },
            { header: w.state },
          ],
          rows: estates.map(e => [
            e.region,
            e.name,
            careWords[e.care][ctx.lang],
            e.parties
              .map(p => {
                const who = p.missing
                  ? w.none
                  : p.kind === 'brigade'
                    ? w.members(p.members ?? 0)
                    : (p.holder?.holder ?? '')
                return `${p.organisation ?? partyWords[p.kind][ctx.lang]}：${who}`
              })
              .join('；'),
            stateWords[e.state][ctx.lang],
          ]),
        },
        { kind: 'signatures', places: w.signDuty.map(label => ({ label, date: true, seal: true })) },
      ],
    }
  },
})

const groupingSheet = printDef({
  key: 'response.grouping',
  title: { zh: words.zh.grouping, en: words.en.grouping },
  permission: 'response.read',
  scope: 'house',
  query: z.object({ regionId: z.uuid() }),
  document: async (ctx, { regionId }) => {
    const w = words[ctx.lang]
    const found = await getGrouping(ctx, { regionId })
    const g = found.open ?? found.agreed
    if (g === null) throw fail('core.not_found')
    const blocks: PrintBlock[] = [
      { kind: 'paragraph', text: w.version(g.version, g.state === 'agreed') },
      {
        kind: 'table',
        columns: [
          { header: w.group },
          { header: w.leader },
          { header: w.count, width: 0.6, align: 'right' },
          { header: w.list, width: 3 },
          { header: w.where, width: 3 },
        ],
        rows: g.groups.map(one => [
          one.name,
          one.members.find(m => m.id === one.leaderId)?.name ?? '',
          String(one.members.length),
          one.members.map(m => `${m.name}（${m.number}）`).join('、'),
          one.estates.map(e => e.name).join('、'),
        ]),
      },
      {
        kind: 'signatures',
        places: [
          { label: w.community, ...(g.community ? { name: g.community.by } : {}), date: true, seal: true },
          { label: w.forestry, ...(g.forestry ? { name: g.forestry.by } : {}), date: true, seal: true },
        ],
      },
    ]
    return {
      title: w.grouping,
      unit: found.region.name,
      date: localDate(ctx.now).toString(),
      language: ctx.lang,
      paper: 'A4-landscape',
      blocks,
    }
  },
})

export const prints: RegisteredPrint[] = [dutySheet, groupingSheet, ...paperPrints]
