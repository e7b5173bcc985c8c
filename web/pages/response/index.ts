import { definePages, type PageDef } from '../../page.ts'

const board = (path: string, zh: string, en: string, permission: string, load: PageDef['load']): PageDef => ({
  shell: 'board',
  path: `response/${path}`,
  title: { zh, en },
  permission,
  load,
})

/** Who holds a phone under closure: the grid worker in the field shell, brigade and subject unit at the gate. */
const phones = ['field', 'gate'] as const

export default definePages('response', [
  {
    shell: 'board',
    path: 'response/duty',
    title: { zh: '封闭组织', en: 'Closure work' },
    nav: { group: 'gate', order: 50, icon: 'people' },
    permission: 'response.read',
    load: () => import('./Duty.tsx'),
  },
  board('survey', '摸底排查', 'Survey', 'response.read', () => import('./Survey.tsx')),
  board('grouping', '扑火队编组', 'Brigade groups', 'response.read', () => import('./Grouping.tsx')),
  board('members', '扑火队员', 'Members', 'response.read', () => import('./Members.tsx')),
  board('vehicles', '运兵车', 'Vehicles', 'response.read', () => import('./Vehicles.tsx')),
  board('tasks', '围挡·维修·消毒', 'Tasks', 'response.read', () => import('./Tasks.tsx')),
  board('dispatch', '人员调度', 'Dispatch', 'response.read', () => import('./Dispatch.tsx')),
  board('papers', '方案与指令', 'Plan and orders', 'response.read', () => import('./Papers.tsx')),
  board('care', '隔离与关爱', 'Isolation and care', 'isolation.manage', () => import('./Care.tsx')),
  board('patrols', '巡逻与复核', 'Patrols and review', 'response.read', () => import('./Patrols.tsx')),
  {
    shell: 'console',
    path: 'response',
    title: { zh: '封闭组织', en: 'Closure work' },
    nav: { group: 'gate', order: 17, icon: 'flag' },
    permission: 'response.read',
    load: () => import('./EstateWork.tsx'),
  },
  ...phones.map(shell => ({
    shell,
    path: 'response',
    title: { zh: '封闭任务', en: 'Tasks' },
    nav: { group: 'gate' as const, order: shell === 'gate' ? 80 : 12, icon: 'tool' as const },
    permission: 'response.report',
    load: () => import('./FieldTasks.tsx'),
  })),
  ...phones.map(shell => ({
    shell,
    path: 'response/$taskId',
    title: { zh: '封闭任务', en: 'Closure task' },
    permission: 'response.report',
    load: () => import('./FieldTask.tsx'),
  })),
  {
    shell: 'field',
    path: 'response-care',
    title: { zh: '隔离关爱', en: 'Care' },
    nav: { group: 'gate', order: 13, icon: 'home' },
    permission: 'response.report',
    load: () => import('./FieldCare.tsx'),
  },
  {
    shell: 'field',
    path: 'response-grid',
    title: { zh: '网格日报', en: 'Grid report' },
    nav: { group: 'gate', order: 14, icon: 'list' },
    permission: 'response.report',
    load: () => import('./FieldGrid.tsx'),
  },
  {
    shell: 'gate',
    path: 'response-papers',
    title: { zh: '方案与责任', en: 'Plan and duties' },
    nav: { group: 'gate', order: 85, icon: 'flag' },
    permission: 'response.read',
    load: () => import('./EstateWork.tsx'),
  },
])
