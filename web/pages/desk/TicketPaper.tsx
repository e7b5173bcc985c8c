import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { printHref } from '../../transfer.ts'
import { PaperLinks } from '../../ui/PaperLinks.tsx'

/** The paper of one ticket: the case of a suggestion, of all others the slip that the customer signs [SX-04]. */
export function TicketPaper({ id, kind }: { id: string; kind: string }): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const suggestion = kind === 'suggestion'
  return (
    <PaperLinks
      name={t(suggestion ? 'paper.case' : kind === 'complaint' ? 'paper.complaint' : 'paper.slip')}
      sheet={t('paper.sheet')}
      href={format =>
        printHref(suggestion ? 'suggestion-case' : 'ticket-slip', { estateId, ticketId: id }, format)
      }
    />
  )
}
