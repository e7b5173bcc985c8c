import type { ReactNode } from 'react'
import { Phone } from './Phone.tsx'

export default function Resident(): ReactNode {
  return <Phone shell="resident" />
}
