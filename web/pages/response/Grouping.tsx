/** The brigade's groups: what is proposed, what holds, and the confirmations of both sides (S6-30). */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { GroupingEditor } from './GroupingEditor.tsx'
import { type Grouped, grouping, groupings } from './grouping.ts'
import { Numbers, Read, RegionPage, useRegion } from './parts.tsx'

type Version = NonNullable<Grouped['open']>

export default function Grouping(): ReactNode {
  const { t } = useTranslation('response')
  const { can } = useMe()
  return (
    <RegionPage
      title={t('group.title')}
      acts={id => (
        <span className="rs-acts">
          {can('brigade.manage') ? (
            <Link
              className="aj-button"
              to={paths.page('board', 'imports')}
              search={{ kind: 'response.members' }}
            >
              {t('group.import')}
            </Link>
          ) : null}
          <Print regionId={id} />
        </span>
      )}
    >
      {id => <Inside regionId={id} />}
    </RegionPage>
  )
}

function useKind(regionId: string): string | undefined {
  const { regions } = useRegion()
  return regions.find(r => r.id === regionId)?.kind
}

function Print({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  if (useKind(regionId) !== 'neighbourhood') return null
  return (
    <a
      className="aj-button"
      href={printHref('response.grouping', { regionId })}
      target="_blank"
      rel="noreferrer"
    >
      <Icon name="print" /> {t('group.print')}
    </a>
  )
}

function Inside({ regionId }: { regionId: string }): ReactNode {
  const kind = useKind(regionId)
  return kind === 'neighbourhood' ? <One regionId={regionId} /> : <Overview regionId={regionId} />
}

function Overview({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const { choose } = useRegion()
  const read = useApi(groupings, { regionId })
  const members = useApi('GET /api/regions/:regionId/response/members', { regionId, limit: 1 })
  return (
    <Read of={read}>
      {({ items }) => {
        const needed = items.reduce((n, r) => n + r.needed, 0)
        const assigned = items.reduce((n, r) => n + r.assigned, 0)
        return (
          <>
            <Numbers
              label={t('group.title')}
              items={[
                {
                  key: 'estates',
                  label: t('duty.brigade'),
                  n: assigned,
                  of: needed,
                  good: needed > 0 && assigned === needed,
                },
                {
                  key: 'members',
                  label: t('group.assigned'),
                  n: members.data?.assigned ?? 0,
                  of: members.data?.all ?? 0,
                },
                {
                  key: 'wait',
                  label: t('group.waiting'),
                  n: items.filter(r => r.open?.community && !r.open.forestry).length,
                },
              ]}
            />
            <table className="rs-table">
              <caption>{t('group.overview')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('region')}</th>
                  <th scope="col">{t('duty.brigade')}</th>
                  <th scope="col">{t('group.members')}</th>
                  <th scope="col">{t('group.holds')}</th>
                  <th scope="col">{t('group.proposal')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(r => (
                  <tr key={r.id}>
                    <th scope="row">
                      <button type="button" className="aj-switch" onClick={() => choose(r.id)}>
                        {r.name}
                      </button>
                    </th>
                    <td className="aj-num" data-tone={r.assigned < r.needed ? 'late' : 'kept'}>
                      {r.assigned} / {r.needed}
                    </td>
                    <td className="aj-num">{r.members}</td>
                    <td>{r.agreed === null ? '—' : t('group.version', { n: r.agreed })}</td>
                    <td>
                      {r.open
                        ? `${t('group.version', { n: r.open.version })} · ${t(r.open.community ? (r.open.forestry ? 'group.both' : 'group.waitForestry') : 'group.waitCommunity')}`
                        : '—'}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )
      }}
    </Read>
  )
}

function One({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const [editing, edit] = useState(false)
  const read = useApi(grouping, { regionId })
  return (
    <Read of={read}>
      {data => {
        if (editing)
          return <GroupingEditor key={data.open?.revision ?? 0} data={data} done={() => edit(false)} />
        return (
          <>
            {data.open ? <Shown regionId={regionId} version={data.open} edit={() => edit(true)} /> : null}
            {data.open ? null : (
              <span>
                <Button
                  kind={data.agreed ? 'normal' : 'main'}
                  refused={refusal(data.allowed.propose)}
                  onClick={() => edit(true)}
                >
                  {t(data.agreed ? 'group.next' : 'group.propose')}
                </Button>
              </span>
            )}
            {data.agreed ? <Shown regionId={regionId} version={data.agreed} /> : null}
          </>
        )
      }}
    </Read>
  )
}

function Shown(props: { regionId: string; version: Version; edit?: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const { version: v } = props
  return (
    <section className="aj-stack">
      <h2>
        {t('group.version', { n: v.version })} · {t(`groupState.${v.state}`)}
      </h2>
      {v.returned ? (
        <p data-tone="late">
          {t('group.returned', { by: v.returned.by, reason: v.returned.reason, at: dateTime(v.returned.at) })}
        </p>
      ) : null}
      {v.without.length > 0 ? (
        <p data-tone="late">
          {t('group.without', {
            n: v.without.length,
            names: v.without
              .slice(0, 8)
              .map(e => e.name)
              .join('、'),
          })}
        </p>
      ) : null}
      <div className="rs-cards">
        {(['community', 'forestry'] as const).map(side => {
          const done = v[side]
          return (
            <article key={side} className="rs-card" data-tone={done ? 'kept' : undefined}>
              <h3>{t(`group.${side}`)}</h3>
              <State
                state={done ? 'kept' : 'running'}
                word={done ? t('group.confirmed', { by: done.by, at: dateTime(done.at) }) : t('group.notYet')}
              />
            </article>
          )
        })}
      </div>
      {v.state === 'open' ? <Acts {...props} /> : null}
      <Groups version={v} />
    </section>
  )
}

export function Groups({ version }: { version: Version }): ReactNode {
  const { t } = useTranslation('response')
  return (
    <table className="rs-table">
      <caption>{t('group.groups', { n: version.groups.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('group.name')}</th>
          <th scope="col">{t('duty.lead')}</th>
          <th scope="col">{t('group.members')}</th>
          <th scope="col">{t('duty.estates')}</th>
        </tr>
      </thead>
      <tbody>
        {version.groups.map(g => (
          <tr key={g.name}>
            <th scope="row">{g.name}</th>
            <td>{g.members.find(m => m.id === g.leaderId)?.name}</td>
            <td>{g.members.map(m => `${m.name}(${m.number})`).join('、')}</td>
            <td>{g.estates.map(e => e.name).join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Acts(props: { regionId: string; version: Version; edit?: () => void }): ReactNode {
  const { t } = useTranslation('response')
  const refusal = useRefusal()
  const [returning, giveBack] = useState(false)
  const { version: v, regionId } = props
  const stale = [grouping, groupings] as const
  const done = () => say(t('group.done'))
  const community = useMutate('POST /api/regions/:regionId/response/grouping/community', {
    stale: [...stale],
    done,
  })
  const forestry = useMutate('POST /api/regions/:regionId/response/grouping/forestry', {
    stale: [...stale],
    done,
  })
  const back = useMutate('POST /api/regions/:regionId/response/grouping/return', { stale: [...stale] })
  const form = useForm({
    key: `response.return.${v.id}`,
    initial: { reason: '' },
    check: f => ({ reason: f.reason.trim() ? undefined : t('need.reason') }),
    send: async f => {
      await back.mutateAsync({ regionId, revision: v.revision, reason: f.reason })
      giveBack(false)
    },
  })
  const failed = community.error ?? forestry.error
  const mine = v.allowed.forestry === 'core.forbidden' ? 'community' : 'forestry'
  return (
    <>
      {failed ? (
        <p className="aj-error" role="alert">
          {sentence(failed, t).title}
        </p>
      ) : null}
      <div className="rs-acts">
        {mine === 'community' ? (
          <Button
            kind="main"
            refused={refusal(v.allowed.community)}
            showWhy
            onClick={() => community.mutate({ regionId, revision: v.revision })}
          >
            {t('group.confirmCommunity')}
          </Button>
        ) : (
          <>
            <Button
              kind="main"
              refused={refusal(v.allowed.forestry)}
              showWhy
              onClick={() => forestry.mutate({ regionId, revision: v.revision })}
            >
              {t('group.confirmForestry')}
            </Button>
            <Button refused={refusal(v.allowed.giveBack)} onClick={() => giveBack(true)}>
              {t('group.return')}
            </Button>
          </>
        )}
        {props.edit ? (
          <Button refused={refusal(v.allowed.change)} onClick={props.edit}>
            {t('group.change')}
          </Button>
        ) : null}
      </div>
      {returning ? (
        <FormBox form={form} submit={t('group.return')}>
          <Field form={form} name="reason" label={t('task.reason')}>
            <textarea {...form.bind('reason')} className="aj-input" />
          </Field>
        </FormBox>
      ) : null}
    </>
  )
}
