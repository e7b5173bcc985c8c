import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { type Panel, type PanelRow, panelsKey } from './keys.ts'
import { MountForm } from './MountForm.tsx'
import { PanelShown } from './PanelShown.tsx'
import { posterHref } from './paper.ts'

const order = { no_steward: 0, out_of_date: 1, no_panel: 2, incomplete: 3, no_photo: 4, none: 5 }

/** Posters building by building: print, mount, and what hangs there that is no longer true (S1-08, S1-10). */
export function Panels(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const [mounting, mount] = useState<{ row: PanelRow; replaces?: Panel }>()
  const [looking, look] = useState<{ row: PanelRow; panel: Panel }>()
  const { data, error, refetch } = useApi(panelsKey, { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty title={t('stewards.none')} hint={t('stewards.noneHint')} />
  const items = [...data.items].sort((a, b) => order[a.fault ?? 'none'] - order[b.fault ?? 'none'])
  const old = items.filter(b => b.fault === 'out_of_date').length
  const bare = items.filter(b => b.panels.length === 0).length
  return (
    <>
      <div className="ro-bar">
        <State
          state={old + bare === 0 ? 'kept' : 'soon'}
          word={old + bare === 0 ? t('panel.all', { count: items.length }) : t('panel.some', { bare, old })}
        />
        <span className="aj-grow" />
        <a className="aj-button" href={exportHref('roster.panels', estateId)({})}>
          <Icon name="download" />
          {t('paper.xlsx')}
        </a>
        <a
          className="aj-button"
          href={exportHref('roster.panels', estateId, 'pdf')({})}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" />
          {t('paper.register')}
        </a>
      </div>
      <table className="ro-table">
        <thead>
          <tr>
            {(['building', 'steward', 'hangs', 'state', 'print'] as const).map(name => (
              <th key={name} scope="col">
                {t(`panel.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(row => (
            <Building key={row.buildingId} row={row} mount={mount} look={panel => look({ row, panel })} />
          ))}
        </tbody>
      </table>
      {mounting ? (
        <Dialog
          title={t('panel.mountAt', { building: mounting.row.building })}
          close={() => mount(undefined)}
        >
          <MountForm row={mounting.row} replaces={mounting.replaces} done={() => mount(undefined)} />
        </Dialog>
      ) : null}
      {looking ? (
        <Dialog title={`${looking.row.building} · ${looking.panel.place}`} close={() => look(undefined)}>
          <PanelShown panel={looking.panel} done={() => look(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

function Building({
  row,
  mount,
  look,
}: {
  row: PanelRow
  mount: (what: { row: PanelRow; replaces?: Panel }) => void
  look: (panel: Panel) => void
}): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const s = row.steward
  const ready = s !== null && s.lacking.length === 0
  return (
    <tr>
      <th scope="row">{row.building}</th>
      <td>
        {s?.name ?? '—'}
        {s?.phone ? <span className="aj-weak aj-num"> {s.phone}</span> : null}
      </td>
      <td>
        {row.panels.length === 0 ? '—' : null}
        {row.panels.map(panel => (
          <div key={panel.id} className="ro-panel">
            <button type="button" className="ro-link" onClick={() => look(panel)}>
              {panel.place}
            </button>{' '}
            <span className="aj-weak aj-num">
              {panel.mountedOn} · {t('panel.edition', { version: panel.version })}
            </span>
            {panel.old.length > 0 ? (
              <>
                <State
                  state="late"
                  word={t('panel.old', { what: panel.old.map(f => t(`old.${f}`)).join(t('and')) })}
                />
                {can('steward.register') && ready ? (
                  <Button onClick={() => mount({ row, replaces: panel })}>{t('panel.replace')}</Button>
                ) : null}
              </>
            ) : null}
          </div>
        ))}
      </td>
      <td>
        <State
          state={row.fault === null ? 'kept' : row.fault === 'out_of_date' ? 'late' : 'soon'}
          word={t(`panel.fault.${row.fault ?? 'none'}`)}
        />
      </td>
      <td>
        {ready ? (
          <div className="aj-row">
            {(['A3', 'A2'] as const).map(paper => (
              <a
                key={paper}
                href={posterHref(estateId, row.buildingId, paper)}
                className="ro-chip"
                target="_blank"
                rel="noreferrer"
                title={s.fine.includes(paper) ? undefined : t('paper.coarse', { paper })}
              >
                {paper}
                {s.fine.includes(paper) ? '' : ' ⚠'}
              </a>
            ))}
            <a
              className="ro-chip"
              href={posterHref(estateId, row.buildingId, 'A3', true)}
              target="_blank"
              rel="noreferrer"
            >
              {t('paper.bleed')}
            </a>
            {can('steward.register') ? (
              <Button onClick={() => mount({ row })}>{t('panel.mount')}</Button>
            ) : null}
          </div>
        ) : s ? (
          <span className="aj-weak">
            {t('paper.lacks', { what: s.lacking.map(p => t(`part.${p}`)).join(t('and')) })}
          </span>
        ) : null}
      </td>
    </tr>
  )
}
