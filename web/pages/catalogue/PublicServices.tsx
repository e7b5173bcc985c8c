import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './catalogue.css'

const list = 'GET /api/estates/:estateId/catalogue/performance'
type Item = RowOf<typeof list>

/** What everybody has a right to, how well it must be done, and what was done this month (S3-95..99). */
export default function PublicServices(): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const { can } = useMe()
  const [month, choose] = useState(date(nowMs()).slice(0, 7))
  const [recording, record] = useState<Item>()
  const { data, error, refetch } = useApi(list, { estateId, month }, { keep: true })
  const staff = can('service.record')
  return (
    <div className="aj-stack">
      <header className="aj-page-head">
        <h1>{t(staff ? 'performance.title' : 'performance.titleOwn')}</h1>
        <label className="aj-row">
          {t('performance.month')}
          <input
            type="month"
            className="aj-input"
            value={month}
            onChange={event => choose(event.target.value || month)}
          />
        </label>
      </header>
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.total === 0 ? (
        <Empty title={t('performance.none')} hint={t('performance.noneHint')} />
      ) : null}
      {data && data.total > 0 ? (
        <p>
          {t('performance.rate', { recorded: data.recorded, total: data.total })}
          {staff && data.recorded < data.total ? (
            <>
              {' '}
              <State
                state="late"
                word={t('performance.missingCount', { count: data.total - data.recorded })}
              />
            </>
          ) : null}
        </p>
      ) : null}
      {data && staff && data.lacking.length > 0 ? (
        <p role="status">
          <State
            state="soon"
            word={t('performance.lacking', {
              names: data.lacking.map(m => t(`performance.wanted.${m}`)).join(t('performance.and')),
            })}
          />{' '}
          {can('catalogue.write') ? (
            <Link to={paths.page('console', 'catalogue')}>{t('performance.lackingAct')}</Link>
          ) : null}
        </p>
      ) : null}
      <div className="ca-cards">
        {data?.items.map(item => (
          <article key={item.itemId} className="ca-card">
            <p className="aj-row">
              <strong>{item.name}</strong>
              {item.management ? <span className="aj-weak">{t(`heading.${item.management}`)}</span> : null}
              <State
                state={item.missing ? (staff ? 'late' : 'stopped') : 'kept'}
                word={
                  item.missing ? t('performance.missing') : t('performance.count', { count: item.records })
                }
              />
            </p>
            <p>{item.standard || t('performance.noStandard')}</p>
            {item.clause ? (
              <p className="aj-weak">{t('performance.clause', { clause: item.clause })}</p>
            ) : null}
            {item.last ? (
              <p className="aj-weak">
                <span className="aj-num">{item.last}</span> {item.lastText}
              </p>
            ) : null}
            <Records itemId={item.itemId} month={month} count={item.records} />
            {staff ? (
              <Button kind={item.missing ? 'main' : 'normal'} icon="plus" onClick={() => record(item)}>
                {t('performance.record')}
              </Button>
            ) : null}
          </article>
        ))}
      </div>
      {recording ? (
        <Dialog title={recording.name} close={() => record(undefined)} sheet>
          <RecordForm item={recording} done={() => record(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Records({ itemId, month, count }: { itemId: string; month: string; count: number }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const [open, setOpen] = useState(false)
  const { data } = useApi(
    'GET /api/estates/:estateId/catalogue/items/:itemId/performance',
    { estateId, itemId, month },
    { when: open },
  )
  if (count === 0) return null
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('performance.all', { count })}</summary>
      <ul>
        {data?.items.map(r => (
          <li key={r.id}>
            <span className="aj-num">{r.on}</span> {r.text}
          </li>
        ))}
      </ul>
    </details>
  )
}

function RecordForm({ item, done }: { item: Item; done: () => void }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const form = useForm({
    key: `catalogue.record.${item.itemId}`,
    initial: { text: '', on: date(nowMs()) },
    check: v => ({ text: v.text.trim() ? undefined : t('performance.needText') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/catalogue/items/:itemId/performance',
        { estateId, itemId: item.itemId, ...v },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('performance.saved', { name: item.name }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('performance.record')}>
      <Field form={form} name="text" label={t('performance.text')} hint={t('performance.textHint')}>
        <textarea {...form.bind('text')} className="aj-input" rows={3} maxLength={500} />
      </Field>
      <Field form={form} name="on" label={t('performance.on')}>
        <input {...form.bind('on')} className="aj-input" type="date" max={date(nowMs())} />
      </Field>
    </FormBox>
  )
}
