import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { AssignSteward } from './AssignSteward.tsx'
import { Buildings } from './Buildings.tsx'
import { Cards } from './Cards.tsx'
import { Lobbies } from './Lobbies.tsx'
import { Panels } from './Panels.tsx'
import { Staffing } from './Staffing.tsx'
import { StewardLeaves } from './StewardLeaves.tsx'
import './roster.css'

const keys = ['stewards', 'away', 'panels', 'cards', 'lobbies', 'staffing'] as const

/** Stewards and their buildings, posters and cards, lobbies that lack something, and the establishment. */
export default function Stewards(): ReactNode {
  const { t } = useTranslation('roster')
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { can } = useMe()
  const [assigning, assign] = useState<string>()
  const shown = keys.filter(key => key !== 'cards' || can('steward.register'))
  const tab = shown.find(key => key === search.tab) ?? 'stewards'
  return (
    <>
      <header className="aj-page-head">
        <h1>{t(`question.${tab}`)}</h1>
        {can('steward.assign') && tab === 'stewards' ? (
          <Button kind="main" icon="plus" onClick={() => assign('')}>
            {t('stewards.assign')}
          </Button>
        ) : null}
      </header>
      <Tabs
        label={t('stewards.title')}
        value={tab}
        onChange={key => navigate({ to: '.', search: { tab: key } })}
        tabs={shown.map(key => ({ key, label: t(`tab.${key}`) }))}
      >
        {tab === 'away' ? <StewardLeaves /> : null}
        {tab === 'panels' ? <Panels /> : null}
        {tab === 'cards' ? <Cards /> : null}
        {tab === 'lobbies' ? <Lobbies /> : null}
        {tab === 'staffing' ? <Staffing /> : null}
        {tab === 'stewards' ? <Buildings assign={assign} /> : null}
      </Tabs>
      {assigning !== undefined ? (
        <Dialog title={t('stewards.assign')} close={() => assign(undefined)}>
          <AssignSteward buildingId={assigning} done={() => assign(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}
