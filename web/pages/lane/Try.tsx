/** What would happen if this plate came now, and why. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { devicesKey, Outcome, useWhy } from './parts.tsx'
import './lane.css'

const tryKey = 'POST /api/estates/:estateId/lanes/:laneId/simulate'

export default function Try(): ReactNode {
  const { t } = useTranslation('lane')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(devicesKey, { estateId })
  const lanes = (data?.lanes ?? []).filter(l => l.carries !== 'person')
  return (
    <div className="ln-stack">
      <h1>{t('try.title')}</h1>
      <p className="aj-weak">{t('try.lead')}</p>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading lines={4} /> : null}
      {data && lanes.length === 0 ? <Empty title={t('lanes.none')} hint={t('lanes.noneHint')} /> : null}
      {lanes.length > 0 ? <Trial estateId={estateId} lanes={lanes} /> : null}
    </div>
  )
}

function Trial({
  estateId,
  lanes,
}: {
  estateId: string
  lanes: Answer<typeof devicesKey>['lanes']
}): ReactNode {
  const { t, i18n } = useTranslation('lane')
  const [found, setFound] = useState<Answer<typeof tryKey>>()
  const send = useMutate(tryKey)
  const why = useWhy()
  const form = useForm({
    key: 'lane.try',
    initial: { laneId: lanes[0]?.id ?? '', plate: '', confidence: '95' },
    check: v => ({ plate: v.plate.trim() === '' ? t('need.plate') : undefined }),
    send: async v => {
      setFound(
        await send.mutateAsync({
          estateId,
          laneId: v.laneId,
          plate: v.plate,
          confidence: Number(v.confidence),
        }),
      )
      // what was asked stays in the form: people change one thing and ask again
      throw new Stay()
    },
  })
  const stays = form.failure instanceof Stay ? { ...form, failure: undefined } : form
  const english = i18n.language.startsWith('en')
  return (
    <div className="ln-try">
      <FormBox form={stays} submit={t('try.go')}>
        <Field form={form} name="plate" label={t('col.plate')}>
          <input {...form.bind('plate')} className="aj-input" maxLength={24} placeholder={t('try.example')} />
        </Field>
        <Field form={form} name="laneId" label={t('col.lane')}>
          <select {...form.bind('laneId')} className="aj-input">
            {lanes.map(l => (
              <option key={l.id} value={l.id}>
                {l.name}
              </option>
            ))}
          </select>
        </Field>
        <Field form={form} name="confidence" label={t('try.confidence')}>
          <input {...form.bind('confidence')} className="aj-input" type="number" min={0} max={100} />
        </Field>
      </FormBox>
      {found ? (
        <section className="ln-stack" aria-live="polite" aria-label={t('try.answer')}>
          <Outcome of={{ ...found, settled: null }} />
          <p className="ln-say">
            <span className="ln-plate">{found.plate || t('noPlate')}</span> {why(found.say, found.plate)}
          </p>
          {found.near.length > 0 ? (
            <p>
              {t('view.near')}：{found.near.join('、')}
            </p>
          ) : null}
          <h2>{t('try.why')}</h2>
          <ol className="ln-steps">
            {found.steps.map(step => (
              <li key={step.zh} data-fired={step.fired ? '' : undefined}>
                {english ? step.en : step.zh}
                {step.fired ? ` ← ${t('try.fired')}` : ''}
              </li>
            ))}
          </ol>
        </section>
      ) : (
        <p className="aj-weak">{t('try.none')}</p>
      )}
    </div>
  )
}

/** Not a failure: keeps what was typed. */
class Stay extends Error {}
