/**
 * What a booth wrote down without network, sealed on its device: entered once, at its own time, under the name of the guard
 * who let the vehicle through, whoever brings it (SX-13, SX-14). No barrier moves for a vehicle that is through since long.
 */
import { Temporal } from 'temporal-polyfill'
import { runOnce, verb } from '../../core/verb.ts'
import { gateFail } from '../gate/contract.ts'
import { held, makerOf, markGiven } from '../gate/maker.ts'
import { asMaker, believed, openBox } from '../gate/service-sync.ts'
import { laneApi, SealedVehicle } from './contract.ts'
import { enterByHand } from './settle.ts'

/** A booth's clock is carried on from the server's own; so much it may run ahead without being wrong. */
const SKEW_MS = 120_000

/**
 * @throws gate.record_unreadable when it was not sealed to this estate or holds no vehicle; gate.maker_unknown when its
 * mark is forged or too old; lane.lane_unfit, lane.no_plate
 */
export const passedLate = verb(
  'lane.late',
  laneApi['POST /api/estates/:estateId/lanes/late'],
  async (ctx, { estateId, clientId, sealed }) => {
    const { inside } = await openBox(ctx, estateId, sealed)
    const said = SealedVehicle.safeParse(inside)
    if (!said.success) throw gateFail('gate.record_unreadable')
    const { maker: mark, deviceAt, ...vehicle } = said.data
    const told = Temporal.Instant.from(deviceAt).epochMilliseconds
    const at = believed(deviceAt, ctx.now, markGiven(ctx, estateId, mark))
    const right = Math.abs(at.epochMilliseconds - told) <= SKEW_MS
    const maker = await makerOf(ctx, estateId, mark, at)
    const his = asMaker(ctx, maker)
    return runOnce(his, { estateId, clientId, verbName: 'lane.late' }, async () => {
      const { id } = await enterByHand(his, estateId, vehicle, {
        deviceMs: right ? at.epochMilliseconds : told,
        at,
        believed: right,
        held: maker === undefined || held(ctx, estateId, maker, 'lane.operate'),
      })
      return { eventId: id }
    })
  },
)
