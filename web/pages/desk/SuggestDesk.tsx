import type { ReactNode } from 'react'
import Suggest from './Suggest.tsx'
import { TicketPaper } from './TicketPaper.tsx'

/** The same page at a desk, where a printer stands: each suggestion with its case as paper. */
export default function SuggestDesk(): ReactNode {
  return <Suggest paper={id => <TicketPaper id={id} kind="suggestion" />} />
}
