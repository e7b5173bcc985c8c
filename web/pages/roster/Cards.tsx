import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { GiveForm } from './GiveForm.tsx'
import { cardsKey } from './keys.ts'

type Row = RowOf<typeof cardsKey>
const page = 100
const look = { none: 'stopped', old: 'late', given: 'kept' } as const

/** Every occupied home, owner or tenant, and whether it has the card of its steward (S1-11, S1-12). */
export function Cards(): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const [buildingId, at] = useState('')
  const [state, only] = useState<'' | Row['state']>('')
  const [offset, from] = useState(0)
  const [picked, pick] = useState<string[]>([])
  const [giving, give] = useState(false)
  const { data: buildings } = useApi('GET /api/estates/:estateId/buildings', { estateId })
  const filters = { ...(buildingId ? { buildingId } : {}), ...(state ? { state } : {}) }
  const { data, error, refetch } = useApi(
    cardsKey,
    { estateId, ...filters, offset, limit: page },
    { keep: true },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const flip = (id: string) => pick(all => (all.includes(id) ? all.filter(one => one !== id) : [...all, id]))
  const shown = data.items.map(h => h.householdId)
  const everyone = shown.length > 0 && shown.every(id => picked.includes(id))
  return (
    <>
      <Coverage {...data.coverage} />
      <div className="ro-bar">
        <select
          className="aj-input"
          aria-label={t('stewards.building')}
          value={buildingId}
          onChange={event => {
            at(event.target.value)
            from(0)
          }}
        >
          <option value="">{t('given.allBuildings')}</option>
          {buildings?.items.map(b => (
            <option key={b.id} value={b.id}>
              {b.name}
            </option>
          ))}
        </select>
        <select
          className="aj-input"
          aria-label={t('posts.state')}
          value={state}
          onChange={event => {
            only((['none', 'old', 'given'] as const).find(s => s === event.target.value) ?? '')
            from(0)
          }}
        >
          <option value="">{t('given.allStates')}</option>
          {(['none', 'old', 'given'] as const).map(s => (
            <option key={s} value={s}>
              {t(`given.${s}`)}
            </option>
          ))}
        </select>
        <span className="aj-grow" />
        <Button
          kind="main"
          refused={picked.length === 0 ? t('given.pickFirst') : undefined}
          onClick={() => give(true)}
        >
          {picked.length > 0 ? t('given.register', { count: picked.length }) : t('given.registerNone')}
        </Button>
        <a className="aj-button" href={exportHref('roster.cards', estateId)(filters)}>
          <Icon name="download" />
          {t('paper.xlsx')}
        </a>
      </div>
      {data.items.length === 0 ? (
        <Empty title={t('given.empty')} hint={t('given.emptyHint')} />
      ) : (
        <table className="ro-table ro-cards">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={t('given.pickAll')}
                  checked={everyone}
                  onChange={() =>
                    pick(all =>
                      everyone ? all.filter(id => !shown.includes(id)) : [...new Set([...all, ...shown])],
                    )
                  }
                />
              </th>
              {(['unit', 'kind', 'steward', 'quantity', 'last', 'state'] as const).map(name => (
                <th key={name} scope="col">
                  {t(`given.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map(h => (
              <tr key={h.householdId}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('given.pick', { unit: h.unit })}
                    checked={picked.includes(h.householdId)}
                    onChange={() => flip(h.householdId)}
                  />
                </td>
                <th scope="row">{h.unit}</th>
                <td>{t(`given.${h.kind}`)}</td>
                <td>{h.steward ?? '—'}</td>
                <td className="aj-num">{h.quantity}</td>
                <td>
                  {h.last ? (
                    <>
                      <span className="aj-num">{h.last.on}</span> {h.last.by}{' '}
                      <span className="aj-weak">{t('panel.edition', { version: h.last.version })}</span>
                    </>
                  ) : (
                    '—'
                  )}
                </td>
                <td>
                  <State
                    state={look[h.state]}
                    word={
                      h.state === 'old'
                        ? t('panel.old', { what: h.old.map(f => t(`old.${f}`)).join(t('and')) })
                        : t(`given.${h.state}`)
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.total > page ? (
        <div className="ro-bar">
          <Button
            icon="left"
            aria-label={t('given.back')}
            refused={offset === 0 ? t('given.first') : undefined}
            onClick={() => from(offset - page)}
          />
          <span className="aj-num">
            {offset + 1}–{Math.min(offset + page, data.total)} / {data.total}
          </span>
          <Button
            icon="right"
            aria-label={t('given.next')}
            refused={offset + page >= data.total ? t('given.lastPage') : undefined}
            onClick={() => from(offset + page)}
          />
        </div>
      ) : null}
      {giving ? (
        <Dialog title={t('given.register', { count: picked.length })} close={() => give(false)}>
          <GiveForm
            householdIds={picked}
            done={() => {
              give(false)
              pick([])
            }}
          />
        </Dialog>
      ) : null}
    </>
  )
}

/** Share of the households that have a card, and a true one; nobody to give to is no data, never 100 %. */
function Coverage(props: { households: number; given: number; current: number }): ReactNode {
  const { t } = useTranslation('roster')
  const share = (n: number) =>
    props.households === 0 ? t('given.noData') : `${((n / props.households) * 100).toFixed(1)}%`
  return (
    <dl className="ro-cover">
      <div>
        <dt>{t('given.coverage')}</dt>
        <dd>
          {share(props.given)}{' '}
          <span className="aj-weak aj-num">
            {props.given}/{props.households}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('given.currentShare')}</dt>
        <dd>
          {share(props.current)}{' '}
          <span className="aj-weak aj-num">
            {props.current}/{props.households}
          </span>
        </dd>
      </div>
    </dl>
  )
}
