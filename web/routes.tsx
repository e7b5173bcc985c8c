import {
  type AnyRoute,
  type AnyRouter,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { allModules } from './all-pages.ts'
import { inLanguage, loadTexts } from './i18n.ts'
import { whoAmI } from './me.ts'
import type { Shell } from './page.ts'
import { paths } from './paths.ts'
import { change, type ShellName, settings } from './settings.ts'
import { Root, RouteFailed, RouteMissing, RoutePending } from './shells/Root.tsx'
import { Start } from './shells/Start.tsx'

type Load = () => Promise<{ default: ComponentType }>

const shells: Record<Shell, Load> = {
  console: () => import('./shells/console/Console.tsx'),
  resident: () => import('./shells/phone/Resident.tsx'),
  field: () => import('./shells/phone/Field.tsx'),
  gate: () => import('./shells/gate/Gate.tsx'),
  board: () => import('./shells/board/Board.tsx'),
}

const root = createRootRoute({
  component: Root,
  errorComponent: RouteFailed,
  notFoundComponent: RouteMissing,
  // the chosen estate stays in the address, so that a copied link opens the same estate
  search: { middlewares: [retainSearchParams(['e'])] },
  validateSearch: (search: Record<string, unknown>): { e?: string } =>
    typeof search.e === 'string' ? { e: search.e } : {},
})

/** Where a signed-in person begins: the first shell of his roles. */
async function begin(): Promise<never> {
  const me = await whoAmI()
  if (!me) throw redirect({ to: paths.signIn() })
  if (me.account.mustChangePassword) throw redirect({ to: paths.password() })
  throw redirect({ to: paths.shell(me.shells[0] ?? 'resident') })
}

function guard(shell: Shell) {
  return async ({ location }: { location: { href: string } }): Promise<void> => {
    change({ shell })
    const me = await whoAmI()
    if (!me) throw redirect({ href: paths.signIn(location.href) })
    if (me.account.mustChangePassword) throw redirect({ to: paths.password() })
    const own = me.shells[0]
    if (!me.shells.includes(shell) && own) throw redirect({ to: paths.shell(own) })
  }
}

function shellRoute(shell: Shell): AnyRoute {
  const parent = createRoute({
    getParentRoute: () => root,
    path: `/${shell}`,
    beforeLoad: guard(shell),
    component: lazyRouteComponent(shells[shell]),
  })
  const children: AnyRoute[] = allModules.flatMap(({ module, pages }) =>
    pages
      .filter(page => page.shell === shell)
      .map(page =>
        createRoute({
          getParentRoute: () => parent,
          path: page.path === '' ? '/' : `/${page.path}`,
          loader: async () => {
            await loadTexts(module)
            document.title = `${inLanguage(page.title, settings().language)} · 安居`
          },
          component: lazyRouteComponent(page.load),
        }),
      ),
  )
  const hasFirst = allModules.some(({ pages }) =>
    pages.some(page => page.shell === shell && page.path === ''),
  )
  if (!hasFirst)
    children.push(
      createRoute({ getParentRoute: () => parent, path: '/', component: () => <Start shell={shell} /> }),
    )
  return parent.addChildren(children)
}

function plain(path: string, load: Load, texts = 'entry'): AnyRoute {
  const shell: ShellName = 'entry'
  return createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: async ({ location }: { location: { href: string } }) => {
      change({ shell })
      if (texts !== 'entry' && !(await whoAmI())) throw redirect({ href: paths.signIn(location.href) })
    },
    loader: () => loadTexts(texts),
    component: lazyRouteComponent(load),
  })
}

export function makeRouter(): AnyRouter {
  const routes: AnyRoute[] = [
    createRoute({ getParentRoute: () => root, path: '/', beforeLoad: begin }),
    plain('/sign-in', () => import('./pages/entry/SignIn.tsx')),
    plain('/password', () => import('./pages/entry/Password.tsx')),
    plain('/account', () => import('./pages/entry/Account.tsx'), 'account'),
    plain('/setup', () => import('./pages/entry/Setup.tsx')),
    plain('/install', () => import('./pages/entry/Install.tsx')),
    ...(['console', 'resident', 'field', 'gate', 'board'] as const).map(shellRoute),
  ]
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteFailed,
    defaultPendingMs: 150,
    defaultPreload: 'intent',
    // plain text values only: a plate 00123 or a phone number must not turn into a number
    parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: search => {
      const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
      const text = new URLSearchParams(
        kept.map(([name, value]): [string, string] => [name, String(value)]),
      ).toString()
      return text ? `?${text}` : ''
    },
  })
}
