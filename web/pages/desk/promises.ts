import { definePages } from '../../page.ts'

export default definePages('promises', [
  {
    shell: 'console',
    path: 'promises',
    title: { zh: '承诺时限', en: 'Promises' },
    nav: { group: 'service', order: 70, icon: 'hourglass' },
    permission: 'settings.read',
    load: () => import('./Promises.tsx'),
  },
])
