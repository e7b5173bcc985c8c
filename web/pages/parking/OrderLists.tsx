/** Lists of parking order: moves, accidents, congestion. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { dateTime, when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { State } from '../../ui/State.tsx'
import { Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { AskDialog } from './GarageForm.tsx'

const moves = 'GET /api/estates/:estateId/parking/moves'
const accidents = 'GET /api/estates/:estateId/parking/accidents'

export function Moves(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const now = useNow(30_000)
  const [closing, setClosing] = useState<string>()
  const close = useMutate('POST /api/estates/:estateId/parking/moves/:moveId/close', { stale: [moves] })
  return (
    <>
      <DataTable
        id="parking.moves"
        label={t('order.tab.moves')}
        api={moves}
        input={{ estateId }}
        rowKey={m => m.id}
        columns={[
          { key: 'at', title: t('col.at'), width: 9, render: m => when(m.askedAt, now) },
          { key: 'plate', title: t('col.plate'), width: 8, render: m => m.plate },
          { key: 'place', title: t('col.place'), render: m => `${m.place}：${m.reason}` },
          { key: 'as', title: t('move.by'), width: 6, render: m => t(`move.as.${m.askedAs}`) },
          { key: 'told', title: t('move.told'), width: 7, align: 'right', render: m => m.told },
          {
            key: 'state',
            title: t('col.state'),
            width: 12,
            render: m => (
              <>
                <State
                  state={m.state === 'closed' ? 'kept' : m.raisedAt ? 'late' : 'running'}
                  word={t(`move.${m.state}`)}
                />{' '}
                {m.raisedAt && m.state !== 'closed' ? t('mine.guard') : ''}
              </>
            ),
          },
          { key: 'result', title: t('order.result'), width: 10, render: m => m.result ?? '—' },
          {
            key: 'act',
            title: '',
            width: 6,
            render: m =>
              m.state !== 'closed' && can('parking.operate') ? (
                <Button onClick={() => setClosing(m.id)}>{t('order.close')}</Button>
              ) : null,
          },
        ]}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('col.state'),
            options: (['open', 'closed'] as const).map(value => ({ value, label: t(`filter.${value}`) })),
          },
        ]}
        every={15_000}
        exportHref={exportHref('parking.moves', estateId)}
        empty={{ title: t('move.none'), hint: t('move.noneHint') }}
      />
      {closing ? (
        <AskDialog
          id={`move.close.${closing}`}
          title={t('order.close')}
          submit={t('order.close')}
          close={() => setClosing(undefined)}
          fields={[{ name: 'result', label: t('order.result') }]}
          send={a => close.mutateAsync({ estateId, moveId: closing, result: a.must('result') })}
        />
      ) : null}
    </>
  )
}

export function Accidents(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(60_000)
  return (
    <DataTable
      id="parking.accidents"
      label={t('order.tab.accidents')}
      api={accidents}
      input={{ estateId }}
      rowKey={a => a.id}
      columns={[
        { key: 'at', title: t('col.at'), width: 9, render: a => when(a.happenedAt, now) },
        { key: 'kind', title: t('order.accident'), width: 7, render: a => t(`accident.${a.kind}`) },
        { key: 'place', title: t('col.place'), width: 12, render: a => `${a.zone} ${a.place}` },
        { key: 'what', title: t('order.course'), render: a => a.what },
        { key: 'injured', title: t('order.injured'), width: 5, align: 'right', render: a => a.injured },
        { key: 'accountable', title: t('col.accountable'), width: 8, render: a => a.accountable },
        {
          key: 'state',
          title: t('col.state'),
          width: 8,
          render: a => <State state={a.state === 'open' ? 'soon' : 'kept'} word={t(`record.${a.state}`)} />,
        },
      ]}
      filters={[
        {
          kind: 'select',
          key: 'state',
          label: t('col.state'),
          options: (['open', 'closed'] as const).map(value => ({ value, label: t(`record.${value}`) })),
        },
        { kind: 'date', key: 'from', label: t('filter.from') },
        { kind: 'date', key: 'to', label: t('filter.to') },
      ]}
      drawer={id => <AccidentView key={id} id={id} />}
      drawerTitle={a => a?.number ?? ''}
      exportHref={exportHref('parking.accidents', estateId)}
      empty={{ title: t('accident.none'), hint: t('accident.noneHint') }}
    />
  )
}

function AccidentView({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const refusal = useRefusal()
  const [closing, setClosing] = useState(false)
  const safety = useApi('GET /api/estates/:estateId/parking/safety', { estateId })
  const close = useMutate('POST /api/estates/:estateId/parking/accidents/:accidentId/close', {
    stale: [accidents],
  })
  const { data } = useApi(accidents, { estateId, id, limit: 1 })
  const a = data?.items[0]
  if (!a) return <Loading />
  return (
    <div className="aj-stack">
      <p>{a.what}</p>
      <Facts
        facts={[
          { label: t('col.at'), value: `${dateTime(a.happenedAt)} ${a.madeBy}` },
          { label: t('col.place'), value: `${a.zone} ${a.place}` },
          { label: t('order.injured'), value: a.injured },
          { label: t('order.parties'), value: a.parties },
          { label: t('col.accountable'), value: a.accountable },
          { label: t('order.police'), value: a.policeNumber },
          { label: t('accident.liable'), value: a.liable },
          { label: t('order.result'), value: a.result },
        ]}
      />
      {can('parking.manage') ? (
        <Button kind="main" onClick={() => setClosing(true)} refused={refusal(a.allowed.close)}>
          {t('order.close')}
        </Button>
      ) : null}
      {closing ? (
        <AskDialog
          id={`accident.close.${a.id}`}
          title={`${t('order.close')} · ${a.number}`}
          submit={t('order.close')}
          close={() => setClosing(false)}
          fields={[
            { name: 'liable', label: t('accident.liable') },
            { name: 'result', label: t('order.result') },
            { name: 'policeNumber', label: t('order.police'), optional: true, initial: a.policeNumber ?? '' },
            {
              name: 'insuranceId',
              label: t('safety.insurance'),
              kind: 'select',
              optional: true,
              options: (safety.data?.insurance ?? []).map(i => ({
                value: i.id,
                label: `${i.insurer} ${i.policy}`,
              })),
            },
          ]}
          send={v =>
            close.mutateAsync({
              estateId,
              accidentId: a.id,
              liable: v.must('liable'),
              result: v.must('result'),
              policeNumber: v.text('policeNumber'),
              insuranceId: v.text('insuranceId'),
            })
          }
        />
      ) : null}
    </div>
  )
}

export function Congestions(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const now = useNow(60_000)
  return (
    <DataTable
      id="parking.congestions"
      label={t('order.tab.congestions')}
      api="GET /api/estates/:estateId/parking/congestions"
      input={{ estateId }}
      rowKey={c => c.id}
      columns={[
        { key: 'from', title: t('col.at'), width: 9, render: c => when(c.fromAt, now) },
        { key: 'gate', title: t('col.gate'), width: 8, render: c => c.gate },
        {
          key: 'minutes',
          title: t('order.minutes'),
          width: 7,
          align: 'right',
          render: c => c.minutes ?? t('order.lasting'),
        },
        { key: 'length', title: t('order.length'), width: 8, align: 'right', render: c => c.length },
        { key: 'cause', title: t('order.cause'), width: 10, render: c => t(`cause.${c.cause}`) },
        { key: 'measure', title: t('order.measure'), render: c => c.measure ?? c.note ?? '—' },
        { key: 'by', title: t('col.by'), width: 7, render: c => c.madeBy },
      ]}
      filters={[
        { kind: 'date', key: 'from', label: t('filter.from') },
        { kind: 'date', key: 'to', label: t('filter.to') },
      ]}
      exportHref={exportHref('parking.congestions', estateId)}
      empty={{ title: t('congestion.none'), hint: t('congestion.noneHint') }}
    />
  )
}
