/** The terminals at the gates, and what they sent that could not be entered: why, and what becomes of it. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './gate-pages.css'

const terminalsKey = 'GET /api/estates/:estateId/gate/terminals'
const strayKey = 'GET /api/estates/:estateId/gate/stray'
type Stray = Answer<typeof strayKey>['items'][number]
type Terminal = Answer<typeof terminalsKey>['items'][number]

export default function Terminals(): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const estateId = useEstateId()
  return (
    <div className="gp-stack">
      <h1>{t('gate-desk:terminals.title')}</h1>
      <Strays estateId={estateId} />
      <TerminalList estateId={estateId} />
    </div>
  )
}

function Strays({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk', 'errors'])
  const { data, error, refetch } = useApi(strayKey, { estateId })
  const [act, setAct] = useState<{ stray: Stray; what: 'enter' | 'drop' }>()
  return (
    <section className="gp-stack" aria-label={t('gate-desk:stray.title')}>
      <h2>{t('gate-desk:stray.title')}</h2>
      <p className="aj-weak">{t('gate-desk:stray.lead')}</p>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading lines={3} /> : null}
      {data?.items.length === 0 ? (
        <Empty title={t('gate-desk:stray.none')} hint={t('gate-desk:stray.noneHint')} />
      ) : null}
      {data?.items.map(each => (
        <article key={each.clientId} className="gp-post">
          <p>
            <State
              state="late"
              word={t(`errors:${each.code}`, { unit: each.record?.units[0] ?? '', who: each.madeBy ?? '' })}
            />
          </p>
          <p>{each.record ? <Told record={each.record} /> : t('gate-desk:stray.unreadable')}</p>
          <p className="aj-weak aj-num">
            {t('gate-desk:stray.when', {
              at: dateTime(each.deviceAt ?? each.at),
              by: each.madeBy ?? each.sentBy,
            })}
            {each.madeBy && each.madeBy !== each.sentBy
              ? ` · ${t('gate-desk:stray.brought', { by: each.sentBy })}`
              : ''}
            {each.terminal ? ` · ${each.terminal}` : ''}
          </p>
          <div className="gp-row">
            <Button
              kind="main"
              refused={each.record ? undefined : t('gate-desk:stray.unreadable')}
              onClick={() => setAct({ stray: each, what: 'enter' })}
            >
              {t('gate-desk:stray.enter')}
            </Button>
            <Button onClick={() => setAct({ stray: each, what: 'drop' })}>{t('gate-desk:stray.drop')}</Button>
          </div>
        </article>
      ))}
      {act?.what === 'enter' ? (
        <Enter estateId={estateId} stray={act.stray} close={() => setAct(undefined)} />
      ) : null}
      {act?.what === 'drop' ? (
        <Drop estateId={estateId} stray={act.stray} close={() => setAct(undefined)} />
      ) : null}
    </section>
  )
}

function Told({ record }: { record: NonNullable<Stray['record']> }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  return (
    <>
      {record.gate} {t(`way.${record.direction}`)}{' '}
      {[...record.persons, record.plate ?? '', ...record.units].filter(Boolean).join('、')}
    </>
  )
}

interface ActProps {
  estateId: string
  stray: Stray
  close: () => void
}

const gone = () => queryClient.invalidateQueries({ queryKey: [strayKey] })

function Enter({ estateId, stray, close }: ActProps): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const form = useForm({
    key: `gate.stray.${stray.clientId}`,
    initial: { unit: stray.record?.units[0] ?? '' },
    send: async v => {
      const unit = v.unit.trim()
      const same = unit === '' || unit === stray.record?.units[0]
      await api('POST /api/estates/:estateId/gate/stray/:clientId/enter', {
        estateId,
        clientId: stray.clientId,
        ...(same ? {} : { unit }),
      })
      say(t('gate-desk:stray.entered'))
      await gone()
      close()
    },
  })
  return (
    <Dialog title={t('gate-desk:stray.enterTitle')} close={close}>
      <p>{stray.record ? <Told record={stray.record} /> : null}</p>
      <FormBox form={form} submit={t('gate-desk:stray.enter')}>
        <Field form={form} name="unit" label={t('list.unit')} hint={t('gate-desk:stray.unitHint')} optional>
          <input {...form.bind('unit')} className="aj-input" maxLength={30} />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Drop({ estateId, stray, close }: ActProps): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const form = useForm({
    key: `gate.drop.${stray.clientId}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('need.reason') }),
    send: async v => {
      await api('POST /api/estates/:estateId/gate/stray/:clientId/drop', {
        estateId,
        clientId: stray.clientId,
        reason: v.reason,
      })
      say(t('gate-desk:stray.dropped'))
      await gone()
      close()
    },
  })
  return (
    <Dialog title={t('gate-desk:stray.dropTitle')} close={close}>
      <FormBox form={form} submit={t('gate-desk:stray.drop')}>
        <Field form={form} name="reason" label={t('gates.reasonLabel')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function TerminalList({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation(['gate', 'gate-desk'])
  const { data, error, refetch } = useApi(terminalsKey, { estateId })
  const [ending, setEnding] = useState<Terminal>()
  const revoke = useMutate('POST /api/estates/:estateId/gate/terminals/:id/revoke', { stale: [terminalsKey] })
  return (
    <section className="gp-stack" aria-label={t('gate-desk:terminals.list')}>
      <h2>{t('gate-desk:terminals.list')}</h2>
      {error ? <Failing error={error} again={refetch} /> : null}
      {data?.items.length === 0 ? (
        <Empty title={t('gate-desk:terminals.none')} hint={t('gate-desk:terminals.noneHint')} />
      ) : null}
      {data?.items.map(each => (
        <article key={each.id} className="gp-post">
          <div className="gp-row">
            <strong>{each.name}</strong>
            <span>{each.gateName}</span>
            <span className="aj-weak aj-num">
              {each.seenAt
                ? t('gate-desk:terminals.seen', { at: dateTime(each.seenAt) })
                : t('gate-desk:terminals.never')}
            </span>
            <State
              state={each.revokedAt ? 'stopped' : 'kept'}
              word={
                each.revokedAt
                  ? t('gate-desk:terminals.revoked', { at: dateTime(each.revokedAt) })
                  : t('gate-desk:terminals.live')
              }
            />
            <Button
              kind="plain"
              refused={
                each.revokedAt
                  ? t('gate-desk:terminals.revoked', { at: dateTime(each.revokedAt) })
                  : undefined
              }
              onClick={() => setEnding(each)}
            >
              {t('gate-desk:terminals.revoke')}
            </Button>
          </div>
        </article>
      ))}
      {ending ? (
        <ConfirmByName
          title={t('gate-desk:terminals.revokeTitle', { name: ending.name })}
          consequence={t('gate-desk:terminals.revokeThen')}
          name={ending.name}
          act={t('gate-desk:terminals.revoke')}
          close={() => setEnding(undefined)}
          run={async () => {
            await revoke.mutateAsync({ estateId, id: ending.id })
            say(t('gate-desk:terminals.done', { name: ending.name }))
          }}
        />
      ) : null}
    </section>
  )
}
