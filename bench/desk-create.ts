/** DESIGN §7: a full ticket creation (ticket, promises, audit, job, signal, in one commit), 8 clients over HTTP. */
import { randomUUID } from 'node:crypto'
import { creationSql } from '../server/modules/desk/store-create.ts'
import { gramsOf, placeOf } from '../server/modules/desk/words.ts'
import { beside } from './beside.ts'
import { type DeskWorld, deskWorld, madeText } from './desk-kit.ts'

/** Every ticket another text and another home, as at a desk. */
export function creations(w: DeskWorld) {
  return Array.from({ length: 997 }, (_, i) => ({
    method: 'POST',
    url: `/api/estates/${w.estateId}/tickets`,
    body: {
      clientId: '{{id}}',
      kind: 'complaint',
      class: 'conduct',
      subtype: 'rest_noise',
      text: madeText(i),
      unitId: w.units[i % w.units.length],
      accusedUnitId: w.units[(i + 1) % w.units.length],
      requesterName: '王某某',
      requesterPhone: '13800138000',
    },
  }))
}

/** The statement of the program itself, its parameters written out; ids and numbers are counted up by pgbench. */
function script(w: DeskWorld): { sql: string; given: Record<string, string> } {
  const id = (part: string, n = ':t') =>
    `('0193${part}-0000-7000-8000-' || lpad(to_hex(${n}::bigint), 12, '0'))::uuid`
  const text = (s: string) => `'${s.replaceAll("'", "''")}'`
  const json = (x: unknown) => text(JSON.stringify(x))
  const due = "(now() + interval '15 minutes')"
  const promise = {
    ...{
      id: randomUUID(),
      round: 1,
      clock: 'arrive',
      starts_at: 'received',
      unit: 'minutes',
      amount: 15,
      frame_days: 'all',
    },
    ...{
      chosen: false,
      over_policy: 'refuse',
      soon_minutes: 5,
      escalate_minutes: 5,
      start_at: '2026-03-02T01:00:00Z',
    },
    ...{ due_at: '2026-03-02T01:15:00Z', next_alarm_at: '2026-03-02T01:10:00Z', next_alarm: 'soon' },
  }
  const answer = {
    id: randomUUID(),
    number: '26-000001',
    state: 'received',
    receivedAt: '2026-03-02T01:00:00Z',
    promises: [{ clock: 'arrive', dueAt: '2026-03-02T01:15:00Z', state: 'running', unpublishedYear: null }],
  }
  const after = {
    number: '26-000001',
    kind: 'complaint',
    class: 'conduct',
    channel: 'phone',
    unitId: w.units[0],
    onBehalf: false,
  }
  const grams = gramsOf(madeText(123), placeOf(w.estateId))
    .map(g => `"${g}"`)
    .join(',')
  const sealed = "'\\x01000000000000000000000000000000000000000000000000000000000000000000000000'"
  const values: Record<number, string> = {
    1: `${text(w.estateId)}::uuid`,
    2: "('bench-' || :t)",
    3: "'desk.create'",
    4: text(w.accountId),
    5: 'now()',
    6: json(answer),
    7: id('0000'),
    8: "('P' || :t)",
    9: "'complaint'",
    10: "'conduct'",
    11: "'rest_noise'",
    12: "'normal'",
    13: "'received'",
    14: 'NULL',
    15: "'phone'",
    16: text(madeText(123)),
    17: 'NULL',
    18: text(w.units[0]!),
    19: text(w.units[1]!),
    20: 'false',
    21: 'NULL',
    22: 'NULL',
    23: sealed,
    24: sealed,
    25: "'\\x00112233445566778899aabbccddeeff'",
    26: text(w.accountId),
    27: "'测量'",
    28: 'false',
    29: text(w.accountId),
    30: "'测量'",
    31: 'NULL',
    32: 'NULL',
    33: 'NULL',
    34: 'NULL',
    35: 'NULL',
    36: 'NULL',
    37: due,
    38: "'arrive'",
    39: due,
    40: `'{${grams}}'`,
    41: json([promise]),
    42: 'NULL',
    43: 'NULL',
    44: id('0001'),
    45: "'account'",
    46: text(w.accountId),
    47: "'测量'",
    48: "'ticket.create'",
    49: "'bench'",
    50: text(randomUUID()),
    51: json(after),
    52: id('0002'),
    53: json({ estateId: w.estateId, ticketId: randomUUID() }),
    54: id('0003'),
    55: "'\\x00112233445566778899aabbccddeeff'",
    56: json({ zh: '15 分钟内到场', en: 'somebody on site within 15 minutes' }),
  }
  // What is the same in every call still goes as a parameter (-D): its text is read at each call, as from the program. As a
  // literal it would be read once, when the statement is prepared.
  const given: Record<string, string> = {}
  const arrives = (n: number) => {
    const constant = /^'((?:[^']|'')*)'(?:::\w+)?$/.exec(values[n] ?? '')
    // a cast may follow a parameter: $7::text of a uuid expression needs its brackets
    // a parameter that this list does not know would be measured as an error
    if (values[n] === undefined) throw new Error(`parameter ${n} of the creation has no value here`)
    if (!constant) return `(${values[n]})`
    given[`p${n}`] = constant[1]!.replaceAll("''", "'")
    return `:p${n}`
  }
  const sql = creationSql.replace(/\$(\d+)/g, (_, n: string) => arrives(Number(n))).replaceAll('\n', ' ')
  return { sql: `\\set t random(1, 9000000000000)\n${sql};\n`, given }
}

export async function deskCreate(): Promise<void> {
  const w = await deskWorld()
  try {
    await beside(w, {
      name: 'desk-create',
      clients: 8,
      requests: creations(w),
      peer: script(w),
      limits: { perSecond: 600, p99Ms: 60, ratio: 0.5 },
    })
  } finally {
    await w.stop()
  }
}
