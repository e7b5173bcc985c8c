import { expect, test } from 'vitest'
import { county, FIGURES } from './county.ts'
import { momentOfDay } from './hours.ts'
import { estateInFull } from './households.ts'
import { idCheckDigit, restartNumbers } from './people.ts'
import { random } from './random.ts'

test.each(['anju', 'b', 'c', '2026'])(
  '[SX-16, S6-09, S6-10, S6-11, S6-18] the county of seed %s has the mission’s figures exactly',
  seed => {
    const all = county(seed)
    expect(all.length).toBe(165)
    expect(all.reduce((s, e) => s + e.buildings, 0)).toBe(266)
    const of = (care: string) => all.filter(e => e.care === care).length
    expect([of('company'), of('abandoned'), of('self_managed')]).toEqual([118, 33, 14])
    expect(all.filter(e => e.subjectUnit !== undefined).length).toBe(34)
    expect(FIGURES.estates - FIGURES.subjectUnit).toBe(131)
    expect(new Set(all.map(e => e.neighbourhood)).size).toBe(5)
    expect(new Set(all.map(e => e.name)).size).toBe(165)
  },
)

test('the same seed makes the same town', () => {
  restartNumbers()
  const a = estateInFull('x')
  restartNumbers()
  expect(estateInFull('x')).toEqual(a)
  expect(county('x')).toEqual(county('x'))
  expect(county('x')).not.toEqual(county('y'))
})

test('about 1,200 households, each unit once, every number of the right form and nobody’s', () => {
  restartNumbers()
  const { units, households } = estateInFull()
  expect(households.length).toBeGreaterThan(1050)
  expect(households.length).toBeLessThan(1300)
  const label = (u: { building: string; section: string; number: string }) =>
    `${u.building}-${u.section}-${u.number}`
  expect(new Set(units.map(label)).size).toBe(units.length)
  const people = households.flatMap(h => [h.owner, ...h.members, ...(h.lessee ? [h.lessee] : [])])
  expect(new Set(people.map(p => p.phone)).size).toBe(people.length)
  for (const p of people) {
    expect(p.idNumber).toMatch(/^990000\d{11}[\dX]$/)
    expect(p.idNumber[17]).toBe(idCheckDigit(p.idNumber.slice(0, 17)))
  }
})

test('moments follow the profile and stay inside the hours asked for', () => {
  const r = random('m')
  const hours = Array.from({ length: 5000 }, () =>
    Math.floor(momentOfDay(r, 'outWeekday', [7, 21]) / 3_600_000),
  )
  expect(Math.min(...hours)).toBe(7)
  expect(Math.max(...hours)).toBe(20)
  const at = (h: number) => hours.filter(x => x === h).length
  expect(at(7)).toBeGreaterThan(at(13) * 3)
})
