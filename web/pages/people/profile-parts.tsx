import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useSettings } from '../../settings.ts'

/** The file as the household and its steward get it. */
export type File = Answer<'GET /api/estates/:estateId/households/:householdId/profile'>
export type Entry = File['entries'][number]
export type FieldDef = File['fields'][number]
export type Member = File['members'][number]

/** A field's name and example in the reader's language. */
export function useFieldWords(): (field: FieldDef) => { name: string; hint: string } {
  const { language } = useSettings()
  return field =>
    language === 'en'
      ? { name: field.en, hint: field.hintEn ?? '' }
      : { name: field.zh, hint: field.hintZh ?? '' }
}

/** The last day on which something is kept: its end is the first instant after it. */
export function lastDay(until: string): string {
  return date(Date.parse(until) - 1)
}

/** What an entry says, in words. */
export function useEntryText(): (entry: Entry) => string {
  const { t } = useTranslation('profile')
  return entry => {
    if (entry.state === 'declined') return t('item.declined')
    if (entry.value === 'yes' || entry.value === 'no') return t(`value.${entry.value}`)
    return entry.value ?? t('item.closed')
  }
}

/** What it is used for, until when, and who consented. */
export function EntryTerms({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTranslation('profile')
  if (entry.state === 'declined') return null
  const parts = [
    t('item.for', { purposes: entry.purposes.map(p => t(`purpose.${p}`)).join(t('and')) }),
    t('item.until', { day: lastDay(entry.until) }),
    entry.consentBy ? t('item.by', { name: entry.consentBy }) : '',
    entry.enteredBy ? t('item.entered', { name: entry.enteredBy }) : '',
  ]
  return <p className="aj-weak">{parts.filter(Boolean).join(' · ')}</p>
}

/** How much is known, as a bar and a number. */
export function Known({ percent }: { percent: number | null }): ReactNode {
  const { t } = useTranslation('profile')
  return (
    <span className="pf-bar" role="img" aria-label={t('known.label', { percent: percent ?? '—' })}>
      <span>
        <span style={{ width: `${percent ?? 0}%` }} />
      </span>
      <span className="aj-num">{percent === null ? '—' : `${percent}%`}</span>
    </span>
  )
}
