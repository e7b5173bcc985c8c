/** The desk's list of visitor codes: whose guest, until when, still good; one can be withdrawn. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmByName } from '../../ui/ConfirmByName.tsx'
import { State } from '../../ui/State.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'

const api = 'GET /api/estates/:estateId/gate/passes'
type Row = RowOf<typeof api>
const states = {
  live: 'kept',
  early: 'soon',
  used: 'stopped',
  revoked: 'stopped',
  expired: 'stopped',
} as const

export default function PassList(): ReactNode {
  const { t } = useTranslation(['gate', 'errors'])
  const estateId = useEstateId()
  const { can } = useMe()
  const [ending, setEnding] = useState<Row>()
  const revoke = useMutate('POST /api/estates/:estateId/gate/passes/:id/revoke', { stale: [api] })
  const columns: Column<Row>[] = [
    { key: 'guest', title: t('passes.guest'), width: 8, render: row => row.guest },
    { key: 'kind', title: t('field.kind'), width: 6, render: row => t(`passKind.${row.kind}`) },
    { key: 'unit', title: t('list.unit'), width: 7, render: row => row.unit },
    { key: 'from', title: t('passes.from'), width: 10, render: row => dateTime(row.fromAt) },
    { key: 'until', title: t('passes.until'), width: 10, render: row => dateTime(row.untilAt) },
    { key: 'used', title: t('passes.used'), width: 6, render: row => `${row.used} / ${row.uses}` },
    {
      key: 'state',
      title: t('gates.state'),
      width: 7,
      render: row => <State state={states[row.state]} word={t(`passState.${row.state}`)} />,
    },
    {
      key: 'by',
      title: t('list.by'),
      render: row => `${t(`issuedAs.${row.issuedAs}`)} ${row.issuedBy} ${dateTime(row.issuedAt)}`,
    },
    {
      key: 'revoke',
      title: t('passes.act'),
      width: 6,
      render: row =>
        can('pass.issue') ? (
          <Button
            kind="plain"
            refused={row.allowed.revoke === true ? undefined : t(`errors:${row.allowed.revoke}`)}
            onClick={() => setEnding(row)}
          >
            {t('passes.revoke')}
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      <h1>{t('passes.title')}</h1>
      <DataTable
        id="gate.passes"
        label={t('passes.title')}
        api={api}
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'unit', label: t('list.unit'), placeholder: '1-2-301', width: 8 },
          {
            kind: 'select',
            key: 'live',
            label: t('gates.state'),
            options: [{ value: '1', label: t('passes.onlyLive') }],
          },
        ]}
        rowKey={row => row.id}
        empty={{ title: t('passes.none'), hint: t('passes.noneHint') }}
      />
      {ending ? (
        <ConfirmByName
          title={t('passes.revokeTitle', { guest: ending.guest, unit: ending.unit })}
          consequence={t('passes.revokeThen')}
          name={ending.unit}
          act={t('passes.revoke')}
          close={() => setEnding(undefined)}
          run={async () => {
            await revoke.mutateAsync({ estateId, id: ending.id })
            say(t('passes.revoked', { unit: ending.unit }))
          }}
        />
      ) : null}
    </>
  )
}
