/** Who holds which post, as a file: what an inspection asks for first. */
import { listDef, pages } from '../../core/transfer.ts'
import { listAccounts } from './accounts.ts'
import { accountApi } from './contract.ts'

const PAGE = 200

export const accountsList = listDef({
  key: 'accounts',
  title: { zh: '账号与岗位', en: 'Accounts and posts' },
  permission: 'account.manage',
  scope: 'house',
  query: accountApi['GET /api/accounts'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listAccounts(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    { key: 'name', header: { zh: '姓名', en: 'Name' }, kind: 'text', cell: a => a.name },
    { key: 'username', header: { zh: '用户名', en: 'User name' }, kind: 'text', cell: a => a.username },
    {
      key: 'roles',
      header: { zh: '岗位', en: 'Posts' },
      kind: 'text',
      width: 40,
      cell: a =>
        a.assignments
          .filter(each => each.live)
          .map(each => [each.roleName, each.targetName].filter(Boolean).join(' · '))
          .join('；'),
    },
    { key: 'second', header: { zh: '双重验证', en: 'Second factor' }, kind: 'yesNo', cell: a => a.twoFactor },
    { key: 'closed', header: { zh: '停用时间', en: 'Closed' }, kind: 'instant', cell: a => a.disabledAt },
  ],
})
