/** DESIGN §7: one person's registration (person, passage, counters, audit, in one statement), 32 terminals over HTTP. */
import { randomUUID } from 'node:crypto'
import { type RegisterParams, registerParams, registerSql } from '../server/modules/gate/store-register.ts'
import { beside } from './beside.ts'
import { type DeskWorld, deskWorld } from './desk-kit.ts'

const TERMINALS = 32

const terminals = Array.from({ length: TERMINALS }, () => randomUUID())

function requests(w: DeskWorld, gateId: string) {
  return terminals.map((terminalId, i) => ({
    method: 'POST',
    url: `/api/estates/${w.estateId}/gate/passages`,
    body: {
      clientId: '{{id}}',
      gateId,
      terminalId,
      direction: i % 2 ? 'in' : 'out',
      persons: [{ kind: 'visitor', name: '王某某', unit: `${1 + (i % 10)}-1-${101 + i}`, reason: '访友' }],
    },
  }))
}

/** The program's own statement with its parameters written out; ids are counted up by pgbench. */
function script(w: DeskWorld, gateId: string): { sql: string; given: Record<string, string> } {
  const id = (part: string) => `('0193${part}-0000-7000-8000-' || lpad(to_hex(:t::bigint), 12, '0'))::uuid`
  const text = (s: string) => `'${s.replaceAll("'", "''")}'`
  const json = (x: unknown) => text(JSON.stringify(x))
  const hex = '01'.padEnd(160, '7')
  const item = {
    n: 0,
    subject: 'person',
    kind: 'visitor',
    label: '1-1-101',
    who: hex,
    sealed: hex,
    trip: hex,
    row_id: '01930001-0000-7000-8000-{{t}}',
    fresh: '01930002-0000-7000-8000-{{t}}',
  }
  const items = `replace(:items, '{{t}}', lpad(to_hex(:t::bigint), 12, '0'))`
  const counts = {
    persons_in: 1,
    persons_out: 0,
    vehicles_in: 0,
    vehicles_out: 0,
    refusals: 0,
    emergencies: 0,
  }
  const given: Partial<Record<keyof RegisterParams, string>> = {
    estate: text(w.estateId),
    now: 'now()',
    book: "'00000000-0000-0000-0000-000000000000'",
    items,
    answer: json({ attemptId: randomUUID(), outcome: 'passed', refusal: null, conflict: null }),
    offline: 'false',
    strict: 'true',
    client: "('bench-' || :t)",
    actor: text(w.accountId),
    passed: 'true',
    direction: "'in'",
    gate: text(gateId),
    attempt: id('0003'),
    actor_name: "'测量'",
    counts: json(counts),
    day: 'current_date',
    hour: '9',
    slot: '(:t::bigint % 16)',
    audit_id: id('0004'),
    actor_kind: "'account'",
    request_id: "'bench'",
    audit_after: json({ outcome: 'passed', direction: 'in', persons: 1 }),
    outbox_id: id('0005'),
  }
  // What is the same in every call goes as a parameter all the same (-D): its text is read at each call, as from the program.
  const constants: Record<string, string> = { items: JSON.stringify([item]) }
  const names = Object.keys(registerParams) as (keyof RegisterParams)[]
  const arrives = (name: keyof RegisterParams) => {
    const constant = /^'((?:[^']|'')*)'$/.exec(given[name] ?? '')
    if (!constant) return `(${given[name] ?? 'NULL'})`
    constants[`p_${name}`] = constant[1]!.replaceAll("''", "'")
    return `:p_${name}`
  }
  const sql = registerSql
    .replace(/\$(\d+)(?=::)/g, (_, n: string) => arrives(names[Number(n) - 1]!))
    .replaceAll('\n', ' ')
  return { sql: `\\set t random(1, 9000000000000)\n${sql};\n`, given: constants }
}

async function aGate(w: DeskWorld): Promise<string> {
  const made = await fetch(`${w.base}/api/estates/${w.estateId}/gates`, {
    method: 'POST',
    headers: { ...w.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: '北门', kind: 'main' }),
  })
  if (!made.ok) throw new Error(`gates: ${made.status} ${await made.text()}`)
  return ((await made.json()) as { id: string }).id
}

export async function gateRegister(): Promise<void> {
  const w = await deskWorld()
  try {
    const gateId = await aGate(w)
    await beside(w, {
      name: 'gate-register',
      clients: TERMINALS,
      requests: requests(w, gateId),
      peer: script(w, gateId),
      limits: { p99Ms: 60, ratio: 0.5 },
    })
  } finally {
    await w.stop()
  }
}
