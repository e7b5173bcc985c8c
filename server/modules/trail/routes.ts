/** Contract → use case, and the list as a file. */
import { bind } from '../../core/http.ts'
import type { Module } from '../../core/module.ts'
import { listDef, pages } from '../../core/transfer.ts'
import { trailApi } from './contract.ts'
import { readTrail, readTrailRow } from './service.ts'

const PAGE = 200

export const trailList = listDef({
  key: 'trail',
  title: { zh: '操作日志', en: 'Audit log' },
  permission: 'audit.read',
  scope: 'estate',
  query: trailApi['GET /api/estates/:estateId/audit'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => readTrail(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    { key: 'at', header: { zh: '时间', en: 'Time' }, kind: 'instant', cell: r => r.at },
    { key: 'actor', header: { zh: '操作人', en: 'Who' }, kind: 'text', cell: r => r.actor },
    {
      key: 'action',
      header: { zh: '操作', en: 'Action' },
      kind: 'text',
      cell: (r, lang) => (lang === 'en' ? r.said.en : r.said.zh),
    },
    {
      key: 'subject',
      header: { zh: '对象', en: 'Subject' },
      kind: 'text',
      cell: (r, lang) => `${lang === 'en' ? r.thing.en : r.thing.zh} ${r.subjectId}`,
    },
    { key: 'key', header: { zh: '操作代码', en: 'Key' }, kind: 'text', cell: r => r.action },
    { key: 'reason', header: { zh: '事由', en: 'Reason' }, kind: 'text', cell: r => r.reason },
  ],
})

export const trailModule: Module = {
  name: 'trail',
  routes: bind(trailApi, {
    'GET /api/estates/:estateId/audit': readTrail,
    'GET /api/estates/:estateId/audit/:auditId': readTrailRow,
  }),
  lists: [trailList],
}
