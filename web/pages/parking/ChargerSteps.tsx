/** The steps of a charger application (F-11), each its form: agreed, refused by the list, looked at, registered, taken back. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { say } from '../../ui/toast.ts'

type ChargerFull = Answer<'GET /api/estates/:estateId/parking/chargers/:chargerId'>

interface Acting {
  c: ChargerFull
  done: () => void
}

async function after(line: string, done: () => void): Promise<void> {
  await queryClient.invalidateQueries()
  say(line)
  done()
}

export function Accept({ c, done }: Acting): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.charger.accept.${c.id}`,
    initial: { conditions: '' },
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/chargers/:chargerId/accept',
        {
          estateId,
          chargerId: c.id,
          version: c.version,
          ...(v.conditions ? { conditions: v.conditions } : {}),
        },
        { clientId },
      )
      await after(t('charger.said.accept', { room: c.room }), done)
    },
  })
  return (
    <FormBox form={form} submit={t('charger.do.accept')}>
      <Field
        form={form}
        name="conditions"
        label={t('charger.conditions')}
        hint={t('charger.conditionsHint')}
        optional
      >
        <textarea {...form.bind('conditions')} className="aj-input" rows={3} />
      </Field>
    </FormBox>
  )
}

/** Only the reasons of the list stand here to be chosen; each asks for what it means at this space. */
export function Refuse({ c, done }: Acting): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const reasons = c.reasons.filter(r => !(c.fixed && r.code === 'not_fixed'))
  const form = useForm({
    key: `parking.charger.refuse.${c.id}`,
    initial: { reason: '', text: '', paper: '' },
    check: v => ({
      reason: v.reason ? undefined : t('charger.needReason'),
      text: v.text.trim().length >= 2 ? undefined : t('charger.needText'),
      paper:
        v.paper.trim() || !reasons.find(r => r.code === v.reason)?.paper ? undefined : t('charger.needPaper'),
    }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/chargers/:chargerId/refuse',
        {
          estateId,
          chargerId: c.id,
          version: c.version,
          reason: v.reason,
          text: v.text,
          ...(v.paper ? { paper: v.paper } : {}),
        },
        { clientId },
      )
      await after(t('charger.said.refuse', { room: c.room }), done)
    },
  })
  return (
    <FormBox form={form} submit={t('charger.do.refuse')}>
      <p className="aj-weak">{t('charger.refuseLead')}</p>
      <Field form={form} name="reason" label={t('charger.reason')}>
        <select {...form.bind('reason')} className="aj-input">
          <option value="">—</option>
          {reasons.map(r => (
            <option key={r.code} value={r.code}>
              {r.text}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="text" label={t('charger.reasonText')}>
        <textarea {...form.bind('text')} className="aj-input" rows={2} />
      </Field>
      <Field form={form} name="paper" label={t('charger.paper')} hint={t('charger.paperHint')} optional>
        <input {...form.bind('paper')} className="aj-input" />
      </Field>
    </FormBox>
  )
}

export function Check({ c, done }: Acting): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: `parking.charger.check.${c.id}`,
    initial: { passed: 'yes' as 'yes' | 'no', note: '' },
    check: v => ({ note: v.note.trim().length >= 2 ? undefined : t('charger.needNote') }),
    send: async (v, clientId) => {
      const [photo] = photos
      const kept = photo
        ? await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'parking', upload: photo })
        : undefined
      await api(
        'POST /api/estates/:estateId/parking/chargers/:chargerId/check',
        {
          estateId,
          chargerId: c.id,
          version: c.version,
          passed: v.passed === 'yes',
          note: v.note,
          ...(kept ? { photoId: kept.id } : {}),
        },
        { clientId },
      )
      await after(t('charger.said.check', { room: c.room }), done)
    },
  })
  return (
    <FormBox form={form} submit={t('charger.do.check')}>
      <Choices
        legend={t('charger.site')}
        options={[
          { value: 'yes' as const, label: t('charger.passed') },
          { value: 'no' as const, label: t('charger.toMend') },
        ]}
        value={form.values.passed}
        onChange={passed => form.set({ passed })}
      />
      <Field form={form} name="note" label={t('charger.checkNote')}>
        <textarea {...form.bind('note')} className="aj-input" rows={2} />
      </Field>
      <PhotoPick label={t('photo')} photos={photos} onChange={setPhotos} max={1} />
    </FormBox>
  )
}

/** SX-12: the home takes it back at the desk. */
export function Withdraw({ c, done }: Acting): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.charger.withdraw.${c.id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim().length >= 2 ? undefined : t('charger.needText') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/chargers/:chargerId/withdraw',
        { estateId, chargerId: c.id, version: c.version, reason: v.reason },
        { clientId },
      )
      await after(t('charger.said.withdraw'), done)
    },
  })
  return (
    <FormBox form={form} submit={t('charger.do.withdraw')}>
      <Field form={form} name="reason" label={t('charger.withdrawWhy')}>
        <textarea {...form.bind('reason')} className="aj-input" rows={2} />
      </Field>
    </FormBox>
  )
}

export function Installed({ c, done }: Acting): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(60_000)
  const form = useForm({
    key: `parking.charger.installed.${c.id}`,
    initial: { on: date(now), meterNumber: '', powerPaper: '', installer: '' },
    check: v => ({
      on: v.on ? undefined : t('charger.needDay'),
      meterNumber: v.meterNumber.trim().length >= 2 ? undefined : t('charger.needMeter'),
      powerPaper: v.powerPaper.trim().length >= 2 ? undefined : t('charger.needPowerPaper'),
      installer: v.installer.trim().length >= 2 ? undefined : t('charger.needInstaller'),
    }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/chargers/:chargerId/installed',
        { estateId, chargerId: c.id, version: c.version, ...v },
        { clientId },
      )
      await after(t('charger.said.installed', { space: c.space }), done)
    },
  })
  return (
    <FormBox form={form} submit={t('charger.do.installed')}>
      <Field form={form} name="on" label={t('charger.installedOn')}>
        <input {...form.bind('on')} className="aj-input" type="date" />
      </Field>
      <Field form={form} name="meterNumber" label={t('charger.meterNumber')} hint={t('charger.meterHint')}>
        <input {...form.bind('meterNumber')} className="aj-input" />
      </Field>
      <Field form={form} name="powerPaper" label={t('charger.powerPaper')}>
        <input {...form.bind('powerPaper')} className="aj-input" />
      </Field>
      <Field form={form} name="installer" label={t('charger.installer')}>
        <input {...form.bind('installer')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
