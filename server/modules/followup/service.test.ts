import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { aDesk, aSignature, type Desk, raise, upload } from '../../../test/desk.ts'
import { anAccount } from '../../../test/factories.ts'
import { actor, testHouse } from '../../../test/harness.ts'
import { may, type Role, roles } from '../../core/access.ts'
import { arrive, severity, take } from '../desk/acts.ts'
import { handle, refuse, reopen, sign } from '../desk/closing.ts'
import { estateBoard } from '../oversight/service.ts'
import { assign, getCall, listCalls, recordCall, revealPhone } from './calls.ts'
import { closeMonth, correctMonth } from './closing.ts'
import { drawAll, drawNow } from './drawing.ts'
import { getMonth, getReport, getRound, listMonths, publicReport } from './reads.ts'
import { changeScript, getScript } from './script.ts'

const t = await testHouse()
const MONTH = '2026-03'

interface Month extends Desk {
  director: ReturnType<typeof actor>
  office: ReturnType<typeof actor>
}

async function aMonth(): Promise<Month> {
  t.clock.set('2026-03-02T01:00:00Z')
  const d = await aDesk(t)
  return {
    ...d,
    director: actor('duty_director', 'estate', d.estateId),
    office: actor('office', 'estate', d.estateId),
  }
}

/** Inquiries answered at once by the desk: closed the moment they come. */
async function closedInquiries(d: Month, n: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < n; i++) {
    t.clock.advance({ minutes: 1 })
    const made = await raise(t, d, {
      kind: 'inquiry',
      class: 'general',
      text: `泳池几点开门 ${i}`,
      answer: '九点',
      requesterName: '林晓燕',
      requesterPhone: '19900001234',
    })
    ids.push(made.id)
  }
  return ids
}

/** A complaint carried to the customer's signature, or to the manager's final refusal. */
async function closedComplaint(d: Month, more: { major?: boolean; refused?: boolean } = {}): Promise<string> {
  const made = await raise(t, d, {
    requesterPhone: '19900005678',
    ...(more.major ? { severity: 'major' as const } : {}),
  } as Parameters<typeof raise>[2])
  const input = { estateId: d.estateId, ticketId: made.id }
  await take(t.ctx(d.steward), input)
  await arrive(t.ctx(d.steward), input)
  if (more.refused) {
    await refuse(t.ctx(d.manager), { ...input, reason: '多次沟通无法达成一致' })
    return made.id
  }
  await handle(t.ctx(d.steward), { ...input, text: '已劝停', how: 'face' })
  await sign(t.ctx(d.steward), { ...input, satisfied: true, ...upload(await aSignature()) })
  return made.id
}

const at = (d: Month) => ({ estateId: d.estateId, month: MONTH })
const april = () => t.clock.set('2026-04-01T01:00:00Z')
const due = async (d: Month, who = d.office) =>
  (await listCalls(t.ctx(who), { ...at(d), show: 'due', limit: 200 })).items

async function answerAll(d: Month, satisfaction: 'satisfied' | 'dissatisfied' = 'satisfied') {
  for (const row of await due(d))
    await recordCall(t.ctx(d.office), {
      ...at(d),
      ticketId: row.ticketId,
      outcome: 'answered',
      satisfaction,
      answers: { solved: 'yes' },
    })
}

