import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const key = 'GET /api/estates/:estateId/roster/lobbies'
type Lobby = RowOf<typeof key>
const order = { no_post: 0, no_person: 1, not_around: 2, gap: 3, none: 4 }

/** Every lobby: whether somebody is there around the clock, and who comes next (S1-01, S1-02). */
export function Lobbies(): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const now = useNow(60_000)
  const { data, error, refetch } = useApi(key, { estateId })
  const equip = useMutate('POST /api/estates/:estateId/roster/lobbies', {
    stale: [key, 'GET /api/estates/:estateId/posts'],
    done: made => say(t('lobby.equipped', { count: made.made })),
  })
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <Empty title={t('stewards.none')} hint={t('stewards.noneHint')} />
  const items = [...data.items].sort((a, b) => order[a.fault ?? 'none'] - order[b.fault ?? 'none'])
  const bare = items.filter(l => l.fault === 'no_post').length
  const faulty = items.filter(l => l.fault !== null).length
  return (
    <>
      <div className="ro-bar">
        <State
          state={faulty === 0 ? 'kept' : 'soon'}
          word={
            faulty === 0
              ? t('lobby.all', { count: items.length })
              : t('lobby.some', { count: faulty, of: items.length })
          }
        />
        <span className="aj-grow" />
        {bare > 0 && can('roster.write') ? (
          <Button busy={equip.isPending} onClick={() => equip.mutate({ estateId })}>
            {t('lobby.equip', { count: bare })}
          </Button>
        ) : null}
        <a className="aj-button" href={exportHref('roster.lobbies', estateId)({})}>
          <Icon name="download" />
          {t('paper.xlsx')}
        </a>
      </div>
      <table className="ro-table">
        <caption className="aj-sr">{t('lobby.title')}</caption>
        <thead>
          <tr>
            {(['lobby', 'post', 'now', 'next', 'persons'] as const).map(name => (
              <th key={name} scope="col">
                {t(`lobby.${name}`)}
              </th>
            ))}
            <th scope="col">{t('posts.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(l => (
            <tr key={`${l.buildingId}${l.sectionId}`}>
              <th scope="row">{l.section ? `${l.building}-${l.section}` : l.building}</th>
              <td>{l.post ?? '—'}</td>
              <td>{l.now.join(t('and')) || '—'}</td>
              <td>
                {l.next ? (
                  <>
                    {l.next.name} <span className="aj-weak aj-num">{when(l.next.from, now)}</span>
                  </>
                ) : (
                  '—'
                )}
              </td>
              <td className="aj-num">{l.persons}</td>
              <td>
                <Fault lobby={l} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Fault({ lobby: l }: { lobby: Lobby }): ReactNode {
  const { t } = useTranslation('roster')
  const now = useNow(60_000)
  if (l.fault === null) return <State state="kept" word={t('lobby.served')} />
  if (l.fault === 'gap' && l.gap)
    return (
      <State
        state="soon"
        word={t('lobby.gap', { from: when(l.gap.from, now), until: when(l.gap.until, now) })}
      />
    )
  return (
    <State
      state={l.fault === 'no_post' || l.fault === 'no_person' ? 'late' : 'soon'}
      word={t(`lobby.${l.fault}`)}
    />
  )
}
