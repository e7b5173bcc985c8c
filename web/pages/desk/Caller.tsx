import { type KeyboardEvent, type ReactNode, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { State } from '../../ui/State.tsx'
import { useClasses } from './words.ts'

/** Who is on the line, once he was found. */
export interface Who {
  unitId: string
  unit: string
  personId: string
  person: string
}
export const nobody: Who = { unitId: '', unit: '', personId: '', person: '' }

interface Found {
  id: string
  kind: string
  title: string
  note: string
  unitId: string | null
  personId: string | null
}

/** One box for room, name, phone or its last four digits; ↑ ↓ choose, Enter takes, without leaving the keyboard. */
export function CallerBox(props: {
  value: string
  onType: (text: string) => void
  onPick: (who: Who) => void
  invalid?: boolean
  id: string
}): ReactNode {
  const { t } = useTranslation('desk')
  const { can } = useMe()
  const estateId = useEstateId()
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState(false)
  const typed = useDeferredValue(props.value.trim())
  const wide = can('person.read')
  const people = useApi(
    'GET /api/estates/:estateId/search',
    { estateId, q: typed },
    { when: wide && open && typed !== '', keep: true },
  )
  const rooms = useApi(
    'GET /api/estates/:estateId/units',
    { estateId, q: typed, limit: 8 },
    { when: !wide && open && typed !== '', keep: true },
  )
  const items: Found[] =
    !open || typed === '' ? [] : wide ? (people.data?.items ?? []).slice(0, 8) : roomsOf(rooms)
  const current = Math.min(at, items.length - 1)
  const take = (item: Found | undefined) => {
    if (!item) return
    const room = item.kind === 'room' ? item.title : (item.note.split(/[、 ·]/)[0] ?? '')
    props.onPick({
      unitId: item.unitId ?? '',
      unit: room,
      personId: item.personId ?? '',
      person: item.personId ? item.title : '',
    })
    setOpen(false)
    setAt(0)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') setAt(Math.min(current + 1, items.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(current - 1, 0))
    else if (event.key === 'Enter' && !event.ctrlKey) {
      // Enter here takes the caller; it does not save
      take(items[Math.max(0, current)])
    } else if (event.key === 'Escape' && items.length > 0) setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="dk-caller">
      <input
        id={props.id}
        className="aj-input"
        name="caller"
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={`${props.id}-list`}
        aria-activedescendant={items.length > 0 ? `${props.id}-${Math.max(0, current)}` : undefined}
        aria-invalid={props.invalid || undefined}
        autoComplete="off"
        placeholder={t(wide ? 'caller.hint' : 'caller.hintRoom')}
        value={props.value}
        onChange={event => {
          setOpen(true)
          props.onType(event.target.value)
        }}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={onKeyDown}
      />
      {items.length > 0 ? (
        <div id={`${props.id}-list`} role="listbox" aria-label={t('caller.found')} className="dk-options">
          {items.map((item, i) => (
            <button
              key={`${item.kind}-${item.id}`}
              id={`${props.id}-${i}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={i === Math.max(0, current)}
              onMouseDown={event => {
                event.preventDefault()
                take(item)
              }}
            >
              <strong>{item.title}</strong> <span className="aj-weak">{item.note}</span>
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}

function roomsOf(rooms: { data?: { items: { id: string; label: string }[] } | undefined }): Found[] {
  return (rooms.data?.items ?? []).map(u => ({
    id: u.id,
    kind: 'room',
    title: u.label,
    note: '',
    unitId: u.id,
    personId: null,
  }))
}

/** The owner card beside the form: who lives there, and who of them is calling in one tap. */
export function CallerCard({ who, onPick }: { who: Who; onPick: (who: Who) => void }): ReactNode {
  const { t } = useTranslation('desk')
  const { can } = useMe()
  const estateId = useEstateId()
  const { data } = useApi(
    'GET /api/estates/:estateId/units/:unitId/card',
    { estateId, unitId: who.unitId },
    { when: who.unitId !== '' && can('person.read'), keep: true },
  )
  if (!who.unitId) return null
  const seen = new Set<string>()
  const people = [...(data?.owners ?? []), ...(data?.households.flatMap(h => h.members) ?? [])].filter(
    tie => !seen.has(tie.personId) && seen.add(tie.personId),
  )
  const phoneOf = (id: string) => data?.persons.find(p => p.id === id)?.phone ?? ''
  return (
    <section className="dk-panel" aria-label={t('caller.card')}>
      <h3>
        {t('caller.card')} <span className="aj-num">{who.unit}</span>
      </h3>
      {people.length === 0 && data ? <p className="aj-weak">{t('caller.nobody')}</p> : null}
      <div className="dk-people">
        {people.map(tie => (
          <button
            key={tie.personId}
            type="button"
            className="dk-person"
            aria-pressed={tie.personId === who.personId}
            onClick={() => onPick({ ...who, personId: tie.personId, person: tie.person })}
          >
            <strong>{tie.person}</strong>
            <span className="aj-weak">{t(`tie.${tie.tie}`)}</span>
            <span className="aj-num aj-weak">{phoneOf(tie.personId)}</span>
          </button>
        ))}
      </div>
    </section>
  )
}

/** What this home raised before: one in fourteen calls is somebody coming back on it. */
export function Before(props: {
  unitId: string
  /** takes what was typed to an open ticket, or opens a closed one with it */
  onBack: (ticket: { id: string; number: string; closed: boolean }) => void
  busy: boolean
}): ReactNode {
  const { t } = useTranslation('desk')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const { nameOf } = useClasses()
  const { data } = useApi(
    'GET /api/estates/:estateId/tickets',
    { estateId, unitId: props.unitId, show: 'all', limit: 5 },
    { when: props.unitId !== '', keep: true },
  )
  if (!props.unitId || !data || data.items.length === 0) return null
  return (
    <section className="dk-panel" aria-label={t('caller.before')}>
      <h3>{t('caller.before')}</h3>
      {data.items.map(row => (
        <div key={row.id} className="dk-past">
          <p>
            <span className="aj-num">{row.number}</span> {nameOf(row.kind, row.class)} ·{' '}
            {t(`step.${row.state}`)} {row.dueState && !row.closedAt ? <State state={row.dueState} /> : null}{' '}
            <span className="aj-weak aj-num">{when(row.receivedAt, now)}</span>
          </p>
          <p className="dk-cut">{row.text}</p>
          <button
            type="button"
            className="aj-button"
            aria-disabled={props.busy || undefined}
            onClick={() => props.onBack({ id: row.id, number: row.number, closed: row.closedAt !== null })}
          >
            {t(row.closedAt ? 'caller.reopen' : 'caller.again')}
          </button>
        </div>
      ))}
    </section>
  )
}
