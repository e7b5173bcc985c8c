/** My chargers (F-11): asked for at my own space, with papers; how it stands and until when the office answers. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { dateTime, limitTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ChargerFields, firstWish, keepDocuments } from './ChargerFields.tsx'

const mine = 'GET /api/estates/:estateId/my/chargers'
type Mine = Answer<typeof mine>
type Space = Mine['spaces'][number]

const states = {
  filed: 'soon',
  accepted: 'running',
  refused: 'stopped',
  checked: 'running',
  installed: 'kept',
  withdrawn: 'stopped',
} as const

export default function MyChargers(): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const refusal = useRefusal()
  const { data, error } = useApi(mine, { estateId })
  const [asking, ask] = useState<Space>()
  const withdraw = useMutate('POST /api/estates/:estateId/my/chargers/:chargerId/withdraw', {
    stale: [mine],
    done: () => say(t('parking:charger.said.withdraw')),
  })
  const failed = error ?? withdraw.error
  if (failed) return <p role="alert">{sentence(failed, t).title}</p>
  if (!data || (data.spaces.length === 0 && data.items.length === 0)) return null
  return (
    <section className="pk-stack">
      <h2>{t('parking:charger.my')}</h2>
      {data.items.map(c => (
        <article key={c.id} className="pk-card">
          <p className="aj-row">
            <strong>{c.space}</strong>
            <State state={states[c.state]} word={t(`parking:charger.state.${c.state}`)} />
          </p>
          <p className="aj-weak aj-num">
            {c.number} · {c.watts / 1000} kW · {dateTime(c.askedAt)}
            {c.enteredBy ? ` · ${t('parking:charger.enteredBy', { by: c.enteredBy })}` : ''}
          </p>
          {c.state === 'filed' && c.answerBy ? (
            <p>{t('parking:charger.answerUntil', { at: limitTime(c.answerBy) })}</p>
          ) : null}
          {c.conditions ? <p>{`${t('parking:charger.conditions')}：${c.conditions}`}</p> : null}
          {c.refusal ? (
            <p>
              {c.refusal}
              {c.refusalText ? `。${c.refusalText}` : ''}
              {c.refusalPaper ? `（${c.refusalPaper}）` : ''}
            </p>
          ) : null}
          {c.checkNote ? (
            <p>{`${t(c.checkPassed ? 'parking:charger.passed' : 'parking:charger.toMend')}：${c.checkNote}`}</p>
          ) : null}
          {c.meterNumber ? (
            <p>{`${t('parking:charger.meterNumber')} ${c.meterNumber} · ${c.installedOn}`}</p>
          ) : null}
          {c.allowed.withdraw === true ? (
            <Button busy={withdraw.isPending} onClick={() => withdraw.mutate({ estateId, chargerId: c.id })}>
              {t('parking:charger.withdraw')}
            </Button>
          ) : null}
        </article>
      ))}
      {data.spaces
        .filter(s => s.ask !== 'parking.charger_open')
        .map(s => (
          <Button key={s.spaceId} icon="plus" wide refused={refusal(s.ask)} onClick={() => ask(s)}>
            {t('parking:charger.askAt', { number: s.number })}
          </Button>
        ))}
      {asking ? (
        <Dialog
          sheet
          title={t('parking:charger.askAt', { number: asking.number })}
          close={() => ask(undefined)}
        >
          <Ask space={asking} days={data.answerWorkingDays} done={() => ask(undefined)} />
        </Dialog>
      ) : null}
    </section>
  )
}

function Ask({ space, days, done }: { space: Space; days: number; done: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const [photos, setPhotos] = useState<Blob[]>([])
  const send = useMutate('POST /api/estates/:estateId/my/chargers', { stale: [mine] })
  const form = useForm({
    key: `parking.charger.ask.${space.spaceId}`,
    initial: { ...firstWish, note: '' },
    send: async v => {
      const documents = await keepDocuments(estateId, photos)
      const made = await send.mutateAsync({
        estateId,
        spaceId: space.spaceId,
        watts: Number(v.kw) * 1000,
        meter: v.meter,
        documents,
        ...(v.note ? { note: v.note } : {}),
      })
      say(
        made.answerBy
          ? t('charger.said.ask', { at: limitTime(made.answerBy) })
          : t('charger.said.askOpen', { days }),
      )
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('charger.ask')}>
      <p className="aj-weak">{t(space.fixed ? 'charger.askLead' : 'charger.askShort', { days })}</p>
      <ChargerFields wish={form.values} set={form.set} photos={photos} setPhotos={setPhotos} />
      <p className="aj-weak">{t('charger.documentsHint')}</p>
      <Field form={form} name="note" label={t('wait.note')} optional>
        <input {...form.bind('note')} className="aj-input" />
      </Field>
    </FormBox>
  )
}
