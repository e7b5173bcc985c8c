import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const key = 'GET /api/estates/:estateId/explanations'

/** What was explained to households face to face: topic, home, day, by whom (S1-24). */
export function Explained(): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const [logging, log] = useState(false)
  const { data, error, refetch } = useApi(key, { estateId })
  return (
    <div className="aj-stack">
      <p className="aj-row">
        <Button icon="plus" onClick={() => log(true)}>
          {t('explained.log')}
        </Button>
        <span className="aj-grow" />
        <a className="aj-button" href={exportHref('notice.explanations', estateId)({})}>
          <Icon name="download" />
          {t('common:act.download')}
        </a>
      </p>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('explained.none')} hint={t('explained.noneHint')} /> : null}
      {data && data.items.length > 0 ? (
        <table className="no-table">
          <thead>
            <tr>
              <th scope="col">{t('explained.day')}</th>
              <th scope="col">{t('explained.unit')}</th>
              <th scope="col">{t('explained.topic')}</th>
              <th scope="col">{t('explained.by')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(e => (
              <tr key={e.id}>
                <td className="aj-num">{e.onDate}</td>
                <th scope="row">{e.unit}</th>
                <td>{e.topic}</td>
                <td>{e.by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {logging ? (
        <Dialog title={t('explained.log')} close={() => log(false)}>
          <Log done={() => log(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Log({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/explanations', { stale: [key] })
  const form = useForm({
    key: 'notice.explained',
    initial: { unit: '', topic: '', onDate: date(nowMs()) },
    check: v => ({
      ...(v.unit.trim() ? {} : { unit: t('explained.unitNeeded') }),
      ...(v.topic.trim() ? {} : { topic: t('explained.topicNeeded') }),
    }),
    send: async v => {
      const found = await api('GET /api/estates/:estateId/units', { estateId, q: v.unit.trim(), limit: 50 })
      const unit = found.items.find(u => u.label === v.unit.trim())
      if (unit === undefined)
        throw new ApiError(400, {
          code: 'notice.unit',
          title: t('explained.unitUnknown'),
          fields: [{ path: 'unit', code: 'unknown', message: t('explained.unitUnknown') }],
        })
      await send.mutateAsync({ estateId, unitId: unit.id, topic: v.topic, onDate: v.onDate })
      say(t('explained.done'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('explained.log')}>
      <Field form={form} name="unit" label={t('explained.unit')} hint={t('explained.unitHint')}>
        <input {...form.bind('unit')} className="aj-input" maxLength={30} />
      </Field>
      <Field form={form} name="topic" label={t('explained.topic')}>
        <input {...form.bind('topic')} className="aj-input" maxLength={200} />
      </Field>
      <Field form={form} name="onDate" label={t('explained.day')}>
        <input {...form.bind('onDate')} type="date" className="aj-input" />
      </Field>
    </FormBox>
  )
}
