import { describe, expect, test } from 'vitest'
import { cardForms } from './card-number.ts'
import { vehicleKinds } from './contract-words.ts'
import {
  type ClosureFacts,
  type DecisionRule,
  decide,
  type Known,
  type LaneFacts,
  type Right,
  type Seen,
  sentLate,
} from './decide.ts'
import { doubtful, misreadsOf, normalPlate, plateKindOf } from './plate.ts'
import { confidenceOf, timeMs, vehicleOf } from './wire.ts'
import { sayDecision } from './words.ts'

const NOW = Date.parse('2026-03-02T01:00:00Z')
const rule: DecisionRule = {
  confidence: 80,
  knownConfidence: 60,
  sameMs: 8000,
  twoLanesMs: 2000,
  repeatMs: 10_000,
  lateMs: 120_000,
}
const lane: LaneFacts = {
  id: 'a',
  direction: 'both',
  gate: 'open',
  temporary: 'open',
  leaving: 'right',
  passback: 'mark',
}
const seen: Seen = {
  plate: '琼A24680',
  confidence: 96,
  fake: false,
  direction: 'in',
  nowMs: NOW,
  replay: false,
  openedByDevice: false,
}
const nothing: Known = { rights: [], last: null, groupInside: () => 0, near: [] }
const right = (kind: Right['kind'], more: Partial<Right> = {}): Right => ({
  id: `r-${kind}`,
  kind,
  lanes: null,
  direction: 'both',
  fromMs: NOW - 1000,
  untilMs: null,
  group: null,
  ...more,
})
interface Case {
  lane?: Partial<LaneFacts>
  seen?: Partial<Seen>
  known?: Partial<Known>
  closure?: ClosureFacts
}
const ask = (c: Case) =>
  decide({ ...lane, ...c.lane }, { ...seen, ...c.seen }, { ...nothing, ...c.known }, rule, c.closure ?? null)
const say = (c: Case) => {
  const d = ask(c)
  return `${d.outcome} ${d.code}`
}
const out: Partial<Seen> = { direction: 'out' }

describe('[S4-18] the right of a plate decides', () => {
  test.each([
    ['owner in', { known: { rights: [right('owner')] } }, 'open right_owner'],
    ['monthly out', { seen: out, known: { rights: [right('monthly')] } }, 'open right_monthly'],
    ['visitor', { known: { rights: [right('visitor')] } }, 'open right_visitor'],
    ['temporary where they may come in', {}, 'open temporary'],
    ['temporary where the guard decides', { lane: { temporary: 'hold' } }, 'hold unknown'],
    ['temporary where none may', { lane: { temporary: 'refuse' } }, 'refuse no_right'],
    ['barred', { known: { rights: [right('barred')] } }, 'refuse barred'],
    ['barred owner', { known: { rights: [right('owner'), right('barred')] } }, 'refuse barred'],
    [
      'barred going out is let out by hand, not locked in',
      { seen: out, known: { rights: [right('barred')] } },
      'hold barred_out',
    ],
    ['special', { known: { rights: [right('special')] } }, 'open right_special'],
    [
      'special through a closed gate under closure',
      { lane: { gate: 'closed' }, closure: { withinHours: false }, known: { rights: [right('special')] } },
      'open right_special',
    ],
    [
      'leaving with an exit right',
      { seen: out, known: { rights: [right('exit', { direction: 'out' })] } },
      'open right_exit',
    ],
    ['leaving unpaid waits, is never refused', { seen: out }, 'hold unpaid'],
    [
      'an exit right lets nobody in',
      { lane: { temporary: 'hold' }, known: { rights: [right('exit', { direction: 'out' })] } },
      'hold unknown',
    ],
    ['leaving where nothing is charged', { seen: out, lane: { leaving: 'free' } }, 'open leaving_free'],
    [
      'a right of another lane',
      { lane: { temporary: 'hold' }, known: { rights: [right('monthly', { lanes: ['b'] })] } },
      'hold lane_not_allowed',
    ],
    [
      'a lane that runs the other way',
      { lane: { direction: 'out' }, known: { rights: [right('owner')] } },
      'refuse lane_direction',
    ],
  ] as [string, Case, string][])('%s', (_, c, expected) => expect(say(c)).toBe(expected))

  test('a right holds from its first instant and no longer at its last', () => {
    const at = (nowMs: number) =>
      say({
        lane: { temporary: 'hold' },
        seen: { nowMs },
        known: { rights: [right('monthly', { fromMs: NOW, untilMs: NOW + 1000 })] },
      })
    expect(at(NOW - 1)).toBe('hold early')
    expect(at(NOW)).toBe('open right_monthly')
    expect(at(NOW + 999)).toBe('open right_monthly')
    expect(at(NOW + 1000)).toBe('hold expired')
  })

  test('a permit that ended a minute ago: in as temporary with a mark, out by the cashier', () => {
    const rights = [right('monthly', { untilMs: NOW - 60_000 })]
    expect(ask({ known: { rights } })).toMatchObject({
      outcome: 'open',
      code: 'temporary',
      marks: ['expired'],
    })
    expect(say({ seen: out, known: { rights } })).toBe('hold unpaid')
  })

  test('no code is about money owed', () => {
    expect(sayDecision('unpaid', '琼A24680').zh).not.toMatch(/物业费|欠费/)
    expect(say({ known: { rights: [right('owner')] } })).toBe('open right_owner')
  })
})

