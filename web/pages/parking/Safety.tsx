/** Cameras of the parking ground with their keeping time, and insurance before it ends. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { AskDialog } from './GarageForm.tsx'
import { periodStates } from './operator.ts'

const key = 'GET /api/estates/:estateId/parking/safety'
const kinds = ['liability', 'equipment', 'property', 'other'] as const

export function Safety(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const [act, setAct] = useState<'camera' | 'insurance'>()
  const camera = useMutate('POST /api/estates/:estateId/parking/cameras', { stale: [key] })
  const insure = useMutate('POST /api/estates/:estateId/parking/insurance', { stale: [key] })
  const { data, error, refetch } = useApi(key, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="pg-two">
      <section>
        <h2>{t('safety.cameras', { n: data.days })}</h2>
        {can('parking.manage') ? (
          <Button icon="plus" onClick={() => setAct('camera')}>
            {t('safety.addCamera')}
          </Button>
        ) : null}
        <table className="pg-plain">
          <tbody>
            {data.cameras.map(c => (
              <tr key={c.id}>
                <td>{c.name}</td>
                <td>{c.covers}</td>
                <td>{c.recorder}</td>
                <td>
                  <State state={c.short ? 'late' : 'kept'} word={t('safety.days', { n: c.keepDays })} />
                </td>
                <td>
                  <State
                    state={c.works ? 'kept' : 'late'}
                    word={t(c.works ? 'safety.works' : 'safety.broken')}
                  />{' '}
                  {c.checkedOn}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <h2>{t('safety.insurance')}</h2>
        {can('parking.manage') ? (
          <Button icon="plus" onClick={() => setAct('insurance')}>
            {t('safety.addInsurance')}
          </Button>
        ) : null}
        <table className="pg-plain">
          <tbody>
            {data.insurance.map(i => (
              <tr key={i.id}>
                <td>{t(`insurance.${i.kind}`)}</td>
                <td>
                  {i.insurer} {i.policy}
                </td>
                <td className="pg-n">¥{yuan(i.sum)}</td>
                <td>{`${i.fromOn} ~ ${i.untilOn}`}</td>
                <td>
                  <State
                    state={i.state === 'over' ? 'late' : periodStates[i.state]}
                    word={t(`period.${i.state}`)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {act === 'camera' ? (
        <AskDialog
          id="safety.camera"
          title={t('safety.addCamera')}
          submit={t('save')}
          close={() => setAct(undefined)}
          fields={[
            { name: 'name', label: t('safety.camera') },
            { name: 'covers', label: t('safety.covers') },
            { name: 'recorder', label: t('safety.recorder') },
            { name: 'keepDays', label: t('safety.keepDays'), kind: 'number', initial: String(data.days) },
            { name: 'checkedOn', label: t('safety.checkedOn'), kind: 'date' },
            {
              name: 'works',
              label: t('col.state'),
              kind: 'select',
              options: [
                { value: 'yes', label: t('safety.works') },
                { value: 'no', label: t('safety.broken') },
              ],
            },
          ]}
          send={a =>
            camera.mutateAsync({
              estateId,
              name: a.must('name'),
              covers: a.must('covers'),
              recorder: a.must('recorder'),
              keepDays: a.number('keepDays'),
              checkedOn: a.must('checkedOn'),
              works: a.text('works') === 'yes',
            })
          }
        />
      ) : null}
      {act === 'insurance' ? (
        <AskDialog
          id="safety.insurance"
          title={t('safety.addInsurance')}
          submit={t('save')}
          close={() => setAct(undefined)}
          fields={[
            {
              name: 'kind',
              label: t('add.kind'),
              kind: 'select',
              options: kinds.map(value => ({ value, label: t(`insurance.${value}`) })),
            },
            { name: 'insurer', label: t('insurance.insurer') },
            { name: 'policy', label: t('insurance.policy') },
            { name: 'sum', label: t('insurance.sum'), kind: 'yuan' },
            { name: 'fromOn', label: t('operator.from'), kind: 'date' },
            { name: 'untilOn', label: t('operator.until'), kind: 'date' },
          ]}
          send={a =>
            insure.mutateAsync({
              estateId,
              kind: kinds.find(k => k === a.text('kind')) ?? 'other',
              insurer: a.must('insurer'),
              policy: a.must('policy'),
              sum: a.number('sum'),
              fromOn: a.must('fromOn'),
              untilOn: a.must('untilOn'),
            })
          }
        />
      ) : null}
    </div>
  )
}
