import { type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import type { FormState } from '../../ui/form.ts'
import type { Values } from './act-body.ts'
import { type Ticket, useClasses } from './words.ts'

interface Shown {
  id: string
  number: string
  unit: string | null
  kind: string
  class: string
  state: Ticket['state']
  text: string
}

/** Chooses another ticket: those that look like the same matter stand there already, any other is found by typing. */
export function TicketPick(props: { form: FormState<Values>; ticket: Ticket; openOnly: boolean }): ReactNode {
  const { t } = useTranslation('desk')
  const { form, ticket } = props
  const estateId = useEstateId()
  const { nameOf } = useClasses()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const alike = useApi('GET /api/estates/:estateId/desk/similar', {
    estateId,
    text: ticket.text.slice(0, 500),
    kind: ticket.kind,
    class: ticket.class,
    unitId: ticket.unitId ?? undefined,
    accusedRoom: ticket.accusedUnit ?? undefined,
    place: ticket.place ?? undefined,
    except: ticket.id,
  })
  const found = useApi(
    'GET /api/estates/:estateId/tickets',
    { estateId, q, show: props.openOnly ? 'open' : 'all', limit: 8 },
    { when: q !== '', keep: true },
  )
  const list: Shown[] = q === '' ? (alike.data?.items ?? []) : (found.data?.items ?? [])
  const items = list.filter(i => i.id !== ticket.id && (!props.openOnly || i.state !== 'closed'))
  const error = form.errorOf('other')
  const id = form.fieldId('other')
  return (
    <div className="dk-panel">
      <label htmlFor={id}>{t('pick.label')}</label>
      <input
        id={id}
        name="pick"
        className="aj-input"
        autoComplete="off"
        placeholder={t('filter.qHint')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      {q === '' && items.length > 0 ? <p className="aj-weak">{t('similar.title')}</p> : null}
      {items.length === 0 && (q !== '' || alike.data) ? <p className="aj-weak">{t('pick.none')}</p> : null}
      <div className="dk-panel" role="radiogroup" aria-label={t('pick.label')}>
        {items.map(i => (
          <label key={i.id} className="dk-pick">
            <input
              type="radio"
              name="dk-other"
              checked={form.values.other === i.id}
              onChange={() => form.set({ other: i.id })}
            />
            <span>
              <span className="aj-num">{i.number}</span> {i.unit} {nameOf(i.kind, i.class)} ·{' '}
              {t(`step.${i.state}`)}
              <span className="aj-weak dk-cut">{i.text}</span>
            </span>
          </label>
        ))}
      </div>
      {error ? <p className="aj-error">{t('pick.need')}</p> : null}
    </div>
  )
}
