import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { say } from '../../ui/toast.ts'
import { SlipPay } from './BoothPay.tsx'
import { ShiftFacts } from './BoothShift.tsx'
import { VisitorCar } from './BoothVisitor.tsx'
import { Flags, Rows, StayState } from './parts.tsx'

const SIZE = 20
const tabs = [
  'passing',
  'inside',
  'stays',
  'fees',
  'monthly',
  'temporary',
  'review',
  'white',
  'black',
  'free',
  'sums',
  'log',
] as const
type Tab = (typeof tabs)[number]

/** The twelve tabs that every booth in the country has; only the chosen one is read. */
export function BoothTabs({ pick }: { pick: (plate: string) => void }): ReactNode {
  const { t } = useTranslation('parking')
  const { can } = useMe()
  const [tab, setTab] = useState<Tab>('inside')
  const shown = tabs.filter(key => can('lane.operate') || key !== 'log')
  return (
    <section className="pk-card pk-tabs">
      <Tabs
        label={t('booth.tabs')}
        tabs={shown.map(key => ({ key, label: t(`tab.${key}`) }))}
        value={tab}
        onChange={key => setTab(key as Tab)}
      >
        {tab === 'passing' ? <Passing /> : null}
        {tab === 'inside' ? <Stays pick={pick} input={{ state: 'inside' }} /> : null}
        {tab === 'temporary' ? <Stays pick={pick} input={{ state: 'inside', who: 'temporary' }} /> : null}
        {tab === 'stays' ? <Stays pick={pick} input={{}} /> : null}
        {tab === 'fees' ? <Fees /> : null}
        {tab === 'monthly' ? <Monthly /> : null}
        {tab === 'review' ? <Review /> : null}
        {tab === 'white' ? <Listed kind="special" /> : null}
        {tab === 'black' ? <Listed kind="barred" /> : null}
        {tab === 'free' ? <FreeSpaces /> : null}
        {tab === 'sums' ? <Sums /> : null}
        {tab === 'log' ? <Log /> : null}
      </Tabs>
    </section>
  )
}

function Stays({
  input,
  pick,
}: {
  input: { state?: 'inside'; who?: 'temporary' }
  pick: (plate: string) => void
}): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [offset, move] = useState(0)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/parking/stays',
    { estateId, ...input, offset, limit: SIZE },
    { keep: true, every: 15_000 },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <Rows
      label={t('tab.stays')}
      head={[t('plate'), t('col.entered'), t('col.left'), t('col.state'), t('col.fee'), t('col.marks')]}
      items={data.items}
      total={data.total}
      offset={offset}
      size={SIZE}
      move={move}
      keyOf={s => s.id}
      empty={t('empty.stays')}
      cells={s => [
        s.plate && s.state === 'inside' ? (
          <Button key="p" kind="plain" onClick={() => pick(s.plate ?? '')}>
            {s.plate}
          </Button>
        ) : (
          (s.plate ?? '—')
        ),
        s.enteredAt ? when(s.enteredAt, now) : '—',
        s.leftAt ? when(s.leftAt, now) : '—',
        <StayState key="s" stay={s} />,
        s.fee === null ? '—' : yuan(s.fee),
        <Flags key="f" flags={s.flags} />,
      ]}
    />
  )
}

function Fees(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [offset, move] = useState(0)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/parking/fees',
    { estateId, offset, limit: SIZE },
    { keep: true },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <Rows
      label={t('tab.fees')}
      head={[
        t('col.at'),
        t('plate'),
        t('col.kind'),
        t('col.sum'),
        t('col.way'),
        t('col.receipt'),
        t('col.by'),
      ]}
      items={data.items}
      total={data.total}
      offset={offset}
      size={SIZE}
      move={move}
      keyOf={f => f.id}
      empty={t('empty.fees')}
      cells={f => [
        when(f.madeAt, now),
        f.plate ?? '—',
        <State
          key="k"
          state={f.kind === 'paid' ? 'kept' : f.kind === 'owed' ? 'late' : 'stopped'}
          word={t(`fee.${f.kind}`)}
        />,
        yuan(f.amount),
        f.way ? t(`ways.${f.way}`) : (f.reason ?? '—'),
        f.receipt?.number ?? '—',
        f.madeBy,
      ]}
    />
  )
}

function Monthly(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [offset, move] = useState(0)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/parking/permits',
    { estateId, state: 'live', offset, limit: SIZE },
    { keep: true },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <Rows
      label={t('tab.monthly')}
      head={[t('col.kind'), t('col.room'), t('plate'), t('col.spaces'), t('col.until')]}
      items={data.items.filter(p => p.kind !== 'visitor')}
      total={data.total}
      offset={offset}
      size={SIZE}
      move={move}
      keyOf={p => p.id}
      empty={t('empty.permits')}
      cells={p => [
        t(`permit.kind.${p.kind}`),
        p.room ?? p.holder ?? '—',
        p.cars.map(c => c.plate).join('、') || '—',
        p.spaces.map(s => s.number).join('、') || t('permit.many', { n: p.many }),
        p.until ? when(p.until, now) : t('permit.forGood'),
      ]}
    />
  )
}

