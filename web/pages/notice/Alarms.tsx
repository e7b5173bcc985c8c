import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Choices } from '../../ui/Choices.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Channels } from './Channels.tsx'
import './notice.css'

type Alarm = RowOf<'GET /api/estates/:estateId/alarms'>

/** Who was alarmed, on which ways, who took it on; and the channels it goes out by. */
export default function Alarms(): ReactNode {
  const { t } = useTranslation('notice')
  const { can } = useMe()
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tabs = [
    ...(can('roster.write') ? [{ key: 'alarms', label: t('alarms.tab') }] : []),
    ...(can('channel.manage') ? [{ key: 'channels', label: t('channels.tab') }] : []),
  ]
  const tab = tabs.find(one => one.key === search.tab)?.key ?? tabs[0]?.key ?? 'alarms'
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('alarms.title')}</h1>
      </header>
      <Tabs
        label={t('alarms.title')}
        value={tab}
        tabs={tabs}
        onChange={key => navigate({ to: '.', search: { tab: key } })}
      >
        {tab === 'channels' ? <Channels /> : <List />}
      </Tabs>
    </>
  )
}

function List(): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const search: { show?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const only = search.show === 'open' ? 'true' : 'false'
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/alarms', { estateId, open: only })
  const threads = [...Map.groupBy(data?.items ?? [], m => m.thread).values()]
  return (
    <div className="aj-stack">
      <Choices
        legend={t('alarms.show')}
        hideLegend
        value={only}
        onChange={value => navigate({ to: '.', search: { show: value === 'true' ? 'open' : 'all' } })}
        options={[
          { value: 'false', label: t('alarms.all') },
          { value: 'true', label: t('alarms.open') },
        ]}
      />
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && threads.length === 0 ? <Empty title={t('alarms.none')} hint={t('alarms.noneHint')} /> : null}
      {threads.length > 0 ? (
        <table className="no-table">
          <thead>
            <tr>
              <th scope="col">{t('alarms.at')}</th>
              <th scope="col">{t('alarms.what')}</th>
              <th scope="col">{t('alarms.who')}</th>
              <th scope="col">{t('bulletin.state')}</th>
            </tr>
          </thead>
          <tbody>
            {threads.map(steps => (
              <Thread key={steps[0]?.thread} steps={[...steps].sort((a, b) => a.step - b.step)} />
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  )
}

function Thread({ steps }: { steps: Alarm[] }): ReactNode {
  const { t } = useTranslation('notice')
  const { language } = useSettings()
  const now = useNow()
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last) return null
  const taken = steps.find(m => m.acknowledgedAt)
  return (
    <tr>
      <td className="aj-num">{when(first.at, now)}</td>
      <td>
        <strong>{inLanguage(first.title, language)}</strong>
        <p className="aj-weak no-text">{inLanguage(first.body, language)}</p>
      </td>
      <td>
        <ol className="no-steps">
          {steps.map(m => (
            <li key={m.id}>
              {m.person ?? t('alarms.nobody')} · {when(m.at, now)}
              {m.attempts.map(a => (
                <span key={`${a.channel}${a.at}${a.try}`} className="aj-weak">
                  {' '}
                  · {t(`channel.${a.channel}`)} {a.ok ? t('alarms.sent') : (a.error ?? '')}
                </span>
              ))}
            </li>
          ))}
        </ol>
      </td>
      <td>
        {taken?.acknowledgedAt ? (
          <State state="kept" word={t('inbox.taken', { time: when(taken.acknowledgedAt, now) })} />
        ) : last.withdrawn ? (
          <State state="stopped" word={t('inbox.withdrawn')} />
        ) : (
          <State state="late" word={t('alarms.waits', { name: last.person ?? t('alarms.nobody') })} />
        )}
      </td>
    </tr>
  )
}
