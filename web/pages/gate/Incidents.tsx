/** The desk's incidents: photos, handed to the police with their number, the result, and what outlives a closure (S6-32, J-04). */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './gate-pages.css'

const list = 'GET /api/estates/:estateId/gate/incidents'
type Shown = Answer<typeof list>['items'][number]
type Asked = { day?: string; state?: Shown['state'] }
const states = { open: 'soon', handed: 'running', closed: 'kept' } as const

export default function Incidents(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk', 'errors'])
  const estateId = useEstateId()
  const { can } = useMe()
  // what a figure counted comes by the address: the day, and perhaps a state
  const { day, state }: Asked = useSearch({ strict: false })
  const { data, error, refetch } = useApi(
    list,
    { estateId, ...(day ? { day } : {}), ...(state ? { state } : {}) },
    { keep: true },
  )
  const [act, setAct] = useState<{ what: 'hand' | 'keep'; incident: Shown }>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="gp-stack">
      <h1>{t('gate-desk:incident.title')}</h1>
      <div className="gp-row">
        <Filters day={day} state={state} />
        <a className="aj-button" href={exportHref('gate.incidents', estateId)({ day, state })}>
          {t('gate-desk:incident.export')}
        </a>
      </div>
      {data.items.length === 0 ? (
        <Empty
          title={t(day || state ? 'gate-desk:incident.noneOf' : 'gate-desk:incident.none')}
          hint={t(day || state ? 'gate-desk:incident.noneOfHint' : 'gate-desk:incident.noneHint')}
        />
      ) : null}
      {data.items.map(each => (
        <article key={each.id} className="gp-post">
          <h2>
            {each.number} {t(`incidentKind.${each.kind}`)} · {each.place}{' '}
            <State state={states[each.state]} word={t(`incidentState.${each.state}`)} />
          </h2>
          <p className="aj-weak aj-num">
            {dateTime(each.happenedAt)} · {each.madeBy}
          </p>
          {each.erased ? (
            <p className="aj-weak">{t('gate-desk:incident.erased')}</p>
          ) : (
            <p>{[each.who, each.plate, each.account].filter(Boolean).join(' · ')}</p>
          )}
          {each.photos.length > 0 ? (
            <div className="gp-row">
              {each.photos.map(photo => (
                <a
                  key={photo}
                  href={`/api/estates/${estateId}/files/${photo}`}
                  target="_blank"
                  rel="noreferrer"
                >
                  <img
                    className="gp-thumb"
                    src={`/api/estates/${estateId}/files/${photo}`}
                    alt={t('gate-desk:incident.photoOf', { number: each.number })}
                  />
                </a>
              ))}
            </div>
          ) : null}
          {each.policeNumber || each.result ? (
            <p>
              {each.policeNumber
                ? t('gate-desk:incident.police', {
                    number: each.policeNumber,
                    at: dateTime(each.handedAt ?? each.happenedAt),
                  })
                : ''}{' '}
              {each.result ?? ''}
            </p>
          ) : null}
          {each.kept ? (
            <p className="gp-notice">
              {t('gate-desk:incident.kept', { by: each.kept.by, at: dateTime(each.kept.at) })}{' '}
              {each.kept.basis}
            </p>
          ) : null}
          <div className="gp-row">
            <a
              className="aj-button"
              href={printHref('gate.incident', { estateId, id: each.id })}
              target="_blank"
              rel="noreferrer"
            >
              {t('gate-desk:incident.print')}
            </a>
            {can('gate.incident') ? (
              <Button
                refused={each.state === 'closed' ? t('errors:gate.incident_state') : undefined}
                onClick={() => setAct({ what: 'hand', incident: each })}
              >
                {t('gate-desk:incident.hand')}
              </Button>
            ) : null}
            {can('closure.end') && each.closureId && !each.kept && !each.erased ? (
              <Button
                refused={each.allowed.keep === true ? undefined : t(`errors:${each.allowed.keep}`)}
                onClick={() => setAct({ what: 'keep', incident: each })}
              >
                {t('gate-desk:incident.keep')}
              </Button>
            ) : null}
          </div>
        </article>
      ))}
      {act?.what === 'hand' ? (
        <Hand estateId={estateId} incident={act.incident} close={() => setAct(undefined)} />
      ) : null}
      {act?.what === 'keep' ? (
        <Keep estateId={estateId} incident={act.incident} close={() => setAct(undefined)} />
      ) : null}
    </div>
  )
}

