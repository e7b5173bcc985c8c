import { definePages } from '../../page.ts'

export default definePages('calendar', [
  {
    shell: 'console',
    path: 'calendar',
    title: { zh: '工作日历', en: 'Working days' },
    nav: { group: 'setting', order: 20, icon: 'today' },
    load: () => import('./Calendar.tsx'),
  },
])
