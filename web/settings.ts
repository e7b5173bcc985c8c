import { useSyncExternalStore } from 'react'
import { nowMs } from './clock.ts'
import { type Mode, themeCss } from './theme.ts'

/**
 * What a person chose on this device: language, light or dark, large text. Kept in localStorage, applied to
 * <html> as attributes, read by components through `useSettings`.
 */
export type Language = 'zh-CN' | 'en'
export type ModeChoice = 'auto' | 'light' | 'dark'
export type ShellName = 'console' | 'resident' | 'field' | 'gate' | 'board' | 'entry'

export interface Settings {
  language: Language
  mode: ModeChoice
  large: boolean
  shell: ShellName
}

const storageKey = 'anju.settings'
const listeners = new Set<() => void>()
let current: Settings = load()

function load(): Settings {
  const fallback: Settings = {
    language: navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN',
    mode: 'auto',
    large: false,
    shell: 'entry',
  }
  try {
    const kept: Partial<Settings> = JSON.parse(localStorage.getItem(storageKey) ?? '{}')
    return {
      language: kept.language === 'en' || kept.language === 'zh-CN' ? kept.language : fallback.language,
      mode: kept.mode === 'light' || kept.mode === 'dark' ? kept.mode : 'auto',
      large: kept.large === true,
      shell: 'entry',
    }
  } catch {
    return fallback
  }
}

/** Hours (Asia/Shanghai) in which a gate terminal turns dark by itself. */
const nightFrom = 19
const nightTo = 6

/** What `auto` means: the gate goes by the hour (a guard's eyes at night), everything else by the device. */
export function resolveMode(settings: Settings, hour: number, deviceDark: boolean): Mode {
  if (settings.mode !== 'auto') return settings.mode
  if (settings.shell === 'gate') return hour >= nightFrom || hour < nightTo ? 'dark' : 'light'
  return deviceDark ? 'dark' : 'light'
}

function hourInShanghai(): number {
  return Math.floor((nowMs() / 3_600_000 + 8) % 24)
}

/** The mode drawn at this moment. */
export function currentMode(): Mode {
  return resolveMode(current, hourInShanghai(), matchMedia('(prefers-color-scheme: dark)').matches)
}

function apply(): void {
  const root = document.documentElement
  root.lang = current.language
  root.dataset.mode = currentMode()
  root.dataset.shell = current.shell
  if (current.large && current.shell === 'resident') root.dataset.large = ''
  else delete root.dataset.large
}

/** Puts the theme into the page and keeps it true (device switch, nightfall). Call once before rendering. */
export function startSettings(): void {
  const style = document.createElement('style')
  style.id = 'aj-theme'
  style.textContent = themeCss()
  document.head.append(style)
  apply()
  const again = () => change({})
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again)
  setInterval(() => {
    if (document.documentElement.dataset.mode !== currentMode()) again()
  }, 60_000)
}

/** Changes what is given, keeps it on the device and redraws. */
export function change(part: Partial<Settings>): void {
  current = { ...current, ...part }
  const { language, mode, large } = current
  try {
    localStorage.setItem(storageKey, JSON.stringify({ language, mode, large }))
  } catch {
    // private browsing: the choice lasts for this page only
  }
  apply()
  for (const listener of listeners) listener()
}

export function settings(): Settings {
  return current
}

export function useSettings(): Settings {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

/** The mode now drawn, following changes. */
export function useMode(): Mode {
  useSettings()
  return currentMode()
}
