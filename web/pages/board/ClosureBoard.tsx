import type { ReactNode } from 'react'
import { BoardOfPlace } from './Overview.tsx'

/** Closed management from the county down to the estate: who passes, where it fails, whose report is late (S6-48). */
export default function ClosureBoard(): ReactNode {
  return <BoardOfPlace of="closure" />
}
