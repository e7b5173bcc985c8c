import { definePages } from '../../page.ts'

export default definePages('transfer', [
  {
    shell: 'board',
    path: 'imports',
    title: { zh: '导入名录', en: 'Import' },
    nav: { group: 'setting', order: 40, icon: 'upload' },
    permission: 'estate.import',
    load: () => import('./Start.tsx'),
  },
  {
    shell: 'board',
    path: 'imports/$importId',
    title: { zh: '导入', en: 'Import' },
    permission: 'estate.import',
    load: () => import('./One.tsx'),
  },
  {
    shell: 'console',
    path: 'imports',
    title: { zh: '导入', en: 'Import' },
    nav: { group: 'setting', order: 40, icon: 'upload' },
    permission: 'estate.import',
    load: () => import('./Start.tsx'),
  },
  {
    shell: 'console',
    path: 'imports/$importId',
    title: { zh: '导入', en: 'Import' },
    permission: 'estate.import',
    load: () => import('./One.tsx'),
  },
])
