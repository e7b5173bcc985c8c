import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '../../i18n.ts'
import { useLive } from '../../live.ts'
import { useEstate, useMe } from '../../me.ts'
import { navGroups } from '../../page.ts'
import { paths } from '../../paths.ts'
import { useSettings } from '../../settings.ts'
import { Icon, Mark } from '../../ui/icons.tsx'
import { Empty, Loading } from '../../ui/States.tsx'
import { type NavPage, useNav } from '../nav.ts'
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
  const { closed, toggle } = useFolded()
  const { pathname } = useLocation()
  // a manager has eighty pages: where one is, stands in sight
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another place in the menu
  useEffect(() => {
    document.querySelector('.aj-side-link.active')?.scrollIntoView({ block: 'nearest' })
  }, [pathname])
  return (
    <nav className="aj-side" aria-label={t('nav.main')}>
      {navGroups.map(group => {
        const own = pages.filter(page => page.nav.group === group)
        if (own.length === 0) return null
        const here = own.some(page => isWithin(pathname, page))
        const open = narrow || here || !closed.includes(group)
        return (
          <section key={group}>
            <h2>
              {narrow ? (
                t(`nav.${group}`)
              ) : (
                <button type="button" aria-expanded={open} onClick={() => toggle(group)}>
                  {t(`nav.${group}`)}
                  <Icon name={open ? 'down' : 'right'} size="0.8em" />
                </button>
              )}
            </h2>
            <ul hidden={!open}>
              {own.map(page => (
                <li key={page.path}>
                  <Link
                    to={paths.page('console', page.path)}
                    activeOptions={{ exact: holdsOthers(page, pages), includeSearch: false }}
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

/** Whether an address is this page or one below it; the first page has none below it. */
function isWithin(pathname: string, page: NavPage): boolean {
  const at = paths.page('console', page.path)
  return pathname === at || (page.path !== '' && pathname.startsWith(`${at}/`))
}

/** `parking` lights for itself only, since `parking/stays` stands in the menu too; `followup` for its months as well. */
function holdsOthers(page: NavPage, pages: readonly NavPage[]): boolean {
  return page.path === '' || pages.some(other => other.path.startsWith(`${page.path}/`))
}

const foldedGroups = 'anju.nav.folded'

/** Which groups of the menu this person has folded away on this device. */
function useFolded(): { closed: readonly string[]; toggle: (group: string) => void } {
  const [closed, setClosed] = useState<readonly string[]>(
    () => localStorage.getItem(foldedGroups)?.split(',') ?? [],
  )
  const toggle = (group: string) => {
    const next = closed.includes(group) ? closed.filter(each => each !== group) : [...closed, group]
    localStorage.setItem(foldedGroups, next.join(','))
    setClosed(next)
  }
  return { closed, toggle }
}