describe('[S4-18] closure rules in force', () => {
  const rights = [right('owner')]
  test.each([
    [
      'everybody in the car is registered',
      { closure: { withinHours: true }, known: { rights } },
      'hold registration',
    ],
    ['outside the hours', { closure: { withinHours: false }, known: { rights } }, 'refuse outside_hours'],
    ['a closed gate', { lane: { gate: 'closed' as const }, known: { rights } }, 'refuse gate_closed'],
    ['a guarded gate', { lane: { gate: 'guarded' as const }, known: { rights } }, 'hold registration'],
  ] as [string, Case, string][])('%s', (_, c, expected) => expect(say(c)).toBe(expected))
})

describe('[S4-18] spaces, passing back, two lanes', () => {
  test('the household’s other cars have taken its spaces', () => {
    const known = (inside: number): Partial<Known> => ({
      rights: [right('monthly', { group: { id: 'g', spaces: 2 } })],
      groupInside: () => inside,
    })
    expect(say({ known: known(1) })).toBe('open right_monthly')
    expect(ask({ known: known(2) })).toMatchObject({
      outcome: 'open',
      code: 'group_temporary',
      right: { kind: 'temporary', id: null },
    })
    expect(say({ lane: { temporary: 'hold' }, known: known(2) })).toBe('hold group_full')
    expect(say({ seen: out, known: known(3) })).toBe('open right_monthly')
  })

  test('in again without leaving: marked, or held where the lane says so; out without entry is marked', () => {
    const last = { direction: 'in' as const, ms: NOW - 60_000, laneId: 'a' }
    const rights = [right('owner')]
    expect(ask({ known: { rights, last } })).toMatchObject({ outcome: 'open', marks: ['entry_twice'] })
    expect(say({ lane: { passback: 'hold' }, known: { rights, last } })).toBe('hold passback')
    expect(ask({ lane: { passback: 'off' }, known: { rights, last } }).marks).toEqual([])
    expect(ask({ seen: out, known: { rights } })).toMatchObject({
      outcome: 'open',
      marks: ['exit_without_entry'],
    })
  })

  test('one car seen by two cameras within two seconds opens one lane', () => {
    const rights = [right('owner')]
    const at = (ms: number, laneId = 'b') => say({ known: { rights, last: { direction: 'in', ms, laneId } } })
    expect(at(NOW)).toBe('refuse other_lane')
    expect(at(NOW - 2000)).toBe('refuse other_lane')
    expect(at(NOW - 2001)).toBe('open right_owner')
    expect(at(NOW - 500, 'a')).toBe('open right_owner')
  })
})

describe('[S4-18] doubtful readings wait, with the cars they may be', () => {
  test.each([
    ['no plate', { seen: { plate: normalPlate('_无_') } }, 'hold no_plate'],
    ['the barrier’s arm', { seen: { plate: '川111111' } }, 'hold doubtful'],
    ['signs repeated', { seen: { plate: '京AA66666' } }, 'hold doubtful'],
    ['a badge', { seen: { plate: 'C00D', confidence: 51 } }, 'hold doubtful'],
    ['poorly read stranger', { seen: { confidence: 79 } }, 'hold unsure'],
    ['just well enough', { seen: { confidence: 80 } }, 'open temporary'],
    [
      'a known plate may be read less well',
      { seen: { confidence: 60 }, known: { rights: [right('owner')] } },
      'open right_owner',
    ],
    ['but not guessed', { seen: { confidence: 59 }, known: { rights: [right('owner')] } }, 'hold unsure'],
    [
      'the camera calls it a fake',
      { seen: { fake: true }, known: { rights: [right('owner')] } },
      'hold fake',
    ],
    [
      'a shape that no rule knows, registered',
      { seen: { plate: '临A1234' }, known: { rights: [right('visitor')] } },
      'open right_visitor',
    ],
    ['the same unregistered waits, it is not refused', { seen: { plate: '临A1234' } }, 'hold doubtful'],
  ] as [string, Case, string][])('%s', (_, c, expected) => expect(say(c)).toBe(expected))

  test('a look-alike of a known car waits, and the list is given', () => {
    expect(ask({ known: { near: ['琼A2468D'] } })).toMatchObject({
      outcome: 'hold',
      code: 'near',
      near: ['琼A2468D'],
    })
    expect(misreadsOf('琼A24680')).toEqual(expect.arrayContaining(['琼A2468D', '琼AZ4680', '琼A246B0']))
    expect(misreadsOf('京A66666')).toContain('京A6666')
  })
})

