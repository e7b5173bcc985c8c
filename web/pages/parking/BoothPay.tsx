import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { clockTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { Loading, sentence } from '../../ui/States.tsx'
import type { LaneEventShown } from './booth.ts'
import { Code } from './Code.tsx'
import { fenOf, type StayFile } from './parts.tsx'

interface Step {
  stay: StayFile
  event: LaneEventShown | undefined
  done: (line: string) => void
}

const laneOf = (event: LaneEventShown | undefined) =>
  event ? { laneId: event.laneId, eventId: event.id } : {}

/** Cash: what was handed over, what goes back; notes that people hand over are one tap. */
export function Cash({ stay, event, done }: Step): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const due = stay.quote.due
  const form = useForm({
    key: `parking.cash.${stay.id}`,
    initial: { tendered: '' },
    check: v => {
      const given = v.tendered === '' ? due : fenOf(v.tendered)
      if (given === undefined) return { tendered: t('pay.number') }
      return { tendered: given < due ? t('pay.short', { sum: yuan(due - given) }) : undefined }
    },
    send: async (v, clientId) => {
      const given = v.tendered === '' ? due : (fenOf(v.tendered) ?? due)
      const paid = await api(
        'POST /api/estates/:estateId/parking/stays/:stayId/pay',
        {
          estateId,
          stayId: stay.id,
          way: 'cash',
          tendered: given,
          quotedAt: stay.quote.at,
          ...laneOf(event),
        },
        { clientId },
      )
      const line = t('pay.done', { number: paid.receipt?.number ?? '' })
      done(paid.change ? `${line} ${t('pay.change', { sum: yuan(paid.change) })}` : line)
    },
  })
  const back = (fenOf(form.values.tendered) ?? due) - due
  const notes = [due, 500, 1000, 2000, 5000, 10_000]
    .filter((n, i, all) => n >= due && all.indexOf(n) === i)
    .slice(0, 4)
  return (
    <FormBox form={form} submit={t('pay.take', { sum: yuan(due) })}>
      <div className="pk-reasons">
        {notes.map(n => (
          <Button key={n} onClick={() => form.set({ tendered: (n / 100).toString() })}>
            {n === due ? t('pay.exact') : `¥${n / 100}`}
          </Button>
        ))}
      </div>
      <Field form={form} name="tendered" label={t('pay.tendered')} optional>
        <input {...form.bind('tendered')} className="aj-input" inputMode="decimal" />
      </Field>
      {back > 0 ? <p className="pk-big">{t('pay.change', { sum: yuan(back) })}</p> : null}
    </FormBox>
  )
}

type SlipShown = Answer<'POST /api/estates/:estateId/parking/stays/:stayId/slip'>
const codeWays = ['wechat', 'alipay', 'pos', 'other'] as const

/** The slip: the payee's code to scan, how long its amount holds, and the word that the money has come. */
export function SlipView({ stay, event, done }: Step): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const [slip, setSlip] = useState<SlipShown>()
  const make = useMutate('POST /api/estates/:estateId/parking/stays/:stayId/slip', { done: setSlip })
  // biome-ignore lint/correctness/useExhaustiveDependencies: one slip when the dialog opens
  useEffect(() => make.mutate({ estateId, stayId: stay.id }), [])
  if (make.error) return <p role="alert">{sentence(make.error, t).title}</p>
  if (!slip) return <Loading lines={4} />
  return <SlipPay slip={slip} event={event} done={done} />
}

export function SlipPay({
  slip,
  event,
  done,
}: {
  slip: SlipShown
  event: LaneEventShown | undefined
  done: (line: string) => void
}): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const now = useNow(1000)
  const form = useForm({
    key: `parking.slip.${slip.id}`,
    initial: { way: 'wechat' as (typeof codeWays)[number], reference: '' },
    check: v => ({ reference: v.reference.trim() ? undefined : t('pay.needReference') }),
    send: async (v, clientId) => {
      const paid = await api(
        'POST /api/estates/:estateId/parking/slips/:slipId/paid',
        {
          estateId,
          slipId: slip.id,
          way: v.way,
          reference: v.reference,
          ...(event ? { laneId: event.laneId, eventId: event.id } : {}),
        },
        { clientId },
      )
      done(t('pay.done', { number: paid.receipt?.number ?? '' }))
    },
  })
  const over = Date.parse(slip.until) <= now
  const refused = over ? t('pay.over') : can('parking.receive') ? undefined : t('pay.notYours')
  return (
    <div className="pk-form">
      <p className="pk-big">¥{yuan(slip.amount)}</p>
      {slip.payee ? (
        <Code text={slip.payee} label={t('pay.code')} />
      ) : (
        <p className="aj-weak">{t('pay.noCode')}</p>
      )}
      <p className="aj-num">
        {t('pay.slip', { number: slip.number, at: clockTime(slip.until) })}{' '}
        <a href={printHref('parking-slip', { estateId, slipId: slip.id })} target="_blank" rel="noreferrer">
          {t('pay.print')}
        </a>
      </p>
      <FormBox form={form} submit={t('pay.come')} refused={refused}>
        <Choices
          legend={t('pay.way')}
          options={codeWays.map(value => ({ value, label: t(`ways.${value}`) }))}
          value={form.values.way}
          onChange={way => form.set({ way })}
        />
        <Field form={form} name="reference" label={t('pay.reference')} hint={t('pay.referenceHint')}>
          <input {...form.bind('reference')} className="aj-input" />
        </Field>
      </FormBox>
    </div>
  )
}

const freeReasons = ['emergency', 'complaint', 'queue', 'special', 'device'] as const

/** Free passage: a reason, and a photo where there is one. */
export function FreePassage({ stay, event, done }: Step): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: `parking.free.${stay.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim().length >= 2 ? undefined : t('open.needReason') }),
    send: async (v, clientId) => {
      const [photo] = photos
      const kept = photo
        ? await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'parking', upload: photo })
        : undefined
      await api(
        'POST /api/estates/:estateId/parking/stays/:stayId/waive',
        {
          estateId,
          stayId: stay.id,
          reason: v.reason,
          ...(kept ? { pictureId: kept.id } : {}),
          ...laneOf(event),
        },
        { clientId },
      )
      done(t('pay.freeDone', { sum: yuan(stay.quote.due) }))
    },
  })
  return (
    <FormBox form={form} submit={t('pay.freeDo', { plate: stay.plate ?? '', sum: yuan(stay.quote.due) })}>
      <div className="pk-reasons">
        {freeReasons.map(r => (
          <Button key={r} onClick={() => form.set({ reason: t(`pay.freeReasons.${r}`) })}>
            {t(`pay.freeReasons.${r}`)}
          </Button>
        ))}
      </div>
      <Field form={form} name="reason" label={t('open.reason')}>
        <input {...form.bind('reason')} className="aj-input" />
      </Field>
      <PhotoPick label={t('photo')} photos={photos} onChange={setPhotos} max={1} />
    </FormBox>
  )
}
