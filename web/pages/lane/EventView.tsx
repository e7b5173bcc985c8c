/** One event beside the log: picture, the rule that fired, what the camera read, and what a person did. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Event, eventsKey, Outcome, useWhy } from './parts.tsx'
import './lane.css'

const oneKey = 'GET /api/estates/:estateId/lane-events/:id'
const offences = ['tailgate', 'wrong_way', 'forced', 'blocked_lane', 'other'] as const

export function EventView({ estateId, id }: { estateId: string; id: string }): ReactNode {
  const { t } = useTranslation('lane')
  const { can } = useMe()
  const why = useWhy()
  const [act, setAct] = useState<'settle' | 'offence'>()
  const { data, error, refetch } = useApi(oneKey, { estateId, id })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const waits = (data.outcome === 'hold' || data.outcome === 'refuse') && !data.settled
  const refused = !can('lane.operate') ? t('act.notYours') : waits ? undefined : t('act.over')
  return (
    <div className="ln-stack">
      <Picture estateId={estateId} event={data} />
      <Outcome of={data} />
      <p className="ln-say">{why(data.say, data.plate)}</p>
      <Facts
        facts={[
          { label: t('col.plate'), value: data.plate || t('noPlate') },
          ...(data.read ? [{ label: t('view.read'), value: data.read }] : []),
          ...(data.near.length > 0 ? [{ label: t('view.near'), value: data.near.join('、') }] : []),
          { label: t('col.confidence'), value: data.confidence === null ? null : `${data.confidence}%` },
          {
            label: t('view.kind'),
            value: [t(`plateKind.${data.plateKind ?? 'other'}`), t(`vehicle.${data.vehicle}`)].join(' · '),
          },
          { label: t('col.right'), value: data.rightKind ? t(`right.${data.rightKind}`) : null },
          { label: t('col.at'), value: dateTime(data.at) },
          { label: t('view.deviceAt'), value: data.deviceAt ? dateTime(data.deviceAt) : null },
          { label: t('col.marks'), value: data.marks.map(mark => t(`mark.${mark}`)).join('、') },
          ...(data.settled
            ? [
                {
                  label: t('view.settled'),
                  value: `${data.settled.by || t('bySystem')} ${dateTime(data.settled.at)}`,
                },
              ]
            : []),
          ...(data.note ? [{ label: t('view.note'), value: data.note }] : []),
          ...(data.offence ? [{ label: t('view.offence'), value: t(`offence.${data.offence}`) }] : []),
        ]}
      />
      <div className="ln-row">
        <Button kind="main" refused={refused} onClick={() => setAct('settle')}>
          {t('act.settle')}
        </Button>
        <Button
          refused={can('lane.operate') ? undefined : t('act.notYours')}
          onClick={() => setAct('offence')}
        >
          {t('act.offence')}
        </Button>
      </div>
      {act === 'settle' ? <Settle estateId={estateId} event={data} close={() => setAct(undefined)} /> : null}
      {act === 'offence' ? (
        <Offence estateId={estateId} event={data} close={() => setAct(undefined)} />
      ) : null}
    </div>
  )
}

function Picture({ estateId, event }: { estateId: string; event: Event }): ReactNode {
  const { t } = useTranslation('lane')
  const [gone, setGone] = useState(false)
  if (event.pictureId === null || gone) return <p className="aj-weak">{t('view.noPicture')}</p>
  return (
    <img
      className="ln-picture"
      src={`/api/estates/${estateId}/files/${event.pictureId}`}
      alt={t('view.picture', { plate: event.plate || t('noPlate') })}
      onError={() => setGone(true)}
    />
  )
}

const anew = () =>
  Promise.all([eventsKey, oneKey].map(key => queryClient.invalidateQueries({ queryKey: [key] })))

interface ActProps {
  estateId: string
  event: Event
  close: () => void
}

function Settle({ estateId, event, close }: ActProps): ReactNode {
  const { t } = useTranslation('lane')
  const send = useMutate('POST /api/estates/:estateId/lane-events/:id/settle')
  const form = useForm<{ act: 'open' | 'free' | 'dismiss'; plate: string; reason: string }>({
    key: `lane.settle.${event.id}`,
    initial: { act: 'open', plate: event.near[0] ?? event.plate, reason: '' },
    check: v => ({ reason: v.reason.trim().length < 2 ? t('need.reason') : undefined }),
    send: async v => {
      const { commandId } = await send.mutateAsync({
        estateId,
        id: event.id,
        act: v.act,
        plate: v.plate.trim(),
        reason: v.reason,
      })
      say(v.act === 'dismiss' ? t('done.dismissed') : commandId ? t('done.asked') : t('done.byRemote'))
      await anew()
      close()
    },
  })
  return (
    <Dialog title={t('act.settleTitle', { plate: event.plate || t('noPlate') })} close={close}>
      <FormBox form={form} submit={t(`act.${form.values.act}`)}>
        <Choices
          legend={t('act.what')}
          options={(['open', 'free', 'dismiss'] as const).map(value => ({ value, label: t(`act.${value}`) }))}
          value={form.values.act}
          onChange={act => form.set({ act })}
        />
        {event.near.length > 0 ? (
          <Choices
            legend={t('act.which')}
            options={[...new Set([...event.near, event.plate])].map(value => ({ value, label: value }))}
            value={form.values.plate}
            onChange={plate => form.set({ plate })}
          />
        ) : null}
        <Field form={form} name="plate" label={t('act.plate')} hint={t('act.plateHint')} optional>
          <input {...form.bind('plate')} className="aj-input" maxLength={16} />
        </Field>
        <Field form={form} name="reason" label={t('act.reason')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Offence({ estateId, event, close }: ActProps): ReactNode {
  const { t } = useTranslation('lane')
  const send = useMutate('POST /api/estates/:estateId/lane-events/:id/offence')
  const form = useForm<{ offence: (typeof offences)[number]; note: string }>({
    key: `lane.offence.${event.id}`,
    initial: { offence: 'tailgate', note: '' },
    send: async v => {
      await send.mutateAsync({
        estateId,
        id: event.id,
        offence: v.offence,
        ...(v.note.trim() ? { note: v.note } : {}),
      })
      say(t('done.offence'))
      await anew()
      close()
    },
  })
  return (
    <Dialog title={t('act.offenceTitle', { plate: event.plate || t('noPlate') })} close={close}>
      <FormBox form={form} submit={t('act.offence')}>
        <Choices
          legend={t('act.offenceWhat')}
          options={offences.map(value => ({ value, label: t(`offence.${value}`) }))}
          value={form.values.offence}
          onChange={offence => form.set({ offence })}
        />
        <Field form={form} name="note" label={t('view.note')} optional>
          <input {...form.bind('note')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}
