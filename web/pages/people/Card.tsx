import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { date, squareMetres } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { say } from '../../ui/toast.ts'
import { AddPerson, AddVehicle } from './Add.tsx'
import { Notes, Passages, Passes, Requests } from './CardTabs.tsx'
import { Consents } from './Consents.tsx'
import { EndTie, EndVehicle } from './EndTie.tsx'
import { EnteredBy } from './EnteredBy.tsx'
import { Sensitive } from './PersonView.tsx'
import { Sale } from './Sale.tsx'
import './people.css'

type UnitCard = Answer<'GET /api/estates/:estateId/units/:unitId/card'>
type Tie = UnitCard['owners'][number]
const cardKey = 'GET /api/estates/:estateId/units/:unitId/card'

/** The owner card (E2): who owns this home, who lives in it, what belongs to it. */
export default function Card(): ReactNode {
  const { t } = useTranslation('people')
  const estateId = useEstateId()
  const { unitId = '' } = useParams({ strict: false })
  const { can } = useMe()
  const { data, error, refetch } = useApi(cardKey, { estateId, unitId }, { when: estateId !== '' })
  const [tab, setTab] = useState('people')
  const [adding, setAdding] = useState<'person' | 'vehicle' | 'sale'>()
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const members = data.households.flatMap(h => h.members)
  const home = { estateId, unitId, label: data.unit.label }
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('card.title', { room: data.unit.label })}</h1>
        {can('person.write') ? (
          <span className="aj-row">
            <Button onClick={() => setAdding('sale')}>{t('sale.act')}</Button>
            <Button icon="car" onClick={() => setAdding('vehicle')}>
              {t('card.addVehicle')}
            </Button>
            <Button kind="main" icon="plus" onClick={() => setAdding('person')}>
              {t('card.addPerson')}
            </Button>
          </span>
        ) : null}
      </header>
      <Facts
        facts={[
          { label: t('card.owner'), value: data.owners.map(o => o.person).join('、') },
          {
            label: t('card.area'),
            value: data.unit.area === null ? null : `${squareMetres(data.unit.area)} m²`,
          },
          { label: t('card.use'), value: t(`use.${data.unit.use}`) },
          { label: t('card.state'), value: t(`unitState.${data.unit.state}`) },
        ]}
      />
      {data.owners.length > 0 && !data.sharesWhole ? <p role="status">{t('card.sharesOpen')}</p> : null}
      <Tabs
        label={t('card.tabs')}
        value={tab}
        onChange={setTab}
        tabs={[
          { key: 'people', label: t('card.people'), note: data.owners.length + members.length },
          ...(can('ticket.read') ? [{ key: 'requests', label: t('tabs.requests') }] : []),
          { key: 'vehicles', label: t('file.vehicles'), note: data.vehicles.length },
          ...(can('gate.read')
            ? [
                { key: 'passes', label: t('tabs.passes') },
                { key: 'passages', label: t('tabs.passages') },
              ]
            : []),
          { key: 'consents', label: t('file.consents'), note: data.consents.length },
          { key: 'notes', label: t('tabs.notes') },
          { key: 'past', label: t('card.past'), note: data.past.length },
        ]}
      >
        {tab === 'people' ? <People card={data} estateId={estateId} /> : null}
        {tab === 'requests' ? <Requests {...home} /> : null}
        {tab === 'vehicles' ? <Vehicles card={data} estateId={estateId} /> : null}
        {tab === 'passes' ? <Passes {...home} /> : null}
        {tab === 'passages' ? <Passages {...home} /> : null}
        {tab === 'consents' ? <HomeConsents card={data} estateId={estateId} /> : null}
        {tab === 'notes' ? <Notes {...home} /> : null}
        {tab === 'past' ? <Past card={data} /> : null}
      </Tabs>
      {adding === 'person' ? (
        <AddPerson estateId={estateId} unitId={unitId} card={data} close={() => setAdding(undefined)} />
      ) : null}
      {adding === 'sale' ? (
        <Sale estateId={estateId} unitId={unitId} card={data} close={() => setAdding(undefined)} />
      ) : null}
      {adding === 'vehicle' ? (
        <AddVehicle estateId={estateId} unitId={unitId} card={data} close={() => setAdding(undefined)} />
      ) : null}
    </>
  )
}

