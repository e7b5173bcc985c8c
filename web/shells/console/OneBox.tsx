import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../finder.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { finders } from '../../search.ts'
import { useSettings } from '../../settings.ts'
import { Icon } from '../../ui/icons.tsx'
import { useNav } from '../nav.ts'

/** One box for room, name, phone, plate, ID and pages (ui-conventions E2). Ctrl+K or / from anywhere. */
export function OneBox(): ReactNode {
  const { t } = useTranslation('common')
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = useFindings(text)
  const navigate = useNavigate()
  useHotKeys(box)
  const go = (finding: Finding | undefined) => {
    if (!finding) return
    setOpen(false)
    setText('')
    box.current?.blur()
    navigate({ href: finding.href })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') go(found[at])
    else if (event.key === 'Escape') box.current?.blur()
    else return
    event.preventDefault()
  }
  const shown = open && text.trim() !== ''
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser we serve
    <div className="aj-onebox" role="search">
      <Icon name="search" />
      <input
        ref={box}
        role="combobox"
        aria-expanded={shown}
        aria-controls="onebox-list"
        aria-activedescendant={shown && found[at] ? `onebox-${at}` : undefined}
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onChange={event => {
          setText(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
      />
      <kbd>Ctrl K</kbd>
      <div
        id="onebox-list"
        className="aj-onebox-list"
        role="listbox"
        aria-label={t('search.found')}
        hidden={!shown}
      >
        {found.map((finding, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus, options are announced
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the box
          <div
            key={finding.href}
            id={`onebox-${i}`}
            role="option"
            aria-selected={i === at}
            onClick={() => go(finding)}
          >
            <Icon name={finding.icon} />
            <span>{finding.title}</span>
            <span className="aj-weak">{finding.note}</span>
          </div>
        ))}
        {shown && found.length === 0 ? <p className="aj-weak">{t('search.nothing')}</p> : null}
      </div>
    </div>
  )
}

function useHotKeys(box: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const on = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.closest('input,textarea,select,[contenteditable]')
      const ctrlK = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
      if (!ctrlK && (event.key !== '/' || typing)) return
      event.preventDefault()
      box.current?.focus()
      box.current?.select()
    }
    document.addEventListener('keydown', on)
    return () => document.removeEventListener('keydown', on)
  }, [box])
}

/** Pages by name at once; records from the modules' finders, 150 ms after the last key. */
function useFindings(text: string): Finding[] {
  const { t } = useTranslation('common')
  const { language } = useSettings()
  const pages = useNav('console')
  const estateId = useEstateId()
  const [records, setRecords] = useState<Finding[]>([])
  const wanted = text.trim()
  useEffect(() => {
    setRecords([])
    if (wanted === '') return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      const all = await Promise.all(finders.map(find => find(estateId, wanted, stop.signal).catch(() => [])))
      if (!stop.signal.aborted) setRecords(all.flat())
    }, 150)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [wanted, estateId])
  const named = pages
    .filter(page => inLanguage(page.title, language).toLowerCase().includes(wanted.toLowerCase()))
    .map(
      (page): Finding => ({
        icon: page.nav.icon,
        title: inLanguage(page.title, language),
        note: t('search.page'),
        href: paths.page('console', page.path),
      }),
    )
  return wanted === '' ? [] : [...records, ...named].slice(0, 20)
}
