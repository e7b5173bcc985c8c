import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { squareMetres } from '../../format.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { unitStates } from './words.ts'

type BlockAnswer = Answer<'GET /api/estates/:estateId/buildings/:buildingId/block'>
type Unit = BlockAnswer['units'][number]

/** A building as it stands: floors from the top, sections side by side, each unit with its state in word and colour. */
export function Block({ estateId, buildingId }: { estateId: string; buildingId: string }): ReactNode {
  const { t } = useTranslation('estate')
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/buildings/:buildingId/block', {
    estateId,
    buildingId,
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading lines={12} />
  if (data.units.length === 0) return <Empty title={t('block.none')} hint={t('block.noneHint')} />
  const floors = [...new Set(data.units.map(u => u.floor))].sort((a, b) => (b ?? -99) - (a ?? -99))
  const sections = data.building.sections.filter(s => data.units.some(u => u.sectionId === s.id))
  const used = unitStates.filter(state => data.units.some(u => u.state === state))
  return (
    <figure className="es-block">
      <figcaption>
        {t('block.title', { name: data.building.name || t('building.only'), count: data.units.length })}
        <span className="es-legend">
          {used.map(state => (
            <span key={state} className="es-state" data-state={state}>
              {t(`state.${state}`)} {data.units.filter(u => u.state === state).length}
            </span>
          ))}
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture scrolls, also by keyboard */}
      <section className="es-block-scroll" tabIndex={0} aria-label={t('block.picture')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('unit.floor')}</th>
              {sections.map(s => (
                <th key={s.id} scope="col">
                  {s.name ? t('block.section', { name: s.name }) : ''}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {floors.map(floor => (
              <tr key={floor ?? 'none'}>
                <th scope="row">{floor ?? t('block.noFloor')}</th>
                {sections.map(s => (
                  <td key={s.id}>
                    <div className="es-floor">
                      {data.units
                        .filter(u => u.floor === floor && u.sectionId === s.id)
                        .map(u => (
                          <Cell key={u.id} unit={u} />
                        ))}
                    </div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  )
}

function Cell({ unit }: { unit: Unit }): ReactNode {
  const { t } = useTranslation('estate')
  const area = unit.area === null ? t('unit.areaUnknown') : `${squareMetres(unit.area)} m²`
  return (
    <Link
      to={paths.page('console', 'units')}
      search={{ open: unit.id, q: unit.label }}
      className="es-cell"
      data-state={unit.state}
      title={`${unit.label} · ${t(`use.${unit.use}`)} · ${area}`}
    >
      <strong>{unit.number}</strong>
      <span>{unit.use === 'home' ? t(`state.${unit.state}`) : t(`use.${unit.use}`)}</span>
    </Link>
  )
}
