import { definePages } from '../../page.ts'

export default definePages('ledger', [
  {
    shell: 'console',
    path: 'cash',
    title: { zh: '收费', en: 'Cash desk' },
    nav: { group: 'money', order: 10, icon: 'money' },
    permission: 'ledger.read',
    load: () => import('./Cash.tsx'),
  },
  {
    shell: 'resident',
    path: 'bills',
    title: { zh: '我的账单', en: 'My bills' },
    nav: { group: 'money', order: 20, icon: 'money' },
    permission: 'ledger.own',
    load: () => import('./MyBills.tsx'),
  },
])
