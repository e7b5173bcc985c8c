/** Work at an estate as a table of acts (S6-14, S6-16, S6-23, S6-24) and its small calculations. */
import type { Permission } from '../../core/permissions.ts'

export type TaskKind = 'fence' | 'repair' | 'disinfect' | 'grid'
export type TaskState = 'planned' | 'started' | 'done' | 'seen' | 'cancelled'
export type TaskAct = 'start' | 'done' | 'see' | 'return' | 'cancel' | 'assign'

export const taskActs: Record<
  TaskAct,
  { from: readonly TaskState[]; to: TaskState | 'same'; permission: Permission }
> = {
  start: { from: ['planned'], to: 'started', permission: 'response.report' },
  // a phone may have lost the start, or there was none worth telling
  done: { from: ['planned', 'started'], to: 'done', permission: 'response.report' },
  see: { from: ['done'], to: 'seen', permission: 'response.write' },
  return: { from: ['done'], to: 'started', permission: 'response.write' },
  cancel: { from: ['planned', 'started'], to: 'cancelled', permission: 'response.write' },
  assign: { from: ['planned', 'started'], to: 'same', permission: 'response.write' },
}

export interface TaskFacts {
  state: TaskState
  workerId: string | null
  /** the account that did it */
  doneBy: string | null
}

/** Why an act is refused to this account, or true. */
export function taskRefusal(
  act: TaskAct,
  task: TaskFacts,
  actor: string,
): true | 'response.task_state' | 'response.task_not_yours' | 'response.task_own' {
  if (!taskActs[act].from.includes(task.state)) return 'response.task_state'
  if ((act === 'start' || act === 'done') && task.workerId !== null && task.workerId !== actor)
    return 'response.task_not_yours'
  if (act === 'see' && task.doneBy === actor) return 'response.task_own'
  return true
}

/** What a finished work must carry: a photo, and of fences and repairs material and cost (S6-16). */
export function doneFault(
  kind: TaskKind,
  told: { photos: number; material?: string | undefined; cost?: number | undefined },
): 'response.task_photo' | 'response.task_costs' | undefined {
  if (told.photos === 0) return 'response.task_photo'
  const costs = kind === 'fence' || kind === 'repair'
  return costs && (!told.material || told.cost === undefined) ? 'response.task_costs' : undefined
}

/** Minutes of work, cut to whole ones: as told, else from start to end by one and the same clock; none without a start. */
export function minutesUsed(
  told: number | undefined,
  start: { server: number | null; device: number | null },
  end: { server: number; device: number | null },
): number | null {
  if (told !== undefined) return told
  const [from, until] =
    start.device !== null && end.device !== null ? [start.device, end.device] : [start.server, end.server]
  return from === null || until < from ? null : Math.floor((until - from) / 60_000)
}

/** Open work is late from the day after its last day. */
export function isLate(state: TaskState, dueOn: string, today: string): boolean {
  return (state === 'planned' || state === 'started') && dueOn < today
}

/** Why an abandoned estate lacks its disinfection of a day. */
export function disinfectionGap(states: readonly TaskState[]): 'not_planned' | 'not_done' | undefined {
  const live = states.filter(s => s !== 'cancelled')
  if (live.length === 0) return 'not_planned'
  return live.some(s => s === 'done' || s === 'seen') ? undefined : 'not_done'
}
