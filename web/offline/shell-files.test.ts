import { expect, test } from 'vitest'
import { definePages } from '../page.ts'
import { type Chunk, pageSource, shellFiles } from './shell-files.ts'

const chunk = (file: string, part: Partial<Chunk> = {}): Chunk => ({
  file,
  entry: false,
  imports: [],
  dynamicImports: [],
  css: [],
  charts: false,
  ...part,
})

const load = () => Promise.resolve({ default: () => null })
const at = (source: string) =>
  Object.assign(load.bind(null), { toString: () => `() => import('./${source}')` })

const modules = [
  definePages('desk', [
    { shell: 'resident', path: '', title: { zh: '家', en: 'Home' }, load: at('Mine.tsx') },
    { shell: 'resident', path: 'new', title: { zh: '新', en: 'New' }, load: at('New.tsx') },
    { shell: 'console', path: '', title: { zh: '单', en: 'List' }, load: at('Queue.tsx') },
  ]),
]

const chunks = [
  chunk('main.js', {
    entry: true,
    imports: ['react.js'],
    dynamicImports: ['mine.js', 'new.js', 'queue.js', 'phone.js'],
  }),
  chunk('react.js'),
  chunk('phone.js', { facade: 'shells/phone/Resident.tsx', imports: ['react.js'], css: ['phone.css'] }),
  chunk('console.js', { facade: 'shells/console/Console.tsx', imports: ['antd.js'] }),
  chunk('antd.js'),
  chunk('mine.js', { facade: 'pages/desk/Mine.tsx', imports: ['main.js'], dynamicImports: ['chart.js'] }),
  chunk('new.js', { facade: 'pages/desk/New.tsx', dynamicImports: ['camera.js'] }),
  chunk('camera.js'),
  chunk('chart.js', { charts: true }),
  chunk('queue.js', { facade: 'pages/desk/Queue.tsx' }),
  chunk('zh.js', { facade: 'locales/zh-CN/desk.json' }),
  chunk('en.js', { facade: 'locales/en/desk.json' }),
]

test('the first screen is main, shell, first page and its texts; nothing of the desk', () => {
  const { resident } = shellFiles(chunks, modules)
  expect(resident.first).toEqual([
    'en.js',
    'main.js',
    'mine.js',
    'phone.css',
    'phone.js',
    'react.js',
    'zh.js',
  ])
})

test('all of a shell follows what its pages load lazily, charts apart, and stops at the main chunk', () => {
  const { resident, console: desk } = shellFiles(chunks, modules, { language: 'en' })
  expect(resident.all).toEqual([
    'camera.js',
    'en.js',
    'main.js',
    'mine.js',
    'new.js',
    'phone.css',
    'phone.js',
    'react.js',
  ])
  expect(resident.charts).toEqual(['chart.js'])
  expect(desk.all).not.toContain('mine.js')
  expect(desk.all).toContain('antd.js')
})

test('a part in every shell counts for the first screen, with its texts', () => {
  const more = [
    ...chunks,
    chunk('bell.js', { facade: 'pages/notice/Bell.tsx' }),
    chunk('n.js', { facade: 'locales/en/notice.json' }),
  ]
  const { gate } = shellFiles(more, modules, { language: 'en', slots: ['pages/notice/Bell.tsx'] })
  expect(gate.first).toEqual(['bell.js', 'main.js', 'n.js', 'react.js'])
})

test('a load written in another way is refused, not skipped', () => {
  expect(() => pageSource('desk', load)).toThrow(/import\('\.\/X\.tsx'\)/)
})
