import { definePages } from '../../page.ts'

export default definePages('estate', [
  {
    shell: 'console',
    path: 'units',
    title: { zh: '房屋', en: 'Units' },
    nav: { group: 'home', order: 10, icon: 'home' },
    permission: 'estate.read',
    load: () => import('./Units.tsx'),
  },
  {
    shell: 'console',
    path: 'estate',
    title: { zh: '小区概况', en: 'This estate' },
    nav: { group: 'home', order: 20, icon: 'building' },
    permission: 'estate.read',
    load: () => import('./EstatePage.tsx'),
  },
  {
    shell: 'console',
    path: 'estates',
    title: { zh: '小区名录', en: 'Estates' },
    nav: { group: 'govern', order: 10, icon: 'list' },
    permission: 'estate.read',
    load: () => import('./Estates.tsx'),
  },
  {
    shell: 'console',
    path: 'regions',
    title: { zh: '区域与摸底', en: 'Regions and survey' },
    nav: { group: 'govern', order: 20, icon: 'flag' },
    permission: 'region.read',
    load: () => import('./Regions.tsx'),
  },
  {
    shell: 'console',
    path: 'organisations',
    title: { zh: '单位名录', en: 'Organisations' },
    nav: { group: 'govern', order: 30, icon: 'people' },
    permission: 'estate.read',
    load: () => import('./Organisations.tsx'),
  },
  {
    shell: 'console',
    path: 'settings',
    title: { zh: '待填与设置', en: 'Open places and settings' },
    nav: { group: 'setting', order: 10, icon: 'setting' },
    permission: 'settings.read',
    load: () => import('./Settings.tsx'),
  },
])
