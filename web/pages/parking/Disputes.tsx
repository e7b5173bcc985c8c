/** Parking disputes: the fee reckoned again step by step, both pictures, what was said, how it ended; printed as one file. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
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
import { NewDispute } from './NewDispute.tsx'
import { CostView, fenOf, Picture, shownAt } from './parts.tsx'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/disputes'
const one = 'GET /api/estates/:estateId/parking/disputes/:disputeId'
type Line = RowOf<typeof list>
type File = Answer<typeof one>
const states = { open: 'running', mediating: 'soon', settled: 'kept', closed: 'stopped' } as const
const kinds = ['fee', 'space', 'damage', 'other'] as const

export default function Disputes(): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { can } = useMe()
  const [adding, add] = useState(false)
  const columns: Column<Line>[] = [
    {
      key: 'number',
      title: t('dispute.number'),
      width: 7,
      render: d => <strong className="aj-num">{d.number}</strong>,
    },
    { key: 'kind', title: t('col.kind'), width: 5, render: d => t(`dispute.kind.${d.kind}`) },
    { key: 'title', title: t('dispute.field.title'), render: d => d.title },
    { key: 'party', title: t('dispute.field.name'), width: 6, render: d => d.party },
    {
      key: 'state',
      title: t('col.state'),
      width: 8,
      render: d => <State state={d.late ? 'late' : states[d.state]} word={t(`dispute.state.${d.state}`)} />,
    },
    {
      key: 'result',
      title: t('dispute.result'),
      width: 9,
      render: d => (d.result ? t(`dispute.results.${d.result}`) : '—'),
    },
    { key: 'due', title: t('dispute.field.dueOn'), width: 7, render: d => d.dueOn ?? '—' },
    { key: 'at', title: t('dispute.opened'), width: 9, render: d => dateTime(d.madeAt) },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('dispute.title')}</h1>
        {can('parking.charge') ? (
          <Button kind="main" icon="plus" onClick={() => add(true)}>
            {t('dispute.add')}
          </Button>
        ) : null}
      </header>
      <DataTable
        id="parking.disputes"
        label={t('dispute.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('dispute.q'), width: 12 },
          {
            kind: 'select',
            key: 'kind',
            label: t('col.kind'),
            options: kinds.map(value => ({ value, label: t(`dispute.kind.${value}`) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: t('col.state'),
            options: (['live', 'closed', 'all'] as const).map(value => ({
              value,
              label: t(`dispute.show.${value}`),
            })),
          },
        ]}
        exportHref={exportHref('parking.disputes', estateId)}
        rowKey={d => d.id}
        drawerTitle={d => (d ? `${d.number} ${d.title}` : '')}
        drawer={id =>
          can('parking.manage') ? <FileView key={id} id={id} /> : <p>{t('dispute.managerOnly')}</p>
        }
        empty={{ title: t('empty.disputes'), hint: t('dispute.hint') }}
      />
      {adding ? <NewDispute close={() => add(false)} /> : null}
    </>
  )
}

function FileView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const refusal = useRefusal()
  const [step, setStep] = useState<'add' | 'settle' | 'close'>()
  const { data, error, refetch } = useApi(one, { estateId, disputeId: id })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pk-stack">
      <p className="aj-row">
        <State state={data.late ? 'late' : states[data.state]} word={t(`dispute.state.${data.state}`)} />
        <a
          className="aj-button"
          href={printHref('parking-dispute', { estateId, disputeId: id })}
          target="_blank"
          rel="noreferrer"
        >
          {t('dispute.print')}
        </a>
      </p>
      <Facts
        facts={[
          {
            label: t('dispute.field.name'),
            value: [data.partyFull.name, data.partyFull.room, data.partyFull.phone].filter(Boolean).join(' '),
          },
          { label: t('dispute.field.mediator'), value: data.mediator },
          { label: t('dispute.field.claim'), value: data.claim },
          {
            label: t('dispute.result'),
            value: data.result
              ? `${t(`dispute.results.${data.result}`)}${data.refund ? ` ¥${yuan(data.refund)}` : ''} ${data.resultText ?? ''}`
              : null,
          },
        ]}
      />
      {data.stay && data.again ? <Recomputed file={data} /> : null}
      <h3>{t('dispute.entries')}</h3>
      {data.entries.length === 0 ? <p className="aj-weak">{t('dispute.noEntries')}</p> : null}
      {data.entries.map(e => (
        <div key={e.id} className="pk-card">
          <p className="aj-weak aj-num">
            {t(`dispute.entry.${e.kind}`)} · {dateTime(e.madeAt)} · {e.madeBy}
          </p>
          <p>{e.text}</p>
          {e.files.length > 0 ? (
            <div className="pk-photos">
              {e.files.map(f => (
                <Picture key={f} id={f} label={t(`dispute.entry.${e.kind}`)} />
              ))}
            </div>
          ) : null}
        </div>
      ))}
      <div className="pk-reasons">
        <Button refused={refusal(data.allowed.add)} onClick={() => setStep('add')}>
          {t('dispute.addEntry')}
        </Button>
        <Button refused={refusal(data.allowed.settle)} onClick={() => setStep('settle')}>
          {t('dispute.settle')}
        </Button>
        <Button refused={refusal(data.allowed.close)} onClick={() => setStep('close')}>
          {t('dispute.close')}
        </Button>
      </div>
      {data.result === 'corrected' && data.state !== 'closed' ? (
        <p>
          {t('dispute.refundHow')}{' '}
          <a href={`${paths.page('console', 'cash')}?tab=receipts`}>{t('dispute.toReceipts')}</a>
        </p>
      ) : null}
      {step === 'add' ? <AddEntry file={data} close={() => setStep(undefined)} /> : null}
      {step === 'settle' ? <Settle file={data} close={() => setStep(undefined)} /> : null}
      {step === 'close' ? <CloseFile file={data} close={() => setStep(undefined)} /> : null}
    </div>
  )
}

/** The heart of the file: both pictures, the fee reckoned again, and whether what was charged agrees. */
function Recomputed({ file }: { file: File }): ReactNode {
  const { t } = useTranslation('parking')
  const { stay, again } = file
  if (!stay || !again) return null
  return (
    <section className="pk-card">
      <h3>{t('dispute.again')}</h3>
      <p className="aj-row">
        <span className="pk-plate">{stay.plate ?? '—'}</span>
        <span className="aj-weak">{stay.lot}</span>
      </p>
      <div className="pk-photos">
        <figure>
          <Picture id={stay.entryPicture} label={t('stays.entryPicture')} />
          <figcaption className="aj-num">
            {t('col.entered')} {shownAt(stay.enteredAt)}
          </figcaption>
        </figure>
        <figure>
          <Picture id={stay.exitPicture} label={t('stays.exitPicture')} />
          <figcaption className="aj-num">
            {t('col.left')} {shownAt(stay.leftAt)}
          </figcaption>
        </figure>
      </div>
      <CostView cost={again.cost} />
      <p>
        <State
          state={file.difference === 0 ? 'kept' : 'late'}
          word={
            file.difference === 0
              ? t('dispute.agrees', { sum: yuan(again.total) })
              : t('dispute.differs', { again: yuan(again.total), charged: yuan(file.charged ?? 0) })
          }
        />
      </p>
      {file.fees.map(f => (
        <p key={f.id} className="aj-num aj-weak">
          {dateTime(f.madeAt)} {t(`fee.${f.kind}`)} ¥{yuan(f.amount)} {f.receipt?.number ?? f.reason}
        </p>
      ))}
      <p className="aj-weak">
        {t('dispute.tariffs', {
          list: file.tariffs.map(x => `${x.name}（${x.from}，${x.basis}）`).join('；') || '—',
        })}
      </p>
    </section>
  )
}