function Passing(): ReactNode {
  const { t, i18n } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [offset, move] = useState(0)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/lane-events',
    { estateId, offset, limit: SIZE },
    { keep: true, every: 5000 },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <Rows
      label={t('tab.passing')}
      head={[t('col.at'), t('col.lane'), t('plate'), t('col.state'), t('col.why')]}
      items={data.items}
      total={data.total}
      offset={offset}
      size={SIZE}
      move={move}
      keyOf={e => e.id}
      empty={t('empty.passing')}
      cells={e => [
        when(e.at, now),
        `${e.lane} ${t(`way.${e.direction}`)}`,
        e.plate || t('lane.noPlate'),
        <State
          key="o"
          state={e.letThrough ? 'kept' : e.outcome === 'hold' ? 'soon' : 'stopped'}
          word={e.settled ? t('lane.settled', { who: e.settled.by }) : t(`outcome.${e.outcome}`)}
        />,
        e.say[i18n.language === 'en' ? 'en' : 'zh'],
      ]}
    />
  )
}

/** What waits for a person: slips whose money nobody has confirmed, and a visitor's car to be entered. */
function Review(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const now = useNow(10_000)
  const { data, refetch } = useApi(
    'GET /api/estates/:estateId/parking/slips',
    { estateId },
    { every: 5000, when: can('parking.receive') },
  )
  const [open, setOpen] = useState<string>()
  const slip = data?.items.find(s => s.id === open)
  return (
    <div className="pk-two">
      <div className="pk-stack">
        <h2>{t('review.slips')}</h2>
        {data?.items.length === 0 ? <p className="aj-weak">{t('review.none')}</p> : null}
        {can('parking.receive') ? null : <p className="aj-weak">{t('pay.notYours')}</p>}
        {data?.items.map(s => (
          <p key={s.id} className="aj-row">
            <span className="aj-num">
              {s.plate} ¥{yuan(s.amount)} · {s.number} · {t('review.until', { at: when(s.until, now) })}
            </span>
            <Button onClick={() => setOpen(s.id)}>{t('review.come')}</Button>
          </p>
        ))}
      </div>
      <VisitorCar />
      {slip ? (
        <Dialog title={t('review.title', { plate: slip.plate ?? '' })} close={() => setOpen(undefined)}>
          <SlipPay
            slip={slip}
            event={undefined}
            done={line => {
              say(line)
              setOpen(undefined)
              void refetch()
            }}
          />
        </Dialog>
      ) : null}
    </div>
  )
}

function Listed({ kind }: { kind: 'special' | 'barred' }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const [offset, move] = useState(0)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/lane-list',
    { estateId, kind, offset, limit: SIZE },
    { keep: true },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <p className="aj-weak">{t(`listed.${kind}`)}</p>
      <Rows
        label={t(kind === 'special' ? 'tab.white' : 'tab.black')}
        head={[t('plate'), t('col.why'), t('col.until'), t('col.state'), t('col.by')]}
        items={data.items}
        total={data.total}
        offset={offset}
        size={SIZE}
        move={move}
        keyOf={p => p.id}
        empty={t('empty.listed')}
        cells={p => [
          p.plate,
          p.reason,
          p.until ? when(p.until, now) : '—',
          t(`listed.state.${p.state}`),
          p.askedBy,
        ]}
      />
    </>
  )
}

function FreeSpaces(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/parking/lots',
    { estateId },
    { every: 15_000 },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <Rows
      label={t('tab.free')}
      head={[
        t('col.lot'),
        t('lots.visitors'),
        t('lots.insideTemporary'),
        t('lots.insidePermit'),
        t('lots.freeSpaces'),
      ]}
      items={data.items}
      total={data.items.length}
      offset={0}
      size={SIZE}
      move={() => undefined}
      keyOf={l => l.id}
      empty={t('empty.lots')}
      cells={l => [
        l.name,
        <strong key="v" className="pk-big">
          {l.counts.openForVisitors}
        </strong>,
        l.counts.insideTemporary,
        l.counts.insidePermit,
        `${l.counts.free} / ${l.counts.usable}`,
      ]}
    />
  )
}

function Sums(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/parking/my-shift', { estateId }, { every: 15_000 })
  if (!data) return <Loading />
  return data.shift ? (
    <ShiftFacts shift={data.shift} />
  ) : (
    <p className="aj-weak pk-empty">{t('shift.none')}</p>
  )
}

function Log(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/lane-commands',
    { estateId },
    { every: 10_000 },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <Rows
      label={t('tab.log')}
      head={[t('col.at'), t('col.what'), t('col.why'), t('col.by'), t('col.state')]}
      items={data.items}
      total={data.items.length}
      offset={0}
      size={data.items.length + 1}
      move={() => undefined}
      keyOf={c => c.id}
      empty={t('empty.log')}
      cells={c => [
        when(c.at, now),
        t(`command.act.${c.act}`),
        c.reason,
        c.by,
        `${t(`command.${c.state}`)}${c.position === 'opened' ? ` · ${t('command.opened')}` : ''}`,
      ]}
    />
  )
}
