import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { CallPanel } from './CallPanel.tsx'
import { CallResult } from './CallResult.tsx'
import { callsKey, useMonthName, useMonths } from './words.ts'
import './followup.css'

/** The calls a steward is to make, one after the other, on the phone that he calls with. */
export default function FieldCalls(): ReactNode {
  const { t } = useTranslation('followup')
  const name = useMonthName()
  const [chosen, setChosen] = useState<string>()
  const [mine, setMine] = useState<'mine' | 'all'>('mine')
  const [open, setOpen] = useState<string>()
  const { items, month, error, refetch } = useMonths(chosen)
  if (error) return <Failing error={error} again={refetch} />
  if (!month) return <Loading />
  if (open)
    return (
      <div className="fu-phone aj-stack">
        <Button icon="back" onClick={() => setOpen(undefined)}>
          {t('field.back')}
        </Button>
        <CallPanel month={month} ticketId={open} />
      </div>
    )
  return (
    <div className="fu-phone aj-stack">
      <header className="aj-page-head">
        <h1>{t('field.title', { month: name(month) })}</h1>
      </header>
      <select
        className="aj-input"
        aria-label={t('month')}
        value={month}
        onChange={event => setChosen(event.target.value)}
      >
        {items.map(m => (
          <option key={m.month} value={m.month}>
            {name(m.month)} · {t(`state.${m.state}`)}
          </option>
        ))}
      </select>
      <Choices
        legend={t('filter.mine')}
        hideLegend
        options={[
          { value: 'mine', label: t('field.mine') },
          { value: 'all', label: t('field.all') },
        ]}
        value={mine}
        onChange={setMine}
      />
      <Rows month={month} mine={mine === 'mine'} open={setOpen} />
    </div>
  )
}

function Rows(props: { month: string; mine: boolean; open: (id: string) => void }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(callsKey, {
    estateId,
    month: props.month,
    limit: 100,
    ...(props.mine ? { mine: 'true' } : {}),
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty title={t('field.none')} hint={t('field.noneHint')} />
  return (
    <ul className="fu-cards">
      {data.items.map(row => (
        <li key={row.ticketId}>
          <button type="button" onClick={() => props.open(row.ticketId)}>
            <span className="aj-row">
              {row.major ? <strong className="fu-major">{t('major')}</strong> : null}
              <strong className="aj-grow">{row.unit ?? row.number}</strong>
              <CallResult row={row} />
            </span>
            <span>{inLanguage(row.className, language)}</span>
            <span className="aj-weak">
              {row.number} · {t('field.due', { date: row.dueOn ?? '' })}
              {row.call === 'followup.own_ticket' ? ` · ${t('ownTicket')}` : ''}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
