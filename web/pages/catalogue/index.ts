import { definePages } from '../../page.ts'

export default definePages('catalogue', [
  {
    shell: 'console',
    path: 'catalogue',
    title: { zh: '服务与价目', en: 'Services and prices' },
    nav: { group: 'service', order: 60, icon: 'list' },
    permission: 'catalogue.read',
    load: () => import('./Catalogue.tsx'),
  },
  {
    shell: 'resident',
    path: 'prices',
    title: { zh: '价目表', en: 'Price list' },
    nav: { group: 'service', order: 60, icon: 'money' },
    permission: 'catalogue.read',
    load: () => import('./Prices.tsx'),
  },
])
