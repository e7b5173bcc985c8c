import { definePages } from '../../page.ts'

const record = { zh: '劝阻登记', en: 'Record conduct' }

export default definePages('covenant', [
  {
    shell: 'console',
    path: 'owner-texts',
    title: { zh: '规约与使用说明', en: 'Covenant and guide' },
    nav: { group: 'govern', order: 40, icon: 'book' },
    permission: 'rulebook.write',
    load: () => import('./OwnerTexts.tsx'),
  },
  {
    shell: 'console',
    path: 'conduct',
    title: { zh: '不当行为', en: 'Improper conduct' },
    nav: { group: 'govern', order: 42, icon: 'flag' },
    permission: 'conduct.read',
    load: () => import('./ConductList.tsx'),
  },
  {
    shell: 'field',
    path: 'conduct',
    title: record,
    nav: { group: 'service', order: 70, icon: 'flag' },
    permission: 'conduct.record',
    load: () => import('./ConductNew.tsx'),
  },
  {
    shell: 'gate',
    path: 'conduct',
    title: record,
    nav: { group: 'service', order: 70, icon: 'flag' },
    permission: 'conduct.record',
    load: () => import('./ConductNew.tsx'),
  },
  {
    shell: 'resident',
    path: 'covenant',
    title: { zh: '管理规约', en: 'Covenant' },
    nav: { group: 'home', order: 75, icon: 'book' },
    permission: 'own.read',
    load: () => import('./CovenantMine.tsx'),
  },
])
