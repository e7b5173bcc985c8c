import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { anAccount, anEstate, aUnit } from '../../../test/factories.ts'
import { actor, START, system, type TestHouse, testHouse } from '../../../test/harness.ts'
import { actorNow } from '../people/actor-now.ts'
import * as operator from './operator.ts'
import { fineAllowed, periodState } from './operator-rules.ts'
import * as safety from './operator-safety.ts'

const t: TestHouse = await testHouse()
const code = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    error => (error as { code: string }).code,
  )

describe('rules', () => {
  test('[S4-20] the last day of the contract is still its day; the next is over; thirty days before it is soon', () => {
    const at = (day: string) => periodState(day, '2026-01-01', '2026-06-30', null, 30)
    expect(at('2025-12-31')).toBe('coming')
    expect(at('2026-05-30')).toBe('running')
    expect(at('2026-05-31')).toBe('soon')
    expect(at('2026-06-30')).toBe('soon')
    expect(at('2026-07-01')).toBe('over')
    expect(periodState('2026-03-02', '2026-01-01', '2026-06-30', '2026-03-02', 30)).toBe('over')
  })
  test('who proposed a fine does not decide it; only the operator objects, once', () => {
    expect(fineAllowed({ state: 'proposed', theirs: false, own: true })).toEqual({
      object: 'operator.not_yours',
      decide: 'operator.own_fine',
    })
    expect(fineAllowed({ state: 'proposed', theirs: true, own: false })).toEqual({
      object: true,
      decide: 'operator.own_fine',
    })
    expect(fineAllowed({ state: 'objected', theirs: true, own: false }).object).toBe('operator.fine_state')
    expect(fineAllowed({ state: 'waived', theirs: false, own: false }).decide).toBe('operator.fine_state')
  })
})

async function anOperator(untilOn = '2026-03-31') {
  const estate = await anEstate(t)
  const manager = (await anAccount(t, estate.id, { role: 'manager', name: '陈经理' })).actor
  const other = (await anAccount(t, estate.id, { role: 'manager', name: '李经理' })).actor
  const made = await operator.addOperator(t.ctx(manager), {
    estateId: estate.id,
    name: '安泊停车管理有限公司',
    contract: `TC-${estate.id.slice(-4)}`,
    scope: '地下车库及地面车位日常管理',
    fromOn: '2026-03-01',
    untilOn,
    fee: 3_000_000,
    contact: '吴主管',
    staffWanted: 6,
  })
  return {
    estateId: estate.id,
    contractId: made.id,
    manager,
    other,
    ids: { estateId: estate.id, contractId: made.id },
  }
}

let serial = 0
const hire = (s: Awaited<ReturnType<typeof anOperator>>) =>
  operator.addStaff(t.ctx(s.manager), {
    ...s.ids,
    username: `anbo${++serial}`,
    name: '小吴',
    duty: '车库管理员',
  })

