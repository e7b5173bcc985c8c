import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { say } from '../../ui/toast.ts'
import { PromiseFields } from './PromiseFields.tsx'
import { useAmount } from './PromiseTable.tsx'
import { PromiseTrial } from './PromiseTrial.tsx'
import { type ClassRow, type ClockRow, checkTyped, framesText, ruleOf, typedOf } from './promise-form.ts'

const table = 'GET /api/estates/:estateId/desk/table'

/** The table and what intake shows are read anew. */
export async function tableChanged(): Promise<void> {
  await Promise.all(
    (
      [
        table,
        'GET /api/estates/:estateId/desk/classes',
        'GET /api/estates/:estateId/desk/table/history',
      ] as const
    ).map(key => queryClient.invalidateQueries({ queryKey: [key] })),
  )
}

interface Props {
  cls: ClassRow
  clock?: ClockRow | undefined
  /** The estate's service level: who keeps the whole house may change it for all estates of that level. */
  level: string | null
  refused: string | undefined
  done: () => void
}

/** One clock: change it from a date on, try it on last month's tickets first, see who changed it and why. */
export function PromiseEditor(props: Props): ReactNode {
  const { t } = useTranslation('promises')
  const [tab, setTab] = useState('change')
  const { clock } = props
  if (!clock) return <Change {...props} />
  return (
    <Tabs
      label={t('tabs')}
      value={tab}
      onChange={setTab}
      tabs={[
        { key: 'change', label: t('tab.change') },
        { key: 'history', label: t('tab.history') },
        { key: 'off', label: t('tab.off') },
      ]}
    >
      {tab === 'change' ? <Change {...props} /> : null}
      {tab === 'history' ? <History cls={props.cls} clock={clock} refused={props.refused} /> : null}
      {tab === 'off' ? <Off {...props} clock={clock} /> : null}
    </Tabs>
  )
}

function Change({ cls, clock, level, refused, done }: Props): ReactNode {
  const { t } = useTranslation('promises')
  const { can } = useMe()
  const [scope, setScope] = useState<'estate' | 'level'>('estate')
  const estateId = useEstateId()
  const [tried, setTried] = useState<ReturnType<typeof ruleOf>>()
  const today = date(nowMs())
  const form = useForm({
    key: `promises.rule.${cls.kind}.${cls.class}.${clock ? `${clock.clock}.${clock.startsAt}` : 'new'}`,
    initial: typedOf(clock, today),
    check: v => checkTyped(v, key => t(key)),
    send: async (v, clientId) => {
      const said = { ...ruleOf(v, cls), from: v.from, reason: v.reason.trim() }
      if (scope === 'level' && level !== null)
        await api('POST /api/desk/levels/:level/rules', { level, ...said }, { clientId })
      else await api('POST /api/estates/:estateId/desk/table/rules', { estateId, ...said }, { clientId })
      await tableChanged()
      say(t('saved', { date: v.from }))
      done()
    },
  })
  const wrong = Object.entries(checkTyped(form.values, key => t(key))).some(
    ([name, said]) => said !== undefined && name !== 'from' && name !== 'reason',
  )
  const rule = ruleOf(form.values, cls)
  return (
    <div className="pr-editor">
      <FormBox
        form={form}
        columns={2}
        submit={t('save')}
        refused={refused}
        more={
          <Button icon="chart" refused={wrong ? t('need.all') : undefined} onClick={() => setTried(rule)}>
            {t('trial.run')}
          </Button>
        }
      >
        {level !== null && can('system.manage') ? (
          <Choices
            legend={t('field.scope')}
            value={scope}
            onChange={setScope}
            options={[
              { value: 'estate', label: t('origin.estate') },
              { value: 'level', label: t('scopeLevel', { level }) },
            ]}
          />
        ) : null}
        <PromiseFields form={form} fixed={clock !== undefined} today={today} />
      </FormBox>
      {tried ? (
        <PromiseTrial rule={tried} stale={JSON.stringify(tried) !== JSON.stringify(rule)} />
      ) : (
        <p className="aj-weak">{t('trial.hint')}</p>
      )}
    </div>
  )
}

function History({
  cls,
  clock,
  refused,
}: {
  cls: ClassRow
  clock: ClockRow
  refused: string | undefined
}): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const amount = useAmount()
  const estateId = useEstateId()
  const [failed, fail] = useState<unknown>()
  const today = date(nowMs())
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/desk/table/history', {
    estateId,
    kind: cls.kind,
    class: cls.class,
    clock: clock.clock,
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={4} />
  const withdraw = async (ruleId: string) => {
    fail(undefined)
    try {
      await api('DELETE /api/estates/:estateId/desk/table/rules/:ruleId', { estateId, ruleId })
      await tableChanged()
      say(t('withdrawn'))
    } catch (e) {
      fail(e)
    }
  }
  return (
    <>
      {failed ? <Failing error={failed} /> : null}
      <table className="pr-table">
        <thead>
          <tr>
            {(['from', 'limit', 'by', 'source', 'acts'] as const).map(h => (
              <th key={h} scope="col">
                {t(`head.${h}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.items.map(r => (
            <tr key={r.id}>
              <td className="aj-num">{r.from}</td>
              <td>
                {r.off ? t('off') : amount(r.unit, r.amount)}
                {r.frames?.length ? ` ${framesText(r.frames)}` : ''}
              </td>
              <td>
                {t(`origin.${r.origin}`, { level: r.level })} · {r.madeBy}
                <br />
                <span className="aj-weak aj-num">{dateTime(r.madeAt)}</span>
              </td>
              <td>{r.source}</td>
              <td>
                {r.origin === 'estate' && r.from > today ? (
                  <Button kind="plain" refused={refused} onClick={() => withdraw(r.id)}>
                    {t('withdraw')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Off({ cls, clock, refused, done }: Props & { clock: ClockRow }): ReactNode {
  const { t } = useTranslation('promises')
  const estateId = useEstateId()
  const today = date(nowMs())
  const form = useForm({
    key: `promises.off.${cls.kind}.${cls.class}.${clock.clock}`,
    initial: { from: today, reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('need.reason') }),
    send: async (v, clientId) => {
      const { kind, class: name } = cls
      await api(
        'POST /api/estates/:estateId/desk/table/rules/off',
        {
          estateId,
          kind,
          class: name,
          clock: clock.clock,
          startsAt: clock.startsAt,
          from: v.from,
          reason: v.reason.trim(),
        },
        { clientId },
      )
      await tableChanged()
      say(t('offSaved', { date: v.from }))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('offSubmit')} refused={refused}>
      <p>{t('offHint')}</p>
      <Field form={form} name="from" label={t('field.from')}>
        <input {...form.bind('from')} className="aj-input" type="date" min={today} />
      </Field>
      <Field form={form} name="reason" label={t('field.reason')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={500} />
      </Field>
    </FormBox>
  )
}
