import { Link } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Loading } from '../../ui/States.tsx'
import { itemPrice } from './price.ts'
import './catalogue.css'

/** The key that opens it from every page of the desk, also over a form that is being filled in. */
const KEY = 'F2'

/** S1-42: what does it cost? Answered while the phone is at the ear: one key, some letters, the price. */
export default function PriceFinder(): ReactNode {
  const { t } = useTranslation('catalogue')
  const { can } = useMe()
  const [open, setOpen] = useState(false)
  const may = can('catalogue.read')
  useEffect(() => {
    if (!may) return
    const on = (event: KeyboardEvent) => {
      if (event.key !== KEY || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', on)
    return () => document.removeEventListener('keydown', on)
  }, [may])
  if (!may) return null
  return (
    <>
      <button
        type="button"
        className="aj-button ca-finder-key"
        data-kind="plain"
        aria-keyshortcuts={KEY}
        onClick={() => setOpen(true)}
      >
        <Icon name="money" />
        {t('finder.open')} <kbd>{KEY}</kbd>
      </button>
      {open ? (
        <Dialog title={t('finder.title')} close={() => setOpen(false)} wide>
          <Find close={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

function Find({ close }: { close: () => void }): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const [q, find] = useState('')
  const box = useRef<HTMLInputElement>(null)
  // the dialog takes the focus for its first button when it opens; the key was pressed to type
  useEffect(() => {
    const frame = requestAnimationFrame(() => box.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  const typed = useDeferredValue(q.trim())
  const asked = { estateId, ...(typed ? { q: typed } : {}) }
  const items = useApi(
    'GET /api/estates/:estateId/catalogue/items',
    { ...asked, state: 'active' },
    { keep: true },
  )
  const entries = useApi('GET /api/estates/:estateId/catalogue/directory', asked, { keep: true })
  return (
    <div className="ca-finder">
      <input
        className="aj-input"
        type="search"
        ref={box}
        aria-label={t('finder.label')}
        placeholder={t('finder.hint')}
        value={q}
        onChange={event => find(event.target.value)}
      />
      <div className="ca-finder-cols">
        <section>
          <h3>{t('finder.items')}</h3>
          {items.data ? null : <Loading lines={4} />}
          <ul className="ca-found">
            {items.data?.items.slice(0, 30).map(i => (
              <li key={i.id}>
                <span>
                  <Link
                    to={paths.page('console', 'catalogue')}
                    search={{ open: i.id } as never}
                    onClick={close}
                  >
                    {i.name}
                  </Link>{' '}
                  <span className="aj-weak">{i.content}</span>
                </span>
                <strong className="aj-num">{itemPrice(i, t)}</strong>
              </li>
            ))}
          </ul>
          {items.data?.items.length === 0 ? <p className="aj-weak">{t('finder.none')}</p> : null}
        </section>
        <section>
          <h3>{t('finder.entries')}</h3>
          <ul className="ca-found">
            {entries.data?.items.slice(0, 30).map(e => (
              <li key={e.id}>
                <span>
                  <strong>{e.name}</strong> {e.contact} <span className="aj-weak">{e.body}</span>
                </span>
                <span>
                  <strong className="aj-num">{e.price ?? '—'}</strong>
                  <br />
                  {e.stale ? (
                    <State state="soon" word={t('directory.stale')} />
                  ) : (
                    <span className="aj-weak">{t('directory.checkedOn', { date: e.checkedOn ?? '' })}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {entries.data?.items.length === 0 ? <p className="aj-weak">{t('finder.noEntry')}</p> : null}
        </section>
      </div>
    </div>
  )
}
