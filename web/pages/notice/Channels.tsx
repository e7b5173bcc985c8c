import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

type Channel = RowOf<'GET /api/estates/:estateId/channels'>
const key = 'GET /api/estates/:estateId/channels'

/** Group robots and webhooks; the address and the secret are shown to nobody again. */
export function Channels(): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const [adding, add] = useState(false)
  const { data, error, refetch } = useApi(key, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="aj-stack">
      <p className="aj-row">
        <Button icon="plus" onClick={() => add(true)}>
          {t('channels.add')}
        </Button>
        <span className="aj-weak">{data.sms ? t('channels.sms') : t('channels.noSms')}</span>
      </p>
      <table className="no-table">
        <thead>
          <tr>
            <th scope="col">{t('channels.name')}</th>
            <th scope="col">{t('channels.kind')}</th>
            <th scope="col">{t('channels.host')}</th>
            <th scope="col">{t('channels.what')}</th>
            <th scope="col">{t('bulletin.state')}</th>
            <th scope="col">
              <span className="aj-sr">{t('regular.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('channel.in_app')}</th>
            <td>—</td>
            <td>—</td>
            <td>{t('channels.every')}</td>
            <td>
              <State state="kept" word={t('channels.on')} />
            </td>
            <td />
          </tr>
          {data.items.map(c => (
            <One key={c.id} channel={c} />
          ))}
        </tbody>
      </table>
      {adding ? (
        <Dialog title={t('channels.add')} close={() => add(false)}>
          <Add done={() => add(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function One({ channel: c }: { channel: Channel }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const change = useMutate('PUT /api/estates/:estateId/channels/:channelId', { stale: [key] })
  const attempt = useMutate('POST /api/estates/:estateId/channels/:channelId/test', {
    done: () => say(t('channels.tried')),
  })
  const put = (part: { active?: boolean; urgentOnly?: boolean }) =>
    change.mutate({
      estateId,
      channelId: c.id,
      name: c.name,
      urgentOnly: c.urgentOnly,
      active: c.active,
      version: c.version,
      ...part,
    })
  return (
    <tr>
      <th scope="row">{c.name}</th>
      <td>
        {t(`channel.${c.kind}`)}
        {c.signed ? ` · ${t('channels.signed')}` : ''}
      </td>
      <td>{c.host}</td>
      <td>
        <Button kind="plain" busy={change.isPending} onClick={() => put({ urgentOnly: !c.urgentOnly })}>
          {c.urgentOnly ? t('channels.urgent') : t('channels.every')}
        </Button>
      </td>
      <td>
        <State state={c.active ? 'kept' : 'stopped'} word={t(c.active ? 'channels.on' : 'channels.off')} />
      </td>
      <td>
        <div className="aj-row">
          <Button
            refused={c.active ? undefined : t('channels.offWhy')}
            busy={attempt.isPending}
            onClick={() => attempt.mutate({ estateId, channelId: c.id })}
          >
            {t('channels.try')}
          </Button>
          <Button kind="plain" busy={change.isPending} onClick={() => put({ active: !c.active })}>
            {t(c.active ? 'channels.turnOff' : 'channels.turnOn')}
          </Button>
        </div>
      </td>
    </tr>
  )
}

function Add({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/channels', { stale: [key] })
  const kind: 'wecom' | 'dingtalk' | 'webhook' = 'wecom'
  const form = useForm({
    key: 'notice.channel',
    initial: { kind: kind as 'wecom' | 'dingtalk' | 'webhook', name: '', url: '', secret: '' },
    secret: ['url', 'secret'],
    check: v => ({
      ...(v.name.trim() ? {} : { name: t('channels.nameNeeded') }),
      ...(v.url.startsWith('https://') ? {} : { url: t('channels.urlNeeded') }),
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        kind: v.kind,
        name: v.name,
        url: v.url,
        ...(v.secret ? { secret: v.secret } : {}),
      })
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('channels.add')}>
      <Choices
        legend={t('channels.kind')}
        value={form.values.kind}
        onChange={next => form.set({ kind: next })}
        options={(['wecom', 'dingtalk', 'webhook'] as const).map(value => ({
          value,
          label: t(`channel.${value}`),
        }))}
      />
      <Field form={form} name="name" label={t('channels.name')}>
        <input {...form.bind('name')} className="aj-input" maxLength={40} />
      </Field>
      <Field form={form} name="url" label={t('channels.url')} hint={t('channels.urlHint')}>
        <input {...form.bind('url')} className="aj-input" type="password" autoComplete="off" />
      </Field>
      {form.values.kind === 'wecom' ? null : (
        <Field form={form} name="secret" label={t('channels.secret')} optional>
          <input {...form.bind('secret')} className="aj-input" type="password" autoComplete="off" />
        </Field>
      )}
    </FormBox>
  )
}
