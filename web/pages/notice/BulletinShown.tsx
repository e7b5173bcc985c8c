import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime, when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { useCategories } from './categories.ts'
import { Editions, Readers } from './Readers.tsx'

export type Bulletin = RowOf<'GET /api/estates/:estateId/bulletins'>
export const stale = [
  'GET /api/estates/:estateId/bulletins',
  'GET /api/estates/:estateId/bulletins/:bulletinId',
  'GET /api/estates/:estateId/bulletins/:bulletinId/editions',
  'GET /api/estates/:estateId/bulletins/:bulletinId/readers',
  'GET /api/estates/:estateId/bulletin-schedules',
] as const

/** One bulletin with what may be done, who has read it, and what it said before. */
export function BulletinShown({ id, edit }: { id: string; edit: (b: Bulletin) => void }): ReactNode {
  const { t } = useTranslation('notice')
  const why = useRefusal()
  const category = useCategories()
  const estateId = useEstateId()
  const [open, show] = useState<'withdraw' | 'correct'>()
  const {
    data: b,
    error,
    refetch,
  } = useApi('GET /api/estates/:estateId/bulletins/:bulletinId', {
    estateId,
    bulletinId: id,
  })
  const pin = useMutate('POST /api/estates/:estateId/bulletins/:bulletinId/pin', { stale: [...stale] })
  if (error && !b) return <Failing error={error} again={refetch} />
  if (!b) return <Loading />
  const writer = b.reads !== null
  const marks = [
    b.urgent ? t('bulletin.urgent') : '',
    b.pinned ? t('bulletin.pinned') : '',
    b.edition > 1 ? t('bulletin.edition', { n: b.edition }) : '',
  ].filter(Boolean)
  return (
    <div className="aj-stack">
      <p className="no-text">{b.body}</p>
      <Facts
        facts={[
          { label: t('bulletin.category'), value: category(b.category) },
          { label: t('bulletin.state'), value: [t(`state.${b.state}`), ...marks].join(' · ') },
          {
            label: t('bulletin.at'),
            value: b.sentAt ? dateTime(b.sentAt) : b.publishAt ? dateTime(b.publishAt) : null,
          },
          { label: t('bulletin.sender'), value: b.sender },
          {
            label: t('bulletin.to'),
            value: [
              t(`to.${b.audience.to ?? 'all'}`),
              ...(b.audience.homes ?? []).map(h => t(`audience.${h}`)),
            ].join(' · '),
          },
          {
            label: t('bulletin.buildings'),
            value: b.audience.buildings?.length || t('bulletin.allBuildings'),
          },
          ...(b.cites.length > 0
            ? [{ label: t('bulletin.cites'), value: b.cites.map(c => c.title).join(t('and')) }]
            : []),
        ]}
      />
      <p className="no-acts">
        <a
          className="aj-button"
          href={printHref('bulletin', { estateId, bulletinId: b.id })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" />
          {t('bulletin.print')}
        </a>
        {writer ? (
          b.state === 'sent' ? (
            <>
              <Button onClick={() => show('correct')}>{t('bulletin.correct')}</Button>
              <Button
                busy={pin.isPending}
                onClick={() => pin.mutate({ estateId, bulletinId: b.id, pinned: !b.pinned })}
              >
                {t(b.pinned ? 'bulletin.unpin' : 'bulletin.pin')}
              </Button>
              <Button refused={why(b.allowed.withdraw)} onClick={() => show('withdraw')}>
                {t('bulletin.withdraw')}
              </Button>
            </>
          ) : (
            <Button refused={why(b.allowed.change)} onClick={() => edit(b)}>
              {t('bulletin.change')}
            </Button>
          )
        ) : null}
      </p>
      {writer && b.state === 'sent' ? <Readers id={b.id} /> : null}
      {writer && b.edition > 1 ? <Editions id={b.id} /> : null}
      {open === 'withdraw' ? (
        <Dialog title={t('withdraw.title', { title: b.title })} close={() => show(undefined)}>
          <Withdraw bulletin={b} done={() => show(undefined)} />
        </Dialog>
      ) : null}
      {open === 'correct' ? (
        <Dialog title={t('correct.title', { title: b.title })} close={() => show(undefined)} wide>
          <Correct bulletin={b} done={() => show(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Withdraw({ bulletin, done }: { bulletin: Bulletin; done: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/bulletins/:bulletinId/withdraw', { stale: [...stale] })
  const form = useForm({
    key: `notice.withdraw.${bulletin.id}`,
    initial: { reason: '' },
    check: v => (v.reason.trim() ? {} : { reason: t('withdraw.needed') }),
    send: async v => {
      await send.mutateAsync({ estateId, bulletinId: bulletin.id, reason: v.reason })
      done()
      say(t('withdraw.done', { time: when(nowMs(), nowMs()) }))
    },
  })
  return (
    <FormBox form={form} submit={t('bulletin.withdraw')}>
      <Field form={form} name="reason" label={t('withdraw.reason')} hint={t('withdraw.hint')}>
        <textarea {...form.bind('reason')} className="aj-input" rows={3} maxLength={200} />
      </Field>
    </FormBox>
  )
}

function Correct({ bulletin: b, done }: { bulletin: Bulletin; done: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/bulletins/:bulletinId/correct', { stale: [...stale] })
  const form = useForm({
    key: `notice.correct.${b.id}.${b.version}`,
    initial: { title: b.title, body: b.body, reason: '' },
    check: v => ({
      ...(v.title.trim() ? {} : { title: t('write.titleNeeded') }),
      ...(v.body.trim() ? {} : { body: t('write.bodyNeeded') }),
      ...(v.reason.trim() ? {} : { reason: t('correct.needed') }),
    }),
    send: async v => {
      await send.mutateAsync({ estateId, bulletinId: b.id, ...v, version: b.version })
      done()
      say(t('correct.done'))
    },
  })
  return (
    <FormBox form={form} submit={t('correct.send')}>
      <p className="aj-weak">{t('correct.hint')}</p>
      <Field form={form} name="title" label={t('bulletin.title')}>
        <input {...form.bind('title')} className="aj-input" maxLength={80} />
      </Field>
      <Field form={form} name="body" label={t('write.body')}>
        <textarea {...form.bind('body')} className="aj-input" rows={8} maxLength={5000} />
      </Field>
      <Field form={form} name="reason" label={t('correct.reason')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={200} />
      </Field>
    </FormBox>
  )
}
