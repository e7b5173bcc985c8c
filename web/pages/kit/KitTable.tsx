import type { ReactNode } from 'react'
import type { RowOf } from '../../contracts.ts'
import { Button } from '../../ui/Button.tsx'
import { PromiseBar } from '../../ui/PromiseBar.tsx'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { samplePromises, useBoth } from './sample.ts'

type Row = RowOf<'GET /api/estates'>
const bars = samplePromises()

/** The estates as a desk list, with a bar in each row, to judge density and reading. */
export default function KitTable(): ReactNode {
  const b = useBoth()
  const bar = (row: Row) => bars[Number.parseInt(row.id.slice(-2), 16) % bars.length]?.promise
  const columns: Column<Row>[] = [
    { key: 'name', title: b('名称', 'Name'), width: 13, sort: true, render: row => row.name },
    {
      key: 'time',
      title: b('时限', 'Time'),
      width: 15,
      sort: true,
      render: row => {
        const p = bar(row)
        return p ? <PromiseBar small {...p} /> : null
      },
    },
    {
      key: 'state',
      title: b('状态', 'State'),
      width: 7,
      render: row => <State state={bar(row)?.state ?? 'running'} />,
    },
    { key: 'kind', title: b('类型', 'Kind'), width: 7, render: row => row.kind },
    { key: 'region', title: b('所在', 'Where'), render: row => row.regionNames.join(' ') },
    { key: 'address', title: b('地址', 'Address'), render: row => row.address },
    { key: 'version', title: b('版本', 'Version'), width: 5, align: 'right', render: row => row.version },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{b('谁在等我们？', 'Who is waiting for us?')}</h1>
        <Button kind="main" icon="plus">
          {b('登记', 'Register')}
        </Button>
      </header>
      <DataTable
        id="kit"
        label={b('小区', 'Estates')}
        api="GET /api/estates"
        input={{}}
        columns={columns}
        sort="time"
        filters={[
          { kind: 'text', key: 'q', label: b('名称', 'Name'), width: 16 },
          {
            kind: 'select',
            key: 'kind',
            label: b('类型', 'Kind'),
            options: [{ value: 'compound', label: b('小区', 'Compound') }],
          },
          { kind: 'date', key: 'from', label: b('从', 'From'), more: true },
        ]}
        rowKey={row => row.id}
        drawerTitle={row => row?.name ?? ''}
        drawer={id => <p className="aj-num">{id}</p>}
        exportHref={() => '#'}
        empty={{ title: b('还没有小区', 'No estate yet') }}
      />
    </>
  )
}
