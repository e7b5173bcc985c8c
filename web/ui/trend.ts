/** What a line of days is drawn from: the table and the drawing both read it. */
export interface TrendPoint {
  /** 2026-03-02 */
  day: string
  /** null where there is no data: a gap, not a zero */
  value: number | null
}

export interface TrendProps {
  label: string
  points: TrendPoint[]
  /** in rem */
  height?: number
  unit?: string
}
