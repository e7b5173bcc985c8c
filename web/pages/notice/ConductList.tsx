import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { ConductForm, conductKinds } from './ConductForm.tsx'
import { ConductOne, ConductState } from './ConductOne.tsx'
import './covenant.css'

const list = 'GET /api/estates/:estateId/conduct'
type Row = RowOf<typeof list>

/** Improper conduct: what must be reported first (S7-17, W25). */
export default function ConductList(): ReactNode {
  const { t } = useTranslation('covenant')
  const estateId = useEstateId()
  const { can } = useMe()
  const now = useNow(60_000)
  const [writing, write] = useState(false)
  const columns: Column<Row>[] = [
    {
      key: 'happenedAt',
      title: t('happenedAt'),
      width: 8,
      render: row => <span className="aj-num">{when(row.happenedAt, now)}</span>,
    },
    { key: 'kind', title: t('kind'), width: 8, render: row => t(`kinds.${row.kind}`) },
    { key: 'unit', title: t('unit'), width: 6, render: row => row.unit ?? row.who },
    { key: 'what', title: t('what'), render: row => row.what },
    { key: 'result', title: t('result'), width: 7, render: row => t(`results.${row.result}`) },
    {
      key: 'repeatNo',
      title: t('repeat'),
      width: 5,
      align: 'right',
      render: row => <span className="aj-num">{row.repeatNo}</span>,
    },
    { key: 'state', title: t('stateTitle'), width: 8, render: row => <ConductState row={row} /> },
    { key: 'recordedBy', title: t('recordedBy'), width: 7, render: row => row.recordedBy },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('conduct.title')}</h1>
        {can('conduct.record') ? (
          <Button kind="main" icon="plus" onClick={() => write(true)}>
            {t('form.title')}
          </Button>
        ) : null}
      </header>
      <DataTable
        id="conduct"
        label={t('conduct.title')}
        api={list}
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('unit'), placeholder: '1-2-301', width: 10 },
          {
            kind: 'select',
            key: 'show',
            label: t('stateTitle'),
            options: (['open', 'due', 'closed', 'all'] as const).map(value => ({
              value,
              label: t(`show.${value}`),
            })),
          },
          {
            kind: 'select',
            key: 'kind',
            label: t('kind'),
            options: conductKinds.map(value => ({ value, label: t(`kinds.${value}`) })),
          },
        ]}
        rowKey={row => row.id}
        drawerTitle={row => (row ? `${t(`kinds.${row.kind}`)} ${row.unit ?? ''}` : t('conduct.title'))}
        drawer={id => <ConductOne conductId={id} />}
        empty={{ title: t('conduct.none'), hint: t('conduct.noneHint') }}
      />
      {writing ? (
        <Dialog wide title={t('form.title')} close={() => write(false)}>
          <ConductForm estateId={estateId} done={() => write(false)} />
        </Dialog>
      ) : null}
    </>
  )
}
