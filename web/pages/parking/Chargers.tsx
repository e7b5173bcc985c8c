/** Charger applications (F-11): which wait for an answer, until when; agreed, looked at, registered. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime, limitTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { ChargerEnter } from './ChargerEnter.tsx'
import { Accept, Check, Installed, Refuse, Withdraw } from './ChargerSteps.tsx'
import { Picture } from './parts.tsx'
import './parking.css'

const list = 'GET /api/estates/:estateId/parking/chargers'
const one = 'GET /api/estates/:estateId/parking/chargers/:chargerId'
export type ChargerShown = RowOf<typeof list>

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
  const [entering, setEntering] = useState(false)
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
        <Button kind="main" icon="plus" onClick={() => setEntering(true)}>
          {t('charger.enter')}
        </Button>
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
      {entering ? <ChargerEnter close={() => setEntering(false)} /> : null}
    </div>
  )
}

type Step = 'accept' | 'refuse' | 'check' | 'installed' | 'withdraw'

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
          {
            label: t('charger.entered'),
            value: c.enteredBy ? t('charger.enteredBy', { by: c.enteredBy }) : null,
          },
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
      <div className="pk-reasons">
        <Button refused={refusal(c.allowed.withdraw)} onClick={() => setStep('withdraw')}>
          {t('charger.do.withdraw')}
        </Button>
      </div>
      {step ? (
        <Dialog title={`${t(`charger.do.${step}`)} · ${c.room} ${c.space}`} close={() => setStep(undefined)}>
          {step === 'accept' ? <Accept c={c} done={() => setStep(undefined)} /> : null}
          {step === 'refuse' ? <Refuse c={c} done={() => setStep(undefined)} /> : null}
          {step === 'check' ? <Check c={c} done={() => setStep(undefined)} /> : null}
          {step === 'withdraw' ? <Withdraw c={c} done={() => setStep(undefined)} /> : null}
          {step === 'installed' ? <Installed c={c} done={() => setStep(undefined)} /> : null}
        </Dialog>
      ) : null}
    </div>
  )
}
