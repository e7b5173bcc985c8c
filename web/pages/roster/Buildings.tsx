import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { CardForm } from './CardForm.tsx'
import { cardHref } from './paper.ts'

type Row = RowOf<'GET /api/estates/:estateId/stewards'>

/** Each building with its steward; first those that have none. */
export function Buildings({ assign }: { assign: (buildingId: string) => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const [past, showPast] = useState<{ buildingId: string; building: string }>()
  const [card, edit] = useState<{ accountId: string; name: string }>()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/stewards', { estateId })
  const { data: pieces } = useApi('GET /api/estates/:estateId/steward-panels', { estateId })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0 && data.without.length === 0)
    return <Empty title={t('stewards.none')} hint={t('stewards.noneHint')} />
  const whole = (s: Row) => pieces?.items.find(p => p.buildingId === s.buildingId)?.steward?.lacking ?? []
  return (
    <>
      <table className="ro-table">
        <thead>
          <tr>
            {(['building', 'name', 'from', 'fullTime', 'card'] as const).map(key => (
              <th key={key} scope="col">
                {t(`stewards.${key}`)}
              </th>
            ))}
            <th scope="col">
              <span className="aj-sr">{t('stewards.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.without.map(b => (
            <tr key={b.buildingId}>
              <th scope="row">{b.building}</th>
              <td>
                <State state="soon" word={t('stewards.missing')} />
              </td>
              <td>—</td>
              <td>—</td>
              <td>—</td>
              <td>
                <div className="aj-row">
                  {can('steward.assign') ? (
                    <Button onClick={() => assign(b.buildingId)}>{t('stewards.assign')}</Button>
                  ) : null}
                  <Button kind="plain" onClick={() => showPast(b)}>
                    {t('stewards.history')}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
          {data.items.map(s => (
            <tr key={s.id}>
              <th scope="row">{s.building}</th>
              <td>{s.name}</td>
              <td className="aj-num">{s.fromDate}</td>
              <td>{t(s.fullTime ? 'stewards.yes' : 'stewards.no')}</td>
              <td>
                {whole(s).length === 0 ? (
                  <span className="aj-row">
                    <a
                      className="ro-chip"
                      href={cardHref(estateId, s.accountId, 'single')}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {t('paper.single')}
                    </a>
                    <a
                      className="ro-chip"
                      href={cardHref(estateId, s.accountId, 'sheet')}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {t('paper.sheet')}
                    </a>
                  </span>
                ) : (
                  <State
                    state="soon"
                    word={t('paper.lacks', {
                      what: whole(s)
                        .map(part => t(`part.${part}`))
                        .join(t('and')),
                    })}
                  />
                )}
              </td>
              <td>
                <div className="aj-row">
                  {can('steward.assign') ? (
                    <>
                      <Button onClick={() => assign(s.buildingId)}>{t('stewards.change')}</Button>
                      <Button onClick={() => edit(s)}>{t('stewards.edit')}</Button>
                    </>
                  ) : null}
                  <Button kind="plain" onClick={() => showPast(s)}>
                    {t('stewards.history')}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {past ? (
        <Dialog title={`${t('stewards.history')} · ${past.building}`} close={() => showPast(undefined)}>
          <History buildingId={past.buildingId} />
        </Dialog>
      ) : null}
      {card ? (
        <Dialog title={`${t('stewards.card')} · ${card.name}`} close={() => edit(undefined)}>
          <CardForm accountId={card.accountId} done={() => edit(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

function History({ buildingId }: { buildingId: string }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/stewards', { estateId, buildingId, history: 'true' })
  if (!data) return <Loading />
  return (
    <table className="ro-table">
      <thead>
        <tr>
          {(['name', 'from', 'until'] as const).map(key => (
            <th key={key} scope="col">
              {t(`stewards.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.items.map(s => (
          <tr key={s.id}>
            <th scope="row">{s.name}</th>
            <td className="aj-num">{s.fromDate}</td>
            <td className="aj-num">{s.untilDate ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
