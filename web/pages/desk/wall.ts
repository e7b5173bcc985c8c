import { definePages } from '../../page.ts'

export default definePages('wall', [
  {
    shell: 'console',
    path: 'wall',
    title: { zh: '承诺墙', en: 'Wall of clocks' },
    nav: { group: 'today', order: 5, icon: 'hourglass' },
    permission: 'ticket.read',
    load: () => import('./PromiseWall.tsx'),
  },
  {
    shell: 'console',
    path: 'three-minute',
    title: { zh: '三分钟到场', en: 'Three-minute calls' },
    nav: { group: 'service', order: 75, icon: 'clock' },
    permission: 'ticket.read',
    load: () => import('./PromiseCalls.tsx'),
  },
])