function AddEntry({ file, close }: { file: File; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: `parking.entry.${file.id}`,
    initial: { kind: 'mediation' as 'statement' | 'evidence' | 'mediation', text: '' },
    check: v => ({ text: v.text.trim() ? undefined : t('dispute.needText') }),
    send: async (v, clientId) => {
      const files: string[] = []
      for (const photo of photos)
        files.push(
          (await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'parking', upload: photo }))
            .id,
        )
      await api(
        'POST /api/estates/:estateId/parking/disputes/:disputeId/entries',
        { estateId, disputeId: file.id, kind: v.kind, text: v.text, files },
        { clientId },
      )
      await queryClient.invalidateQueries()
      close()
    },
  })
  return (
    <Dialog title={t('dispute.addEntry')} close={close}>
      <FormBox form={form} submit={t('dispute.addEntry')}>
        <Field form={form} name="kind" label={t('col.kind')}>
          <select {...form.bind('kind')} className="aj-input">
            {(['mediation', 'evidence', 'statement'] as const).map(k => (
              <option key={k} value={k}>
                {t(`dispute.entry.${k}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="text" label={t('dispute.text')}>
          <textarea {...form.bind('text')} className="aj-input" />
        </Field>
        <PhotoPick label={t('photo')} photos={photos} onChange={setPhotos} />
      </FormBox>
    </Dialog>
  )
}

const results = ['upheld', 'corrected', 'agreed', 'referred', 'withdrawn'] as const

function Settle({ file, close }: { file: File; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.settle.${file.id}`,
    initial: { result: 'upheld' as (typeof results)[number], refund: '', text: '' },
    check: v => ({
      text: v.text.trim() ? undefined : t('dispute.needText'),
      refund:
        v.result === 'corrected' && file.kind === 'fee' && !fenOf(v.refund) ? t('pay.number') : undefined,
    }),
    send: async (v, clientId) => {
      const refund = fenOf(v.refund)
      await api(
        'POST /api/estates/:estateId/parking/disputes/:disputeId/settle',
        {
          estateId,
          disputeId: file.id,
          result: v.result,
          text: v.text,
          ...(v.result === 'corrected' && refund ? { refund } : {}),
          version: file.version,
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('dispute.settled'))
      close()
    },
  })
  return (
    <Dialog title={t('dispute.settle')} close={close}>
      <FormBox form={form} submit={t('dispute.settle')}>
        <Field form={form} name="result" label={t('dispute.result')}>
          <select {...form.bind('result')} className="aj-input">
            {results.map(r => (
              <option key={r} value={r}>
                {t(`dispute.results.${r}`)}
              </option>
            ))}
          </select>
        </Field>
        {form.values.result === 'corrected' ? (
          <Field form={form} name="refund" label={t('dispute.refund')}>
            <input {...form.bind('refund')} className="aj-input" inputMode="decimal" />
          </Field>
        ) : null}
        <Field form={form} name="text" label={t('dispute.text')}>
          <textarea {...form.bind('text')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function CloseFile({ file, close }: { file: File; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.closeFile.${file.id}`,
    initial: { text: '' },
    check: v => ({ text: v.text.trim() ? undefined : t('dispute.needText') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/disputes/:disputeId/close',
        { estateId, disputeId: file.id, text: v.text, version: file.version },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('dispute.closed', { number: file.number }))
      close()
    },
  })
  return (
    <Dialog title={t('dispute.closeOf', { number: file.number })} close={close}>
      <FormBox form={form} submit={t('dispute.close')}>
        <Field form={form} name="text" label={t('dispute.closing')}>
          <textarea {...form.bind('text')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
