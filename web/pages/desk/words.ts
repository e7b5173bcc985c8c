import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useKept } from '../../offline/useKept.ts'
import { useSettings } from '../../settings.ts'

export type Ticket = Answer<'GET /api/estates/:estateId/tickets/:ticketId'>
export type Classes = Answer<'GET /api/estates/:estateId/desk/classes'>
export type TicketClass = Classes['items'][number]
export type Kind = Ticket['kind']

/** The classes of the estate and their names; a class that is no longer offered shows its own code. */
export function useClasses() {
  const estateId = useEstateId()
  const { language } = useSettings()
  const { data } = useKept(
    'GET /api/estates/:estateId/desk/classes',
    { estateId },
    { when: estateId !== '', store: location.pathname.startsWith('/field') },
  )
  const of = (kind: string, name: string) => data?.items.find(c => c.kind === kind && c.class === name)
  return {
    classes: data?.items ?? [],
    pauseReasons: (data?.pauseReasons ?? []).map(r => ({ value: r.key, label: inLanguage(r, language) })),
    of,
    nameOf: (kind: string, name: string) => {
      const found = of(kind, name)
      return found ? inLanguage(found, language) : name
    },
    subtypeOf: (ticket: { kind: string; class: string; subtype: string | null }) => {
      const found = of(ticket.kind, ticket.class)?.subtypes.find(s => s.key === ticket.subtype)
      return found ? inLanguage(found, language) : ''
    },
    name: (c: TicketClass) => inLanguage(c, language),
  }
}

/** What a class promises, in words: 到场 15 分钟. */
export function usePromiseWords() {
  const { t } = useTranslation('desk')
  return (p: { clock: string; unit: string; amount: number }): string => {
    if (p.clock === 'threeMinute') return t('clock.threeMinute')
    const hours = p.unit === 'minutes' && p.amount >= 60 && p.amount % 60 === 0
    const amount = hours ? t('unit.hours', { n: p.amount / 60 }) : t(`unit.${p.unit}`, { n: p.amount })
    return t('promise.words', { clock: t(`clock.${p.clock}`), amount })
  }
}

/** Why an act is refused now; undefined when it is allowed, null when it is not this reader's at all. */
export function useRefusal(ticket: Ticket | undefined) {
  const { t } = useTranslation(['desk', 'errors'])
  return (act: keyof Ticket['allowed']): string | undefined | null => {
    const said = ticket?.allowed[act]
    if (said === undefined) return null
    return said === true ? undefined : t(`errors:${said}`, { name: ticket?.assignee ?? '', max: '' })
  }
}
