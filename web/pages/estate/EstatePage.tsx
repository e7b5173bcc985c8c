import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Icon } from '../../ui/icons.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Buildings } from './Buildings.tsx'
import { CensusTab } from './CensusTab.tsx'
import { ProfileTab } from './ProfileTab.tsx'
import { StandingTab } from './StandingTab.tsx'
import './estate.css'

const tabs = ['profile', 'buildings', 'census', 'standing'] as const
type TabName = (typeof tabs)[number]

/** What this estate is: profile, buildings, census, under whom it stands. The tab stands in the address. */
export default function EstatePage(): ReactNode {
  const { t } = useTranslation('estate')
  const estateId = useEstateId()
  const navigate = useNavigate()
  const asked: { tab?: string } = useSearch({ strict: false })
  const tab: TabName = tabs.find(name => name === asked.tab) ?? 'profile'
  const { data, error, refetch } = useApi('GET /api/estates/:estateId', { estateId })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <header className="aj-page-head">
        <h1>
          {data.name} <span className="es-where">{data.regionNames.join(' / ')}</span>
        </h1>
        <a
          className="aj-button"
          href={printHref('estate-profile', { estateId })}
          target="_blank"
          rel="noopener"
        >
          <Icon name="print" />
          {t('profile.print')}
        </a>
      </header>
      <Tabs
        label={t('page.parts')}
        tabs={tabs.map(key => ({ key, label: t(`tab.${key}`) }))}
        value={tab}
        onChange={key => navigate({ to: '.', search: (old: object) => ({ ...old, tab: key }) })}
      >
        {tab === 'profile' ? <ProfileTab estateId={estateId} /> : null}
        {tab === 'buildings' ? <Buildings estateId={estateId} /> : null}
        {tab === 'census' ? <CensusTab estateId={estateId} estate={data} /> : null}
        {tab === 'standing' ? <StandingTab key={data.version} estate={data} /> : null}
      </Tabs>
    </>
  )
}
