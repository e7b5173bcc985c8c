import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { stalePeople } from './stale.ts'

interface Of {
  estateId: string
  unitId: string
  label: string
}

/** The home's requests, open ones first by time left; a click opens the ticket in the queue. */
export function Requests({ estateId, unitId }: Of): ReactNode {
  const { t } = useTranslation('people')
  const [show, setShow] = useState<'open' | 'all'>('open')
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/tickets', {
    estateId,
    unitId,
    show,
    limit: 50,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  return (
    <>
      <div className="aj-row">
        {(['open', 'all'] as const).map(each => (
          <Button key={each} aria-pressed={show === each} onClick={() => setShow(each)}>
            {t(`tabs.${each}`)}
          </Button>
        ))}
      </div>
      {data.items.length === 0 ? <p className="aj-weak">{t('tabs.noRequest')}</p> : null}
      <ul className="pe-list">
        {data.items.map(ticket => (
          <li key={ticket.id} className="pe-line">
            <Link to={paths.page('console', 'tickets', ticket.id)}>
              <span className="aj-num">{ticket.number}</span> {t(`kind.${ticket.kind}`)}：
              {ticket.text.slice(0, 60)}
            </Link>
            <span className="aj-weak aj-num">
              {ticket.dueState ? <State state={ticket.dueState} /> : null} {ticket.assignee ?? ''}{' '}
              {dateTime(ticket.receivedAt)} {ticket.onBehalf ? t('tabs.onBehalf') : ''}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Visitor codes of the home. */
export function Passes({ estateId, label }: Of): ReactNode {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/gate/passes', { estateId, unit: label })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  if (data.items.length === 0) return <p className="aj-weak">{t('tabs.noPass')}</p>
  return (
    <ul className="pe-list">
      {data.items.map(pass => (
        <li key={pass.id} className="pe-line">
          <Link to={`${paths.page('console', 'gate/passes')}?unit=${encodeURIComponent(label)}`}>
            {pass.guest} {t(`pass.${pass.kind}`)}
          </Link>
          <span className="aj-weak aj-num">
            {dateTime(pass.fromAt)} – {dateTime(pass.untilAt)} · {t(`passState.${pass.state}`)} ·{' '}
            {pass.issuedBy}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Who went in and out for this home, masked. */
export function Passages({ estateId, label }: Of): ReactNode {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/gate/passages', {
    estateId,
    unit: label,
    limit: 50,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  if (data.items.length === 0) return <p className="aj-weak">{t('tabs.noPassage')}</p>
  return (
    <>
      <ul className="pe-list">
        {data.items.map(each => (
          <li key={each.id} className="pe-line">
            <span>
              <span className="aj-num">{dateTime(each.at)}</span> {each.gate} {t(`way.${each.direction}`)}{' '}
              {each.plate ?? each.name ?? '—'}
            </span>
            <State state={each.outcome === 'passed' ? 'kept' : 'late'} word={t(`tabs.${each.outcome}`)} />
          </li>
        ))}
      </ul>
      <Link to={`${paths.page('console', 'gate/passages')}?unit=${encodeURIComponent(label)}`}>
        {t('tabs.allPassages', { count: data.total })}
      </Link>
    </>
  )
}

const notesKey = 'GET /api/estates/:estateId/units/:unitId/notes'

/** What who serves this home should know: the dog, the spare key, when nobody is in. */
export function Notes({ estateId, unitId }: Of): ReactNode {
  const { t } = useTranslation('people')
  const { can } = useMe()
  const { data, error, refetch } = useApi(notesKey, { estateId, unitId })
  const end = useMutate('POST /api/estates/:estateId/unit-notes/:noteId/end', { stale: [notesKey] })
  const form = useForm({
    key: `people.note.${unitId}`,
    initial: { text: '' },
    check: v => ({ text: v.text.trim() ? undefined : t('notes.need') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/units/:unitId/notes',
        { estateId, unitId, text: v.text },
        { clientId },
      )
      await stalePeople()
    },
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  return (
    <>
      {data.items.length === 0 ? <p className="aj-weak">{t('notes.none')}</p> : null}
      <ul className="pe-list">
        {data.items.map(note => (
          <li key={note.id} className="pe-line">
            <span>
              {note.text}{' '}
              <span className="aj-weak aj-num">
                {note.by} {dateTime(note.at)}
              </span>
            </span>
            {can('person.write') ? (
              <Button
                kind="plain"
                busy={end.isPending}
                onClick={() => end.mutate({ estateId, noteId: note.id })}
              >
                {t('notes.end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {can('person.write') ? (
        <FormBox form={form} submit={t('notes.add')}>
          <Field form={form} name="text" label={t('notes.text')} hint={t('notes.hint')}>
            <textarea {...form.bind('text')} className="aj-input" rows={2} maxLength={1000} />
          </Field>
        </FormBox>
      ) : null}
    </>
  )
}
