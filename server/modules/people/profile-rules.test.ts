/** The rules of the household's profile, exact at each boundary. */
import { expect, test } from 'vitest'
import {
  type Answered,
  ageOf,
  cleanValue,
  completeness,
  consentRefusal,
  copiedFor,
  deletedBy,
  type Field,
  hintsOf,
  type Member,
} from './profile-rules.ts'

const terms = {
  defaultMonths: 24,
  maxMonths: 60,
  afterMoveOutDays: 30,
  requestWorkingDays: 15,
  ownConsentAge: 14,
  adultAge: 18,
}
const field = (key: string, more: Partial<Field> = {}): Field => ({
  key,
  what: 'field',
  level: 'household',
  kind: 'text',
  zh: key,
  en: key,
  hintZh: '',
  hintEn: '',
  sensitive: false,
  purposes: ['service', 'care', 'emergency'],
  shownOn: ['order'],
  counts: true,
  off: false,
  measures: [],
  own: false,
  version: 0,
  ...more,
})
const member = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  registered: true,
  name: id,
  relation: 'self',
  birthYear: 1980,
  phone: null,
  adult: true,
  minor: false,
  ...more,
})
const mother = member('mother')
const father = member('father', { relation: 'spouse' })
const child = member('child', { relation: 'child', birthYear: 2020, adult: false, minor: true })
const answer = (f: string, more: Partial<Answered> = {}): Answered => ({
  field: f,
  memberId: null,
  state: 'given',
  value: f,
  purposes: ['service'],
  sensitive: false,
  ...more,
})
const ok = { separate: false, agreed: false, purposes: ['service'] as const }

test('[K6] below the age of consent for the whole year in which it is reached; adult only after it', () => {
  expect(ageOf(2012, 'child', 2026, terms)).toEqual({ adult: false, minor: true })
  expect(ageOf(2011, 'child', 2026, terms)).toEqual({ adult: false, minor: false })
  expect(ageOf(2008, 'child', 2026, terms)).toEqual({ adult: false, minor: false })
  expect(ageOf(2007, 'child', 2026, terms)).toEqual({ adult: true, minor: false })
  expect(ageOf(null, 'child', 2026, terms)).toEqual({ adult: false, minor: true })
  expect(ageOf(null, 'other', 2026, terms)).toEqual({ adult: true, minor: false })
})

test('[S1-20] health is carried by the member’s own separate consent and by nothing else', () => {
  const health = field('health', { level: 'member', sensitive: true })
  expect(consentRefusal(health, mother, mother, ok)).toBe('profile.separate_needed')
  expect(consentRefusal(health, mother, mother, { ...ok, separate: true })).toBeNull()
  expect(consentRefusal(health, mother, father, { ...ok, separate: true, agreed: true })).toBe(
    'profile.own_consent',
  )
  expect(consentRefusal(health, child, mother, { ...ok, separate: true })).toBeNull()
  expect(consentRefusal(health, child, child, { ...ok, separate: true })).toBe('profile.own_consent')
})

test('[K6] another adult’s items want that they agreed; anything of a small child wants the separate consent', () => {
  const born = field('birth_year', { level: 'member', kind: 'year' })
  expect(consentRefusal(born, father, mother, ok)).toBe('profile.agree_needed')
  expect(consentRefusal(born, father, mother, { ...ok, agreed: true })).toBeNull()
  expect(consentRefusal(born, child, mother, ok)).toBe('profile.separate_needed')
  expect(consentRefusal(born, mother, mother, { ...ok, purposes: [] })).toBe('profile.purposes')
  const narrow = field('habits', { purposes: ['service'] })
  expect(consentRefusal(narrow, undefined, mother, { ...ok, purposes: ['care'] })).toBe('profile.purposes')
})

test('[S1-13] completeness counts what is asked of each, takes declined for known, and presses nobody for health', () => {
  const fields = [
    field('habits'),
    field('industry', { level: 'adult' }),
    field('contact', { level: 'member' }),
    field('birth_year', { level: 'member', kind: 'year' }),
    field('health', { level: 'member', sensitive: true, counts: false }),
    field('gone', { off: true }),
  ]
  const members = [mother, child]
  const none = completeness(fields, members, [])
  // habits, one adult's industry, two contacts; both birth years stand in the register
  expect(none).toMatchObject({ asked: 6, known: 2, percent: 33 })
  expect(none.unknown).toEqual([
    { field: 'habits', memberId: null },
    { field: 'industry', memberId: 'mother' },
    { field: 'contact', memberId: 'mother' },
    { field: 'contact', memberId: 'child' },
  ])
  const some = completeness(fields, members, [
    answer('habits', { state: 'declined', value: null }),
    answer('health', { memberId: 'mother' }),
    answer('contact', { memberId: 'nobody' }),
  ])
  expect(some).toMatchObject({ asked: 6, known: 3, percent: 50 })
  expect(completeness([], members, [])).toMatchObject({ asked: 0, known: 0, percent: null })
})

