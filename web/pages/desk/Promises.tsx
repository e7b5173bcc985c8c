import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { PaperLinks } from '../../ui/PaperLinks.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { PromiseClass } from './PromiseClass.tsx'
import { PromiseEditor } from './PromiseEditor.tsx'
import { PromiseTable } from './PromiseTable.tsx'
import type { ClassRow, ClockRow, Table } from './promise-form.ts'
import './promises.css'

type Open = { cls?: ClassRow; clock?: ClockRow; what: 'class' | 'clock' }

/** The promise table: what is promised, from when, why, and how it stands beside the local standard. */
export default function Promises(): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const { language } = useSettings()
  const { can } = useMe()
  const estateId = useEstateId()
  const today = date(nowMs())
  const [on, setOn] = useState(today)
  const [open, setOpen] = useState<Open>()
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/desk/table',
    { estateId, on },
    { when: estateId !== '' && on !== '', keep: true },
  )
  const refused = can('rule.write') ? undefined : t('refused')
  const close = () => setOpen(undefined)
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
        <label className="aj-row">
          {t('on')}
          <input
            className="aj-input pr-date"
            type="date"
            value={on}
            min="2020-01-01"
            onChange={e => setOn(e.target.value || today)}
          />
        </label>
        <PaperLinks
          name={t('paper')}
          sheet={t('desk:paper.sheet')}
          href={format => printHref('promise-table', { estateId, on }, format)}
        />
        <Button kind="main" icon="plus" refused={refused} onClick={() => setOpen({ what: 'class' })}>
          {t('addClass')}
        </Button>
      </header>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {data ? <Warnings table={data} /> : null}
      {data ? (
        <PromiseTable
          table={data}
          onClass={cls => setOpen({ what: 'class', cls })}
          onClock={(cls, clock) => setOpen({ what: 'clock', cls, clock })}
        />
      ) : error ? null : (
        <Loading lines={14} />
      )}
      {open?.what === 'class' ? (
        <Dialog title={open.cls ? inLanguage(open.cls, language) : t('addClass')} close={close} wide>
          <PromiseClass
            cls={open.cls}
            all={data?.classes ?? []}
            refused={refused}
            done={close}
            addClock={cls => setOpen({ what: 'clock', cls })}
          />
        </Dialog>
      ) : null}
      {open?.what === 'clock' && open.cls ? (
        <Dialog
          title={`${inLanguage(open.cls, language)} · ${open.clock ? t(`desk:clock.${open.clock.clock}`) : t('addClock')}`}
          close={close}
          wide
        >
          <PromiseEditor
            cls={open.cls}
            clock={open.clock}
            level={data?.level ?? null}
            refused={refused}
            done={close}
          />
        </Dialog>
      ) : null}
    </>
  )
}

/** What nobody has filled, and what is lower than the standard: said, never filled by itself. */
function Warnings({ table }: { table: Table }): ReactNode {
  const { t } = useTranslation('promises')
  const { language } = useSettings()
  const gaps = table.gaps.filter(g => !g.filled)
  const lower = table.classes.filter(c =>
    c.compared.some(x => x.verdict === 'lower' || x.verdict === 'none'),
  ).length
  return (
    <ul className="pr-warnings">
      {gaps.map(gap => (
        <li key={gap.key}>
          <State state="soon" word={t('gap.empty')} />
          <span>
            <strong>{inLanguage(gap.title, language)}</strong> {inLanguage(gap.hint, language)}{' '}
            <a href={paths.page('console', 'settings')}>{t('gap.fill')}</a>
          </span>
        </li>
      ))}
      {lower > 0 ? (
        <li>
          <State state="soon" word={t('standard.lower')} />
          <span>
            {t('standard.count', { n: lower, name: table.standard.name })}{' '}
            {table.standard.own ? '' : t('standard.elsewhere')}{' '}
            {table.standard.level
              ? t('standard.level', { level: table.standard.level })
              : t('standard.noLevel')}
          </span>
        </li>
      ) : null}
      <li>
        <State state="running" word={t('calendar.known', { year: table.calendarKnownUpTo })} />
        <span>
          {t('calendar.hint')} <a href={paths.page('console', 'calendar')}>{t('calendar.open')}</a>
        </span>
      </li>
    </ul>
  )
}
