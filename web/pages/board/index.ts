import { definePages } from '../../page.ts'

export default definePages('board', [
  {
    shell: 'console',
    path: 'today',
    title: { zh: '今天', en: 'Today' },
    nav: { group: 'today', order: 1, icon: 'board' },
    permission: 'board.read',
    load: () => import('./Today.tsx'),
  },
  {
    shell: 'board',
    path: '',
    title: { zh: '总览', en: 'Overview' },
    nav: { group: 'today', order: 1, icon: 'board' },
    permission: 'board.read',
    load: () => import('./Overview.tsx'),
  },
  {
    shell: 'board',
    path: 'closure',
    title: { zh: '封闭看板', en: 'Closure board' },
    nav: { group: 'gate', order: 28, icon: 'board' },
    permission: 'board.read',
    load: () => import('./ClosureBoard.tsx'),
  },
  {
    shell: 'board',
    path: 'details',
    title: { zh: '明细', en: 'Details' },
    nav: { group: 'today', order: 5, icon: 'list' },
    permission: 'board.read',
    load: () => import('./Details.tsx'),
  },
])
