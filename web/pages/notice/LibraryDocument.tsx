import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { ApproveForm, RefuseForm, ReviewForm, VersionForm, WithdrawForm } from './LibraryActs.tsx'
import { type Document, documentKey, libraryStale } from './library.ts'

type Act = 'version' | 'approve' | 'refuse' | 'review' | 'withdraw'

/** One document: its text, what it rests on, who must still read it, former versions, effect checks. */
export function LibraryDocument({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('library')
  const { can } = useMe()
  const why = useRefusal()
  const estateId = useEstateId()
  const [act, begin] = useState<Act>()
  const { data: d, error, refetch } = useApi(documentKey, { estateId, documentId: id })
  const acknowledge = useMutate('POST /api/estates/:estateId/library/:documentId/acknowledge', {
    stale: [...libraryStale],
    done: () => say(t('acknowledgedSaid')),
  })
  if (error && !d) return <Failing error={error} again={refetch} />
  if (!d) return <Loading />
  const draft = d.versions.find(v => v.state === 'draft')
  const end = () => begin(undefined)
  return (
    <div className="aj-stack">
      <p className="no-acts">
        <a
          className="aj-button"
          href={printHref('library-document', { estateId, documentId: id })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" />
          {t('print')}
        </a>
        {d.acknowledged === false && d.current ? (
          <Button
            kind="main"
            icon="check"
            busy={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ estateId, documentId: id, version: d.current?.version ?? 1 })}
          >
            {t('acknowledge')}
          </Button>
        ) : null}
        {can('rulebook.write') && !d.withdrawn ? (
          <>
            <Button onClick={() => begin('version')}>{t('newVersion')}</Button>
            {d.current ? <Button onClick={() => begin('review')}>{t('review')}</Button> : null}
          </>
        ) : null}
        {can('rulebook.approve') && !d.withdrawn ? (
          <Button kind="danger" onClick={() => begin('withdraw')}>
            {t('withdraw')}
          </Button>
        ) : null}
      </p>
      {draft ? (
        <section className="no-draft">
          <p>
            <State state="soon" word={t('draftWaits', { n: draft.version })} />{' '}
            <span className="aj-weak">{[draft.madeBy, draft.changeNote].filter(Boolean).join(' · ')}</span>
          </p>
          <p className="no-text">{draft.body}</p>
          {can('rulebook.approve') ? (
            <p className="aj-row">
              <Button
                kind="main"
                refused={why(draft.allowed.approve)}
                showWhy
                onClick={() => begin('approve')}
              >
                {t('approve')}
              </Button>
              <Button refused={why(draft.allowed.approve)} onClick={() => begin('refuse')}>
                {t('refuse')}
              </Button>
            </p>
          ) : null}
        </section>
      ) : null}
      {d.body ? <div className="no-text no-document">{d.body}</div> : null}
      <Facts
        facts={[
          { label: t('code'), value: d.code },
          { label: t('versionLabel'), value: d.current?.version },
          { label: t('approvedBy'), value: d.current?.approvedBy },
          { label: t('effectiveFrom'), value: d.current?.effectiveFrom },
          ...(d.versions.length > 0
            ? [
                { label: t('owner'), value: d.owner?.name },
                { label: t('nextReview'), value: d.nextReview },
              ]
            : []),
        ]}
      />
      {d.basis.length > 0 ? (
        <section>
          <h3>{t('basis')}</h3>
          <ul>
            {d.basis.map(b => (
              <li key={b.text}>{b.text}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <Reviews document={d} />
      <Former document={d} />
      <People document={d} />
      {act ? (
        <Dialog title={t(`act.${act}`)} close={end} wide={act === 'version'}>
          {act === 'version' ? <VersionForm document={d} done={end} /> : null}
          {act === 'approve' && draft ? (
            <ApproveForm document={d} version={draft.version} done={end} />
          ) : null}
          {act === 'refuse' && draft ? <RefuseForm document={d} version={draft.version} done={end} /> : null}
          {act === 'review' ? <ReviewForm document={d} done={end} /> : null}
          {act === 'withdraw' ? <WithdrawForm document={d} done={end} /> : null}
        </Dialog>
      ) : null}
    </div>
  )
}

const look = { effective: 'kept', partly: 'soon', not_effective: 'late' } as const

function Reviews({ document: d }: { document: Document }): ReactNode {
  const { t } = useTranslation('library')
  if (d.reviews.length === 0) return null
  return (
    <section>
      <h3>{t('reviews')}</h3>
      <ul className="aj-stack">
        {d.reviews.map(r => (
          <li key={r.id}>
            <span className="aj-num">{r.onDate}</span>{' '}
            <State state={look[r.result]} word={t(`result.${r.result}`)} /> {r.finding}
            {r.measure ? <span className="aj-weak"> → {r.measure}</span> : null}{' '}
            <span className="aj-weak">{r.by}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Former({ document: d }: { document: Document }): ReactNode {
  const { t } = useTranslation('library')
  const former = d.versions.filter(v => v.state === 'replaced' || v.state === 'refused')
  if (former.length === 0) return null
  return (
    <section>
      <h3>{t('former')}</h3>
      {former.map(v => (
        <details key={v.version}>
          <summary>
            {t('version', { n: v.version })}{' '}
            <span className="aj-weak">
              {v.refused ? t('refusedWhy', { why: v.refused }) : v.effectiveFrom}
            </span>
          </summary>
          <p className="no-text">{v.body}</p>
          <p className="aj-weak">
            {v.madeBy} {dateTime(v.madeAt)}
          </p>
        </details>
      ))}
    </section>
  )
}

function People({ document: d }: { document: Document }): ReactNode {
  const { t } = useTranslation('library')
  if (d.people === null) return null
  const open = d.people.filter(p => p.at === null)
  return (
    <details>
      <summary>{t('people', { done: d.people.length - open.length, of: d.people.length })}</summary>
      <p>
        {t('notYet')}
        {t('colon')}
        {open.map(p => p.name).join(t('and')) || '—'}
      </p>
    </details>
  )
}
