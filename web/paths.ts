import type { Shell } from './page.ts'

/** Every address of the app as a function; nothing else spells a URL of ours. */
export const paths = {
  root: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  setup: () => '/setup',
  password: () => '/password',
  account: () => '/account',
  install: () => '/install',
  shell: (shell: Shell) => `/${shell}`,
  /** A page below a shell; `open` names the record shown in the drawer. */
  page: (shell: Shell, path: string, open?: string) =>
    `/${shell}${path ? `/${path}` : ''}${open ? `?open=${encodeURIComponent(open)}` : ''}`,
}
