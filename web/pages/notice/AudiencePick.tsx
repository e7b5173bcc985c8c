import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Choices } from '../../ui/Choices.tsx'

export interface Audience {
  to: 'all' | 'residents' | 'staff'
  buildings: string[]
  homes: ('own' | 'lease')[]
  flags: string[]
}

export const everybody: Audience = { to: 'all', buildings: [], homes: [], flags: [] }

const flipped = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter(each => each !== one) : [...all, one]

/** Whom a bulletin is for: everybody or some, in which buildings, in which kind of household. */
export function AudiencePick({
  value,
  change,
}: {
  value: Audience
  change: (next: Audience) => void
}): ReactNode {
  const { t } = useTranslation('notice')
  const { language } = useSettings()
  const { can } = useMe()
  const estateId = useEstateId()
  const { data: buildings } = useApi('GET /api/estates/:estateId/buildings', { estateId })
  const { data: flags } = useApi(
    'GET /api/estates/:estateId/bulletin-flags',
    { estateId },
    { when: can('notice.write') },
  )
  const narrowed = value.buildings.length + value.homes.length + value.flags.length > 0
  const set = (part: Partial<Audience>) => change({ ...value, ...part })
  return (
    <>
      <Choices
        legend={t('bulletin.to')}
        value={value.to}
        onChange={to => set(to === 'staff' ? { ...everybody, to } : { to })}
        options={(['all', 'residents', 'staff'] as const).map(to => ({ value: to, label: t(`to.${to}`) }))}
      />
      {value.to !== 'staff' ? (
        <details open={narrowed ? true : undefined}>
          <summary>{t(narrowed ? 'audience.narrowed' : 'audience.narrow')}</summary>
          {(buildings?.items.length ?? 0) > 1 ? (
            <fieldset className="no-checks">
              <legend>{t('bulletin.buildings')}</legend>
              {buildings?.items.map(one => (
                <label key={one.id} className="aj-row">
                  <input
                    type="checkbox"
                    checked={value.buildings.includes(one.id)}
                    onChange={() => set({ buildings: flipped(value.buildings, one.id) })}
                  />
                  {one.name}
                </label>
              ))}
            </fieldset>
          ) : null}
          <fieldset className="no-checks">
            <legend>{t('audience.homes')}</legend>
            {(['own', 'lease'] as const).map(kind => (
              <label key={kind} className="aj-row">
                <input
                  type="checkbox"
                  checked={value.homes.includes(kind)}
                  onChange={() => set({ homes: flipped(value.homes, kind) })}
                />
                {t(`audience.${kind}`)}
              </label>
            ))}
          </fieldset>
          {(flags?.items.length ?? 0) > 0 ? (
            <fieldset className="no-checks">
              <legend>{t('audience.flags')}</legend>
              {flags?.items.map(flag => (
                <label key={flag.key} className="aj-row">
                  <input
                    type="checkbox"
                    checked={value.flags.includes(flag.key)}
                    onChange={() => set({ flags: flipped(value.flags, flag.key) })}
                  />
                  {language === 'en' ? flag.en : flag.zh}
                </label>
              ))}
              <p className="aj-hint">{t('audience.flagsHint')}</p>
            </fieldset>
          ) : null}
        </details>
      ) : null}
    </>
  )
}
