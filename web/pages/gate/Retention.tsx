/** How many days data of the gate is kept, from a date on, by a paper: a closure’s while it lasts (J-05), and what is registered without one. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date, dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

/** Days kept now, and between which numbers the rule lets one choose. */
type Kept = { days: number; least: number; most: number }

const closure = {
  put: 'PUT /api/estates/:estateId/gate/retention',
  stale: 'GET /api/estates/:estateId/closure-purges',
} as const
const plain = {
  put: 'PUT /api/estates/:estateId/gate/keeping',
  stale: 'GET /api/estates/:estateId/gate/keeping',
} as const
type Of = typeof closure | typeof plain

/** Registrations without a closure: how long, what was erased last, and the notice that says so at the gate. */
export function Keeping({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation(['gate-desk'])
  const { can } = useMe()
  const { data, error, refetch } = useApi(plain.stale, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return null
  return (
    <section className="gp-stack">
      <h2>{t('keeping.title')}</h2>
      <p className="aj-weak">
        {t('keeping.line', { days: data.days, incidentDays: data.incidentDays })}
        {data.last
          ? ` ${t('keeping.last', {
              at: dateTime(data.last.at),
              cutoff: dateTime(data.last.cutoff),
              count: data.last.count,
            })}`
          : ''}
      </p>
      <div className="gp-row">
        <Retention
          estateId={estateId}
          kept={data}
          of={plain}
          refused={can('rule.write') ? undefined : t('needRule')}
        />
        <a
          className="aj-button"
          href={printHref('gate.plain_notice', { estateId })}
          target="_blank"
          rel="noreferrer"
        >
          {t('keeping.notice')}
        </a>
      </div>
    </section>
  )
}

export function Retention(props: {
  estateId: string
  kept: Kept
  of?: Of
  /** why it may not be changed from here */
  refused: string | undefined
}): ReactNode {
  const { estateId, kept, refused } = props
  const { t } = useTranslation(['gate-desk'])
  const [open, setOpen] = useState(false)
  return (
    <div className="gp-row">
      <Button refused={refused} showWhy onClick={() => setOpen(true)}>
        {t('retention.act')}
      </Button>
      {open ? (
        <Change estateId={estateId} kept={kept} of={props.of ?? closure} close={() => setOpen(false)} />
      ) : null}
    </div>
  )
}

function Change(props: { estateId: string; kept: Kept; of: Of; close: () => void }): ReactNode {
  const { t } = useTranslation(['gate-desk', 'gate'])
  const today = date(nowMs())
  const { days, least, most } = props.kept
  const set = useMutate(props.of.put, { stale: [props.of.stale] })
  const form = useForm({
    key: `${props.of.put}.${props.estateId}`,
    initial: { days: String(days), fromDate: today, source: '' },
    check: v => ({
      days:
        /^\d+$/.test(v.days) && Number(v.days) >= least && Number(v.days) <= most
          ? undefined
          : t('retention.needRange', { least, most }),
      fromDate: v.fromDate >= today ? undefined : t('retention.needFrom'),
      source: v.source.trim() ? undefined : t('gate:need.paper'),
    }),
    send: async v => {
      const { estateId, close } = props
      const { fromDate, source } = v
      const done = await set.mutateAsync({ estateId, days: Number(v.days), fromDate, source })
      say(t(fromDate > today ? 'retention.later' : 'retention.done', { days: done.days, day: fromDate }))
      close()
    },
  })
  return (
    <Dialog title={t('retention.act')} close={props.close}>
      <FormBox form={form} submit={t('retention.submit')}>
        <Field
          form={form}
          name="days"
          label={t('retention.days')}
          hint={t('retention.range', { least, most })}
        >
          <input {...form.bind('days')} className="aj-input" inputMode="numeric" maxLength={3} />
        </Field>
        <Field form={form} name="fromDate" label={t('retention.from')}>
          <input {...form.bind('fromDate')} type="date" min={today} className="aj-input" />
        </Field>
        <Field form={form} name="source" label={t('retention.source')}>
          <input {...form.bind('source')} className="aj-input" maxLength={200} />
        </Field>
      </FormBox>
    </Dialog>
  )
}
