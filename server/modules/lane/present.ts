/** An event as a screen shows it. */
import type { z } from 'zod'
import type { Permission } from '../../core/access.ts'
import type { FieldCipher } from '../../core/crypto.ts'
import { AppError } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import type { Command, LaneEvent } from './contract.ts'
import type { DecisionCode } from './decide.ts'
import { maskPlate } from './plate.ts'
import type { CommandRow } from './store-command.ts'
import type { EventFull } from './store-log.ts'
import { sayDecision } from './words.ts'

type Shown = z.input<typeof LaneEvent>

/** Whole plates are for those who work at the lane. */
export const seesPlates = (ctx: Ctx, estateId: string): boolean => mayHere(ctx, 'lane.operate', estateId)

export function mayHere(ctx: Ctx, permission: Permission, estateId: string): boolean {
  try {
    ctx.reach(permission, estateId)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

export function presentEvent(cipher: FieldCipher, e: EventFull, whole: boolean): Shown {
  const open = (field: string, sealed: Buffer | null) => (sealed === null ? '' : cipher.open(field, sealed))
  const mask = (plate: string) => (whole ? plate : maskPlate(plate))
  const plate = open('plate', e.plate_sealed)
  const read = open('raw', e.read_sealed)
  const near = e.near_sealed === null ? [] : (JSON.parse(open('near', e.near_sealed)) as string[])
  return {
    id: e.id,
    at: e.at.toString(),
    deviceAt: e.device_at?.toString() ?? null,
    laneId: e.lane_id,
    lane: e.lane_name,
    gateId: e.gate_id,
    direction: e.direction,
    subject: e.subject,
    plate: mask(plate),
    read: read === '' ? null : mask(read),
    plateKind: e.plate_kind,
    plateColour: e.plate_colour,
    vehicle: e.vehicle_kind as Shown['vehicle'],
    confidence: e.confidence,
    outcome: e.outcome,
    code: e.code as DecisionCode,
    say: sayDecision(e.code as DecisionCode, mask(plate)),
    rightKind: e.right_kind as Shown['rightKind'],
    rightId: e.right_id,
    near: near.map(mask),
    marks: e.marks,
    frames: e.frames,
    replay: e.replay,
    manual: e.manual,
    letThrough: e.let_through,
    openedBy: e.opened_by,
    pictureId: e.picture_id,
    settled:
      e.settled_at === null
        ? null
        : { at: e.settled_at.toString(), by: e.settled_by ?? '', as: e.settled_as ?? '' },
    note: e.note,
    offence: e.offence,
  }
}

export function presentCommand(c: CommandRow): z.input<typeof Command> {
  return {
    id: c.id,
    laneId: c.lane_id,
    act: c.act,
    state: c.state,
    position: c.position,
    reason: c.reason,
    by: c.asked_name,
    at: c.asked_at.toString(),
    answer: c.answer,
  }
}
