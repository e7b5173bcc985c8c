/** J-05: how many days a closure’s data is kept while it lasts, from a date on, by a paper. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

/** Days kept now, and between which numbers the rule lets one choose. */
type Kept = { days: number; least: number; most: number }

export function Retention(props: {
  estateId: string
  kept: Kept
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
      {open ? <Change estateId={estateId} kept={kept} close={() => setOpen(false)} /> : null}
    </div>
  )
}

function Change(props: { estateId: string; kept: Kept; close: () => void }): ReactNode {
  const { t } = useTranslation(['gate-desk', 'gate'])
  const today = date(nowMs())
  const { days, least, most } = props.kept
  const set = useMutate('PUT /api/estates/:estateId/gate/retention', {
    stale: ['GET /api/estates/:estateId/closure-purges'],
  })
  const form = useForm({
    key: `gate.retention.${props.estateId}`,
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
          <input {...form.bind('days')} className="aj-input" inputMode="numeric" maxLength={2} />
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