test('[S1-22] a hint fits the kind of ticket and the purpose it was told for; who serves sees nothing sensitive', () => {
  const fields = [
    field('food', { shownOn: ['order'] }),
    field('habits', { shownOn: ['repair'] }),
    field('health', { level: 'member', sensitive: true, shownOn: ['order', 'repair'] }),
  ]
  const told = [
    answer('food'),
    answer('habits'),
    answer('health', { memberId: 'mother', value: '膝盖不便', sensitive: true }),
  ]
  const texts = (viewer: 'steward' | 'server', kind: 'order' | 'repair' | 'inquiry', answers = told) =>
    hintsOf(fields, answers, { kind, major: false }, viewer).map(h => h.text.zh)
  expect(texts('steward', 'order')).toEqual(['food', '膝盖不便'])
  expect(texts('server', 'order')).toEqual(['food'])
  expect(texts('server', 'repair')).toEqual(['habits'])
  expect(texts('steward', 'inquiry')).toEqual([])
  expect(texts('steward', 'order', [answer('food', { purposes: ['care'] })])).toEqual([])
  expect(texts('steward', 'order', [answer('food', { state: 'declined', value: null })])).toEqual([])
  const urgent = [answer('food', { purposes: ['emergency'] })]
  expect(hintsOf(fields, urgent, { kind: 'order', major: true }, 'steward')).toHaveLength(1)
  expect(hintsOf(fields, urgent, { kind: 'order', major: false }, 'steward')).toHaveLength(0)
})

test('[S3-31] a flag leads to its measure on its kinds of ticket; who serves learns what to do, not why', () => {
  const alone = field('elderly_alone', {
    what: 'flag',
    kind: 'yesno',
    sensitive: true,
    measures: [{ kinds: ['repair'], zh: '上门前先打电话', en: 'Call first' }],
  })
  const yes = [answer('elderly_alone', { value: 'yes', sensitive: true })]
  const at = (kind: 'repair' | 'order', viewer: 'steward' | 'server', answers = yes) =>
    hintsOf([alone], answers, { kind, major: false }, viewer)
  expect(at('repair', 'server')).toEqual([
    { kind: 'measure', field: null, memberId: null, text: { zh: '上门前先打电话', en: 'Call first' } },
  ])
  expect(at('repair', 'steward')[0]?.field).toBe('elderly_alone')
  expect(at('order', 'server')).toEqual([])
  expect(at('repair', 'server', [answer('elderly_alone', { value: 'no', sensitive: true })])).toEqual([])
})

test('a value is kept only as its kind wants it', () => {
  expect(cleanValue('year', '1958', 2026)).toBe('1958')
  expect(cleanValue('year', '2026', 2026)).toBe('2026')
  expect(cleanValue('year', '2027', 2026)).toBeUndefined()
  expect(cleanValue('year', '1879', 2026)).toBeUndefined()
  expect(cleanValue('year', '58', 2026)).toBeUndefined()
  expect(cleanValue('yesno', 'maybe', 2026)).toBeUndefined()
  expect(cleanValue('text', '   ', 2026)).toBeUndefined()
})

test('what a person may have deleted is his and the home’s; a copy leaves out only what is another’s alone', () => {
  const about = (memberId: string | null, consentBy = 'father', sensitive = true) => ({
    memberId,
    consentBy,
    sensitive,
  })
  expect(deletedBy('mother', about(null))).toBe(true)
  expect(deletedBy('mother', about('mother'))).toBe(true)
  expect(deletedBy('mother', about('child', 'mother'))).toBe(true)
  expect(deletedBy('mother', about('father'))).toBe(false)
  expect(copiedFor('mother', about('father'))).toBe(false)
  expect(copiedFor('mother', about('father', 'father', false))).toBe(true)
})
