import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { LibraryDocument } from './LibraryDocument.tsx'
import { LibraryForm } from './LibraryForm.tsx'
import { kinds, libraryKey } from './library.ts'
import { Policy } from './Policy.tsx'
import './notice.css'

type Item = RowOf<typeof libraryKey>

/** Rules, laws and policies: what holds, what I must acknowledge, what must be looked at (S7-18..20, S3-05). */
export default function Library(): ReactNode {
  const { t } = useTranslation('library')
  const { can } = useMe()
  const estateId = useEstateId()
  const navigate = useNavigate()
  const search: { kind?: string; q?: string; open?: string } = useSearch({ strict: false })
  const [adding, add] = useState(false)
  const kind = kinds.find(k => k === search.kind)
  const { data, error, refetch } = useApi(
    libraryKey,
    { estateId, ...(kind ? { kind } : {}), ...(search.q ? { q: search.q } : {}) },
    { keep: true },
  )
  const go = (part: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)),
    })
  const open = data?.items.find(d => d.id === search.open)
  const mine = data?.items.filter(d => d.acknowledged === false).length ?? 0
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
        {can('rulebook.write') ? (
          <Button kind="main" icon="plus" onClick={() => add(true)}>
            {t('add')}
          </Button>
        ) : null}
      </header>
      <Policy />
      <div className="no-bar">
        <input
          className="aj-input"
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          defaultValue={search.q ?? ''}
          onChange={event => go({ q: event.target.value })}
        />
        <select
          className="aj-input"
          aria-label={t('kindLabel')}
          value={kind ?? ''}
          onChange={event => go({ kind: event.target.value })}
        >
          <option value="">{t('allKinds')}</option>
          {kinds.map(k => (
            <option key={k} value={k}>
              {t(`kind.${k}`)}
            </option>
          ))}
        </select>
        {mine > 0 ? <State state="soon" word={t('toAcknowledge', { count: mine })} /> : null}
        {can('rulebook.write') ? (
          <a
            className="aj-button"
            href={exportHref('notice.library', estateId)({ ...(kind ? { kind } : {}) })}
          >
            <Icon name="download" />
            {t('common:act.download')}
          </a>
        ) : null}
      </div>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? (
        <Empty title={t('none')} hint={can('rulebook.write') ? t('noneHintWriter') : t('noneHint')} />
      ) : null}
      <ul className="no-library">
        {data?.items.map(d => (
          <li key={d.id}>
            <button type="button" aria-haspopup="dialog" onClick={() => go({ open: d.id })}>
              <span>
                <strong>{d.title}</strong>
                <br />
                <span className="aj-weak">
                  {[t(`kind.${d.kind}`), d.code, d.current ? t('version', { n: d.current.version }) : '']
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <Marks item={d} />
            </button>
          </li>
        ))}
      </ul>
      {open ? (
        <Dialog title={open.title} close={() => go({ open: undefined })} wide>
          <LibraryDocument id={open.id} />
        </Dialog>
      ) : null}
      {adding ? (
        <Dialog title={t('add')} close={() => add(false)} wide>
          <LibraryForm done={() => add(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function Marks({ item: d }: { item: Item }): ReactNode {
  const { t } = useTranslation('library')
  return (
    <span className="no-marks">
      {d.withdrawn ? <State state="stopped" word={t('withdrawn')} /> : null}
      {d.draft ? <State state="soon" word={t('draftWaits', { n: d.draft.version })} /> : null}
      {d.reviewDue ? <State state="late" word={t('reviewDue', { day: d.nextReview })} /> : null}
      {d.acknowledged === false ? <State state="soon" word={t('notAcknowledged')} /> : null}
      {d.acknowledged === true ? <State state="kept" word={t('acknowledged')} /> : null}
      {d.acknowledgements ? (
        <span className="aj-weak aj-num">
          {t('acknowledgedBy', { done: d.acknowledgements.done, of: d.acknowledgements.of })}
        </span>
      ) : null}
    </span>
  )
}
