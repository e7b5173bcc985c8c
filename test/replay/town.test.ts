import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { sealAudit, verifyAudit } from '../../server/core/audit.ts'
import { brokenPromises, validators } from '../../sim/validators.ts'
import { testHouse } from '../harness.ts'
import { live } from './town.ts'

const t = await testHouse()
const steps = process.env.ANJU_LONG ? 3000 : 150

describe('a town lived through with clock jumps, lost answers, repeats and crashes', () => {
  test(`${validators.length} promises hold after each of ${steps} steps`, {
    timeout: steps * 500 + 60_000,
  }, async () => {
    const course = await live(t, process.env.ANJU_SEED ?? 'anju', steps)
    expect(course.broken).toEqual([])
    // a town without mishaps would prove nothing
    for (const mishap of [course.crashed, course.lost, course.repeated, course.jumps])
      expect(mishap).toBeGreaterThan(steps / 60)
    expect(course.answered).toBeGreaterThan(steps / 4)
    await sealAudit(t.house.db)
    expect((await verifyAudit(t.house.db, t.clock.now())).faults).toEqual([])
  })

  test.each([
    [
      'a passage of nobody',
      "UPDATE passage SET registrant_id = NULL WHERE subject = 'person' AND outcome = 'passed'",
    ],
    ['a lost ticket', 'DELETE FROM ticket_event; DELETE FROM ticket_promise; DELETE FROM ticket'],
    ['a counter that is one too high', 'UPDATE gate_hour SET persons_in = persons_in + 1'],
    ['a ticket whose promises were removed', 'DELETE FROM ticket_promise'],
    ['an audit row that was removed', "DELETE FROM audit WHERE action = 'ticket.create'"],
  ])('the validators see %s', async (_, harm) => {
    const owner = new pg.Client({ connectionString: t.ownerUrl })
    await owner.connect()
    const journal = await owner.query<{ id: string }>('SELECT id FROM ticket')
    const known = journal.rows.map(r => ({ clientId: r.id, estateId: '', what: 'ticket' as const, id: r.id }))
    try {
      await owner.query('BEGIN')
      const whole = await brokenPromises(owner, known)
      for (const one of harm.split('; ')) await owner.query(one)
      expect((await brokenPromises(owner, known)).length).toBeGreaterThan(whole.length)
    } finally {
      await owner.query('ROLLBACK')
      await owner.end()
    }
  })
})
