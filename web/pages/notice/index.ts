import { definePages } from '../../page.ts'

export default definePages('notice', [
  {
    shell: 'console',
    path: 'bulletins',
    title: { zh: '通知公告', en: 'Bulletins' },
    nav: { group: 'service', order: 40, icon: 'book' },
    permission: 'notice.read',
    load: () => import('./Bulletins.tsx'),
  },
  {
    shell: 'console',
    path: 'alarms',
    title: { zh: '告警与渠道', en: 'Alarms and channels' },
    nav: { group: 'today', order: 40, icon: 'bell' },
    permission: 'roster.write',
    load: () => import('./Alarms.tsx'),
  },
  {
    shell: 'resident',
    path: 'notices',
    title: { zh: '通知', en: 'Notices' },
    nav: { group: 'today', order: 40, icon: 'book' },
    permission: 'notice.read',
    load: () => import('./Notices.tsx'),
  },
  {
    shell: 'field',
    path: 'notices',
    title: { zh: '通知', en: 'Notices' },
    nav: { group: 'today', order: 60, icon: 'book' },
    permission: 'notice.read',
    load: () => import('./Notices.tsx'),
  },
])
