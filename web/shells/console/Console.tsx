import { Link, Outlet } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useLive } from '../../live.ts'
import { useEstate, useMe } from '../../me.ts'
import { navGroups } from '../../page.ts'
import { paths } from '../../paths.ts'
import { useSettings } from '../../settings.ts'
import { Icon, Mark } from '../../ui/icons.tsx'
import { Empty, Loading } from '../../ui/States.tsx'
import { useNav } from '../nav.ts'
import { Slot } from '../Slot.tsx'
import { DeskTheme } from './DeskTheme.tsx'
import { OneBox } from './OneBox.tsx'
import { EstateMenu, UserMenu } from './TopMenus.tsx'
import '../shell.css'
import './console.css'

/** The desk: groups at the left, one search box on top, the page beside. */
export default function Console(): ReactNode {
  const { t } = useTranslation('common')
  const { me } = useMe()
  const estate = useEstate()
  const [narrow, setNarrow] = useState(false)
  useLive()
  if (!me) return <Loading />
  return (
    <DeskTheme>
      <div className="aj-console" data-narrow={narrow ? '' : undefined}>
        <a className="aj-skip" href="#page">
          {t('nav.skip')}
        </a>
        <header className="aj-top">
          <button
            type="button"
            className="aj-plain-icon"
            aria-expanded={!narrow}
            aria-label={t('nav.fold')}
            onClick={() => setNarrow(!narrow)}
          >
            <Icon name="list" />
          </button>
          <Link to={paths.shell('console')} className="aj-brand">
            <Mark size="1.6rem" />
            <span>安居</span>
          </Link>
          <OneBox />
          <EstateMenu />
          <Slot name="prices" />
          <Slot name="bell" />
          <UserMenu />
        </header>
        <SideNav narrow={narrow} />
        <main id="page" className="aj-page" tabIndex={-1}>
          {estate ? (
            <Outlet key={estate.id} />
          ) : (
            <Empty title={t('estate.none')} hint={t('estate.noneHint')} />
          )}
        </main>
      </div>
    </DeskTheme>
  )
}

function SideNav({ narrow }: { narrow: boolean }): ReactNode {
  const { t } = useTranslation('common')
  const { language } = useSettings()
  const pages = useNav('console')
  // a page of the menu below this one has an entry of its own: only one of the two is where one is
  const above = (path: string) => path === '' || pages.some(other => other.path.startsWith(`${path}/`))
  return (
    <nav className="aj-side" aria-label={t('nav.main')}>
      {navGroups.map(group => {
        const own = pages.filter(page => page.nav.group === group)
        if (own.length === 0) return null
        return (
          <section key={group}>
            <h2>{t(`nav.${group}`)}</h2>
            <ul>
              {own.map(page => (
                <li key={page.path}>
                  <Link
                    to={paths.page('console', page.path)}
                    activeOptions={{ exact: above(page.path), includeSearch: false }}
                    className="aj-side-link"
                    title={narrow ? inLanguage(page.title, language) : undefined}
                  >
                    <Icon name={page.nav.icon} />
                    <span>{inLanguage(page.title, language)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}
