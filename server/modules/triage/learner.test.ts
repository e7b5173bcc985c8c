import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDelimited } from '../../core/sheet-csv.ts'
import { fromBytes, toBytes } from './keep.ts'
import { type Example, guess, train } from './learner.ts'
import { dangerIn, houseModel, lexiconExamples } from './lexicon.ts'
import { chosenWay, figuresOf, foldOf, thresholdOf, tryOut } from './measure.ts'
import { labelOf, mixed, proposals } from './rules.ts'

const house = houseModel()
const all = () => true

test('the sayings of the house sort what they were not told', () => {
  const first = (text: string) => proposals(guess(house, { text }), 0.3, all)[0]
  expect(first('凌晨一点楼上还在放音乐跳舞')).toMatchObject({
    kind: 'complaint',
    class: 'conduct',
    subtype: 'rest_noise',
  })
  expect(first('请问停车位一个月多少钱')).toMatchObject({ kind: 'inquiry', class: 'charge' })
  expect(first('我家厨房水龙头一直漏水')).toMatchObject({ kind: 'repair', class: 'home' })
})

test('it says nothing rather than guess', () => {
  for (const text of ['', '你好', '嗯嗯嗯', 'asdf qwer', '12345'])
    expect(proposals(guess(house, { text }), 0.4, all)).toEqual([])
})

test('three classes at most, those no longer offered left out, certainty falling', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'楼上漏水噪音收费多少钱建议电梯坏了请派人') }), text => {
      const shown = proposals(guess(house, { text }), 0, (kind, name) => `${kind}/${name}` !== 'repair/home')
      expect(shown.length).toBeLessThanOrEqual(3)
      expect(shown.some(p => p.kind === 'repair' && p.class === 'home')).toBe(false)
      const certain = shown.map(p => p.p)
      expect(certain).toEqual([...certain].sort((a, b) => b - a))
    }),
  )
})

test('the same examples give the same model, and it survives being kept', () => {
  const again = train(lexiconExamples(), { minDocs: 1 })
  expect(again.weights).toEqual(house.weights)
  const kept = fromBytes(toBytes(house))
  const text = '楼道灯坏了两天'
  expect(guess(kept, { text })).toEqual(guess(house, { text }))
})

test('the estate’s own way of sorting outweighs the sayings, the more the more was confirmed', () => {
  const house = [
    { label: 'repair/common', p: 0.9 },
    { label: 'repair/home', p: 0.1 },
  ]
  const own = [{ label: 'complaint/common_repair', p: 1 }]
  expect(mixed(house, own, 0)[0]?.label).toBe('repair/common')
  expect(mixed(house, own, 29)[0]?.p).toBeCloseTo(0.492, 2)
  expect(mixed(house, own, 30)[0]).toEqual({ label: 'complaint/common_repair', p: 0.5 })
  expect(mixed(house, [], 0).reduce((sum, g) => sum + g.p, 0)).toBeCloseTo(1)
})

test('no number of a room or a phone is ever a feature', () => {
  const model = train(
    [
      { label: 'a', text: '1-2-301 电话13812341234' },
      { label: 'b', text: '1-2-301 电话13812341234' },
    ],
    { minDocs: 1 },
  )
  expect(model.vocab.terms.filter(t => /[1-9]/.test(t))).toEqual([])
})

test('harm, fire, gas or people shut in make a matter major; what the text denies does not', () => {
  expect(dangerIn('2号楼电梯困人了，快来')).not.toBeNull()
  expect(dangerIn('厨房燃气味很重')).not.toBeNull()
  expect(dangerIn('楼道着火了')).not.toBeNull()
  expect(dangerIn('没有人受伤')).toBeNull()
  expect(dangerIn('楼道堆放杂物，怕着火')).toBeNull()
  expect(dangerIn('请问物业费多少钱')).toBeNull()
})

