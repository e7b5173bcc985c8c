/** The region tree's order (SX-01): city → district → subdistrict → neighbourhood → grid. */
import { regionKinds } from './contract.ts'

export type RegionKindName = (typeof regionKinds)[number]

/** A child stands exactly one level below its parent; only a city has none. */
export function mayStandUnder(child: RegionKindName, parent: RegionKindName | null): boolean {
  const level = regionKinds.indexOf(child)
  return parent === null ? level === 0 : regionKinds.indexOf(parent) === level - 1
}

/** A region's path: its ancestors' codes and its own, so that "below" is a prefix. */
export function pathOf(parentPath: string | null, code: string): string {
  return `${parentPath ?? '/'}${code}/`
}
