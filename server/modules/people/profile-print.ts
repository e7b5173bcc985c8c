/** The household's file on paper, for the household itself: at its request at the desk, or from its own phone. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import type { PrintBlock, PrintDocument } from '../../core/print.ts'
import { printable } from '../../core/print.ts'
import { printDef } from '../../core/transfer.ts'
import { type Profile, presentProfile } from './profile.ts'
import { mineOf, seenBy } from './profile-own.ts'
import { fileOf } from './profile-requests.ts'
import { estateNames } from './store-accounts.ts'
import { type LookRow, profileLooks } from './store-profile.ts'

const words = {
  zh: {
    title: '家庭资料副本',
    unit: '房屋',
    since: '入住',
    members: '家庭成员',
    name: '姓名',
    relation: '关系',
    born: '出生年份',
    kept: '保存的资料',
    item: '项目',
    of: '谁的',
    content: '内容',
    purposes: '使用目的',
    until: '保存到',
    home: '全家',
    declined: '（选择不提供）',
    yes: '是',
    no: '否',
    looks: '谁看过',
    at: '时间',
    who: '人员',
    why: '事由',
    note: '资料只用于所列目的，可随时撤回；撤回后内容立即清除，不影响任何服务。',
    received: '领取人签字',
    handed: '交付人',
    purpose: { service: '上门与办理服务', care: '日常关怀', emergency: '突发情况救助' },
    how: { steward: '礼宾助理查阅', hint: '办理工单时提示', look: '查阅', file: '导出副本' },
    relations: {
      self: '本人',
      spouse: '配偶',
      child: '子女',
      parent: '父母',
      relative: '亲属',
      carer: '照护人',
      flatmate: '合住',
      employee: '雇员',
      other: '其他',
    },
  },
  en: {
    title: 'Copy of the household profile',
    unit: 'Home',
    since: 'Since',
    members: 'Members',
    name: 'Name',
    relation: 'Relation',
    born: 'Year of birth',
    kept: 'What is kept',
    item: 'Item',
    of: 'About',
    content: 'Content',
    purposes: 'Used for',
    until: 'Kept until',
    home: 'the home',
    declined: '(declined to say)',
    yes: 'yes',
    no: 'no',
    looks: 'Who looked',
    at: 'Time',
    who: 'Who',
    why: 'Why',
    note: 'Used for the purposes named only. Every consent can be withdrawn at any time; the content is then wiped at once, and no service depends on it.',
    received: 'Received by',
    handed: 'Handed over by',
    purpose: { service: 'service', care: 'care', emergency: 'emergencies' },
    how: { steward: 'read by the steward', hint: 'hint on a ticket', look: 'read', file: 'copy taken out' },
    relations: {
      self: 'self',
      spouse: 'spouse',
      child: 'child',
      parent: 'parent',
      relative: 'relative',
      carer: 'carer',
      flatmate: 'flatmate',
      employee: 'employee',
      other: 'other',
    },
  },
} as const

const minute = (at: string) => at.slice(0, 16).replace('T', ' ')

/** The blocks of a file: members, what is kept with its purposes and end, who looked. */
function blocks(shown: ReturnType<typeof presentProfile>, looks: readonly LookRow[], lang: 'zh' | 'en') {
  const w = words[lang]
  const nameOf = (id: string | null) =>
    id === null ? w.home : (shown.members.find(m => m.id === id)?.name ?? '')
  const contentOf = (e: (typeof shown.entries)[number]) =>
    e.state === 'declined'
      ? w.declined
      : e.value === 'yes'
        ? w.yes
        : e.value === 'no'
          ? w.no
          : (e.value ?? '')
  const list: PrintBlock[] = [
    {
      kind: 'keyValues',
      columns: 2,
      items: [
        { label: w.unit, value: shown.unit },
        { label: w.since, value: localDay(shown.since) },
      ],
    },
    { kind: 'heading', text: w.members },
    {
      kind: 'table',
      columns: [{ header: w.name }, { header: w.relation }, { header: w.born }],
      rows: shown.members.map(m => [
        printable(m.name),
        w.relations[m.relation],
        m.birthYear === null ? '—' : String(m.birthYear),
      ]),
    },
    { kind: 'heading', text: w.kept },
    {
      kind: 'table',
      columns: [
        { header: w.item, width: 2 },
        { header: w.of, width: 1.4 },
        { header: w.content, width: 4 },
        { header: w.purposes, width: 2.4 },
        { header: w.until, width: 1.6 },
      ],
      rows: shown.entries.map(e => [
        shown.fields.find(f => f.key === e.field)?.[lang] ?? e.field,
        printable(nameOf(e.memberId)),
        printable(contentOf(e)),
        e.purposes.map(p => w.purpose[p]).join(lang === 'zh' ? '、' : ', '),
        localDay(e.until, true),
      ]),
    },
    { kind: 'heading', text: w.looks },
    {
      kind: 'table',
      columns: [{ header: w.at, width: 1.5 }, { header: w.who }, { header: w.why, width: 3 }],
      rows: looks.map(l => [
        minute(l.at.toZonedDateTimeISO(ZONE).toPlainDateTime().toString()),
        printable(l.name),
        `${w.how[l.how]} ${printable(l.purpose)}`,
      ]),
    },
    { kind: 'paragraph', text: w.note },
  ]
  return list
}

/** The local day of an instant; of an end, the last day before it. */
function localDay(at: string, end = false): string {
  return localDate(Temporal.Instant.from(at).subtract({ milliseconds: end ? 1 : 0 })).toString()
}

async function document(
  ctx: Ctx,
  p: Profile,
  shown: ReturnType<typeof presentProfile>,
  looks: readonly LookRow[],
): Promise<PrintDocument> {
  const [estate] = await estateNames(ctx.db, [p.estateId])
  return {
    title: words[ctx.lang].title,
    unit: estate?.name ?? '',
    date: localDate(ctx.now).toString(),
    language: ctx.lang,
    blocks: blocks(shown, looks, ctx.lang),
  }
}

/** The copy that was asked for at the desk; refused without an open request. */
export const householdFilePrint = printDef({
  key: 'household-file',
  title: { zh: words.zh.title, en: words.en.title },
  permission: 'consent.write',
  scope: 'estate',
  query: z.object({ requestId: z.uuid() }),
  document: async (ctx, { estateId, requestId }) => {
    const { profile, shown, looks, request } = await fileOf(ctx, estateId, requestId)
    const made = await document(ctx, profile, shown, looks)
    const w = words[ctx.lang]
    return {
      ...made,
      number: request.id.slice(-8).toUpperCase(),
      blocks: [
        ...made.blocks,
        {
          kind: 'signatures' as const,
          places: [
            { label: w.received, name: request.askedBy, date: true },
            { label: w.handed, seal: true, date: true },
          ],
        },
      ],
    }
  },
})

/** The same from one's own phone. */
export const myHouseholdFilePrint = printDef({
  key: 'my-household-file',
  title: { zh: words.zh.title, en: words.en.title },
  permission: 'own.read',
  scope: 'estate',
  query: z.object({ householdId: z.uuid() }),
  document: async (ctx, { estateId, householdId }) => {
    const { profile, me } = await mineOf(ctx, estateId, householdId)
    const shown = presentProfile(profile, { me, keep: seenBy(me, profile) })
    return document(ctx, profile, shown, await profileLooks(ctx.db, estateId, householdId))
  },
})
