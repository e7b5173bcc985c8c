import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { EstateBoard } from './EstateBoard.tsx'

/** The manager's first look in the morning. */
export default function Today(): ReactNode {
  const { t } = useTranslation('board')
  const { can } = useMe()
  const estateId = useEstateId()
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('today.title')}</h1>
      </header>
      <EstateBoard estateId={estateId} desk={can('estate.read')} tickets={can('ticket.read')} />
    </>
  )
}
