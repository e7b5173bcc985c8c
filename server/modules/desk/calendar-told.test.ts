/** A limit that a holiday notice moved: the customer and the one who answers for it hear of it, once. */
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { aColleague, aDesk, type Desk, raise } from '../../../test/desk.ts'
import { actor, system, testHouse } from '../../../test/harness.ts'
import { assign } from './acts.ts'
import { calendarYears } from './calendar-page.ts'
import { recountYear } from './calendar-recount.ts'
import { uploadNotice } from './notices.ts'
import * as reads from './reads.ts'
import { movedTexts } from './say.ts'

const t = await testHouse()
const local = (s: string) => t.clock.set(`${s.replace(' ', 'T')}+08:00`)
const repair = { kind: 'complaint', class: 'common_repair', text: '楼道灯坏' } as const
const source = '国办发明电〔2026〕9号'
const admin = actor('administrator', 'system')

async function keep(day: string): Promise<void> {
  const year = (await calendarYears(t.ctx(admin), {})).years.find(y => y.year === 2026)!
  const days = year.days.map(d => `${d.date},${d.name.replaceAll(',', '、')},${d.kind}`)
  await uploadNotice(t.ctx(admin), { text: [...days, `${day},临时放假,off`].join('\n'), source })
  await t.drain()
}

interface Message {
  account_id: string | null
  title: { zh: string; en: string }
  body: { zh: string; en: string }
}
async function told(ticketId: string): Promise<Message[]> {
  const found = await t.pool.query(
    "SELECT account_id, title, body FROM message WHERE kind = 'ticket.moved' AND ref_id = $1 ORDER BY at, id",
    [ticketId],
  )
  return found.rows
}

const giveTo = async (d: Desk, ticketId: string, accountId: string) => {
  const { version } = await reads.get(t.ctx(d.clerk), { estateId: d.estateId, ticketId })
  await assign(t.ctx(d.manager), { estateId: d.estateId, ticketId, accountId, version })
}

test('[SX-05] the customer and the handler get one message each: old limit, new limit and the document', async () => {
  local('2026-05-11 10:00:00')
  const d = await aDesk(t)
  const worker = await aColleague(t, d.estateId, 'repair_worker', '王师傅')
  const made = await raise(t, d, repair, d.resident)
  const untouched = await raise(t, d)
  await giveTo(d, made.id, worker.id)
  local('2026-05-11 11:00:00')
  await keep('2026-05-13')
  const [customer, handler, ...more] = await told(made.id)
  expect([customer?.account_id, handler?.account_id, more]).toEqual([d.resident.id, worker.id, []])
  expect(customer?.title.zh).toBe(`您的诉求 ${made.number} 时限有变动`)
  const said = '办结时限由 05-14 24:00 改为 05-15 24:00；原因：放假安排有变（国办发明电〔2026〕9号）'
  expect([customer?.body.zh, handler?.body.zh]).toEqual([said, said])
  expect(handler?.body.en).toBe(
    'completion: 05-14 24:00 becomes 05-15 24:00; because the days off changed (国办发明电〔2026〕9号)',
  )
  expect(await told(untouched.id)).toEqual([])
  // the same recount again says nothing more; another notice is another message
  const version = t.clock.now().epochMilliseconds
  await recountYear(t.ctx(system), { year: 2026, jurisdiction: 'CN', source, version })
  expect(await told(made.id)).toHaveLength(2)
  local('2026-05-11 12:00:00')
  await keep('2026-05-14')
  expect((await told(made.id)).slice(2).map(m => m.body.zh)).toEqual([
    expect.stringContaining('由 05-15 24:00 改为 05-18 24:00'),
    expect.stringContaining('由 05-15 24:00 改为 05-18 24:00'),
  ])
})

test('[SX-05] raised by phone: who answers for it is told to call; who raised and handles it hears it once', async () => {
  local('2026-07-06 10:00:00')
  const d = await aDesk(t)
  const phoned = await raise(t, d, repair)
  const own = await raise(t, d, repair, d.resident)
  await t.pool.query(
    "UPDATE ticket SET assignee_id = requester_account_id, assignee_name = '业主' WHERE id = $1",
    [own.id],
  )
  local('2026-07-06 11:00:00')
  await keep('2026-07-08')
  const calls = await told(phoned.id)
  expect(calls.map(m => m.account_id)).toEqual([d.clerk.id])
  expect(calls[0]?.body.zh).toMatch(/；业户收不到系统消息，请电话告知$/)
  expect((await told(own.id)).map(m => m.account_id)).toEqual([d.resident.id])
})

test('[SX-05] several limits stand in one message; one that waits for a year’s days says so', () => {
  const at = (s: string) => Temporal.Instant.from(s)
  const texts = movedTexts(
    { number: 'T1' },
    [
      { clock: 'resolve', from: at('2026-05-14T16:00:00Z'), to: null },
      { clock: 'feedback', from: null, to: at('2027-01-05T02:30:00Z') },
    ],
    '',
    'Asia/Shanghai',
    'handler',
  )
  expect(texts.body.zh).toBe(
    '办结时限由 05-14 24:00 改为待放假安排公布后确定；反馈时限由待放假安排公布后确定改为 01-05 10:30；原因：放假安排有变',
  )
  expect(texts.title.en).toBe('T1: its limit has moved')
})
