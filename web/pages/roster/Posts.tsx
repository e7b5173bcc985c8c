import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { timeOfMinute } from './days.ts'
import { type Post, postsKey } from './keys.ts'
import { Leave } from './Leave.tsx'
import { Means } from './Means.tsx'
import { PostForm } from './PostForm.tsx'
import './roster.css'

/** Posts as they stand this minute: who is there, who should be, since when nobody is. */
export default function Posts(): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const now = useNow()
  const [form, open] = useState<Post | 'new'>()
  const { data } = useApi(postsKey, { estateId }, { every: 60_000 })
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('posts.title')}</h1>
        {can('roster.write') ? (
          <Button kind="main" icon="plus" onClick={() => open('new')}>
            {t('posts.add')}
          </Button>
        ) : null}
      </header>
      <DataTable
        id="roster.posts"
        label={t('posts.title')}
        api={postsKey}
        input={{ estateId }}
        every={60_000}
        rowKey={p => p.id}
        columns={[
          { key: 'name', title: t('posts.name'), width: 12, render: p => p.name },
          { key: 'kind', title: t('posts.kind'), width: 6, render: p => t(`kind.${p.kind}`) },
          { key: 'state', title: t('posts.state'), width: 16, render: p => <Attended post={p} /> },
          {
            key: 'here',
            title: t('posts.here'),
            render: p => p.present.map(x => x.name).join(t('and')) || '—',
          },
          {
            key: 'should',
            title: t('posts.should'),
            render: p => p.onDuty.map(x => x.name).join(t('and')) || '—',
          },
          { key: 'cover', title: t('posts.cover'), width: 10, render: p => <Hours post={p} /> },
          {
            key: 'handover',
            title: t('posts.handover'),
            render: p =>
              p.handover ? `${p.handover.note}（${p.handover.by} ${when(p.handover.at, now)}）` : '—',
          },
        ]}
        drawerTitle={p => p?.name ?? t('posts.name')}
        drawer={id => {
          const found = data?.items.find(p => p.id === id)
          return found ? <Shown post={found} edit={() => open(found)} /> : null
        }}
        empty={{ title: t('posts.none'), hint: t('posts.noneHint') }}
      />
      {form ? (
        <Dialog title={form === 'new' ? t('posts.add') : t('posts.change')} close={() => open(undefined)}>
          <PostForm post={form === 'new' ? undefined : form} done={() => open(undefined)} />
        </Dialog>
      ) : null}
    </>
  )
}

function Hours({ post }: { post: Post }): ReactNode {
  const { t } = useTranslation('roster')
  if (post.covers.every(c => c.from === 0 && c.until === 1440)) return t('posts.around')
  return post.covers.map(c => `${timeOfMinute(c.from)}–${timeOfMinute(c.until)}`).join(t('and'))
}

/** Attended, empty within its limit, or unattended with the name of who was told. */
export function Attended({ post: p }: { post: Post }): ReactNode {
  const { t } = useTranslation('roster')
  const now = useNow()
  if (p.closed) return <State state="stopped" word={t('posts.closed')} />
  if (p.present.length > 0) return <State state="kept" word={t('posts.manned')} />
  if (!p.unattended) return <State state="stopped" word={t('posts.rest')} />
  if (p.unattended.late)
    return (
      <State
        state="late"
        word={t('posts.late', { name: p.unattended.alarmed ?? p.onDuty[0]?.name ?? t('posts.nobody') })}
      />
    )
  return <State state="soon" word={t('posts.empty', { time: when(p.unattended.since, now) })} />
}

function Shown({ post, edit }: { post: Post; edit: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { can } = useMe()
  const estateId = useEstateId()
  const why = useRefusal()
  const [leaving, leave] = useState(false)
  const enter = useMutate('POST /api/estates/:estateId/posts/:postId/check-in', { stale: [postsKey] })
  return (
    <div className="aj-stack">
      <p>
        <Attended post={post} />
      </p>
      {can('post.check_in') ? (
        <p className="aj-row">
          <Button
            refused={why(post.allowed.checkIn)}
            busy={enter.isPending}
            onClick={() => enter.mutate({ estateId, postId: post.id })}
          >
            {t('posts.checkIn')}
          </Button>
          <Button refused={why(post.allowed.checkOut)} onClick={() => leave(true)}>
            {t('posts.checkOut')}
          </Button>
          <span className="aj-grow" />
          {can('roster.write') ? <Button onClick={edit}>{t('posts.change')}</Button> : null}
        </p>
      ) : null}
      {can('roster.write') ? <Means postId={post.id} /> : null}
      <Course post={post} />
      {leaving ? (
        <Dialog title={t('leave.title', { post: post.name })} close={() => leave(false)}>
          <Leave post={post} done={() => leave(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Course({ post }: { post: Post }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const now = useNow()
  const { data } = useApi('GET /api/estates/:estateId/posts/:postId/course', {
    estateId,
    postId: post.id,
    limit: 30,
  })
  if (!data) return <Loading />
  return (
    <>
      <h3>{t('posts.course')}</h3>
      {data.presences.length === 0 ? <p className="aj-weak">{t('posts.noCourse')}</p> : null}
      <ul>
        {data.presences.map(p => (
          <li key={`${p.accountId}${p.inAt}`}>
            <span className="aj-num">
              {when(p.inAt, now)}–{p.outAt ? when(p.outAt, now) : t('posts.still')}
            </span>{' '}
            {p.name}
            {p.handedTo ? ` → ${p.handedTo}` : ''}
            {p.note ? <span className="aj-weak"> {p.note}</span> : null}
          </li>
        ))}
      </ul>
      <h3>{t('posts.vacancies')}</h3>
      {data.vacancies.length === 0 ? <p className="aj-weak">{t('posts.noVacancies')}</p> : null}
      <ul>
        {data.vacancies.map(v => (
          <li key={v.since}>
            <span className="aj-num">
              {when(v.since, now)}–{v.endedAt ? when(v.endedAt, now) : ''}
            </span>{' '}
            <span className="aj-weak">{t('posts.alarmed', { name: v.alarmed ?? t('posts.nobody') })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
