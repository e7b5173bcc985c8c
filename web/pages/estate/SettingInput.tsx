import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'

type Kind = RowOf<'GET /api/settings'>['kind']

/** What stands in the fields: the text or number, and the unit of a time limit. */
export interface Written {
  text: string
  unit: string
}

const numbers: readonly Kind[] = ['year', 'count', 'minutes']

/** The value in force as it is typed. */
export function writtenOf(kind: Kind, value: unknown): Written {
  if (value === null || value === undefined) return { text: '', unit: 'minute' }
  if (kind === 'limit' && typeof value === 'object' && 'amount' in value && 'unit' in value)
    return { text: String(value.amount), unit: String(value.unit) }
  return { text: String(value), unit: 'minute' }
}

/** What was typed as a value; undefined while nothing sound is there. The server checks it again. */
export function soundValue(kind: Kind, written: Written): unknown {
  const text = written.text.trim()
  if (text === '') return undefined
  if (kind === 'limit') return /^\d+$/.test(text) ? { amount: Number(text), unit: written.unit } : undefined
  if (numbers.includes(kind)) return /^\d+$/.test(text) ? Number(text) : undefined
  return text
}

/** The field of one setting, drawn by its kind. */
export function SettingInput(props: {
  kind: Kind
  label: string
  value: Written
  change: (next: Written) => void
}): ReactNode {
  const { t } = useTranslation('estate')
  const { kind, label, value, change } = props
  const type = kind === 'date' ? 'date' : kind === 'month' ? 'month' : 'text'
  return (
    <>
      <input
        className="aj-input"
        aria-label={label}
        type={type}
        inputMode={numbers.includes(kind) || kind === 'limit' ? 'numeric' : undefined}
        value={value.text}
        onChange={event => change({ ...value, text: event.target.value })}
      />
      {kind === 'limit' ? (
        <select
          className="aj-input"
          aria-label={t('setting.unit')}
          value={value.unit}
          onChange={event => change({ ...value, unit: event.target.value })}
        >
          <option value="minute">{t('setting.minute')}</option>
          <option value="hour">{t('setting.hour')}</option>
          <option value="working_day">{t('setting.workingDay')}</option>
        </select>
      ) : null}
    </>
  )
}
