/** The course of a garage project (S4-13..15): from alternatives to the first car. Pure. */

export const projectStates = [
  'draft',
  'voting',
  'approval',
  'building',
  'acceptance',
  'inspection',
  'in_use',
  'dropped',
] as const
export type ProjectState = (typeof projectStates)[number]
export const projectActs = [
  'option',
  'choose',
  'vote',
  'approve',
  'build',
  'accept',
  'inspect',
  'use',
  'drop',
] as const
export type ProjectAct = (typeof projectActs)[number]

export interface ProjectFacts {
  state: ProjectState
  options: number
  chosen: boolean
  approvals: number
}

interface Step {
  from: readonly ProjectState[]
  to?: ProjectState
  needs?: (f: ProjectFacts) => true | string
}

/** Action → from, to, needs. */
export const course: Record<ProjectAct, Step> = {
  option: { from: ['draft'] },
  // alternatives must be compared: one alone is no choice (S4-14)
  choose: { from: ['draft'], to: 'voting', needs: f => (f.options >= 2 ? true : 'project.two_options') },
  vote: { from: ['voting'], to: 'approval' },
  approve: { from: ['approval'] },
  build: { from: ['approval'], to: 'building', needs: f => (f.approvals > 0 ? true : 'project.no_approval') },
  accept: { from: ['building'], to: 'acceptance' },
  inspect: { from: ['acceptance'], to: 'inspection' },
  use: { from: ['inspection'], to: 'in_use' },
  drop: { from: ['draft', 'voting', 'approval', 'building', 'acceptance', 'inspection'], to: 'dropped' },
}

export function projectAllowed(act: ProjectAct, f: ProjectFacts): true | string {
  const step = course[act]
  if (!step.from.includes(f.state))
    return f.state === 'dropped' || f.state === 'in_use' ? 'project.over' : 'project.order'
  return step.needs?.(f) ?? true
}

export interface Vote {
  area: number
  areaFor: number
  heads: number
  headsFor: number
}

export interface VoteRule {
  /** What part of all area and heads must take part, as numerator and denominator. */
  part: [number, number]
  /** What part of those who take part must agree. */
  agree: [number, number]
}

/**
 * Whether the owners' decision carries (Civil Code 278): enough of all area and heads take part, and enough of both of
 * these agree. Exact at both limits.
 */
export function carried(all: { area: number; heads: number }, v: Vote, rule: VoteRule): boolean {
  const atLeast = (part: number, whole: number, [n, d]: [number, number]) => part * d >= whole * n
  return (
    atLeast(v.area, all.area, rule.part) &&
    atLeast(v.heads, all.heads, rule.part) &&
    atLeast(v.areaFor, v.area, rule.agree) &&
    atLeast(v.headsFor, v.heads, rule.agree)
  )
}

/** S4-14: 0.01 m² of green that are lost and not replaced; never below nothing. */
export const greenNet = (lost: number, replaced: number): number => Math.max(0, lost - replaced)

/** Spaces that are really added: those on the ground that go are taken off. */
export const spacesAdded = (o: { spaces: number; spacesLost: number }): number => o.spaces - o.spacesLost
