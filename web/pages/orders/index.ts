import { definePages } from '../../page.ts'

export default definePages('orders', [
  {
    shell: 'console',
    path: 'orders',
    title: { zh: '服务订单', en: 'Orders' },
    nav: { group: 'service', order: 20, icon: 'check' },
    permission: 'ticket.read',
    load: () => import('./Orders.tsx'),
  },
  {
    shell: 'console',
    path: 'proposals',
    title: { zh: '建议转服务', en: 'Proposed services' },
    nav: { group: 'service', order: 66, icon: 'flag' },
    permission: 'catalogue.write',
    load: () => import('./Proposals.tsx'),
  },
  {
    shell: 'resident',
    path: 'services',
    title: { zh: '预约服务', en: 'Services' },
    nav: { group: 'service', order: 15, icon: 'check' },
    permission: 'ticket.own',
    load: () => import('./Services.tsx'),
  },
])
