import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { when, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { fenOf } from './parts.tsx'

export type ShiftShown = NonNullable<Answer<'GET /api/estates/:estateId/parking/my-shift'>['shift']>
const key = 'GET /api/estates/:estateId/parking/my-shift'

/** My shift in one line: open it, see its sums, hand it over. */
export function ShiftBar(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const { data } = useApi(key, { estateId })
  const [step, setStep] = useState<'open' | 'close'>()
  const shift = data?.shift
  if (!data) return null
  return (
    <section className="pk-card" aria-label={t('shift.title')}>
      {shift ? (
        <>
          <p className="aj-row">
            <strong>{shift.booth}</strong>
            <span className="aj-weak aj-num">{t('shift.since', { at: when(shift.openedAt, now) })}</span>
          </p>
          <p className="aj-num">{t('shift.cash', { sum: yuan(shift.systemCash) })}</p>
          <Button onClick={() => setStep('close')}>{t('shift.close')}</Button>
        </>
      ) : (
        <>
          <p>{t('shift.none')}</p>
          <Button kind="main" onClick={() => setStep('open')}>
            {t('shift.open')}
          </Button>
        </>
      )}
      {step === 'open' ? (
        <Dialog title={t('shift.open')} close={() => setStep(undefined)}>
          <Open done={() => setStep(undefined)} />
        </Dialog>
      ) : null}
      {step === 'close' && shift ? (
        <Dialog title={t('shift.closeTitle', { booth: shift.booth })} close={() => setStep(undefined)}>
          <Close shift={shift} done={() => setStep(undefined)} />
        </Dialog>
      ) : null}
    </section>
  )
}

function Open({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: 'parking.shift.open',
    initial: { booth: t('shift.booth'), float: '' },
    check: v => ({
      booth: v.booth.trim() ? undefined : t('shift.needBooth'),
      float: fenOf(v.float) === undefined ? t('pay.number') : undefined,
    }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/shifts',
        { estateId, booth: v.booth, float: fenOf(v.float) ?? 0 },
        { clientId },
      )
      await queryClient.invalidateQueries({ queryKey: [key] })
      say(t('shift.opened'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('shift.open')}>
      <Field form={form} name="booth" label={t('shift.which')}>
        <input {...form.bind('booth')} className="aj-input" />
      </Field>
      <Field form={form} name="float" label={t('shift.float')} hint={t('shift.floatHint')}>
        <input {...form.bind('float')} className="aj-input" inputMode="decimal" />
      </Field>
    </FormBox>
  )
}

const ways = ['cash', 'wechat', 'alipay', 'pos', 'transfer', 'other'] as const

/** The sums of a shift by way of paying. */
export function ShiftFacts({ shift }: { shift: ShiftShown }): ReactNode {
  const { t } = useTranslation('parking')
  const { totals } = shift
  return (
    <Facts
      facts={[
        { label: t('shift.cars'), value: totals.cars },
        ...ways
          .filter(w => totals[w] > 0 || w === 'cash')
          .map(w => ({ label: t(`ways.${w}`), value: yuan(totals[w]) })),
        { label: t('shift.waived'), value: yuan(totals.waived) },
        { label: t('shift.floatLabel'), value: yuan(shift.float) },
        { label: t('shift.system'), value: yuan(shift.systemCash) },
        ...(shift.countedCash === null
          ? []
          : [{ label: t('shift.counted'), value: yuan(shift.countedCash) }]),
        ...(shift.difference
          ? [{ label: t('shift.difference'), value: `${yuan(shift.difference)} ${shift.reason ?? ''}` }]
          : []),
        ...(shift.handedTo ? [{ label: t('shift.handedTo'), value: shift.handedTo }] : []),
      ]}
    />
  )
}

function Close({ shift, done }: { shift: ShiftShown; done: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.shift.${shift.id}`,
    initial: { counted: '', reason: '', handedTo: '' },
    check: v => {
      const counted = fenOf(v.counted)
      return {
        counted: counted === undefined ? t('pay.number') : undefined,
        reason:
          counted !== undefined && counted !== shift.systemCash && !v.reason.trim()
            ? t('shift.needReason', { sum: yuan(counted - shift.systemCash) })
            : undefined,
      }
    },
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/shifts/:shiftId/close',
        {
          estateId,
          shiftId: shift.id,
          counted: fenOf(v.counted) ?? 0,
          ...(v.reason ? { reason: v.reason } : {}),
          ...(v.handedTo ? { handedTo: v.handedTo } : {}),
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('shift.closed'))
      done()
    },
  })
  const counted = fenOf(form.values.counted)
  const difference = counted === undefined ? 0 : counted - shift.systemCash
  return (
    <FormBox form={form} submit={t('shift.close')}>
      <ShiftFacts shift={shift} />
      <Field form={form} name="counted" label={t('shift.count')}>
        <input {...form.bind('counted')} className="aj-input" inputMode="decimal" />
      </Field>
      {difference !== 0 ? (
        <Field form={form} name="reason" label={t('shift.why', { sum: yuan(difference) })}>
          <input {...form.bind('reason')} className="aj-input" />
        </Field>
      ) : null}
      <Field form={form} name="handedTo" label={t('shift.handedTo')} optional>
        <input {...form.bind('handedTo')} className="aj-input" />
      </Field>
      <p className="aj-weak">{t('shift.frozen')}</p>
    </FormBox>
  )
}