describe('an operator', () => {
  beforeEach(() => t.clock.set(START))

  test('[S4-20] its people may operate until the end of the last day of the contract, and not a millisecond longer', async () => {
    const s = await anOperator()
    const { operator: full, password } = await hire(s)
    expect(password).toBeTruthy()
    const [person] = full.staff
    const grants = async (at: string) => {
      t.clock.set(at)
      const found = await sql<{
        n: number
      }>`SELECT count(*)::int AS n FROM role_assignment WHERE account_id = ${person?.accountId ?? null}
        AND role = 'parking_operator' AND from_at <= ${at}::timestamptz AND until_at > ${at}::timestamptz`.execute(
        t.house.db,
      )
      return found.rows[0]?.n
    }
    expect(await grants('2026-03-31T15:59:59.999Z')).toBe(1)
    expect(await grants('2026-03-31T16:00:00Z')).toBe(0)
    const after = await operator.getOperator(t.ctx(s.manager), s.ids)
    expect(after).toMatchObject({
      state: 'over',
      staffNow: 0,
      allowed: { staff: 'operator.over', check: 'operator.over' },
    })
    expect(await code(hire(s))).toBe('operator.over')
  })

  test('[S4-20] ended early, its people lose the role in the same moment', async () => {
    const s = await anOperator()
    const { operator: full } = await hire(s)
    const who = full.staff[0]?.accountId ?? ''
    const now = async () => {
      const read = await actorNow(t.ctx(system), {
        ...actor('parking_operator', 'estate', s.estateId),
        id: who,
      })
      return read.kind === 'account' ? read.grants.map(g => g.role) : []
    }
    expect(await now()).toEqual(['parking_operator'])
    const ended = await operator.endOperator(t.ctx(s.manager), { ...s.ids, reason: '严重违约，提前解除' })
    expect(ended).toMatchObject({ state: 'over', staffNow: 0 })
    expect(await now()).toEqual([])
    // rights of the operator's people never reach money corrections or the register of people
    expect(
      await code(
        operator.addOperator(t.ctx(actor('parking_operator', 'estate', s.estateId)), {
          estateId: s.estateId,
          name: '甲',
          contract: 'X1',
          scope: '全部',
          fromOn: '2026-03-01',
          untilOn: '2026-04-01',
          fee: 0,
          contact: '乙',
          staffWanted: 0,
        }),
      ),
    ).toBe('core.forbidden')
  })

  test('[S4-22] clauses, a check, the contract’s own fine, one objection, and somebody else decides', async () => {
    const s = await anOperator('2026-12-31')
    const { operator: full } = await hire(s)
    await operator.putRule(t.ctx(s.manager), {
      ...s.ids,
      clause: '5.2',
      text: '车库每班巡查不少于 2 次',
      fine: 50_000,
    })
    const ruled = await operator.putRule(t.ctx(s.manager), {
      ...s.ids,
      clause: '6.1',
      text: '收费人员挂牌上岗',
      fine: 0,
    })
    const [a, b] = ruled.rules
    const checked = await operator.checkOperator(t.ctx(s.manager), {
      ...s.ids,
      items: [
        { ruleId: a?.id ?? '', ok: false, note: '夜班未巡查' },
        { ruleId: b?.id ?? '', ok: false },
      ],
    })
    expect(checked).toMatchObject({ kept: 0, asked: 2 })
    const fine = (ruleId: string) =>
      operator.proposeFine(t.ctx(s.manager), { ...s.ids, checkId: checked.checks[0]?.id ?? '', ruleId })
    expect(await code(fine(b?.id ?? ''))).toBe('operator.no_fine')
    const proposed = (await fine(a?.id ?? '')).fineList[0]
    expect(proposed).toMatchObject({ amount: 50_000, state: 'proposed', clause: '5.2' })
    expect(await code(fine(a?.id ?? ''))).toBe('operator.fine_state')
    const fineId = proposed?.id ?? ''
    const theirs = { ...actor('parking_operator', 'estate', s.estateId), id: full.staff[0]?.accountId ?? '' }
    const decide = (who: typeof s.manager) =>
      operator.decideFine(t.ctx(who), { estateId: s.estateId, fineId, impose: true, text: '情况属实' })
    expect(await code(decide(s.manager))).toBe('operator.own_fine')
    expect(
      await code(operator.objectFine(t.ctx(s.other), { estateId: s.estateId, fineId, text: '代为申诉' })),
    ).toBe('operator.not_yours')
    expect(
      (await operator.objectFine(t.ctx(theirs), { estateId: s.estateId, fineId, text: '当晚设备故障' }))
        .state,
    ).toBe('objected')
    expect((await decide(s.other)).state).toBe('imposed')
    expect((await operator.getOperator(t.ctx(s.manager), s.ids)).fines).toBe(50_000)
    expect((await operator.listFines(t.ctx(theirs), { estateId: s.estateId })).items).toHaveLength(1)
  })

  test('[S4-23] patrol by code, a fault told to who is on duty; cameras kept too short; insurance and contract before they end', async () => {
    const s = await anOperator('2026-04-01')
    const guard = (await anAccount(t, s.estateId, { role: 'guard', name: '保安小王' })).actor
    const point = await safety.addPoint(t.ctx(s.manager), {
      estateId: s.estateId,
      name: 'B1 配电房',
      place: '地库 B1 东',
    })
    const visit = (more: object) =>
      safety.visitPoint(t.ctx(guard), {
        estateId: s.estateId,
        pointId: point.id,
        round: '2026-03-02-1',
        ok: true,
        ...more,
      })
    expect(await code(visit({ code: 'XG-wrong' }))).toBe('patrol.point')
    expect(await code(visit({ ok: false }))).toBe('patrol.note')
    expect(await visit({ code: point.code, ok: false, note: '地面积水' })).toMatchObject({
      proof: 'code',
      ok: false,
    })
    expect(await code(visit({}))).toBe('patrol.visited')
    expect(await visit({ round: '2026-03-02-2' })).toMatchObject({ proof: 'seen' })
    const camera = (keepDays: number, name: string) =>
      safety.putCamera(t.ctx(s.manager), {
        estateId: s.estateId,
        name,
        covers: '地库入口',
        recorder: 'NVR-1',
        keepDays,
        checkedOn: '2026-03-01',
        works: true,
      })
    await camera(30, 'A')
    await camera(29, 'B')
    await safety.addInsurance(t.ctx(s.manager), {
      estateId: s.estateId,
      kind: 'liability',
      insurer: '某财险',
      policy: 'P-1',
      sum: 500_000_000,
      fromOn: '2025-04-02',
      untilOn: '2026-04-02',
    })
    const shown = await safety.safety(t.ctx(s.manager), { estateId: s.estateId })
    expect(shown.cameras.map(c => c.short)).toEqual([false, true])
    const told = async () =>
      (
        await sql<{
          kind: string
          n: number
        }>`SELECT kind, count(*)::int AS n FROM message WHERE estate_id = ${s.estateId} GROUP BY kind ORDER BY kind`.execute(
          t.house.db,
        )
      ).rows
    expect(await told()).toEqual([{ kind: 'parking.patrol', n: 1 }])
    await safety.sweepEndings(t.ctx(system))
    await safety.sweepEndings(t.ctx(system))
    // 2 March: the contract ends on 1 April (30 days), the policy on 2 April (31 days)
    expect(await told()).toEqual([
      { kind: 'parking.ending', n: 1 },
      { kind: 'parking.patrol', n: 1 },
    ])
    t.clock.set('2026-03-03T01:00:00Z')
    await safety.sweepEndings(t.ctx(system))
    expect((await told())[0]).toEqual({ kind: 'parking.ending', n: 2 })
    expect(await aUnit(t, s.estateId)).toBeTruthy()
  })
})