describe('the draw', () => {
  test('[S1-49] the system draws half of the closed ones by itself, from a shown seed, and twice gives the same', async () => {
    const d = await aMonth()
    await closedInquiries(d, 9)
    const open = await raise(t, d)
    t.clock.set('2026-03-09T00:00:00Z')
    await drawAll(t.ctx({ kind: 'system', name: 'job' }))
    const first = await getMonth(t.ctx(d.office), at(d))
    // 1 March 2026 is a Sunday: it is a round of its own, and nothing was closed on it
    expect(first.rounds).toMatchObject([
      { round: 1, population: 0, drawn: 0 },
      { round: 2, population: 9, drawn: 5 },
    ])
    await drawAll(t.ctx({ kind: 'system', name: 'job' }))
    await drawNow(t.ctx(d.office), at(d))
    expect((await getMonth(t.ctx(d.office), at(d))).rounds).toEqual(first.rounds)
    const round = await getRound(t.ctx(d.office), { ...at(d), round: 2 })
    expect(round.verified).toBe(true)
    expect(round.items.map(i => i.place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(round.items.some(i => i.number === open.number)).toBe(false)
    expect((await due(d)).length).toBe(5)
  })

  test('[S1-49] a list that somebody changed behind the program is seen at once', async () => {
    const d = await aMonth()
    await closedInquiries(d, 6)
    t.clock.set('2026-03-09T00:00:00Z')
    await drawNow(t.ctx(d.office), at(d))
    const rows = (await getRound(t.ctx(d.office), { ...at(d), round: 2 })).items
    const [out, into] = [rows.find(r => r.how), rows.find(r => !r.how)]
    await t.pool.query(
      `UPDATE followup_item SET how = CASE WHEN number = $2 THEN NULL ELSE 'sample' END WHERE estate_id = $1 AND number IN ($2, $3)`,
      [d.estateId, out?.number, into?.number],
    )
    expect((await getRound(t.ctx(d.office), { ...at(d), round: 2 })).verified).toBe(false)
  })

  test('[S1-51, S1-53] every major one is in the list; one made major after the draw joins it', async () => {
    const d = await aMonth()
    await closedInquiries(d, 4)
    const majors = [await closedComplaint(d, { major: true }), await closedComplaint(d, { major: true })]
    const plain = [await closedComplaint(d), await closedComplaint(d), await closedComplaint(d)]
    t.clock.set('2026-03-09T00:00:00Z')
    await drawNow(t.ctx(d.office), at(d))
    const before = await due(d)
    expect(
      before
        .filter(r => r.how === 'major')
        .map(r => r.ticketId)
        .sort(),
    ).toEqual([...majors].sort())
    const left = plain.find(id => !before.some(r => r.ticketId === id)) ?? plain[0] ?? ''
    const input = { estateId: d.estateId, ticketId: left }
    await reopen(t.ctx(d.steward), { ...input, reason: '再次发生' })
    await severity(t.ctx(d.clerk), { ...input, severity: 'major', reason: '多户受影响' })
    await drawNow(t.ctx(d.office), at(d))
    const row = (await due(d)).find(r => r.ticketId === left)
    expect(row).toMatchObject({ major: true, how: 'major', reopened: true })
    expect((await getRound(t.ctx(d.office), { ...at(d), round: 2 })).verified).toBe(true)
  })

  test('reopened before the draw it is out until it is closed anew; what closes after midnight is the next month’s', async () => {
    const d = await aMonth()
    const again = await closedComplaint(d)
    await reopen(t.ctx(d.steward), { estateId: d.estateId, ticketId: again, reason: '又响了' })
    await closedInquiries(d, 2)
    t.clock.set('2026-03-31T15:59:59.999Z')
    const [last] = await raiseAt(d, '2026-03-31T15:59:59.999Z')
    const [next] = await raiseAt(d, '2026-03-31T16:00:00Z')
    april()
    await drawAll(t.ctx({ kind: 'system', name: 'job' }))
    const march = (await listCalls(t.ctx(d.office), { ...at(d), show: 'all' })).items.map(i => i.ticketId)
    expect(march).toContain(last)
    expect(march).not.toContain(next)
    expect(march).not.toContain(again)
    expect(march.length).toBe(3)
  })
})

async function raiseAt(d: Month, when: string): Promise<string[]> {
  t.clock.set(Temporal.Instant.from(when).subtract({ minutes: 1 }))
  return closedInquiries(d, 1)
}

describe('the calls', () => {
  test('[S1-49] nobody calls about his own work, sees that number, or is given it', async () => {
    const d = await aMonth()
    await closedInquiries(d, 2)
    t.clock.set('2026-03-09T00:00:00Z')
    await drawNow(t.ctx(d.office), at(d))
    const [row] = await due(d, d.clerk)
    const input = { ...at(d), ticketId: row?.ticketId ?? '' }
    expect(row?.call).toBe('followup.own_ticket')
    const record = { ...input, outcome: 'answered', satisfaction: 'satisfied' } as const
    await expect(recordCall(t.ctx(d.clerk), record)).rejects.toMatchObject({ code: 'followup.own_ticket' })
    await expect(revealPhone(t.ctx(d.clerk), input)).rejects.toMatchObject({ code: 'followup.own_ticket' })
    const view = await getCall(t.ctx(d.office), input)
    expect(view.phone).toBe('199****1234')
    expect((await revealPhone(t.ctx(d.office), input)).phone).toBe('19900001234')
    const looked = await t.pool.query(
      `SELECT actor_id FROM audit WHERE estate_id = $1 AND action = 'followup.phone'`,
      [d.estateId],
    )
    expect(looked.rows.map(r => r.actor_id)).toEqual([d.office.id])
  })

  test('refused and unreachable are kept apart from answers, and the next of the order steps in', async () => {
    const d = await aMonth()
    await closedInquiries(d, 6)
    t.clock.set('2026-03-09T00:00:00Z')
    await drawNow(t.ctx(d.office), at(d))
    const [a, b, c] = await due(d)
    const call = (ticketId: string | undefined, outcome: 'refused' | 'noAnswer') =>
      recordCall(t.ctx(d.office), { ...at(d), ticketId: ticketId ?? '', outcome })
    await call(a?.ticketId, 'refused')
    await call(b?.ticketId, 'noAnswer')
    await call(b?.ticketId, 'noAnswer')
    expect((await call(b?.ticketId, 'noAnswer')).result).toBeNull()
    t.clock.advance({ days: 1 })
    expect((await call(b?.ticketId, 'noAnswer')).result).toBe('unreachable')
    await expect(call(b?.ticketId, 'noAnswer')).rejects.toMatchObject({ code: 'followup.done' })
    const left = await due(d)
    expect(left.map(r => r.how).sort()).toEqual(['replacement', 'replacement', 'sample'])
    expect(left.some(r => r.ticketId === c?.ticketId)).toBe(true)
    const m = await getMonth(t.ctx(d.office), at(d))
    expect(m.counts).toMatchObject({ closed: 6, drawn: 5, refused: 1, unreachable: 1 })
    expect(m.outlook.followed).toMatchObject({ needed: 3, left: 4, reachable: true })
  })

  test('calls are shared out evenly, past those who had a hand in them', async () => {
    const made = await aMonth()
    const hire = (role: Role) => anAccount(t, made.estateId, { role })
    const d = {
      ...made,
      clerk: (await hire('front_desk')).actor,
      office: (await hire('office')).actor,
      director: (await hire('duty_director')).actor,
    }
    await closedInquiries(d, 12)
    t.clock.set('2026-03-09T00:00:00Z')
    await drawNow(t.ctx(d.office), at(d))
    const ids = [d.clerk.id, d.office.id, d.director.id]
    await expect(assign(t.ctx(d.office), { ...at(d), accountIds: [d.clerk.id] })).rejects.toMatchObject({
      code: 'followup.nobody',
    })
    expect(await assign(t.ctx(d.office), { ...at(d), accountIds: ids })).toEqual({ assigned: 6, left: 0 })
    const rows = await due(d)
    expect(rows.filter(r => r.assignedId === d.clerk.id).length).toBe(0)
    expect(rows.filter(r => r.assignedId === d.office.id).length).toBe(3)
  })

  test('the script is the estate’s own data, and answers keep the version they were asked with', async () => {
    const d = await aMonth()
    await closedInquiries(d, 4)
    t.clock.set('2026-03-09T00:00:00Z')
    await drawNow(t.ctx(d.office), at(d))
    expect((await getScript(t.ctx(d.office), { estateId: d.estateId })).version).toBe(0)
    const [a, b] = await due(d)
    const call = (id: string | undefined, answers: Record<string, string>) =>
      recordCall(t.ctx(d.office), {
        ...at(d),
        ticketId: id ?? '',
        outcome: 'answered',
        satisfaction: 'satisfied',
        answers,
      })
    const before = await call(a?.ticketId, { solved: 'yes', unknown: 'x' })
    const question = {
      key: 'again',
      kind: 'yesNo',
      zh: '问题有没有再出现？',
      en: 'Did it come back?',
    } as const
    const changed = await changeScript(t.ctx(d.office), {
      estateId: d.estateId,
      intro: { zh: '您好，物业回访。', en: 'Hello.' },
      questions: [question],
    })
    expect(changed.version).toBe(1)
    const after = await call(b?.ticketId, { again: 'no' })
    expect(before.course[0]?.answers.map(x => x.value)).toEqual(['yes'])
    expect(after.course[0]?.answers).toEqual([{ zh: question.zh, en: question.en, value: 'no' }])
  })
})

describe('the month', () => {
  test('[S1-48] only the director in charge closes it, not the manager and not the office', async () => {
    const d = await aMonth()
    await closedInquiries(d, 4)
    april()
    await drawNow(t.ctx(d.office), at(d))
    await answerAll(d)
    for (const who of [d.manager, d.office, d.clerk])
      await expect(closeMonth(t.ctx(who), at(d))).rejects.toMatchObject({ code: 'core.forbidden' })
    expect((await closeMonth(t.ctx(d.director), at(d))).state).toBe('closed')
    // no other role of the house carries the act, whatever else it may do
    expect((Object.keys(roles) as Role[]).filter(role => may(role, 'followup.close'))).toEqual([
      'duty_director',
    ])
  })

  test('[S1-50] below the half it is closed with a written reason only, and stays red', async () => {
    const d = await aMonth()
    await closedInquiries(d, 7)
    april()
    await drawNow(t.ctx(d.office), at(d))
    const rows = await due(d)
    expect(rows.length).toBe(4)
    for (const row of rows.slice(0, 3))
      await recordCall(t.ctx(d.office), {
        ...at(d),
        ticketId: row.ticketId,
        outcome: 'answered',
        satisfaction: 'satisfied',
      })
    await expect(closeMonth(t.ctx(d.director), at(d))).rejects.toMatchObject({
      code: 'followup.reason_needed',
    })
    const closed = await closeMonth(t.ctx(d.director), { ...at(d), reason: '春节返乡，多户不在家' })
    const rate = closed.figures.find(f => f.key === 'followup.rate')
    expect(rate).toMatchObject({ numerator: 3, denominator: 7, target: 50, met: false })
    expect(closed.versions).toMatchObject([{ version: 1, reason: '春节返乡，多户不在家' }])
  })

  test('[S1-51] a major one that was not called keeps the month open', async () => {
    const d = await aMonth()
    await closedComplaint(d, { major: true })
    await closedInquiries(d, 3)
    april()
    await drawNow(t.ctx(d.office), at(d))
    for (const row of (await due(d)).filter(r => !r.major))
      await recordCall(t.ctx(d.office), {
        ...at(d),
        ticketId: row.ticketId,
        outcome: 'answered',
        satisfaction: 'satisfied',
      })
    await expect(closeMonth(t.ctx(d.director), { ...at(d), reason: '没有联系' })).rejects.toMatchObject({
      code: 'followup.major_missing',
    })
    await answerAll(d)
    expect((await closeMonth(t.ctx(d.director), at(d))).figures[1]).toMatchObject({ numerator: 1, met: true })
  })

  test('[S1-52, K5] satisfaction is satisfied of answered and finally refused ones, with its non-respondents', async () => {
    const d = await aMonth()
    await closedComplaint(d, { refused: true })
    await closedInquiries(d, 9)
    april()
    await drawNow(t.ctx(d.office), at(d))
    await answerAll(d)
    const r = await getReport(t.ctx(d.office), at(d))
    const s = r.figures.find(f => f.key === 'followup.satisfied')
    const drawnRefusal = (await listCalls(t.ctx(d.office), { ...at(d), show: 'done' })).items.some(
      i => i.finalRefusal,
    )
    expect(s).toMatchObject({ numerator: drawnRefusal ? 4 : 5, denominator: drawnRefusal ? 5 : 6 })
    expect(s?.definition.denominator?.zh).toContain('最终拒绝')
    expect(r.counts).toMatchObject({ closed: 10, finalRefusals: 1, open: 5 })
  })

  test('[SX-08] a closed month stands still: a reopening is listed and changes nothing, a correction is a new version', async () => {
    const d = await aMonth()
    const complaint = await closedComplaint(d)
    await closedInquiries(d, 3)
    april()
    await drawNow(t.ctx(d.office), at(d))
    await answerAll(d)
    await closeMonth(t.ctx(d.director), at(d))
    const first = await getReport(t.ctx(d.office), at(d))
    t.clock.advance({ days: 1 })
    await reopen(t.ctx(d.steward), { estateId: d.estateId, ticketId: complaint, reason: '又响了' })
    await t.pool.query(`UPDATE ticket_promise SET met_at = due_at + interval '1 day' WHERE estate_id = $1`, [
      d.estateId,
    ])
    const later = await getReport(t.ctx(d.office), at(d))
    expect({ ...later, trend: 0 }).toEqual({ ...first, trend: 0 })
    const m = await getMonth(t.ctx(d.office), at(d))
    expect(m.reopened.map(r => r.ticketId)).toEqual([complaint])
    const row = (await listCalls(t.ctx(d.office), { ...at(d), show: 'done' })).items[0]
    const record = { ...at(d), ticketId: row?.ticketId ?? '', outcome: 'refused' } as const
    await expect(recordCall(t.ctx(d.office), record)).rejects.toMatchObject({ code: 'followup.month_closed' })
    const wrong = {
      ...at(d),
      ticketId: row?.ticketId ?? '',
      result: 'dissatisfied',
      reason: '录音核对有误',
    } as const
    await expect(correctMonth(t.ctx(d.office), wrong)).rejects.toMatchObject({ code: 'core.forbidden' })
    const corrected = await correctMonth(t.ctx(d.director), wrong)
    expect(corrected.versions.map(v => v.version)).toEqual([2, 1])
    const second = await getReport(t.ctx(d.office), at(d))
    const satisfied = (r: typeof first) => r.figures.find(f => f.key === 'followup.satisfied')?.numerator
    expect(satisfied(second)).toBe((satisfied(first) ?? 0) - 1)
    const old = await getReport(t.ctx(d.office), { ...at(d), version: 1 })
    expect(old.figures).toEqual(first.figures)
    expect(second.byClass).toEqual(first.byClass)
    expect(old.version?.hash).not.toBe(second.version?.hash)
  })

  test('[SX-07] every figure carries its definition, and a month without cases has no data', async () => {
    const d = await aMonth()
    const r = await getReport(t.ctx(d.office), at(d))
    for (const f of r.figures) {
      expect(f.definition.numerator.zh && f.definition.period.zh && f.definition.exclusions.zh).toBeTruthy()
      expect(f.denominator === null || f.definition.denominator !== null).toBe(true)
      expect(f.met).toBeNull()
    }
    expect(r.figures.find(f => f.key === 'followup.rate')).toMatchObject({ numerator: 0, denominator: 0 })
  })

  test('[S8-13, S7-14] promises are counted per person, per class and per type of service', async () => {
    const d = await aMonth()
    const late = await raise(t, d)
    await take(t.ctx(d.steward), { estateId: d.estateId, ticketId: late.id })
    t.clock.advance({ minutes: 20 })
    await arrive(t.ctx(d.steward), { estateId: d.estateId, ticketId: late.id })
    await closedComplaint(d)
    await closedInquiries(d, 2)
    april()
    const r = await getReport(t.ctx(d.office), at(d))
    expect(r.byType).toMatchObject([
      { key: 'complaint', kept: 1, due: 2 },
      { key: 'inquiry', kept: 2, due: 2 },
    ])
    expect(r.byPerson.find(p => p.key === d.steward.id)).toMatchObject({ kept: 1, due: 2 })
    expect(r.byPerson.find(p => p.key === d.clerk.id)).toMatchObject({ kept: 2, due: 2 })
    expect(r.byClass.map(c => c.label.zh)).toEqual(['其他业主行为', '小区一般情况'])
    expect(r.figures.find(f => f.key === 'inquiry.at_once')).toMatchObject({ numerator: 2, denominator: 2 })
  })

  test('[S1-47] a reply agreed beyond two working days is listed with its reason', async () => {
    const d = await aMonth()
    await raise(t, d, {
      kind: 'inquiry',
      class: 'department',
      text: '天然气开户怎么办',
      limit: { amount: 4, reason: '燃气公司周四答复' },
    })
    await raise(t, d, { kind: 'inquiry', class: 'department', text: '水表过户', limit: { amount: 2 } })
    const r = await getReport(t.ctx(d.office), at(d))
    expect(r.beyond).toMatchObject([{ amount: 4, max: 2, reason: '燃气公司周四答复' }])
  })

  test('[S7-05] residents read the closed months only, without a name, a number or a unit', async () => {
    const d = await aMonth()
    await closedComplaint(d)
    await closedInquiries(d, 3)
    april()
    await drawNow(t.ctx(d.office), at(d))
    const see = () => publicReport(t.ctx(d.resident), { estateId: d.estateId })
    expect((await see()).months).toEqual([])
    await answerAll(d)
    await closeMonth(t.ctx(d.director), at(d))
    const seen = await see()
    expect(seen.months.map(m => m.month)).toEqual([MONTH])
    const text = JSON.stringify(seen)
    for (const secret of [d.steward.name, d.clerk.name, '1-2-301', '19900'])
      expect(text).not.toContain(secret)
    expect(text).not.toMatch(/26-\d{6}/)
    await expect(getReport(t.ctx(d.resident), at(d))).rejects.toMatchObject({ code: 'core.forbidden' })
  })

  test('the list of months tells open from closed ones', async () => {
    const d = await aMonth()
    await closedInquiries(d, 2)
    april()
    await drawNow(t.ctx(d.office), at(d))
    await answerAll(d)
    await closeMonth(t.ctx(d.director), at(d))
    const { items } = await listMonths(t.ctx(d.office), { estateId: d.estateId })
    expect(items).toMatchObject([
      { month: '2026-04', state: 'running', version: null, closed: 0 },
      { month: MONTH, state: 'closed', version: 1, closed: 2, followed: { numerator: 1, denominator: 2 } },
    ])
  })
})

describe('who is told', () => {
  test('[SX-09] the office hears of a new list, the director of a month that waits to be closed', async () => {
    const made = await aMonth()
    const hire = async (role: Role) => (await anAccount(t, made.estateId, { role })).actor
    const d = { ...made, office: await hire('office'), director: await hire('duty_director') }
    await closedInquiries(d, 4)
    april()
    await drawAll(t.ctx({ kind: 'system', name: 'job' }))
    const told = await t.pool.query(
      `SELECT kind, account_id FROM message WHERE estate_id = $1 AND kind LIKE 'followup.%' ORDER BY kind`,
      [d.estateId],
    )
    expect(told.rows).toEqual([
      { kind: 'followup.drawn', account_id: d.office.id },
      { kind: 'followup.to_close', account_id: d.director.id },
    ])
    await drawAll(t.ctx({ kind: 'system', name: 'job' }))
    const again = await t.pool.query(
      `SELECT 1 FROM message WHERE estate_id = $1 AND kind LIKE 'followup.%'`,
      [d.estateId],
    )
    expect(again.rows.length).toBe(2)
  })

  test('the board shows the month’s satisfaction, and a major call that is overdue with its person', async () => {
    const d = await aMonth()
    await closedComplaint(d, { major: true })
    await closedInquiries(d, 3)
    t.clock.set('2026-03-09T00:00:00Z')
    await drawNow(t.ctx(d.office), at(d))
    const [major, other] = await due(d)
    await recordCall(t.ctx(d.office), {
      ...at(d),
      ticketId: other?.ticketId ?? '',
      outcome: 'answered',
      satisfaction: 'satisfied',
    })
    t.clock.set('2026-03-18T00:00:00Z')
    const board = await estateBoard(t.ctx(d.manager), { estateId: d.estateId })
    const f = board.figures.find(x => x.key === 'followup.satisfied')
    expect(f).toMatchObject({ sums: { numerator: 1, denominator: 1 }, list: 'followup' })
    expect(board.acts.filter(a => a.figure === 'followup.satisfied').map(a => a.ref)).toEqual([
      major?.ticketId,
    ])
  })
})
