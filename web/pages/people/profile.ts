import { definePages } from '../../page.ts'

const profile = { zh: '家庭资料', en: 'Household profile' }

export default definePages('profile', [
  {
    shell: 'resident',
    path: 'household',
    title: profile,
    nav: { group: 'home', order: 65, icon: 'shield' },
    permission: 'own.read',
    load: () => import('./ProfileMine.tsx'),
  },
  {
    shell: 'field',
    path: 'households',
    title: { zh: '我的住户', en: 'My households' },
    nav: { group: 'home', order: 30, icon: 'people' },
    permission: 'household.profile.read',
    load: () => import('./ProfileList.tsx'),
  },
  {
    shell: 'field',
    path: 'households/$householdId',
    title: profile,
    permission: 'household.profile.read',
    load: () => import('./ProfileOne.tsx'),
  },
  {
    shell: 'console',
    path: 'profile-figures',
    title: { zh: '住户了解程度', en: 'Households known' },
    nav: { group: 'home', order: 24, icon: 'chart' },
    permission: 'household.profile.figures',
    load: () => import('./ProfileFigures.tsx'),
  },
  {
    shell: 'console',
    path: 'data-requests',
    title: { zh: '个人信息申请', en: 'Data requests' },
    nav: { group: 'home', order: 26, icon: 'shield' },
    permission: 'consent.write',
    load: () => import('./ProfileRequests.tsx'),
  },
  {
    shell: 'console',
    path: 'households/$householdId',
    title: profile,
    permission: 'consent.write',
    load: () => import('./ProfileDesk.tsx'),
  },
  {
    shell: 'console',
    path: 'profile-fields',
    title: { zh: '家庭资料项目', en: 'Profile items' },
    nav: { group: 'setting', order: 45, icon: 'list' },
    permission: 'rule.write',
    load: () => import('./ProfileFields.tsx'),
  },
])
