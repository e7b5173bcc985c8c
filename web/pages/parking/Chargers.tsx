/** Charger applications (F-11): which wait for an answer, until when; agreed, looked at, registered. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { date, dateTime, limitTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Picture } from './parts.tsx'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/chargers'
const one = 'GET /api/estates/:estateId/parking/chargers/:chargerId'
export type ChargerShown = RowOf<typeof list>
type ChargerFull = Answer<typeof one>

/** An application's state, and while it waits whether its limit has passed. */
export function ChargerState({ c }: { c: ChargerShown }): ReactNode {
  const { t } = useTranslation('parking')
  const states = {
    filed: c.late ? 'late' : 'soon',
    accepted: 'running',
    refused: 'stopped',
    checked: 'running',
    installed: 'kept',
    withdrawn: 'stopped',
  } as const
  return (
    <State
      state={states[c.state]}
      word={c.state === 'filed' && c.late ? t('charger.overdue') : t(`charger.state.${c.state}`)}
    />
  )
}

export default function Chargers(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const columns: Column<ChargerShown>[] = [
    { key: 'number', title: t('charger.number'), width: 11, render: c => c.number },
    { key: 'room', title: t('col.room'), width: 8, render: c => <strong>{c.room}</strong> },
    { key: 'space', title: t('charger.space'), width: 12, render: c => `${c.lot} ${c.space}` },
    {
      key: 'kw',
      title: t('charger.kw'),
      width: 6,
      align: 'right',
      render: c => <span className="aj-num">{c.watts / 1000}</span>,
    },
    { key: 'asked', title: t('wait.asked'), width: 9, render: c => dateTime(c.askedAt) },
    {
      key: 'answerBy',
      title: t('charger.answerBy'),
      width: 9,
      render: c => (c.answerBy ? limitTime(c.answerBy) : t('charger.noCalendar')),
    },
    { key: 'state', title: t('col.state'), width: 9, render: c => <ChargerState c={c} /> },
    { key: 'answer', title: t('charger.answer'), render: c => c.conditions ?? c.refusal ?? '—' },
  ]
  return (
    <div className="pk-stack">
      <header className="aj-page-head">
        <h1>{t('charger.title')}</h1>
      </header>
      <p className="aj-weak">{t('charger.lead')}</p>
      <DataTable
        id="parking.chargers"
        label={t('charger.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('col.state'),
            options: (
              [
                'open',
                'late',
                'filed',
                'accepted',
                'checked',
                'installed',
                'refused',
                'withdrawn',
                'all',
              ] as const
            ).map(value => ({ value, label: t(`charger.show.${value}`) })),
          },
        ]}
        rowKey={c => c.id}
        drawerTitle={c => (c ? `${c.room} ${c.space}` : '')}
        drawer={id => <ChargerView key={id} id={id} />}
        exportHref={exportHref('parking.chargers', estateId)}
        empty={{ title: t('charger.none'), hint: t('charger.noneHint') }}
      />
    </div>
  )
}

type Step = 'accept' | 'refuse' | 'check' | 'installed'

function ChargerView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const { data: c, error, refetch } = useApi(one, { estateId, chargerId: id })
  const [step, setStep] = useState<Step>()
  if (error) return <Failing error={error} again={refetch} />
  if (!c) return <Loading />
  const by = (who: string | null, when: string | null) => (when ? `${who ?? ''} ${dateTime(when)}` : null)
  return (
    <div className="pk-stack">
      <p className="aj-row">
        <ChargerState c={c} />
        {c.fixed ? null : <State state="soon" word={t('charger.notFixed')} />}
      </p>
      <Facts
        facts={[
          { label: t('charger.number'), value: c.number },
          { label: t('charger.askedBy'), value: `${c.askedBy} ${dateTime(c.askedAt)}` },
          { label: t('charger.kw'), value: c.watts / 1000 },
          { label: t('charger.meter'), value: t(`charger.meters.${c.meter}`) },
          {
            label: t('charger.answerBy'),
            value: c.answerBy ? limitTime(c.answerBy) : t('charger.noCalendar'),
          },
          { label: t('wait.note'), value: c.note },
          { label: t('charger.answered'), value: by(c.answeredBy, c.answeredAt) },
          { label: t('charger.conditions'), value: c.conditions },
          { label: t('charger.reason'), value: c.refusal },
          { label: t('charger.reasonText'), value: c.refusalText },
          { label: t('charger.paper'), value: c.refusalPaper },
          {
            label: t('charger.site'),
            value: c.checkNote
              ? `${t(c.checkPassed ? 'charger.passed' : 'charger.toMend')} ${c.checkNote}（${by(c.checkedBy, c.checkedAt)}）`
              : null,
          },
          { label: t('charger.installedOn'), value: c.installedOn },
          { label: t('charger.meterNumber'), value: c.meterNumber },
          { label: t('charger.powerPaper'), value: c.powerPaper },
          { label: t('charger.installer'), value: c.installer },
        ]}
      />
      {c.documents.length > 0 || c.checkPhoto ? (
        <div className="pk-reasons">
          {c.documents.map((file, i) => (
            <Picture key={file} id={file} label={t('charger.document', { n: i + 1 })} />
          ))}
          {c.checkPhoto ? <Picture id={c.checkPhoto} label={t('charger.site')} /> : null}
        </div>
      ) : null}
      {can('parking.manage') ? (
        <div className="pk-reasons">
          <Button
            kind={c.allowed.answer === true ? 'main' : 'normal'}
            refused={refusal(c.allowed.answer)}
            onClick={() => setStep('accept')}
          >
            {t('charger.do.accept')}
          </Button>
          <Button refused={refusal(c.allowed.answer)} onClick={() => setStep('refuse')}>
            {t('charger.do.refuse')}
          </Button>
          <Button
            kind={c.state === 'accepted' ? 'main' : 'normal'}
            refused={refusal(c.allowed.check)}
            onClick={() => setStep('check')}
          >
            {t('charger.do.check')}
          </Button>
          <Button
            kind={c.allowed.install === true ? 'main' : 'normal'}
            refused={refusal(c.allowed.install)}
            onClick={() => setStep('installed')}
          >
            {t('charger.do.installed')}
          </Button>
        </div>
      ) : null}
      {step ? (
        <Dialog title={`${t(`charger.do.${step}`)} · ${c.room} ${c.space}`} close={() => setStep(undefined)}>
          {step === 'accept' ? <Accept c={c} done={() => setStep(undefined)} /> : null}
          {step === 'refuse' ? <Refuse c={c} done={() => setStep(undefined)} /> : null}
          {step === 'check' ? <Check c={c} done={() => setStep(undefined)} /> : null}
          {step === 'installed' ? <Installed c={c} done={() => setStep(undefined)} /> : null}
        </Dialog>
      ) : null}
    </div>
  )
}

interface Acting {
  c: ChargerFull
  done: () => void
}

async function after(line: string, done: () => void): Promise<void> {
  await queryClient.invalidateQueries()
  say(line)
  done()
}

function Accept({ c, done }: Acting): ReactNode {
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
function Refuse({ c, done }: Acting): ReactNode {
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

function Check({ c, done }: Acting): ReactNode {
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

function Installed({ c, done }: Acting): ReactNode {
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