function People({ card, estateId }: { card: UnitCard; estateId: string }): ReactNode {
  const { t } = useTranslation('people')
  if (card.owners.length === 0 && card.households.length === 0)
    return <p className="aj-weak">{t('card.nobody')}</p>
  return (
    <div className="pe-cards">
      {card.owners.length > 0 ? (
        <section aria-label={t('ties.owner')}>
          <h2>{t('ties.owner')}</h2>
          {card.owners.map(tie => (
            <PersonLine key={tie.id} tie={tie} card={card} estateId={estateId} />
          ))}
        </section>
      ) : null}
      {card.households.map(home => (
        <section key={home.id} aria-label={t(`household.${home.kind}`)}>
          <h2>
            {t(`household.${home.kind}`)}{' '}
            <span className="aj-weak aj-num">{t('card.since', { day: date(home.from) })}</span>
          </h2>
          {home.members.map(tie => (
            <PersonLine key={tie.id} tie={tie} card={card} estateId={estateId} />
          ))}
          <div className="aj-row">
            <Link className="aj-button" data-kind="plain" to={paths.page('console', `households/${home.id}`)}>
              {t('card.profile')}
            </Link>
            <MoveOut home={home} card={card} estateId={estateId} />
          </div>
        </section>
      ))}
    </div>
  )
}

function PersonLine({ tie, card, estateId }: { tie: Tie; card: UnitCard; estateId: string }): ReactNode {
  const { t } = useTranslation('people')
  const person = card.persons.find(p => p.id === tie.personId)
  const share = tie.share && tie.share.whole > 1 ? `${tie.share.part}/${tie.share.whole}` : ''
  return (
    <div className="pe-person">
      <Link to={paths.page('console', 'persons', tie.personId)}>{tie.person}</Link>
      <span className="aj-weak">{tie.relation ? t(`relation.${tie.relation}`) : share}</span>
      <Sensitive estateId={estateId} personId={tie.personId} field="phone" masked={person?.phone ?? null} />
      <Sensitive
        estateId={estateId}
        personId={tie.personId}
        field="idNumber"
        masked={person?.idNumber ?? null}
      />
      <EnteredBy name={tie.enteredBy} />
      <EndTie estateId={estateId} tie={tie} />
    </div>
  )
}

/** A household leaves: named by its room, because all its rights end at once. */
function MoveOut(props: {
  home: UnitCard['households'][number]
  card: UnitCard
  estateId: string
}): ReactNode {
  const { t } = useTranslation('people')
  const { can } = useMe()
  const [asking, setAsking] = useState(false)
  const end = useMutate('POST /api/estates/:estateId/households/:householdId/end', { stale: [cardKey] })
  if (!can('person.write')) return null
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t('card.moveOut')}
      </Button>
      {asking ? (
        <ConfirmByName
          title={t('card.moveOutTitle', { room: props.card.unit.label })}
          consequence={t('card.moveOutThen', { count: props.home.members.length })}
          name={props.card.unit.label}
          act={t('card.moveOut')}
          close={() => setAsking(false)}
          run={async () => {
            await end.mutateAsync({ estateId: props.estateId, householdId: props.home.id })
            say(t('card.movedOut', { room: props.card.unit.label }))
          }}
        />
      ) : null}
    </>
  )
}

function Vehicles({ card, estateId }: { card: UnitCard; estateId: string }): ReactNode {
  const { t } = useTranslation('people')
  if (card.vehicles.length === 0) return <p className="aj-weak">{t('file.noVehicle')}</p>
  return (
    <ul className="pe-list">
      {card.vehicles.map(v => (
        <li key={v.id} className="pe-line">
          <span>
            <span className="aj-num">{v.plate}</span>{' '}
            <span className="aj-weak">{[t(`vehicle.${v.kind}`), v.person].filter(Boolean).join(' · ')}</span>
            <EnteredBy name={v.enteredBy} />
          </span>
          <EndVehicle estateId={estateId} vehicleId={v.id} plate={v.plate} />
        </li>
      ))}
    </ul>
  )
}

/** Consents belong to persons: one list for each who lives or owns here. */
function HomeConsents({ card, estateId }: { card: UnitCard; estateId: string }): ReactNode {
  return (
    <div className="pe-cards">
      {card.persons
        .filter(p => p.kind === 'person')
        .map(p => (
          <section key={p.id} aria-label={p.name}>
            <h2>{p.name}</h2>
            <Consents
              estateId={estateId}
              personId={p.id}
              name={p.name}
              items={card.consents.filter(c => c.personId === p.id)}
            />
          </section>
        ))}
    </div>
  )
}

function Past({ card }: { card: UnitCard }): ReactNode {
  const { t } = useTranslation('people')
  if (card.past.length === 0) return <p className="aj-weak">{t('card.noPast')}</p>
  return (
    <ul className="pe-list">
      {card.past.map(tie => (
        <li key={tie.id}>
          {tie.person} {t(`was.${tie.tie}`)}{' '}
          <span className="aj-weak aj-num">
            {date(tie.from)} – {tie.until ? date(tie.until) : t('today')} {tie.endReason ?? ''}
          </span>{' '}
          {tie.householdId ? (
            <Link to={paths.page('console', `households/${tie.householdId}`)}>{t('card.profile')}</Link>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
