import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ProfileItems } from './ProfileItems.tsx'
import { AddMember } from './ProfileMember.tsx'
import { useFieldWords } from './profile-parts.tsx'
import './profile.css'

const list = 'GET /api/estates/:estateId/my/households'
type Mine = RowOf<typeof list>

/** What the house keeps of my household: said, changed and withdrawn item by item; who looked, and why. */
export default function ProfileMine(): ReactNode {
  const { t } = useTranslation('profile')
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(list, { estateId })
  return (
    <div className="pf-page">
      <h1>{t('mine.title')}</h1>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <Empty title={t('mine.none')} hint={t('mine.noneHint')} /> : null}
      {data?.items.map(file => (
        <Home key={file.householdId} file={file} estateId={estateId} />
      ))}
    </div>
  )
}

function Home({ file, estateId }: { file: Mine; estateId: string }): ReactNode {
  const { t } = useTranslation('profile')
  const { householdId } = file
  const [adding, add] = useState(false)
  const fresh = () => queryClient.invalidateQueries({ queryKey: [list] })
  const give = 'POST /api/estates/:estateId/my/households/:householdId/entries'
  return (
    <section className="pf-page" aria-label={file.unit}>
      <p className="pf-lead">{t('mine.lead')}</p>
      <ProfileItems
        file={file}
        acts={{
          give: async ({ consentBy: _by, channel: _channel, ...given }, clientId) => {
            await api(give, { estateId, householdId, ...given }, { clientId })
            say(t('entry.saved'))
            await fresh()
          },
          decline: async (field, memberId) => {
            await api(give, { estateId, householdId, field, memberId, state: 'declined' })
            say(t('item.declineSaid'))
            await fresh()
          },
          withdraw: async entry => {
            await api('POST /api/estates/:estateId/my/households/:householdId/entries/:entryId/withdraw', {
              estateId,
              householdId,
              entryId: entry.id,
            })
            say(t('withdraw.done'))
            await fresh()
          },
          forget: async member => {
            await api('POST /api/estates/:estateId/my/households/:householdId/members/:memberId/end', {
              estateId,
              householdId,
              memberId: member.id,
            })
            say(t('withdraw.done'))
            await fresh()
          },
        }}
      />
      <Button icon="plus" wide onClick={() => add(true)}>
        {t('member.add')}
      </Button>
      {adding ? (
        <AddMember
          householdId={householdId}
          close={() => add(false)}
          send={async (member, clientId) => {
            const key = 'POST /api/estates/:estateId/my/households/:householdId/members'
            await api(key, { estateId, householdId, ...member }, { clientId })
            await fresh()
          }}
        />
      ) : null}
      <Rights file={file} estateId={estateId} />
      <Looks file={file} />
    </section>
  )
}

/** A copy now, a copy on paper, or deletion: asked here, answered by the desk by a named day. */
function Rights({ file, estateId }: { file: Mine; estateId: string }): ReactNode {
  const { t } = useTranslation('profile')
  const { householdId } = file
  const ask = useMutate('POST /api/estates/:estateId/my/households/:householdId/requests', {
    stale: [list],
    done: made => say(t('rights.asked', { day: made.dueOn ?? t('rights.noDay') })),
  })
  const open = (kind: 'export' | 'deletion') => file.requests.some(r => r.kind === kind && r.state === 'open')
  return (
    <section className="pf-page" aria-label={t('rights.title')}>
      <h2>{t('rights.title')}</h2>
      <a className="aj-button" data-wide="" href={printHref('my-household-file', { estateId, householdId })}>
        <Icon name="download" />
        {t('rights.download')}
      </a>
      {(['export', 'deletion'] as const).map(kind => (
        <Button
          key={kind}
          wide
          busy={ask.isPending}
          refused={open(kind) ? t('rights.waiting') : undefined}
          showWhy
          onClick={() => ask.mutate({ estateId, householdId, kind })}
        >
          {t(`rights.${kind}`)}
        </Button>
      ))}
      {ask.error ? <Failing error={ask.error} /> : null}
      <ul className="pf-list">
        {file.requests.map(r => (
          <li key={r.id}>
            <strong>{t(`request.${r.kind}`)}</strong>{' '}
            <State
              state={
                r.state === 'open' ? (r.late ? 'late' : 'running') : r.state === 'done' ? 'kept' : 'stopped'
              }
              word={t(`request.state.${r.state}`)}
            />
            <br />
            <span className="aj-weak aj-num">
              {r.state === 'open'
                ? t('request.due', { day: r.dueOn ?? t('rights.noDay') })
                : dateTime(r.doneAt ?? r.askedAt)}
            </span>
            {r.answer ? <p>{r.answer}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Looks({ file }: { file: Mine }): ReactNode {
  const { t } = useTranslation('profile')
  const words = useFieldWords()
  const name = (key: string) => {
    const field = file.fields.find(f => f.key === key)
    return field ? words(field).name : t('looks.measure')
  }
  return (
    <section aria-label={t('looks.title')}>
      <h2>{t('looks.title')}</h2>
      <p className="aj-weak">{t('looks.lead')}</p>
      {file.looks.length === 0 ? <p>{t('looks.none')}</p> : null}
      <ul className="pf-list">
        {file.looks.slice(0, 20).map(look => (
          <li key={`${look.at}${look.who}${look.how}`}>
            <span className="aj-num">{dateTime(look.at)}</span> <strong>{look.who}</strong>{' '}
            {t(`looks.${look.how}`, { purpose: look.purpose })}
            {look.fields.length > 0 ? (
              <>
                <br />
                <span className="aj-weak">{look.fields.map(name).join(t('and'))}</span>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
