import { definePages } from '../../page.ts'

export default definePages('trail', [
  {
    shell: 'console',
    path: 'audit',
    title: { zh: '操作日志', en: 'Audit log' },
    nav: { group: 'setting', order: 90, icon: 'list' },
    permission: 'audit.read',
    load: () => import('./Trail.tsx'),
  },
])
