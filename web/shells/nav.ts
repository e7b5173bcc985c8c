import { allModules } from '../all-pages.ts'
import { useMe } from '../me.ts'
import type { PageDef, Shell } from '../page.ts'

export type NavPage = PageDef & { nav: NonNullable<PageDef['nav']> }

function inMenu(page: PageDef): page is NavPage {
  return page.nav !== undefined
}

/** The menu of a shell for the person signed in, by order; what he may never open is not shown. */
export function useNav(shell: Shell): NavPage[] {
  const { can } = useMe()
  return allModules
    .flatMap(({ pages }) => pages)
    .filter(page => page.shell === shell && can(page.permission))
    .filter(inMenu)
    .sort((a, b) => a.nav.order - b.nav.order)
}
