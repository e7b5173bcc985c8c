import { encodeQR } from 'qr'
import type { ReactNode } from 'react'

/** A text as a code to scan, drawn dark on white in every mode: cameras want it so. */
export function Code({ text, label }: { text: string; label: string }): ReactNode {
  const grid = encodeQR(text, 'raw', { ecc: 'medium', border: 2 })
  const size = grid.length
  const path = grid
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter(Boolean)
    .join('')
  return (
    <div className="pk-qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path d={path} fill="#000" />
      </svg>
    </div>
  )
}
