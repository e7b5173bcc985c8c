import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Tabs } from '../../ui/Tabs.tsx'
import { Cards } from './Cards.tsx'
import { Panels } from './Panels.tsx'
import './roster.css'

/** The steward on the way through the buildings: posters photographed as they hang, cards handed over. */
export default function StewardWork(): ReactNode {
  const { t } = useTranslation('roster')
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tab = search.tab === 'cards' ? 'cards' : 'panels'
  return (
    <>
      <h1>{t('work.title')}</h1>
      <Tabs
        label={t('work.title')}
        value={tab}
        onChange={key => navigate({ to: '.', search: { tab: key } })}
        tabs={(['panels', 'cards'] as const).map(key => ({ key, label: t(`tab.${key}`) }))}
      >
        {tab === 'cards' ? <Cards /> : <Panels />}
      </Tabs>
    </>
  )
}
