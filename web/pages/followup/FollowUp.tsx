import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { say } from '../../ui/toast.ts'
import { AssignCalls } from './AssignCalls.tsx'
import { CallList } from './CallList.tsx'
import { CloseMonth } from './CloseMonth.tsx'
import { Outlooks } from './Outlooks.tsx'
import { Rounds } from './Rounds.tsx'
import { ScriptForm } from './ScriptForm.tsx'
import { Versions } from './Versions.tsx'
import { type Month, monthKey, stale, useMonthName, useMonths } from './words.ts'
import './followup.css'

/** Whom the system drew this month, who was called, and whether the targets can still be reached. */
export default function FollowUp(): ReactNode {
  const { t } = useTranslation('followup')
  const { month: chosen }: { month?: string } = useParams({ strict: false })
  const { items, month, error, refetch } = useMonths(chosen)
  if (error) return <Failing error={error} again={refetch} />
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
        <MonthPick items={items} month={month} page="followup" />
        {month ? <HeadActs month={month} /> : null}
      </header>
      {month ? <OneMonth key={month} month={month} /> : <Loading />}
    </>
  )
}

/** The choice of the month stands in the address. */
export function MonthPick(props: {
  items: readonly { month: string; state: Month['state']; version: number | null }[]
  month: string | undefined
  page: string
}): ReactNode {
  const { t } = useTranslation('followup')
  const name = useMonthName()
  const navigate = useNavigate()
  const search: { e?: string } = useSearch({ strict: false })
  return (
    <label className="aj-row">
      <span className="aj-sr">{t('month')}</span>
      <select
        className="aj-input fu-month"
        value={props.month ?? ''}
        onChange={event =>
          navigate({
            to: paths.page('console', `${props.page}/${event.target.value}`),
            search: search.e ? { e: search.e } : {},
          })
        }
      >
        {props.items.map(m => (
          <option key={m.month} value={m.month}>
            {name(m.month)} · {t(`state.${m.state}`)}
            {m.version && m.version > 1 ? ` · ${t('version', { version: m.version })}` : ''}
          </option>
        ))}
      </select>
    </label>
  )
}

function HeadActs({ month }: { month: string }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { can } = useMe()
  const why = useRefusal()
  const { data } = useApi(monthKey, { estateId, month })
  const [open, setOpen] = useState<'assign' | 'close' | 'script'>()
  if (!data) return null
  const titles = { assign: t('assign.title'), close: t('close.title'), script: t('script.title') }
  const close = () => setOpen(undefined)
  return (
    <span className="aj-row">
      <a
        className="aj-button"
        href={printHref('followup-calls', { estateId, month })}
        target="_blank"
        rel="noreferrer"
      >
        {t('printCalls')}
      </a>
      {can('followup.run') ? (
        <>
          <Button onClick={() => setOpen('script')}>{t('script.open')}</Button>
          <Button refused={why(data.allowed.assign)} onClick={() => setOpen('assign')}>
            {t('assign.open')}
          </Button>
        </>
      ) : null}
      {can('followup.close') ? (
        <Button kind="main" refused={why(data.allowed.close)} onClick={() => setOpen('close')}>
          {t('close.open')}
        </Button>
      ) : null}
      {open ? (
        <Dialog title={titles[open]} close={close} wide={open === 'script'}>
          {open === 'assign' ? <AssignCalls month={month} done={close} /> : null}
          {open === 'close' ? <CloseMonth month={data} done={close} /> : null}
          {open === 'script' ? <ScriptForm done={close} /> : null}
        </Dialog>
      ) : null}
    </span>
  )
}

const tabs = ['calls', 'draws', 'versions'] as const

function OneMonth({ month }: { month: string }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(monthKey, { estateId, month }, { every: 60_000 })
  const search: { tab?: string; e?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tab = tabs.find(one => one === search.tab) ?? 'calls'
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <>
      <Outlooks month={data} />
      <DrawBanner month={data} />
      <Tabs
        label={t('title')}
        value={tab}
        onChange={key => navigate({ to: '.', search: { ...(search.e ? { e: search.e } : {}), tab: key } })}
        tabs={[
          { key: 'calls', label: t('calls.tab'), note: data.counts.drawn },
          { key: 'draws', label: t('draws.tab'), note: data.rounds.length },
          { key: 'versions', label: t('versions.tab'), note: data.versions.length || undefined },
        ]}
      >
        {tab === 'calls' ? <CallList month={month} /> : null}
        {tab === 'draws' ? <Rounds month={data} /> : null}
        {tab === 'versions' ? <Versions month={data} /> : null}
      </Tabs>
      {data.counts.closed === 0 ? <Empty title={t('nothing')} hint={t('nothingHint')} /> : null}
    </>
  )
}

/** The system draws by itself; only where it could not (the program was off), somebody lets it catch up. */
function DrawBanner({ month }: { month: Month }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const why = useRefusal()
  const send = useMutate('POST /api/estates/:estateId/followup/months/:month/draw', {
    stale: [...stale],
    done: m => say(t('draws.done', { count: m.counts.drawn })),
  })
  if (month.state === 'closed' || month.roundsDue === 0) return null
  return (
    <p className="fu-banner">
      {t('draws.waiting', { count: month.roundsDue })}
      <Button
        refused={why(month.allowed.draw)}
        busy={send.isPending}
        onClick={() => send.mutate({ estateId, month: month.month })}
      >
        {t('draws.now')}
      </Button>
    </p>
  )
}
