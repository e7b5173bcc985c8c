import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { AssignSteward } from './AssignSteward.tsx'
import { CardForm } from './CardForm.tsx'
import './roster.css'

/** Stewards and their buildings, lobbies that lack a post or a person, and the establishment. */
export default function Stewards(): ReactNode {
  const { t } = useTranslation('roster')
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { can } = useMe()
  const [assigning, assign] = useState<string>()
  const keys = ['stewards', 'lobbies', 'posts'] as const
  const tab = keys.find(key => key === search.tab) ?? 'stewards'
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('stewards.title')}</h1>
        {can('steward.assign') ? (
          <Button kind="main" icon="plus" onClick={() => assign('')}>
            {t('stewards.assign')}
          </Button>
        ) : null}
      </header>
      <Tabs
        label={t('stewards.title')}
        value={tab}
        onChange={key => navigate({ to: '.', search: { tab: key } })}
        tabs={[
          { key: 'stewards', label: t('stewards.tab') },
          { key: 'lobbies', label: t('stewards.lobbies') },
          { key: 'posts', label: t('stewards.posts') },
        ]}
      >
        {tab === 'lobbies' ? (
          <Lobbies />
        ) : tab === 'posts' ? (
          <Establishment />
        ) : (
          <Buildings assign={assign} />
        )}
      </Tabs>
      {assigning !== undefined ? (
        <Dialog title={t('stewards.assign')} close={() => assign(undefined)}>
          <AssignSteward buildingId={assigning} done={() => assign(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

function Buildings({ assign }: { assign: (buildingId: string) => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const [past, showPast] = useState<string>()
  const [card, edit] = useState<{ accountId: string; name: string }>()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/stewards', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0 && data.without.length === 0)
    return <Empty title={t('stewards.none')} hint={t('stewards.noneHint')} />
  return (
    <>
      <table className="ro-table">
        <thead>
          <tr>
            <th scope="col">{t('stewards.building')}</th>
            <th scope="col">{t('stewards.name')}</th>
            <th scope="col">{t('stewards.from')}</th>
            <th scope="col">{t('stewards.fullTime')}</th>
            <th scope="col">
              <span className="aj-sr">{t('stewards.assign')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.without.map(b => (
            <tr key={b.buildingId}>
              <th scope="row">{b.building}</th>
              <td>
                <State state="soon" word={t('stewards.missing')} />
              </td>
              <td>—</td>
              <td>—</td>
              <td>
                <div className="aj-row">
                  {can('steward.assign') ? (
                    <Button onClick={() => assign(b.buildingId)}>{t('stewards.assign')}</Button>
                  ) : null}
                  <Button kind="plain" onClick={() => showPast(b.buildingId)}>
                    {t('stewards.history')}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
          {data.items.map(s => (
            <tr key={s.id}>
              <th scope="row">{s.building}</th>
              <td>{s.name}</td>
              <td className="aj-num">{s.fromDate}</td>
              <td>{t(s.fullTime ? 'stewards.yes' : 'stewards.no')}</td>
              <td>
                <div className="aj-row">
                  {can('steward.assign') ? (
                    <>
                      <Button onClick={() => assign(s.buildingId)}>{t('stewards.assign')}</Button>
                      <Button onClick={() => edit(s)}>{t('stewards.card')}</Button>
                    </>
                  ) : null}
                  <Button kind="plain" onClick={() => showPast(s.buildingId)}>
                    {t('stewards.history')}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {past ? (
        <Dialog title={t('stewards.history')} close={() => showPast(undefined)}>
          <History buildingId={past} />
        </Dialog>
      ) : null}
      {card ? (
        <Dialog title={`${t('stewards.card')} · ${card.name}`} close={() => edit(undefined)}>
          <CardForm accountId={card.accountId} done={() => edit(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

function History({ buildingId }: { buildingId: string }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/stewards', { estateId, buildingId, history: 'true' })
  if (!data) return <Loading />
  return (
    <table className="ro-table">
      <thead>
        <tr>
          <th scope="col">{t('stewards.name')}</th>
          <th scope="col">{t('stewards.from')}</th>
          <th scope="col">{t('stewards.until')}</th>
        </tr>
      </thead>
      <tbody>
        {data.items.map(s => (
          <tr key={s.id}>
            <th scope="row">{s.name}</th>
            <td className="aj-num">{s.fromDate}</td>
            <td className="aj-num">{s.untilDate ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Lobbies(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/roster/lobbies', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty title={t('stewards.none')} hint={t('stewards.noneHint')} />
  const order = { no_post: 0, no_person: 1, none: 2 }
  const items = [...data.items].sort((a, b) => order[a.fault ?? 'none'] - order[b.fault ?? 'none'])
  return (
    <table className="ro-table">
      <caption className="aj-sr">{t('lobby.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('lobby.lobby')}</th>
          <th scope="col">{t('lobby.post')}</th>
          <th scope="col">{t('lobby.persons')}</th>
          <th scope="col">{t('posts.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(l => (
          <tr key={`${l.buildingId}${l.sectionId}`}>
            <th scope="row">{l.section ? `${l.building}-${l.section}` : l.building}</th>
            <td>{l.post ?? '—'}</td>
            <td className="aj-num">{l.persons}</td>
            <td>
              {l.fault === null ? (
                <State state="kept" word={t('lobby.served')} />
              ) : (
                <State state="soon" word={t(l.fault === 'no_post' ? 'lobby.noPost' : 'lobby.noPerson')} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Establishment(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/roster/establishment', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty title={t('posts.none')} hint={t('posts.noneHint')} />
  return (
    <table className="ro-table">
      <caption className="aj-sr">{t('establishment.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('posts.name')}</th>
          <th scope="col">{t('posts.kind')}</th>
          <th scope="col">{t('establishment.should')}</th>
          <th scope="col">{t('establishment.actual')}</th>
          <th scope="col">{t('establishment.certificate')}</th>
          <th scope="col">{t('posts.state')}</th>
        </tr>
      </thead>
      <tbody>
        {data.items.map(p => (
          <tr key={p.postId}>
            <th scope="row">{p.post}</th>
            <td>{t(`kind.${p.kind}`)}</td>
            <td className="aj-num">{p.headcount ?? '—'}</td>
            <td className="aj-num">{p.actual}</td>
            <td>{p.certificate ?? '—'}</td>
            <td>
              {p.headcount === null ? (
                <State state="stopped" word={t('establishment.open')} />
              ) : p.actual < p.headcount ? (
                <State state="soon" word={t('establishment.short', { count: p.headcount - p.actual })} />
              ) : (
                <State state="kept" word={t('establishment.full')} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
