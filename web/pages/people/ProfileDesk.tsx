import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ProfileEntry } from './ProfileEntry.tsx'
import { Sure } from './ProfileSure.tsx'
import { type Entry, EntryTerms, useFieldWords } from './profile-parts.tsx'
import './profile.css'

const one = 'GET /api/estates/:estateId/households/:householdId/consents'
type Consents = Answer<typeof one>

/**
 * A household's consents at the desk, for who has no phone (SX-12): what may be kept is written down, withdrawn and
 * asked for here; what was told is not shown.
 */
export default function ProfileDesk(): ReactNode {
  const { t } = useTranslation('profile')
  const estateId = useEstateId()
  const { householdId = '' }: { householdId?: string } = useParams({ strict: false })
  const { data, error, refetch } = useApi(one, { estateId, householdId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const fresh = () => queryClient.invalidateQueries({ queryKey: [one] })
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('desk.title', { unit: data.unit })}</h1>
      </header>
      <p className="aj-weak">{t('desk.lead')}</p>
      <div className="pf-two">
        <section aria-label={t('desk.consents')}>
          <h2>{t('desk.consents')}</h2>
          <Given data={data} estateId={estateId} householdId={householdId} fresh={fresh} />
          <Enter data={data} estateId={estateId} householdId={householdId} fresh={fresh} />
        </section>
        <section aria-label={t('desk.rights')}>
          <h2>{t('desk.rights')}</h2>
          <Ask data={data} estateId={estateId} householdId={householdId} fresh={fresh} />
          <ul className="pf-list">
            {data.requests.map(r => (
              <li key={r.id}>
                <Link to={paths.page('console', 'data-requests', r.id)}>{t(`request.${r.kind}`)}</Link>{' '}
                {r.askedBy}{' '}
                <State
                  state={
                    r.state === 'open'
                      ? r.late
                        ? 'late'
                        : 'running'
                      : r.state === 'done'
                        ? 'kept'
                        : 'stopped'
                  }
                  word={t(`request.state.${r.state}`)}
                />{' '}
                <span className="aj-weak aj-num">
                  {r.state === 'open' ? t('request.due', { day: r.dueOn ?? t('rights.noDay') }) : ''}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}

interface Part {
  data: Consents
  estateId: string
  householdId: string
  fresh: () => Promise<unknown>
}

function Given({ data, estateId, householdId, fresh }: Part): ReactNode {
  const { t } = useTranslation('profile')
  const words = useFieldWords()
  const [ending, end] = useState<Entry>()
  const name = (entry: Entry) => {
    const field = data.fields.find(f => f.key === entry.field)
    const item = field ? words(field).name : entry.field
    const member = data.members.find(m => m.id === entry.memberId)
    return member ? t('entry.of', { item, name: member.name }) : item
  }
  if (data.items.length === 0) return <p className="aj-weak">{t('desk.nothing')}</p>
  return (
    <>
      <ul className="pf-list">
        {data.items.map(entry => (
          <li key={entry.id}>
            <div className="aj-row">
              <strong className="aj-grow">{name(entry)}</strong>
              <span className="aj-weak">{t(`item.${entry.state}Tag`)}</span>
              <Button onClick={() => end(entry)} aria-label={`${t(`item.${entry.state}End`)} ${name(entry)}`}>
                {t(`item.${entry.state}End`)}
              </Button>
            </div>
            <EntryTerms entry={entry} />
          </li>
        ))}
      </ul>
      {ending ? (
        <Sure
          title={t('withdraw.title', { item: name(ending) })}
          then={t('withdraw.then')}
          act={t(`item.${ending.state}End`)}
          close={() => end(undefined)}
          run={async () => {
            const key = 'POST /api/estates/:estateId/households/:householdId/consents/:entryId/withdraw'
            await api(key, { estateId, householdId, entryId: ending.id })
            say(t('withdraw.done'))
            await fresh()
          }}
        />
      ) : null}
    </>
  )
}

/** Writing down what somebody brings on paper. */
function Enter({ data, estateId, householdId, fresh }: Part): ReactNode {
  const { t } = useTranslation('profile')
  const words = useFieldWords()
  const [key, choose] = useState('')
  const [who, setWho] = useState('')
  const [open, setOpen] = useState(false)
  const field = data.fields.find(f => f.key === key)
  const fitting = data.members.filter(m => field?.level === 'member' || m.adult)
  const member = field && field.level !== 'household' ? fitting.find(m => m.id === who) : undefined
  const missing = !field
    ? t('desk.needItem')
    : field.level !== 'household' && !member
      ? t('desk.needWho')
      : undefined
  return (
    <section aria-label={t('desk.enter')}>
      <h2>{t('desk.enter')}</h2>
      <div className="aj-row">
        <select
          className="aj-input"
          aria-label={t('desk.item')}
          value={key}
          onChange={event => choose(event.target.value)}
        >
          <option value="">{t('desk.item')}</option>
          {data.fields
            .filter(f => !f.off)
            .map(f => (
              <option key={f.key} value={f.key}>
                {words(f).name}
              </option>
            ))}
        </select>
        {field && field.level !== 'household' ? (
          <select
            className="aj-input"
            aria-label={t('desk.who')}
            value={who}
            onChange={event => setWho(event.target.value)}
          >
            <option value="">{t('desk.who')}</option>
            {fitting.map(m => (
              <option key={m.id} value={m.id}>
                {m.name}
              </option>
            ))}
          </select>
        ) : null}
        <Button icon="plus" refused={missing} onClick={() => setOpen(true)}>
          {t('item.give')}
        </Button>
      </div>
      {open && field ? (
        <ProfileEntry
          file={{ householdId, members: data.members, me: null, terms: data.terms }}
          field={field}
          member={member}
          staff
          close={() => setOpen(false)}
          send={async (given, clientId) => {
            const path = 'POST /api/estates/:estateId/households/:householdId/profile'
            await api(path, { estateId, householdId, ...given }, { clientId })
            say(t('entry.saved'))
            await fresh()
          }}
        />
      ) : null}
    </section>
  )
}

function Ask({ data, estateId, householdId, fresh }: Part): ReactNode {
  const { t } = useTranslation('profile')
  const asking = data.members.filter(m => m.registered && !m.minor)
  const form = useForm({
    key: `profile.ask.${householdId}`,
    initial: {
      askedBy: asking[0]?.id ?? '',
      kind: 'export' as 'export' | 'deletion',
      channel: 'desk' as 'desk' | 'paper' | 'phone',
      note: '',
    },
    send: async (v, clientId) => {
      const path = 'POST /api/estates/:estateId/households/:householdId/requests'
      const made = await api(path, { estateId, householdId, ...v, note: v.note || undefined }, { clientId })
      say(t('rights.asked', { day: made.dueOn ?? t('rights.noDay') }))
      await fresh()
    },
  })
  return (
    <FormBox form={form} submit={t('desk.ask')} refused={asking.length === 0 ? t('desk.nobody') : undefined}>
      <Field form={form} name="askedBy" label={t('request.askedBy')}>
        <select {...form.bind('askedBy')} className="aj-input">
          {asking.map(m => (
            <option key={m.id} value={m.id}>
              {m.name}
            </option>
          ))}
        </select>
      </Field>
      <Choices
        legend={t('request.kind')}
        value={form.values.kind}
        onChange={kind => form.set({ kind })}
        options={(['export', 'deletion'] as const).map(value => ({ value, label: t(`request.${value}`) }))}
      />
      <Choices
        legend={t('entry.channel')}
        value={form.values.channel}
        onChange={channel => form.set({ channel })}
        options={(['desk', 'paper', 'phone'] as const).map(value => ({
          value,
          label: t(`channel.${value}`),
        }))}
      />
      <Field form={form} name="note" label={t('request.note')} optional>
        <input {...form.bind('note')} className="aj-input" maxLength={300} />
      </Field>
    </FormBox>
  )
}
