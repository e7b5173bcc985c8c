import { definePages } from '../../page.ts'

export default definePages('lane-agents', [
  {
    shell: 'console',
    path: 'lanes/agents',
    title: { zh: '门岗代理', en: 'Gatehouse agents' },
    nav: { group: 'gate', order: 33, icon: 'gate' },
    permission: 'lane.read',
    load: () => import('./Agents.tsx'),
  },
])