/** The day it happened and what became of it, in the address, so that a figure's link shows just what it counted. */
function Filters({ day, state }: { day: string | undefined; state: Asked['state'] | undefined }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const navigate = useNavigate()
  const set = (part: Record<string, string>) =>
    navigate({
      to: '.',
      search: (was: object) =>
        Object.fromEntries(Object.entries({ ...was, ...part }).filter(([, text]) => text !== '')),
      replace: true,
    })
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser we serve
    <div className="gp-row" role="search">
      <input
        type="date"
        className="aj-input"
        style={{ width: '10rem' }}
        aria-label={t('gate-desk:incident.day')}
        title={t('gate-desk:incident.day')}
        value={day ?? ''}
        onChange={event => set({ day: event.target.value })}
      />
      <select
        className="aj-input"
        style={{ width: '10rem' }}
        aria-label={t('gate-desk:incident.state')}
        value={state ?? ''}
        onChange={event => set({ state: event.target.value })}
      >
        <option value="">{t('gate-desk:incident.state')}</option>
        {(['open', 'handed', 'closed'] as const).map(value => (
          <option key={value} value={value}>
            {t(`incidentState.${value}`)}
          </option>
        ))}
      </select>
      {day ? <Button onClick={() => void set({ day: '' })}>{t('gate-desk:incident.all')}</Button> : null}
    </div>
  )
}

type Inner = { estateId: string; incident: Shown; close: () => void }

function Hand({ estateId, incident, close }: Inner): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const hand = useMutate('POST /api/estates/:estateId/gate/incidents/:id/hand', { stale: [list] })
  const form = useForm({
    key: `gate.hand.${incident.id}`,
    initial: { policeNumber: incident.policeNumber ?? '', result: '' },
    check: v => ({
      policeNumber: v.policeNumber.trim() || v.result.trim() ? undefined : t('need.paper'),
    }),
    send: async v => {
      const { version, id } = incident
      await hand.mutateAsync({
        estateId,
        id,
        version,
        ...(v.policeNumber.trim() ? { policeNumber: v.policeNumber.trim() } : {}),
        ...(v.result.trim() ? { result: v.result.trim() } : {}),
      })
      say(t('gate-desk:incident.handed', { number: incident.number }))
      close()
    },
  })
  return (
    <Dialog title={t('gate-desk:incident.handTitle', { number: incident.number })} close={close}>
      <p className="aj-weak">{t('gate-desk:incident.handHint')}</p>
      <FormBox form={form} submit={t('gates.save')}>
        <Field form={form} name="policeNumber" label={t('incident.policeNumber')} optional>
          <input {...form.bind('policeNumber')} className="aj-input" maxLength={60} />
        </Field>
        <Field form={form} name="result" label={t('gate-desk:incident.result')} optional>
          <textarea {...form.bind('result')} className="aj-input" maxLength={500} />
        </Field>
      </FormBox>
    </Dialog>
  )
}

const basis = ['lawful', 'necessary', 'safe'] as const

function Keep({ estateId, incident, close }: Inner): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const keep = useMutate('POST /api/estates/:estateId/gate/incidents/:id/keep', { stale: [list] })
  const form = useForm({
    key: `gate.keep.${incident.id}`,
    initial: { lawful: '', necessary: '', safe: '' },
    check: v =>
      Object.fromEntries(
        basis.filter(name => v[name].trim().length < 4).map(name => [name, t('need.reason')]),
      ),
    send: async v => {
      await keep.mutateAsync({ estateId, id: incident.id, version: incident.version, ...v })
      say(t('gate-desk:incident.keptNow', { number: incident.number }))
      close()
    },
  })
  return (
    <Dialog title={t('gate-desk:incident.keepTitle', { number: incident.number })} close={close}>
      <p className="aj-weak">{t('gate-desk:incident.keepHint')}</p>
      <FormBox form={form} submit={t('gate-desk:incident.keep')}>
        {basis.map(name => (
          <Field key={name} form={form} name={name} label={t(`gate-desk:incident.${name}`)}>
            <input {...form.bind(name)} className="aj-input" maxLength={300} />
          </Field>
        ))}
      </FormBox>
    </Dialog>
  )
}
