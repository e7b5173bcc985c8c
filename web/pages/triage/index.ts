import { definePages } from '../../page.ts'

export default definePages('triage', [
  {
    shell: 'console',
    path: 'class-proposals',
    title: { zh: '分类建议', en: 'Class proposals' },
    nav: { group: 'setting', order: 60, icon: 'list' },
    permission: 'ticket.approve',
    load: () => import('./Learning.tsx'),
  },
])