test('[S4-18] what has happened moves nothing: a replay is noted whatever its right', () => {
  for (const kind of ['owner', 'special', 'barred'] as const)
    expect(say({ seen: { replay: true }, known: { rights: [right(kind)] } })).toBe('note replay')
  expect(say({ seen: { openedByDevice: true }, known: { rights: [right('owner')] } })).toBe(
    'open device_list',
  )
})

test('[S4-18] lateness is told by a steady clock: a clock that is hours wrong is no queue', () => {
  expect(sentLate(NOW - 120_000, NOW, null, 120_000)).toBe(false)
  expect(sentLate(NOW - 120_001, NOW, null, 120_000)).toBe(true)
  expect(sentLate(NOW - 3 * 3_600_000, NOW, 3 * 3_600_000 + 4000, 120_000)).toBe(false)
  expect(sentLate(NOW - 3 * 3_600_000, NOW, 0, 120_000)).toBe(true)
  expect(sentLate(100_000, NOW, null, 120_000)).toBe(false)
  expect(sentLate(null, NOW, null, 120_000)).toBe(false)
})

test('[S4-18] plates in every written form are one plate, and their kind is told', () => {
  for (const raw of ['京A·12345', '京a 12345', '京Ａ１２３４５', '京А-12345', '京AI2345'])
    expect(normalPlate(raw)).toBe('京A12345')
  for (const raw of ['_无_', '无牌车', 'unknown', '', '  ', '---']) expect(normalPlate(raw)).toBe('')
  const kinds: [string, string][] = [
    ['京A12345', 'ordinary'],
    ['京AF12345', 'new_energy'],
    ['京A12345D', 'new_energy'],
    ['京A1234警', 'police'],
    ['京A1234学', 'learner'],
    ['粤Z1234港', 'border'],
    ['WJ京1234X', 'military'],
    ['使123456', 'embassy'],
    ['京A123应急', 'emergency'],
    ['C00D', 'other'],
    ['', 'none'],
  ]
  for (const [plate, kind] of kinds) expect([plate, plateKindOf(plate)]).toEqual([plate, kind])
  expect(doubtful('京A12345')).toBe(false)
})

test('[S3-80] the kinds of vehicle are told from the makers’ words', () => {
  expect(['摩托车', '电动自行车', '货车', '小型车', 'other'].map(vehicleOf)).toEqual([
    'motorcycle',
    'ebike',
    'truck',
    'car',
    'other',
  ])
  expect(vehicleKinds).toEqual(['car', 'truck', 'motorcycle', 'ebike', 'other'])
})

test('[S3-48] a card is shown in both decimal forms, of 26 and of 34 bits', () => {
  expect(cardForms('8613215')).toEqual({ long: '0008613215', sited: '131,27999' })
  expect(cardForms('0008613215')?.sited).toBe('131,27999')
  expect(cardForms('3156733215')).toEqual({ long: '3156733215', sited: '48167,60703' })
  expect(cardForms('99999999999')).toBeNull()
})

test('[S3-56] figures and times as devices write them', () => {
  expect(['97', 97.4, 0.51, '1.00', -1, 'x', 500].map(confidenceOf)).toEqual([
    97,
    97,
    51,
    100,
    null,
    null,
    100,
  ])
  expect(timeMs('2026-05-07 17:48:03.847')).toBe(Date.parse('2026-05-07T17:48:03.847+08:00'))
  expect(timeMs('2026-05-07T17:48:03+09:00')).toBe(Date.parse('2026-05-07T17:48:03+09:00'))
  expect(timeMs('yesterday')).toBeNull()
})