test('the threshold is the lowest certainty at which the first guess is right often enough', () => {
  const tried = (p: number, right: boolean) => ({ truth: 'a', guesses: [{ label: right ? 'a' : 'b', p }] })
  const sure = Array.from({ length: 30 }, (_, i) => tried(0.99 - i / 1000, true))
  expect(thresholdOf([...sure, tried(0.5, false), tried(0.4, true)], 1)).toBeCloseTo(0.961)
  expect(thresholdOf([...sure, tried(0.5, false), tried(0.4, true)], 0.9)).toBeCloseTo(0.4)
  expect(thresholdOf(Array.from({ length: 30 }, () => tried(0.9, false)))).toBe(1)
  expect(thresholdOf([tried(0.9, true)])).toBe(1)
})

test('[SX-07] nothing tried gives no figure, and the figures are those of the counts', () => {
  expect(figuresOf([], 0.5)).toMatchObject({
    n: 0,
    accuracy: null,
    top3: null,
    coverage: null,
    precision: null,
  })
  const say = (truth: string, first: string, p: number) => ({ truth, guesses: [{ label: first, p }] })
  const f = figuresOf([say('a', 'a', 0.9), say('a', 'b', 0.6), say('b', 'b', 0.3), say('b', 'b', 0.8)], 0.5)
  expect(f).toMatchObject({ n: 4, accuracy: 0.75, coverage: 0.75, precision: 2 / 3 })
  expect(f.macroF1).toBeCloseTo((2 / 3 + 4 / 5) / 2)
  expect(f.confusion).toEqual({ a: { a: 1, b: 1 }, b: { b: 2 } })
})

test('a label names kind, class and sub-type', () => {
  expect(labelOf({ kind: 'complaint', class: 'conduct', subtype: 'rest_noise' })).toBe(
    'complaint/conduct/rest_noise',
  )
  expect(labelOf({ kind: 'repair', class: 'home', subtype: null })).toBe('repair/home')
})

const texts = join(process.env.ANJU_SHARED ?? '../shared', 'data/complaints/tipdm2020_open.csv')

test.skipIf(!existsSync(texts))(
  'on labelled real texts it beats character-pair naive Bayes (82.6 %, 0.81, 97.7 %)',
  () => {
    const [head, ...rows] = parseDelimited(readFileSync(texts, 'utf8'), ',', 100_000).map(r => r.cells)
    const at = (name: string) => head?.indexOf(name) ?? -1
    const examples: Example[] = rows
      .filter(r => r[at('label')])
      .map(r => ({ label: r[at('label')] ?? '', title: r[at('title')], text: r[at('text')] ?? '' }))
    const learn = examples.filter(e => foldOf(e, 10) >= 3)
    // the way to learn is chosen on the part that is learnt from
    const firm = { balance: 1, decay: 1e-4 }
    const options = process.env.ANJU_LONG === '1' ? chosenWay(learn).options : firm
    expect(options).toEqual(firm)
    const model = train(learn, options)
    const held = examples.filter(e => foldOf(e, 10) < 3)
    const f = figuresOf(
      held.map(e => ({ truth: e.label, guesses: guess(model, e) })),
      0.5,
    )
    expect(f.n).toBeGreaterThan(700)
    expect(f.accuracy).toBeGreaterThan(0.87)
    expect(f.macroF1).toBeGreaterThan(0.87)
    expect(f.top3).toBeGreaterThan(0.977)
  },
  600_000,
)

test('the way to learn is one of those tried, with the trial of each example; nothing to learn from gives the plain one', () => {
  const examples = lexiconExamples()
  expect(chosenWay(examples).tried.length).toBe(examples.length)
  expect(chosenWay([])).toEqual({ options: {}, tried: [] })
})

test('every example is tried once, by a learner that has not seen it', () => {
  const examples = lexiconExamples()
  expect(tryOut(examples, { minDocs: 1 }).length).toBe(examples.length)
  // taught nothing of its own class, it cannot answer it
  const lonely: Example[] = [
    ...examples.filter(e => e.label === 'repair/home'),
    { label: 'alone', text: '完全不同的一句话' },
  ]
  expect(
    tryOut(lonely, { minDocs: 1 })
      .find(t => t.truth === 'alone')
      ?.guesses.some(g => g.label === 'alone'),
  ).toBe(false)
})
