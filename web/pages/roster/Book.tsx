/** The registers of check-ins and of empty posts, with what a device told later. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import './roster.css'

const DAY = 86_400_000

export default function Book(): ReactNode {
  const { t } = useTranslation('post')
  const estateId = useEstateId()
  const navigate = useNavigate()
  const search: { tab?: string; from?: string; until?: string } = useSearch({ strict: false })
  const from = search.from ?? date(nowMs() - 6 * DAY)
  const until = search.until ?? date(nowMs())
  const input = {
    estateId,
    from: new Date(`${from}T00:00:00+08:00`).toISOString(),
    until: new Date(Date.parse(`${until}T00:00:00+08:00`) + DAY).toISOString(),
  }
  const set = (part: Record<string, string>) => navigate({ to: '.', search: { ...search, ...part } })
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('book.title')}</h1>
        {(['from', 'until'] as const).map(name => (
          <label key={name} className="aj-row">
            {t(`book.${name}`)}
            <input
              type="date"
              className="aj-input"
              value={name === 'from' ? from : until}
              onChange={event => event.target.value && set({ [name]: event.target.value })}
            />
          </label>
        ))}
        <a className="aj-button" href={printHref('roster.presences', input)} target="_blank" rel="noreferrer">
          <Icon name="print" /> {t('book.print')}
        </a>
      </header>
      <Tabs
        label={t('book.title')}
        tabs={[
          { key: 'ins', label: t('book.ins') },
          { key: 'empty', label: t('book.empty') },
        ]}
        value={search.tab ?? 'ins'}
        onChange={tab => set({ tab })}
      >
        {search.tab === 'empty' ? <Emptied input={input} /> : <Ins input={input} />}
      </Tabs>
    </>
  )
}

interface Input {
  estateId: string
  from: string
  until: string
}

function Ins({ input }: { input: Input }): ReactNode {
  const { t } = useTranslation('post')
  return (
    <DataTable
      id="roster.presences"
      label={t('book.ins')}
      api="GET /api/estates/:estateId/presences"
      input={input}
      rowKey={r => r.id}
      exportHref={exportHref('roster.presences', input.estateId)}
      filters={[
        {
          kind: 'select',
          key: 'show',
          label: t('book.show'),
          options: (['weak', 'later', 'unconfirmed'] as const).map(v => ({
            value: v,
            label: t(`book.shows.${v}`),
          })),
        },
      ]}
      columns={[
        { key: 'post', title: t('book.post'), width: 10, render: r => r.post },
        { key: 'name', title: t('book.name'), width: 8, render: r => r.name },
        { key: 'in', title: t('book.in'), width: 10, render: r => dateTime(r.inAt) },
        {
          key: 'proof',
          title: t('book.proof'),
          width: 9,
          render: r => (
            <State
              state={r.strength === 'strong' ? 'kept' : r.strength === 'weak' ? 'soon' : 'stopped'}
              word={t(`book.proofs.${r.proof ?? 'none'}`)}
            />
          ),
        },
        { key: 'signs', title: t('book.signs'), width: 6, render: r => r.signs },
        {
          key: 'out',
          title: t('book.out'),
          width: 10,
          render: r => (r.outAt ? dateTime(r.outAt) : t('book.still')),
        },
        {
          key: 'handed',
          title: t('book.handed'),
          width: 10,
          render: r =>
            r.handedTo ? `${r.handedTo}${r.confirmedAt ? '' : ` · ${t('book.unconfirmed')}`}` : '—',
        },
        {
          key: 'rest',
          title: t('book.rest'),
          render: r => [...r.matters, r.note, r.reason].filter(Boolean).join('；') || '—',
        },
        {
          key: 'later',
          title: t('book.later'),
          width: 10,
          render: r => {
            const at = r.outLearnedAt ?? r.inLearnedAt
            return at ? dateTime(at) : '—'
          },
        },
      ]}
      empty={{ title: t('book.none'), hint: t('book.noneHint') }}
    />
  )
}

function Emptied({ input }: { input: Input }): ReactNode {
  const { t } = useTranslation('post')
  return (
    <DataTable
      id="roster.empty"
      label={t('book.empty')}
      api="GET /api/estates/:estateId/empty-posts"
      input={input}
      rowKey={r => r.id}
      exportHref={exportHref('roster.empty', input.estateId)}
      columns={[
        { key: 'post', title: t('book.post'), width: 12, render: r => r.post },
        { key: 'since', title: t('book.since'), width: 11, render: r => dateTime(r.since) },
        {
          key: 'ended',
          title: t('book.ended'),
          width: 11,
          render: r => (r.endedAt ? dateTime(r.endedAt) : <State state="late" word={t('book.open')} />),
        },
        { key: 'alarmed', title: t('book.alarmed'), width: 11, render: r => dateTime(r.alarmedAt) },
        { key: 'told', title: t('book.told'), render: r => r.alarmed ?? t('book.nobody') },
        {
          key: 'settled',
          title: t('book.settled'),
          width: 12,
          render: r =>
            r.settled ? (
              <State
                state={r.settled === 'attended' ? 'kept' : 'soon'}
                word={t(`book.settle.${r.settled}`)}
              />
            ) : (
              '—'
            ),
        },
        {
          key: 'later',
          title: t('book.later'),
          width: 11,
          render: r => (r.learnedAt ? dateTime(r.learnedAt) : '—'),
        },
      ]}
      empty={{ title: t('book.noEmpty'), hint: t('book.noEmptyHint') }}
    />
  )
}
