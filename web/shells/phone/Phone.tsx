import { Link, Outlet } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useLive } from '../../live.ts'
import { rememberEstate, useEstate, useMe } from '../../me.ts'
import { PendingCount } from '../../offline/PendingCount.tsx'
import { startOffline } from '../../offline/start.ts'
import { paths } from '../../paths.ts'
import { useSettings } from '../../settings.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon, Mark } from '../../ui/icons.tsx'
import { Empty, Loading } from '../../ui/States.tsx'
import { useNav } from '../nav.ts'
import { Slot } from '../Slot.tsx'
import { LangSwitch, LargeSwitch, ModeSwitch, SignOut } from '../Switches.tsx'
import '../shell.css'
import './phone.css'

/** How many pages stand in the bottom bar; the rest wait behind 我的 / More. */
const inBar = 4

/** A phone in the hand: content, the pending counter, and a bottom bar in reach of the thumb. */
export function Phone({ shell }: { shell: 'resident' | 'field' }): ReactNode {
  const { t } = useTranslation('common')
  const { language } = useSettings()
  const { me } = useMe()
  const estate = useEstate()
  const pages = useNav(shell)
  const [more, setMore] = useState(false)
  useEffect(startOffline, [])
  useLive()
  if (!me) return <Loading />
  return (
    <div className="aj-phone">
      <header className="aj-phone-top">
        <Mark size="1.5rem" />
        <span className="aj-phone-estate">{estate?.name ?? '安居'}</span>
        <PendingCount {...(shell === 'field' ? { list: paths.page('field', 'pending') } : {})} />
        <Slot name="bell" />
      </header>
      <main className="aj-phone-page">
        {estate ? <Outlet key={estate.id} /> : <Empty title={t('estate.none')} hint={t('estate.noneHint')} />}
      </main>
      <nav className="aj-bar" aria-label={t('nav.main')}>
        {pages.slice(0, inBar).map(page => (
          <Link
            key={page.path}
            to={paths.page(shell, page.path)}
            activeOptions={{ exact: page.path === '', includeSearch: false }}
            className="aj-bar-item"
          >
            <Icon name={page.nav.icon} size="1.5rem" />
            <span>{inLanguage(page.title, language)}</span>
          </Link>
        ))}
        <button type="button" className="aj-bar-item" aria-haspopup="dialog" onClick={() => setMore(true)}>
          <Icon name="person" size="1.5rem" />
          <span>{t('nav.mine')}</span>
        </button>
      </nav>
      {more ? (
        <Dialog sheet title={me.account.name} close={() => setMore(false)}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: only closes the sheet after a choice inside */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a choice is a click too */}
          <div className="aj-more" onClick={() => setMore(false)}>
            {/* first: who needs large text does not scroll for it */}
            {shell === 'resident' ? <LargeSwitch /> : null}
            {pages.slice(inBar).map(page => (
              <Link key={page.path} to={paths.page(shell, page.path)} className="aj-switch">
                <Icon name={page.nav.icon} />
                {inLanguage(page.title, language)}
              </Link>
            ))}
            <EstateChoice />
            <LangSwitch />
            <ModeSwitch />
            <SignOut />
          </div>
        </Dialog>
      ) : null}
    </div>
  )
}

/** Somebody with homes in two estates, or staff of several, changes here. */
function EstateChoice(): ReactNode {
  const { t } = useTranslation('common')
  const { me } = useMe()
  const estate = useEstate()
  if (!me || me.estates.length < 2) return null
  return (
    <label className="aj-switch aj-grow">
      <Icon name="building" />
      <span className="aj-sr">{t('estate.choose')}</span>
      <select
        className="aj-input"
        value={estate?.id}
        onClick={event => event.stopPropagation()}
        onChange={event => {
          rememberEstate(event.target.value)
          window.location.assign(`?e=${encodeURIComponent(event.target.value)}`)
        }}
      >
        {me.estates.map(each => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </label>
  )
}
