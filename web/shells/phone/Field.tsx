import type { ReactNode } from 'react'
import { Phone } from './Phone.tsx'

export default function Field(): ReactNode {
  return <Phone shell="field" />
}
