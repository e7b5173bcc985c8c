/** Fences, repairs, disinfection and grid tasks of a region: plan, follow, look at the photos, see or give back. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { yuan } from '../../format.ts'
import { useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { Disinfection } from './Disinfection.tsx'
import { Numbers, Read, RegionPage } from './parts.tsx'
import { NewTask, PlanDays, PlanFences } from './TaskForms.tsx'
import { TaskState } from './TaskState.tsx'
import { TaskView } from './TaskView.tsx'

const list = 'GET /api/regions/:regionId/response/tasks'
type Row = RowOf<typeof list>
const kinds = ['fence', 'repair', 'disinfect', 'grid'] as const
const states = ['planned', 'started', 'done', 'seen', 'cancelled'] as const

export default function Tasks(): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  const [open, setOpen] = useState<'task' | 'fences' | 'days'>()
  return (
    <RegionPage
      title={t('task.title')}
      acts={() =>
        can('response.write') ? (
          <span className="rs-acts">
            <Button onClick={() => setOpen('fences')}>{t('task.planFences')}</Button>
            <Button onClick={() => setOpen('days')}>{t('task.planDays')}</Button>
            <Button kind="main" icon="plus" onClick={() => setOpen('task')}>
              {t('task.new')}
            </Button>
          </span>
        ) : null
      }
    >
      {id => (
        <>
          <Sums regionId={id} />
          <Disinfection regionId={id} />
          <List regionId={id} />
          {open === 'task' ? <NewTask regionId={id} close={() => setOpen(undefined)} /> : null}
          {open === 'fences' ? <PlanFences regionId={id} close={() => setOpen(undefined)} /> : null}
          {open === 'days' ? <PlanDays regionId={id} close={() => setOpen(undefined)} /> : null}
        </>
      )}
    </RegionPage>
  )
}

function Sums({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const fences = useApi(list, { regionId, kind: 'fence', limit: 1 }, { keep: true })
  const all = useApi(list, { regionId, limit: 1 }, { keep: true })
  return (
    <Read of={fences}>
      {({ sums: f }) => (
        <Numbers
          label={t('task.sums')}
          items={[
            {
              key: 'fenced',
              label: t('task.fenced'),
              n: f.done,
              of: f.all,
              good: f.all > 0 && f.done === f.all,
            },
            { key: 'not', label: t('task.notFenced'), n: f.notFenced, bad: true },
            { key: 'late', label: t('task.late'), n: all.data?.sums.late ?? 0, bad: true },
            { key: 'see', label: t('task.toSee'), n: all.data?.sums.toSee ?? 0 },
            { key: 'hours', label: t('task.hours'), n: Math.floor(f.minutes / 60) },
            { key: 'cost', label: t('task.costSum'), n: Math.floor(f.cost / 100) },
          ]}
        />
      )}
    </Read>
  )
}

function List({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const columns: Column<Row>[] = [
    { key: 'estate', title: t('duty.estate'), width: 11, render: r => <strong>{r.estate}</strong> },
    { key: 'kind', title: t('task.kind'), width: 7, render: r => t(`taskKind.${r.kind}`) },
    { key: 'title', title: t('task.what'), render: r => r.title },
    { key: 'state', title: t('task.state'), width: 10, render: r => <TaskState task={r} /> },
    { key: 'dueOn', title: t('task.due'), width: 7, render: r => r.dueOn },
    { key: 'organisation', title: t('task.organisation'), width: 9, render: r => r.organisation },
    { key: 'worker', title: t('task.worker'), width: 7, render: r => r.doneBy ?? r.worker ?? '—' },
    { key: 'minutes', title: t('task.minutes'), width: 6, align: 'right', render: r => r.minutes ?? '—' },
    {
      key: 'cost',
      title: t('task.cost'),
      width: 7,
      align: 'right',
      render: r => (r.cost === null ? '—' : yuan(r.cost)),
    },
    { key: 'photos', title: t('task.photos'), width: 5, align: 'right', render: r => r.photos.length },
  ]
  return (
    <DataTable
      id="response.tasks"
      label={t('task.list')}
      api={list}
      input={{ regionId }}
      columns={columns}
      filters={[
        { kind: 'text', key: 'q', label: t('task.find'), width: 12 },
        {
          kind: 'select',
          key: 'kind',
          label: t('task.kind'),
          options: kinds.map(value => ({ value, label: t(`taskKind.${value}`) })),
        },
        {
          kind: 'select',
          key: 'state',
          label: t('task.state'),
          options: states.map(value => ({ value, label: t(`taskState.${value}`) })),
        },
        {
          kind: 'select',
          key: 'late',
          label: t('task.late'),
          options: [{ value: 'yes', label: t('task.onlyLate') }],
        },
      ]}
      rowKey={r => `${r.estateId}_${r.id}`}
      drawerTitle={r => (r ? `${r.estate} · ${r.title}` : t('task.title'))}
      drawer={key => <TaskView estateId={key.split('_')[0] ?? ''} taskId={key.split('_')[1] ?? ''} />}
      exportHref={query => exportHref('response.tasks', undefined)({ ...query, regionId })}
      empty={{ title: t('task.empty'), hint: t('task.emptyHint') }}
    />
  )
}
