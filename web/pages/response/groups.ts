/** Groups while they are being made. */
export interface Draft {
  name: string
  leaderId: string
  memberIds: string[]
  estateIds: string[]
}

/**
 * A first proposal: each estate without a group gets a group of its own, the free members dealt out evenly (the first
 * groups get one more); with fewer members than estates, neighbouring estates share a group. The officer mends it.
 */
export function dealOut(
  estateIds: readonly string[],
  memberIds: readonly string[],
  had: number,
  name: (n: number) => string,
): Draft[] {
  const count = Math.min(estateIds.length, memberIds.length)
  const part = <T>(list: readonly T[], i: number): T[] =>
    list.slice(Math.floor((i * list.length) / count), Math.floor(((i + 1) * list.length) / count))
  return Array.from({ length: count }, (_, i) => {
    const members = part(memberIds, i)
    return {
      name: name(had + i + 1),
      leaderId: members[0] ?? '',
      memberIds: members,
      estateIds: part(estateIds, i),
    }
  })
}
