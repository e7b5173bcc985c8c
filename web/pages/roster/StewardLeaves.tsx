import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const list = 'GET /api/estates/:estateId/steward-leaves'
const states = { coming: 'running', running: 'soon', over: 'stopped' } as const

/** Who is away, who stands in, and until when. */
export function StewardLeaves(): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const [planning, plan] = useState(false)
  const { data, error, refetch } = useApi(list, { estateId })
  const end = useMutate('POST /api/estates/:estateId/steward-leaves/:leaveId/end', { stale: [list] })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const back = async (leaveId: string, name: string) => {
    await end.mutateAsync({ estateId, leaveId })
    say(t('away.ended', { name }))
  }
  return (
    <>
      {can('steward.assign') ? (
        <p className="aj-row">
          <Button kind="main" icon="plus" onClick={() => plan(true)}>
            {t('away.plan')}
          </Button>
        </p>
      ) : null}
      {data.items.length === 0 ? <Empty title={t('away.none')} hint={t('away.noneHint')} /> : null}
      {data.items.length > 0 ? (
        <table className="ro-table">
          <thead>
            <tr>
              {(['who', 'buildings', 'days', 'standIn', 'state'] as const).map(key => (
                <th key={key} scope="col">
                  {t(`away.${key}`)}
                </th>
              ))}
              <th scope="col">
                <span className="aj-sr">{t('stewards.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(l => (
              <tr key={l.id}>
                <th scope="row">{l.name}</th>
                <td>{l.buildings.join(t('and')) || '—'}</td>
                <td className="aj-num">
                  {t('away.span', { from: l.fromDate, until: l.untilDate })}
                  {l.endedOn && l.endedOn > l.fromDate ? ` · ${t('away.endedOn', { date: l.endedOn })}` : ''}
                </td>
                <td>{l.standIn}</td>
                <td>
                  <State state={states[l.state]} word={t(`away.states.${l.state}`)} />
                </td>
                <td>
                  {can('steward.assign') && l.state !== 'over' ? (
                    <Button busy={end.isPending} onClick={() => void back(l.id, l.name)}>
                      {t(l.state === 'coming' ? 'away.withdraw' : 'away.back')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {planning ? (
        <Dialog title={t('away.plan')} close={() => plan(false)}>
          <PlanForm done={() => plan(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function PlanForm({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data: staff } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const { data: stewards } = useApi('GET /api/estates/:estateId/stewards', { estateId })
  const send = useMutate('POST /api/estates/:estateId/steward-leaves', { stale: [list] })
  const form = useForm({
    key: 'roster.leave.plan',
    initial: { accountId: '', fromDate: date(nowMs()), untilDate: date(nowMs()), standInId: '', reason: '' },
    check: v => ({
      accountId: v.accountId ? undefined : t('away.needWho'),
      standInId: v.standInId ? undefined : t('away.needStandIn'),
      untilDate: v.untilDate >= v.fromDate ? undefined : t('away.needDays'),
    }),
    send: async ({ reason, ...v }) => {
      const made = await send.mutateAsync({ estateId, ...v, ...(reason.trim() ? { reason } : {}) })
      say(t('away.planned', { name: made.name, standIn: made.standIn }))
      done()
    },
  })
  const mine = new Map((stewards?.items ?? []).map(s => [s.accountId, s.name]))
  const others = (staff?.items ?? []).filter(s => s.accountId !== form.values.accountId)
  return (
    <FormBox form={form} submit={t('away.save')}>
      <Field form={form} name="accountId" label={t('away.who')}>
        <select {...form.bind('accountId')} className="aj-input">
          <option value="">—</option>
          {[...mine].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <div className="aj-row">
        <Field form={form} name="fromDate" label={t('away.from')}>
          <input {...form.bind('fromDate')} type="date" className="aj-input" />
        </Field>
        <Field form={form} name="untilDate" label={t('away.until')}>
          <input {...form.bind('untilDate')} type="date" className="aj-input" />
        </Field>
      </div>
      <Field form={form} name="standInId" label={t('away.standIn')} hint={t('away.standInHint')}>
        <select {...form.bind('standInId')} className="aj-input">
          <option value="">—</option>
          {[...others]
            .sort((a, b) => Number(b.roles.includes('steward')) - Number(a.roles.includes('steward')))
            .map(s => (
              <option key={s.accountId} value={s.accountId}>
                {s.name}
              </option>
            ))}
        </select>
      </Field>
      <Field form={form} name="reason" label={t('away.reason')} optional>
        <input {...form.bind('reason')} className="aj-input" maxLength={200} />
      </Field>
    </FormBox>
  )
}
