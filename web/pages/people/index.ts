import { definePages } from '../../page.ts'

export default definePages('people', [
  {
    shell: 'console',
    path: 'persons',
    title: { zh: '业主与住户', en: 'People' },
    nav: { group: 'home', order: 20, icon: 'people' },
    permission: 'person.read',
    load: () => import('./Persons.tsx'),
  },
  {
    shell: 'console',
    path: 'homes/$unitId',
    title: { zh: '业主卡片', en: 'Owner card' },
    permission: 'person.read',
    load: () => import('./Card.tsx'),
  },
  {
    shell: 'console',
    path: 'vehicles',
    title: { zh: '车辆', en: 'Vehicles' },
    nav: { group: 'home', order: 30, icon: 'car' },
    permission: 'person.read',
    load: () => import('./Vehicles.tsx'),
  },
  {
    shell: 'console',
    path: 'accounts',
    title: { zh: '账号与岗位', en: 'Accounts' },
    nav: { group: 'setting', order: 10, icon: 'shield' },
    permission: 'account.manage',
    load: () => import('./Accounts.tsx'),
  },
  {
    shell: 'console',
    path: 'keys',
    title: { zh: '接口密钥', en: 'API keys' },
    nav: { group: 'setting', order: 15, icon: 'shield' },
    permission: 'device.manage',
    load: () => import('./Keys.tsx'),
  },
  {
    shell: 'resident',
    path: 'home',
    title: { zh: '我的家', en: 'My home' },
    nav: { group: 'home', order: 60, icon: 'home' },
    permission: 'own.read',
    load: () => import('./Home.tsx'),
  },
])
