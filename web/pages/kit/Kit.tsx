import type { ReactNode } from 'react'

export default function Kit(): ReactNode {
  return <p>kit</p>
}
