import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { say } from '../../ui/toast.ts'
import { EnteredBy } from './EnteredBy.tsx'
import { stalePeople } from './stale.ts'

type Consent = Answer<'GET /api/estates/:estateId/persons/:personId'>['consents'][number]
const purposes = ['household_profile', 'health', 'photo', 'messages', 'face', 'neighbour_contact'] as const
const channels = ['desk', 'paper', 'phone'] as const

/** What a person agreed to, each for one purpose; the desk records and withdraws it for who has no phone (SX-12). */
export function Consents(props: {
  estateId: string
  personId: string
  name: string
  items: readonly Consent[]
}): ReactNode {
  const { t } = useTranslation('people')
  const { can } = useMe()
  const [adding, setAdding] = useState(false)
  const withdraw = useMutate('POST /api/estates/:estateId/consents/:consentId/withdraw', {
    done: () => {
      say(t('consents.withdrawn'))
      void stalePeople()
    },
  })
  return (
    <>
      {props.items.length === 0 ? <p className="aj-weak">{t('file.noConsent')}</p> : null}
      <ul className="pe-list">
        {props.items.map(c => (
          <li key={c.id} className="pe-line">
            <span>
              {t(`consent.${c.purpose}`)}{' '}
              <State
                state={c.live ? 'kept' : 'stopped'}
                word={t(c.live ? 'consent.live' : c.withdrawnAt ? 'consents.taken' : 'consent.over')}
              />{' '}
              <span className="aj-weak aj-num">
                {date(c.givenAt)} – {c.until ? date(c.until) : t('consents.open')} ·{' '}
                {t(`channel.${c.channel}`)}
              </span>
              <EnteredBy name={c.enteredBy} />
            </span>
            {c.live && can('consent.write') ? (
              <Button
                kind="plain"
                busy={withdraw.isPending}
                onClick={() => withdraw.mutate({ estateId: props.estateId, consentId: c.id })}
              >
                {t('consents.withdraw')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {can('consent.write') ? (
        <Button icon="plus" onClick={() => setAdding(true)}>
          {t('consents.add')}
        </Button>
      ) : null}
      {adding ? <NewConsent {...props} close={() => setAdding(false)} /> : null}
    </>
  )
}

function NewConsent(props: {
  estateId: string
  personId: string
  name: string
  close: () => void
}): ReactNode {
  const { t } = useTranslation('people')
  const form = useForm({
    key: `people.consent.${props.personId}`,
    initial: {
      purpose: 'household_profile' as (typeof purposes)[number],
      channel: 'desk' as (typeof channels)[number],
      until: '',
    },
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/persons/:personId/consents',
        {
          estateId: props.estateId,
          personId: props.personId,
          purpose: v.purpose,
          channel: v.channel,
          ...(v.until ? { until: `${v.until}T23:59:59.999+08:00` } : {}),
        },
        { clientId },
      )
      say(t('consents.done', { name: props.name }))
      await stalePeople()
      props.close()
    },
  })
  return (
    <Dialog title={t('consents.title', { name: props.name })} close={props.close}>
      <p>{t('consents.lead')}</p>
      <FormBox form={form} submit={t('consents.add')}>
        <Choices
          legend={t('consents.purpose')}
          value={form.values.purpose}
          onChange={purpose => form.set({ purpose })}
          options={purposes.map(value => ({ value, label: t(`consent.${value}`) }))}
        />
        <Choices
          legend={t('consents.channel')}
          value={form.values.channel}
          onChange={channel => form.set({ channel })}
          options={channels.map(value => ({ value, label: t(`channel.${value}`) }))}
        />
        <Field form={form} name="until" label={t('consents.until')} optional>
          <input {...form.bind('until')} type="date" className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
