import { useTranslation } from 'react-i18next'
import type { Answer, RowOf, Send } from '../../contracts.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'

export const monthsKey = 'GET /api/estates/:estateId/followup/months'
export const monthKey = 'GET /api/estates/:estateId/followup/months/:month'
export const callsKey = 'GET /api/estates/:estateId/followup/months/:month/calls'
export const callKey = 'GET /api/estates/:estateId/followup/months/:month/calls/:ticketId'
export const reportKey = 'GET /api/estates/:estateId/followup/months/:month/report'
/** What an act of this room makes old. */
export const stale = [monthsKey, monthKey, callsKey, callKey, reportKey] as const

export type Month = Answer<typeof monthKey>
export type Call = Answer<typeof callKey>
export type CallRow = RowOf<typeof callsKey>
export type FigureRow = Month['figures'][number]
export type Recorded = Send<'POST /api/estates/:estateId/followup/months/:month/calls/:ticketId'>

/** The months, and the one to look at first: one that is over and not closed presses most. */
export function useMonths(chosen: string | undefined) {
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(monthsKey, { estateId })
  const items = data?.items ?? []
  const pressing = items.find(m => m.state === 'open' && m.closed > 0)
  return { items, month: chosen ?? pressing?.month ?? items[0]?.month, error: data ? null : error, refetch }
}

/** 2026-03 as people say it. */
export function useMonthName(): (month: string) => string {
  const { language } = useSettings()
  return month => {
    const [year = '', number = ''] = month.split('-')
    if (language !== 'en') return `${year}年${Number(number)}月`
    return `${'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(number) - 1]} ${year}`
  }
}

/** Numerator, denominator, period and exclusions of a figure, in one sentence each. */
export function useDefinition(): (f: FigureRow) => string {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  return ({ definition: d }) =>
    [
      d.denominator
        ? t('def.outOf', {
            numerator: inLanguage(d.numerator, language),
            denominator: inLanguage(d.denominator, language),
          })
        : inLanguage(d.numerator, language),
      t('def.without', { exclusions: inLanguage(d.exclusions, language) }),
    ].join(language === 'en' ? '. ' : '。')
}
