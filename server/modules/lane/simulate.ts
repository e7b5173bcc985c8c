/** "What would happen if this plate came now, and why": the decision itself on what is known, without storing or moving. */
import { Temporal } from 'temporal-polyfill'
import { fail } from '../../core/errors.ts'
import { verb } from '../../core/verb.ts'
import { laneApi } from './contract.ts'
import type { Seen } from './decide.ts'
import { misreadsOf, normalPlate, plateKindOf } from './plate.ts'
import { judge } from './take.ts'
import { type Sentence, sayDecision } from './words.ts'
import { type EstateWorld, worldOf } from './world.ts'

const P = '/api/estates/:estateId' as const
const KINDS: Record<string, Sentence> = {
  owner: { zh: '业主车', en: 'owner' },
  monthly: { zh: '月租', en: 'monthly permit' },
  visitor: { zh: '访客', en: 'visitor' },
  temporary: { zh: '临时', en: 'temporary' },
  exit: { zh: '出场', en: 'leave to go out' },
  barred: { zh: '禁入', en: 'barred' },
  special: { zh: '公务', en: 'public duty' },
}

export const simulate = verb(
  'lane.simulate',
  laneApi[`POST ${P}/lanes/:laneId/simulate`],
  async (ctx, input) => {
    const world = await worldOf(ctx.house).estate(input.estateId)
    const lane = world.lanes.get(input.laneId)
    if (lane === undefined) throw fail('core.not_found')
    const plate = normalPlate(input.plate)
    const blind = plate === '' ? null : world.blind(plate)
    const at = input.at ? Temporal.Instant.from(input.at) : ctx.now
    const seen: Seen = {
      plate,
      confidence: input.confidence,
      fake: false,
      direction: input.direction ?? (lane.direction === 'out' ? 'out' : 'in'),
      nowMs: at.epochMilliseconds,
      replay: false,
      openedByDevice: false,
    }
    const d = judge(world, input.laneId, seen, blind)
    return {
      plate,
      plateKind: plateKindOf(plate),
      outcome: d.outcome,
      code: d.code,
      say: sayDecision(d.code, plate, lane.texts.say?.[d.code]),
      near: [...d.near],
      marks: [...d.marks],
      steps: stepsOf(world, seen, blind, d.code),
    }
  },
)

const day = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString()
    .slice(0, 16)
    .replace('T', ' ')

/** What was looked at, in the order of the rule; the line that decided is marked. */
function stepsOf(world: EstateWorld, seen: Seen, blind: string | null, code: string) {
  const rights = blind === null ? [] : (world.rights.get(blind) ?? [])
  const last = blind === null ? undefined : world.last.get(blind)
  const closure = world.closureAt(Temporal.Instant.fromEpochMilliseconds(seen.nowMs))
  const known = rights.map(r => {
    const until =
      r.untilMs === null
        ? { zh: '长期', en: 'without end' }
        : { zh: `至 ${day(r.untilMs, world.zone)}`, en: `until ${day(r.untilMs, world.zone)}` }
    const kind = KINDS[r.kind] ?? { zh: r.kind, en: r.kind }
    return {
      zh: `权限：${kind.zh}，${until.zh}`,
      en: `Right: ${kind.en}, ${until.en}`,
      fired: code === `right_${r.kind}` || code === r.kind,
    }
  })
  const misreads = blind === null ? [] : misreadsOf(seen.plate)
  return [
    {
      zh: `车牌读作“${seen.plate || '无牌'}”，把握 ${seen.confidence ?? '未知'}%`,
      en: `Read as "${seen.plate || 'none'}", ${seen.confidence ?? '?'}% sure`,
      fired: ['unsure', 'no_plate', 'doubtful', 'fake'].includes(code),
    },
    ...(known.length > 0
      ? known
      : [
          {
            zh: '没有登记任何通行权限',
            en: 'No right to pass is on record',
            fired: ['temporary', 'unknown', 'no_right', 'unpaid', 'leaving_free'].includes(code),
          },
        ]),
    closure || code === 'gate_closed' || code === 'registration'
      ? {
          zh: '封闭管理或此门限制通行',
          en: 'A closure, or the gate’s state, is in force',
          fired: ['registration', 'outside_hours', 'gate_closed'].includes(code),
        }
      : { zh: '没有封闭管理', en: 'No closure in force', fired: false },
    last
      ? {
          zh: `上次 ${day(last.ms, world.zone)} ${last.direction === 'in' ? '进' : '出'}`,
          en: `Last ${last.direction === 'in' ? 'in' : 'out'} ${day(last.ms, world.zone)}`,
          fired: ['passback', 'other_lane'].includes(code),
        }
      : { zh: '没有进出记录', en: 'Never passed before', fired: false },
    {
      zh: `与在册或在内车辆比对了 ${misreads.length} 种易错读法`,
      en: `${misreads.length} look-alike readings compared with known cars`,
      fired: code === 'near',
    },
  ]
}
