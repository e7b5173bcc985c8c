/** Papers of the gate: the certificate that a closure's data was deleted (S6-50). */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { localDate, ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import { printDef, type RegisteredPrint } from '../../core/transfer.ts'
import { estateNames } from '../people/store-accounts.ts'
import { listClosures } from './service-closure.ts'

const words = {
  zh: {
    title: '封闭管理个人信息删除证明',
    lead: '下列封闭管理已经解除，期间登记的个人信息已经删除，用于加密的密钥已经销毁；备份中的副本从此不能读取。',
    number: '封闭文号',
    issuer: '发文单位',
    period: '封闭期间',
    lifted: '解除文号',
    asked: '申请人',
    confirmed: '批准人（与申请人不是同一人）',
    at: '删除时间',
    key: '密钥',
    gone: '已销毁',
    left: '未能销毁，请联系管理员',
    what: '内容',
    before: '删除前（条）',
    after: '删除后（条）',
    rows: {
      registrants: '登记人员',
      passages: '通行记录',
      stray: '离线待处理记录',
      careCases: '隔离和关爱对象',
      careChecks: '隔离检查记录',
      careNeeds: '物资和帮助记录',
      outings: '外出次数记录',
      vehicles: '车辆最近去向',
      incidents: '未保留的事件详情',
    } as Record<string, string>,
    sign: ['经办', '批准'],
  },
  en: {
    title: 'Certificate of deletion of personal data',
    lead: 'The closure below has been lifted. The personal data taken under it has been deleted and its key destroyed; copies in backups can be read no more.',
    number: 'Closure document',
    issuer: 'Issued by',
    period: 'Period',
    lifted: 'Lifted by document',
    asked: 'Asked for by',
    confirmed: 'Confirmed by (another person)',
    at: 'Deleted at',
    key: 'Key',
    gone: 'destroyed',
    left: 'not destroyed; tell the administrator',
    what: 'What',
    before: 'Before',
    after: 'After',
    rows: {
      registrants: 'Registered people',
      passages: 'Passages',
      stray: 'Offline records kept apart',
      careCases: 'People isolated or cared for',
      careChecks: 'Checks of isolated people',
      careNeeds: 'Supplies and help',
      outings: 'Outings counted',
      vehicles: 'Where vehicles were last',
      incidents: 'Details of incidents not kept',
    } as Record<string, string>,
    sign: ['Done by', 'Confirmed by'],
  },
}

export const prints: RegisteredPrint[] = [
  printDef({
    key: 'gate.erasure',
    title: { zh: words.zh.title, en: words.en.title },
    permission: 'closure.read',
    scope: 'estate',
    query: z.object({ closureId: z.uuid() }),
    document: async (ctx, { estateId, closureId }) => {
      const w = words[ctx.lang]
      const closure = (await listClosures(ctx, { estateId })).items.find(c => c.id === closureId)
      const erased = closure?.erasure
      if (!closure || !erased?.confirmedAt) throw fail('core.not_found')
      const [estate] = await estateNames(ctx.db, [estateId])
      const day = (at: string) =>
        Temporal.Instant.from(at)
          .toZonedDateTimeISO(ZONE)
          .toPlainDateTime()
          .toString({ smallestUnit: 'minute' })
          .replace('T', ' ')
      const counts = Object.keys({ ...erased.before, ...erased.after })
      return {
        title: w.title,
        unit: estate?.name ?? '',
        date: localDate(ctx.now).toString(),
        language: ctx.lang,
        blocks: [
          { kind: 'paragraph', text: w.lead },
          {
            kind: 'keyValues',
            items: [
              { label: w.issuer, value: closure.decision.issuer },
              { label: w.number, value: closure.decision.number },
              { label: w.period, value: `${day(closure.startsAt)} – ${day(closure.endsAt)}` },
              { label: w.lifted, value: closure.lift?.number ?? '—' },
              { label: w.asked, value: erased.askedBy },
              { label: w.confirmed, value: erased.confirmedBy ?? '—' },
              { label: w.at, value: day(erased.confirmedAt) },
              { label: w.key, value: erased.keyDestroyed ? w.gone : w.left },
            ],
          },
          {
            kind: 'table',
            columns: [
              { header: w.what, width: 2 },
              { header: w.before, align: 'right' },
              { header: w.after, align: 'right' },
            ],
            rows: counts.map(key => [
              w.rows[key] ?? key,
              String(erased.before?.[key] ?? 0),
              String(erased.after?.[key] ?? 0),
            ]),
          },
          { kind: 'signatures', places: w.sign.map(label => ({ label, date: true, seal: true })) },
        ],
      }
    },
  }),
]
