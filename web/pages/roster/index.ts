import { definePages } from '../../page.ts'

export default definePages('roster', [
  {
    shell: 'console',
    path: 'roster',
    title: { zh: '排班', en: 'Roster' },
    nav: { group: 'gate', order: 30, icon: 'shift' },
    permission: 'roster.read',
    load: () => import('./Week.tsx'),
  },
  {
    shell: 'console',
    path: 'posts',
    title: { zh: '岗位', en: 'Posts' },
    nav: { group: 'gate', order: 31, icon: 'flag' },
    permission: 'roster.read',
    load: () => import('./Posts.tsx'),
  },
  {
    shell: 'console',
    path: 'stewards',
    title: { zh: '管家与大堂', en: 'Stewards and lobbies' },
    nav: { group: 'service', order: 45, icon: 'people' },
    permission: 'roster.read',
    load: () => import('./Stewards.tsx'),
  },
  {
    shell: 'resident',
    path: 'steward',
    title: { zh: '我的管家', en: 'My steward' },
    nav: { group: 'home', order: 50, icon: 'person' },
    permission: 'own.read',
    load: () => import('./MySteward.tsx'),
  },
])
