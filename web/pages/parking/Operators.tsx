/** External operators: contract, people, clauses, checks and fines; patrols, cameras and insurance of the ground. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, yuan } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { percent } from '../../ui/Figure.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { AskDialog } from './GarageForm.tsx'
import { Checks, Fines } from './OperatorChecks.tsx'
import { type Operator, operator, operators, periodStates, operatorStale as stale } from './operator.ts'
import { PatrolVisits } from './PatrolVisits.tsx'
import { Safety } from './Safety.tsx'
import './garage.css'

export default function Operators(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const [tab, setTab] = useState('operators')
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('operator.title')}</h1>
      </header>
      <Tabs
        label={t('operator.title')}
        tabs={(['operators', 'patrol', 'safety'] as const).map(key => ({
          key,
          label: t(`operator.tab.${key}`),
        }))}
        value={tab}
        onChange={setTab}
      >
        {tab === 'operators' ? <OperatorList /> : tab === 'patrol' ? <PatrolVisits /> : <Safety />}
      </Tabs>
    </>
  )
}

function OperatorList(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const [adding, add] = useState(false)
  const [open, setOpen] = useState<string>()
  const make = useMutate('POST /api/estates/:estateId/parking/operators', { stale })
  const { data, error, refetch } = useApi(operators, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const shown = open ?? data.items[0]?.id
  return (
    <div className="aj-stack">
      <div className="pg-acts">
        {can('parking.manage') ? (
          <Button kind="main" icon="plus" onClick={() => add(true)}>
            {t('operator.add')}
          </Button>
        ) : null}
        {data.items.map(o => (
          <Button key={o.id} aria-pressed={o.id === shown} onClick={() => setOpen(o.id)}>
            {o.name} {o.contract}
          </Button>
        ))}
      </div>
      {data.items.length === 0 ? <Empty title={t('operator.none')} hint={t('operator.noneHint')} /> : null}
      {shown ? <OneOperator key={shown} id={shown} /> : null}
      {adding ? (
        <AskDialog
          id="operator.add"
          title={t('operator.add')}
          submit={t('operator.add')}
          close={() => add(false)}
          fields={[
            { name: 'name', label: t('operator.name') },
            { name: 'creditCode', label: t('operator.creditCode'), optional: true },
            { name: 'contract', label: t('operator.contract') },
            { name: 'scope', label: t('operator.scope') },
            { name: 'fromOn', label: t('operator.from'), kind: 'date' },
            { name: 'untilOn', label: t('operator.until'), kind: 'date' },
            { name: 'fee', label: t('operator.fee'), kind: 'yuan' },
            { name: 'contact', label: t('operator.contact') },
            { name: 'staffWanted', label: t('operator.staffWanted'), kind: 'number' },
          ]}
          send={a =>
            make.mutateAsync({
              estateId,
              name: a.must('name'),
              creditCode: a.text('creditCode'),
              contract: a.must('contract'),
              scope: a.must('scope'),
              fromOn: a.must('fromOn'),
              untilOn: a.must('untilOn'),
              fee: a.number('fee'),
              contact: a.must('contact'),
              staffWanted: a.number('staffWanted'),
            })
          }
        />
      ) : null}
    </div>
  )
}

function OneOperator({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [act, setAct] = useState<'rule' | 'staff' | 'check' | 'end'>()
  const { data: o, error, refetch } = useApi(operator, { estateId, contractId: id })
  const end = useMutate('POST /api/estates/:estateId/parking/operators/:contractId/end', { stale })
  if (error && !o) return <Failing error={error} again={refetch} />
  if (!o) return <Loading />
  return (
    <div className="pg-two">
      <section className="pg-card">
        <h2>{o.name}</h2>
        <p>
          <State state={periodStates[o.state]} word={t(`period.${o.state}`)} /> {o.endReason}
        </p>
        <Facts
          facts={[
            { label: t('operator.contract'), value: o.contract },
            { label: t('operator.period'), value: `${o.fromOn} ~ ${o.endedOn ?? o.untilOn}` },
            { label: t('operator.scope'), value: o.scope },
            { label: t('operator.fee'), value: `¥${yuan(o.fee)}` },
            { label: t('operator.people'), value: `${o.staffNow} / ${o.staffWanted}` },
            {
              label: t('operator.kept'),
              value: o.asked > 0 ? `${percent(o.kept, o.asked)}（${o.kept}/${o.asked}）` : '—',
            },
            { label: t('operator.fines'), value: `¥${yuan(o.fines)}` },
          ]}
        />
        <div className="pg-acts">
          {can('parking.manage') ? (
            <>
              <Button
                kind="main"
                refused={o.rules.length === 0 ? t('operator.rulesFirst') : refusal(o.allowed.check)}
                onClick={() => setAct('check')}
              >
                {t('operator.check')}
              </Button>
              <Button refused={refusal(o.allowed.staff)} onClick={() => setAct('rule')}>
                {t('operator.rule')}
              </Button>
            </>
          ) : null}
          {can('role.assign') ? (
            <>
              <Button refused={refusal(o.allowed.staff)} onClick={() => setAct('staff')}>
                {t('operator.hire')}
              </Button>
              <Button kind="danger" refused={refusal(o.allowed.end)} onClick={() => setAct('end')}>
                {t('operator.end')}
              </Button>
            </>
          ) : null}
          <a
            className="aj-button"
            href={printHref('parking-operator', { estateId, contractId: id })}
            target="_blank"
            rel="noopener"
          >
            {t('print')}
          </a>
        </div>
        <h3>{t('operator.staff')}</h3>
        {o.staff.length === 0 ? <p className="aj-weak">{t('operator.noStaff')}</p> : null}
        {o.staff.map(s => (
          <p key={s.accountId}>
            {s.name} · {s.duty}{' '}
            <State
              state={s.live ? 'kept' : 'stopped'}
              word={t('operator.rightUntil', { at: dateTime(s.until) })}
            />
          </p>
        ))}
      </section>
      <section className="aj-stack">
        <h2>{t('operator.rules')}</h2>
        <table className="pg-plain">
          <tbody>
            {o.rules.map(r => (
              <tr key={r.id}>
                <td>{r.clause}</td>
                <td>{r.text}</td>
                <td className="pg-n">{r.fine > 0 ? `¥${yuan(r.fine)}` : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Checks o={o} />
        <Fines o={o} />
      </section>
      {act === 'rule' || act === 'staff' || act === 'check' ? (
        <OperatorForm o={o} act={act} close={() => setAct(undefined)} />
      ) : null}
      {act === 'end' ? (
        <ConfirmByName
          title={t('operator.endTitle', { name: o.name })}
          consequence={t('operator.endWhat', { n: o.staffNow })}
          name={o.name}
          act={t('operator.end')}
          run={() => end.mutateAsync({ estateId, contractId: id, reason: t('operator.endReason') })}
          close={() => setAct(undefined)}
        />
      ) : null}
    </div>
  )
}

function OperatorForm({
  o,
  act,
  close,
}: {
  o: Operator
  act: 'rule' | 'staff' | 'check'
  close: () => void
}): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const ids = { estateId, contractId: o.id }
  const [password, setPassword] = useState<string>()
  const rule = useMutate('POST /api/estates/:estateId/parking/operators/:contractId/rules', { stale })
  const staff = useMutate('POST /api/estates/:estateId/parking/operators/:contractId/staff', { stale })
  const check = useMutate('POST /api/estates/:estateId/parking/operators/:contractId/checks', { stale })
  if (password)
    return (
      <article className="pg-card" role="status">
        <p>{t('operator.password')}</p>
        <p className="pg-big">{password}</p>
        <Button onClick={close}>{t('operator.noted')}</Button>
      </article>
    )
  if (act === 'rule')
    return (
      <AskDialog
        id={`operator.rule.${o.id}`}
        title={t('operator.rule')}
        submit={t('save')}
        close={close}
        fields={[
          { name: 'clause', label: t('operator.clause') },
          { name: 'text', label: t('operator.clauseText'), kind: 'area' },
          { name: 'fine', label: t('operator.fine'), kind: 'yuan', initial: '0' },
        ]}
        send={a =>
          rule.mutateAsync({ ...ids, clause: a.must('clause'), text: a.must('text'), fine: a.number('fine') })
        }
      />
    )
  if (act === 'staff')
    return (
      <AskDialog
        id={`operator.staff.${o.id}`}
        title={t('operator.hire')}
        submit={t('operator.hire')}
        close={close}
        stay
        fields={[
          { name: 'username', label: t('operator.username'), hint: t('operator.usernameHint') },
          { name: 'name', label: t('operator.person') },
          { name: 'duty', label: t('operator.duty') },
        ]}
        send={async a => {
          const made = await staff.mutateAsync({
            ...ids,
            username: a.must('username'),
            name: a.must('name'),
            duty: a.must('duty'),
          })
          if (made.password) setPassword(made.password)
          else close()
        }}
      />
    )
  return (
    <AskDialog
      id={`operator.check.${o.id}`}
      title={t('operator.check')}
      submit={t('save')}
      close={close}
      fields={o.rules.flatMap(r => [
        {
          name: `ok-${r.id}`,
          label: `${r.clause} ${r.text}`,
          kind: 'select' as const,
          options: [
            { value: 'yes', label: t('operator.keptOne') },
            { value: 'no', label: t('operator.broken') },
          ],
        },
        { name: `note-${r.id}`, label: t('note.note'), optional: true },
      ])}
      send={a =>
        check.mutateAsync({
          ...ids,
          items: o.rules.map(r => ({
            ruleId: r.id,
            ok: a.text(`ok-${r.id}`) === 'yes',
            note: a.text(`note-${r.id}`),
          })),
        })
      }
    />
  )
}
