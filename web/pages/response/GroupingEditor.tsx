/** Making the groups: pick members and estates for one group at a time; what is still without a group stays in view. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { type Grouped, grouping, groupings } from './grouping.ts'
import { type Draft, dealOut } from './groups.ts'
import { Read } from './parts.tsx'

export function GroupingEditor({ data, done }: { data: Grouped; done: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const regionId = data.region.id
  const read = useApi('GET /api/regions/:regionId/response/members', { regionId, limit: 500 })
  const from = data.open ?? data.agreed
  const [groups, setGroups] = useState<Draft[]>(
    (from?.groups ?? []).map(g => ({
      name: g.name,
      leaderId: g.leaderId,
      memberIds: g.members.map(m => m.id),
      estateIds: g.estates.map(e => e.id),
    })),
  )
  const [at, setAt] = useState(0)
  const propose = useMutate('PUT /api/regions/:regionId/response/grouping', {
    stale: [grouping, groupings],
    done: () => {
      say(t('group.saved'))
      done()
    },
  })
  const change = (i: number, part: Partial<Draft>) =>
    setGroups(groups.map((g, n) => (n === i ? { ...g, ...part } : g)))
  const grouped = new Set(groups.flatMap(g => g.estateIds))
  const without = data.estates.filter(e => e.needs && !grouped.has(e.id))
  return (
    <Read of={read}>
      {members => {
        const used = new Set(groups.flatMap(g => g.memberIds))
        const free = members.items.filter(
          m => !used.has(m.id) && (m.region === null || m.region === data.region.name),
        )
        const group = groups[at]
        const name = new Map(members.items.map(m => [m.id, `${m.name} (${m.number})`]))
        return (
          <div className="aj-stack">
            <p data-tone={without.length > 0 ? 'late' : 'kept'} role="status">
              {without.length > 0
                ? t('group.without', {
                    n: without.length,
                    names: without
                      .slice(0, 8)
                      .map(e => e.name)
                      .join('、'),
                  })
                : t('group.covered')}{' '}
              {t('group.freeMembers', { n: free.length })}
            </p>
            <div className="rs-acts">
              <Button
                icon="plus"
                onClick={() => {
                  setGroups([
                    ...groups,
                    {
                      name: t('group.nth', { n: groups.length + 1 }),
                      leaderId: '',
                      memberIds: [],
                      estateIds: [],
                    },
                  ])
                  setAt(groups.length)
                }}
              >
                {t('group.add')}
              </Button>
              <Button
                refused={without.length === 0 || free.length === 0 ? t('group.nothingToDeal') : undefined}
                onClick={() =>
                  setGroups([
                    ...groups,
                    ...dealOut(
                      without.map(e => e.id),
                      free.map(m => m.id),
                      groups.length,
                      n => t('group.nth', { n }),
                    ),
                  ])
                }
              >
                {t('group.deal')}
              </Button>
            </div>
            <div className="rs-two">
              <div className="rs-cards">
                {groups.map((g, i) => (
                  <button
                    // biome-ignore lint/suspicious/noArrayIndexKey: groups keep their order, names may be alike while typing
                    key={i}
                    type="button"
                    className="rs-card"
                    aria-pressed={i === at}
                    onClick={() => setAt(i)}
                  >
                    <strong>{g.name}</strong>
                    <span>
                      {t('group.size', { members: g.memberIds.length, estates: g.estateIds.length })}
                    </span>
                    <span className="aj-weak">{name.get(g.leaderId) ?? t('group.noLeader')}</span>
                  </button>
                ))}
              </div>
              {group ? (
                <section className="rs-card" aria-label={group.name}>
                  <label>
                    {t('group.name')}
                    <input
                      className="aj-input"
                      value={group.name}
                      onChange={event => change(at, { name: event.target.value })}
                    />
                  </label>
                  <label>
                    {t('duty.lead')}
                    <select
                      className="aj-input"
                      value={group.leaderId}
                      onChange={event => change(at, { leaderId: event.target.value })}
                    >
                      <option value="">—</option>
                      {group.memberIds.map(id => (
                        <option key={id} value={id}>
                          {name.get(id)}
                        </option>
                      ))}
                    </select>
                  </label>
                  <Pick
                    legend={t('group.members')}
                    all={[
                      ...group.memberIds.map(id => ({ id, name: name.get(id) ?? '' })),
                      ...free.map(m => ({ id: m.id, name: name.get(m.id) ?? '' })),
                    ]}
                    chosen={group.memberIds}
                    onChange={memberIds =>
                      change(at, {
                        memberIds,
                        leaderId: memberIds.includes(group.leaderId) ? group.leaderId : (memberIds[0] ?? ''),
                      })
                    }
                  />
                  <Pick
                    legend={t('duty.estates')}
                    all={data.estates.map(e => ({
                      id: e.id,
                      name: e.needs ? e.name : `${e.name} ${t('group.hasSubject')}`,
                    }))}
                    chosen={group.estateIds}
                    onChange={estateIds => change(at, { estateIds })}
                  />
                  <Button
                    kind="danger"
                    onClick={() => {
                      setGroups(groups.filter((_, i) => i !== at))
                      setAt(0)
                    }}
                  >
                    {t('group.drop', { name: group.name })}
                  </Button>
                </section>
              ) : null}
            </div>
            {propose.error ? (
              <p className="aj-error" role="alert">
                {sentence(propose.error, t).title}
              </p>
            ) : null}
            <div className="rs-acts">
              <Button
                kind="main"
                busy={propose.isPending}
                refused={groups.length === 0 ? t('group.noGroups') : undefined}
                onClick={() => propose.mutate({ regionId, groups, revision: data.open?.revision ?? 0 })}
              >
                {t('group.save')}
              </Button>
              <Button onClick={done}>{t('group.leave')}</Button>
            </div>
            <p className="aj-weak">{t('group.saveHint')}</p>
          </div>
        )
      }}
    </Read>
  )
}

function Pick(props: {
  legend: string
  all: readonly { id: string; name: string }[]
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}): ReactNode {
  const { t } = useTranslation('response')
  const [find, setFind] = useState('')
  const shown = props.all.filter(one => one.name.includes(find.trim()))
  return (
    <fieldset>
      <legend>
        {props.legend} ({props.chosen.length})
      </legend>
      <input
        className="aj-input"
        aria-label={t('group.find', { what: props.legend })}
        placeholder={t('group.find', { what: props.legend })}
        value={find}
        onChange={event => setFind(event.target.value)}
      />
      <div className="rs-pick">
        {shown.map(one => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={props.chosen.includes(one.id)}
              onChange={event =>
                props.onChange(
                  event.target.checked ? [...props.chosen, one.id] : props.chosen.filter(id => id !== one.id),
                )
              }
            />
            {one.name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
