import { definePages, type PageDef, type Shell } from '../../page.ts'

const shells: Shell[] = ['console', 'resident', 'field', 'gate', 'board']

const galleries = /* @__PURE__ */ shells.flatMap((shell): PageDef[] => [
  {
    shell,
    path: 'kit',
    title: { zh: '部件', en: 'Parts' },
    nav: { group: 'setting', order: 900, icon: 'columns' },
    load: () => import('./Kit.tsx'),
  },
])

/** Every UI part in the shell it is made for; only in `vite` itself and in builds with VITE_KIT=1. */
export default /* @__PURE__ */ definePages('kit', [
  ...galleries,
  {
    shell: 'console',
    path: 'kit-table',
    title: { zh: '列表', en: 'A list' },
    nav: { group: 'setting', order: 901, icon: 'list' },
    load: () => import('./KitTable.tsx'),
  },
  {
    shell: 'console',
    path: 'kit-desk',
    title: { zh: '控件', en: 'Controls' },
    nav: { group: 'setting', order: 902, icon: 'setting' },
    load: () => import('./KitDesk.tsx'),
  },
  {
    shell: 'resident',
    path: 'kit-phone',
    title: { zh: '控件', en: 'Controls' },
    nav: { group: 'setting', order: 902, icon: 'setting' },
    load: () => import('./KitPhone.tsx'),
  },
  {
    shell: 'board',
    path: 'kit-figures',
    title: { zh: '七个数', en: 'Seven figures' },
    nav: { group: 'setting', order: 901, icon: 'chart' },
    load: () => import('./KitBoard.tsx'),
  },
])
