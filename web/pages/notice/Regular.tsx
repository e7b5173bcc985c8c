import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { AudiencePick, everybody } from './AudiencePick.tsx'
import { useCategories } from './categories.ts'
import { Write } from './Write.tsx'

type Schedule = RowOf<'GET /api/estates/:estateId/bulletin-schedules'>

/** What is due regularly, by whom, and which dates were missed. */
export function Regular(): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const category = useCategories()
  const [planning, plan] = useState(false)
  const [writing, write] = useState<Schedule>()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/bulletin-schedules', { estateId })
  const end = useMutate('POST /api/estates/:estateId/bulletin-schedules/:scheduleId/end', {
    stale: ['GET /api/estates/:estateId/bulletin-schedules'],
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const today = date(nowMs())
  return (
    <div className="aj-stack">
      <p className="aj-row">
        <Button icon="plus" onClick={() => plan(true)}>
          {t('regular.plan')}
        </Button>
        <span className="aj-grow" />
        <a className="aj-button" href={exportHref('notice.schedules', estateId)({})}>
          <Icon name="download" />
          {t('common:act.download')}
        </a>
        <a
          className="aj-button"
          href={printHref('bulletin-plan', { estateId })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" />
          {t('regular.print')}
        </a>
      </p>
      {data.items.length === 0 ? (
        <Empty title={t('regular.none')} hint={t('regular.noneHint')} />
      ) : (
        <table className="no-table">
          <thead>
            <tr>
              <th scope="col">{t('bulletin.title')}</th>
              <th scope="col">{t('bulletin.category')}</th>
              <th scope="col">{t('regular.every')}</th>
              <th scope="col">{t('regular.next')}</th>
              <th scope="col">{t('regular.who')}</th>
              <th scope="col">{t('regular.missed')}</th>
              <th scope="col">
                <span className="aj-sr">{t('regular.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(s => (
              <tr key={s.id}>
                <th scope="row">{s.title}</th>
                <td>{category(s.category)}</td>
                <td>{t('regular.days', { count: s.everyDays })}</td>
                <td className="aj-num">
                  {s.ended ? (
                    <State state="stopped" word={t('regular.ended')} />
                  ) : s.nextDue < today ? (
                    <State state="late" word={t('regular.late', { day: s.nextDue, name: s.name })} />
                  ) : (
                    s.nextDue
                  )}
                </td>
                <td>{s.name}</td>
                <td className="aj-num">{s.missed.length > 0 ? s.missed.slice(0, 3).join('、') : '—'}</td>
                <td>
                  <div className="aj-row">
                    {s.ended ? null : (
                      <>
                        <Button onClick={() => write(s)}>{t('regular.write')}</Button>
                        <Button
                          kind="plain"
                          busy={end.isPending}
                          onClick={() => end.mutate({ estateId, scheduleId: s.id })}
                        >
                          {t('regular.end')}
                        </Button>
                      </>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {planning ? (
        <Dialog title={t('regular.plan')} close={() => plan(false)}>
          <Plan done={() => plan(false)} />
        </Dialog>
      ) : null}
      {writing ? (
        <Dialog title={t('write.title')} close={() => write(undefined)} wide>
          <Write
            schedule={writing}
            done={() => {
              write(undefined)
              say(t('write.sent'))
            }}
          />
        </Dialog>
      ) : null}
    </div>
  )
}

function Plan({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data: categories } = useApi('GET /api/estates/:estateId/bulletin-categories', { estateId })
  const { data: staff } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const send = useMutate('POST /api/estates/:estateId/bulletin-schedules', {
    stale: ['GET /api/estates/:estateId/bulletin-schedules'],
  })
  const form = useForm({
    key: 'notice.plan',
    initial: {
      title: '',
      category: 'service',
      everyDays: '7',
      firstDue: date(nowMs()),
      accountId: '',
      audience: everybody,
    },
    check: v => ({
      ...(v.title.trim() ? {} : { title: t('write.titleNeeded') }),
      ...(/^\d{1,3}$/.test(v.everyDays) && Number(v.everyDays) >= 1
        ? {}
        : { everyDays: t('regular.daysNeeded') }),
      ...(v.accountId ? {} : { accountId: t('regular.whoNeeded') }),
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        ...v,
        everyDays: Number(v.everyDays),
        audience: { ...v.audience, roles: [] },
      })
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('regular.plan')}>
      <Field form={form} name="title" label={t('bulletin.title')}>
        <input {...form.bind('title')} className="aj-input" maxLength={80} />
      </Field>
      <Field form={form} name="category" label={t('bulletin.category')}>
        <select {...form.bind('category')} className="aj-input">
          {(categories?.items ?? []).map(c => (
            <option key={c.key} value={c.key}>
              {language === 'en' ? c.en : c.zh}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="everyDays" label={t('regular.everyDays')}>
        <input {...form.bind('everyDays')} className="aj-input" inputMode="numeric" maxLength={3} />
      </Field>
      <Field form={form} name="firstDue" label={t('regular.first')}>
        <input {...form.bind('firstDue')} type="date" className="aj-input" />
      </Field>
      <Field form={form} name="accountId" label={t('regular.who')} hint={t('regular.whoHint')}>
        <select {...form.bind('accountId')} className="aj-input">
          <option value="">—</option>
          {(staff?.items ?? []).map(s => (
            <option key={s.accountId} value={s.accountId}>
              {s.name}
            </option>
          ))}
        </select>
      </Field>
      <AudiencePick value={form.values.audience} change={audience => form.set({ audience })} />
    </FormBox>
  )
}
