import { definePages } from '../../page.ts'

export default definePages('response', [
  {
    shell: 'board',
    path: 'response/duty',
    title: { zh: '封闭组织', en: 'Closure work' },
    nav: { group: 'gate', order: 50, icon: 'people' },
    permission: 'response.read',
    load: () => import('./Duty.tsx'),
  },
])
