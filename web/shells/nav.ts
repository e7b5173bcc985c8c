import { allModules } from '../all-pages.ts'
import { useMe } from '../me.ts'
import { navGroups, type PageDef, type Shell } from '../page.ts'

export type NavPage = PageDef & { nav: NonNullable<PageDef['nav']> }

function inMenu(page: PageDef): page is NavPage {
  return page.nav !== undefined
}

/** The desk's menu goes by group first; the other shells show no groups. */
function rank(shell: Shell, page: NavPage): number {
  return shell === 'console' ? navGroups.indexOf(page.nav.group) : 0
}

/** The menu of a shell for the person signed in, by order; what he may never open is not shown. */
export function useNav(shell: Shell): NavPage[] {
  const { can } = useMe()
  return allModules
    .flatMap(({ pages }) => pages)
    .filter(page => page.shell === shell && can(page.permission))
    .filter(inMenu)
    .sort((a, b) => rank(shell, a) - rank(shell, b) || a.nav.order - b.nav.order)
}
