/** People's rules as pure functions: lock-out, passwords, where a role may hold. */
import type { ScopeKind } from '../../core/access.ts'
import { isKeyRole, type Role, roles } from '../../core/roles.ts'

export type GuardKind = 'account' | 'address' | 'phone' | 'code' | 'second'

interface GuardRule {
  /** Tries without any wait. */
  free: number
  /** The first wait; each further try doubles it. */
  firstSeconds: number
  mostSeconds: number
}

/** An address serves a whole office behind one router, so it has more tries than an account. */
const guards: Record<GuardKind, GuardRule> = {
  account: { free: 5, firstSeconds: 30, mostSeconds: 900 },
  address: { free: 40, firstSeconds: 30, mostSeconds: 900 },
  second: { free: 5, firstSeconds: 30, mostSeconds: 900 },
  // a code is a message that costs money and can annoy a stranger: the second already waits
  phone: { free: 0, firstSeconds: 60, mostSeconds: 600 },
  code: { free: 5, firstSeconds: 30, mostSeconds: 900 },
}

/** A phone code lives five minutes and takes five tries. */
export const CODE_MINUTES = 5
export const CODE_TRIES = 5

/** Tries are forgotten after a day without one. */
export const GUARD_FORGETS_HOURS = 24

/** Seconds until the next try is taken, after `tries` tries in a row. */
export function waitAfter(kind: GuardKind, tries: number): number {
  const { free, firstSeconds, mostSeconds } = guards[kind]
  if (tries < free) return 0
  const doubled = firstSeconds * 2 ** Math.min(tries - Math.max(free, 1), 20)
  return Math.min(doubled, mostSeconds)
}

const worn = ['password', '12345678', '87654321', 'qwertyui', 'admin', 'anju', '11111111', '88888888']

/**
 * What is wrong with a password; nothing when it will do: ten characters, not the user name, not one of the worn ones
 * that fill it up (NIST SP 800-63B: length counts, forced classes of characters do not help).
 */
export function passwordFault(password: string, username: string): 'short' | 'name' | 'worn' | undefined {
  if ([...password].length < 10) return 'short'
  const low = password.toLowerCase()
  if (username.length >= 3 && low.includes(username.toLowerCase())) return 'name'
  if (new Set(low).size < 5) return 'worn'
  const rest = worn.reduce((text, word) => text.replaceAll(word, ''), low)
  return rest.length < 4 ? 'worn' : undefined
}

/** Roles that watch over the whole installation hold nowhere smaller. */
const wholeHouse: readonly Role[] = ['administrator']

/** Where a role may be held (SX-02): residents in a home, authorities over regions, staff at estates or companies. */
export function scopesOf(role: Role): readonly ScopeKind[] {
  if (wholeHouse.includes(role)) return ['system']
  if (role === 'auditor' || role === 'privacy_officer') return ['system', 'organisation', 'estate']
  if (isKeyRole(role)) return ['estate']
  if (role === 'committee_member' || role === 'committee_candidate') return ['estate']
  if (roles[role].shell === 'resident') return ['unit']
  if (roles[role].shell === 'board') return ['system', 'region', 'estate']
  return ['estate', 'building', 'unit', 'organisation', 'region']
}

/** Whether shares add up to less than the whole (-1), to it (0), or to more (1); exact, no rounding. */
export function compareToWhole(shares: readonly { part: number; whole: number }[]): -1 | 0 | 1 {
  let part = 0n
  let whole = 1n
  for (const share of shares) {
    part = part * BigInt(share.whole) + BigInt(share.part) * whole
    whole *= BigInt(share.whole)
  }
  return part < whole ? -1 : part === whole ? 0 : 1
}

const systems: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]
const browsers: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]

/** `Android · Chrome`, as far as a browser says; the same in every language. Empty when it says nothing. */
export function deviceName(userAgent: string): string {
  const first = (table: [RegExp, string][]) => table.find(([sign]) => sign.test(userAgent))?.[1]
  return [first(systems), first(browsers)].filter(Boolean).join(' · ')
}
