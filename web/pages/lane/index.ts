import { definePages } from '../../page.ts'

export default definePages('lane', [
  {
    shell: 'console',
    path: 'lanes/log',
    title: { zh: '车辆进出', en: 'Vehicles' },
    nav: { group: 'gate', order: 30, icon: 'car' },
    permission: 'lane.read',
    load: () => import('./Log.tsx'),
  },
  {
    shell: 'console',
    path: 'lanes',
    title: { zh: '设备与车道', en: 'Devices and lanes' },
    nav: { group: 'gate', order: 32, icon: 'camera' },
    permission: 'lane.read',
    load: () => import('./Devices.tsx'),
  },
  {
    shell: 'console',
    path: 'lanes/list',
    title: { zh: '禁入与公务车', en: 'Barred and special' },
    nav: { group: 'gate', order: 34, icon: 'shield' },
    permission: 'lane.read',
    load: () => import('./Plates.tsx'),
  },
  {
    shell: 'console',
    path: 'lanes/try',
    title: { zh: '放行试算', en: 'What would happen' },
    nav: { group: 'gate', order: 36, icon: 'search' },
    permission: 'lane.read',
    load: () => import('./Try.tsx'),
  },
])
