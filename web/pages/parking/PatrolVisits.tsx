/** Visits of the patrol points, and the points themselves. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { AskDialog } from './GarageForm.tsx'

export function PatrolVisits(): ReactNode {
  const { t } = useTranslation('parking-garage')
  const estateId = useEstateId()
  const { can } = useMe()
  const now = useNow(60_000)
  const [adding, add] = useState(false)
  const points = 'GET /api/estates/:estateId/parking/patrol/points'
  const make = useMutate('POST /api/estates/:estateId/parking/patrol/points', { stale: [points] })
  return (
    <>
      {can('parking.manage') ? (
        <p className="pg-acts">
          <Button icon="plus" onClick={() => add(true)}>
            {t('patrol.add')}
          </Button>
          <a
            className="aj-button"
            href={printHref('parking-points', { estateId })}
            target="_blank"
            rel="noopener"
          >
            {t('patrol.codes')}
          </a>
        </p>
      ) : null}
      <DataTable
        id="parking.visits"
        label={t('operator.tab.patrol')}
        api="GET /api/estates/:estateId/parking/patrol/visits"
        input={{ estateId }}
        rowKey={v => v.id}
        columns={[
          { key: 'at', title: t('col.at'), width: 9, render: v => when(v.at, now) },
          { key: 'point', title: t('patrol.point'), width: 12, render: v => v.point },
          { key: 'round', title: t('patrol.round'), width: 12, render: v => v.round },
          { key: 'by', title: t('col.by'), width: 8, render: v => v.by },
          {
            key: 'ok',
            title: t('patrol.found'),
            width: 8,
            render: v => (
              <State state={v.ok ? 'kept' : 'late'} word={t(v.ok ? 'patrol.fine' : 'patrol.wrong')} />
            ),
          },
          { key: 'proof', title: t('patrol.proof'), width: 7, render: v => t(`patrol.proof_${v.proof}`) },
          { key: 'note', title: t('note.note'), render: v => v.note ?? '—' },
        ]}
        filters={[
          {
            kind: 'select',
            key: 'ok',
            label: t('patrol.found'),
            options: [
              { value: 'yes', label: t('patrol.fine') },
              { value: 'no', label: t('patrol.wrong') },
            ],
          },
          { kind: 'date', key: 'from', label: t('filter.from') },
          { kind: 'date', key: 'to', label: t('filter.to') },
        ]}
        exportHref={exportHref('parking.visits', estateId)}
        empty={{ title: t('patrol.noVisit'), hint: t('patrol.noVisitHint') }}
      />
      {adding ? (
        <AskDialog
          id="patrol.add"
          title={t('patrol.add')}
          submit={t('save')}
          close={() => add(false)}
          fields={[
            { name: 'name', label: t('patrol.point') },
            { name: 'place', label: t('col.place') },
          ]}
          send={a => make.mutateAsync({ estateId, name: a.must('name'), place: a.must('place') })}
        />
      ) : null}
    </>
  )
}
