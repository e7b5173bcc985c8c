import { definePages } from '../../page.ts'

export default definePages('lane-cards', [
  {
    shell: 'console',
    path: 'lanes/cards',
    title: { zh: '门禁卡', en: 'Access cards' },
    nav: { group: 'gate', order: 35, icon: 'shield' },
    permission: 'lane.read',
    load: () => import('./Cards.tsx'),
  },
])
