import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { Known } from './profile-parts.tsx'
import './profile.css'

const list = 'GET /api/estates/:estateId/steward/households'
const shows = ['all', 'incomplete', 'nothing'] as const
const size = 50

/** 3, 6, 9, 12: as buildings are counted, not as text is sorted. */
function inOrder(buildings: readonly string[]): string[] {
  return buildings.toSorted((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true }))
}

/** Whom I serve: exactly the households of my buildings, and how well I know each. */
export default function ProfileList(): ReactNode {
  const { t } = useTranslation('profile')
  const { language } = useSettings()
  const estateId = useEstateId()
  const [show, setShow] = useState<(typeof shows)[number]>('all')
  const [sort, setSort] = useState<'unit' | 'percent'>('unit')
  const [q, setQ] = useState('')
  const [page, setPage] = useState(0)
  const input = { estateId, show, sort, q, offset: page * size, limit: size }
  const { data, error, refetch } = useApi(list, input, { keep: true })
  const fields = useApi('GET /api/estates/:estateId/profile-fields', { estateId })
  const name = (key: string) => {
    const field = fields.data?.items.find(f => f.key === key)
    return field ? (language === 'en' ? field.en : field.zh) : ''
  }
  const count = { all: data?.households, incomplete: data?.incomplete, nothing: data?.nothing }
  return (
    <div className="pf-page">
      <h1>{t('list.title')}</h1>
      {data && data.buildings.length > 0 ? (
        <p className="aj-weak">
          {t('list.buildings', { buildings: inOrder(data.buildings).join(t('and')) })}
        </p>
      ) : null}
      <input
        className="aj-input"
        type="search"
        aria-label={t('list.q')}
        placeholder={t('list.q')}
        value={q}
        onChange={event => {
          setQ(event.target.value)
          setPage(0)
        }}
      />
      <Choices
        legend={t('list.show')}
        hideLegend
        value={show}
        onChange={next => {
          setShow(next)
          setPage(0)
        }}
        options={shows.map(value => ({ value, label: `${t(`list.${value}`)} ${count[value] ?? ''}`.trim() }))}
      />
      <Choices
        legend={t('list.sort')}
        hideLegend
        value={sort}
        onChange={setSort}
        options={[
          { value: 'unit', label: t('list.byUnit') },
          { value: 'percent', label: t('list.byPercent') },
        ]}
      />
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.buildings.length === 0 ? (
        <Empty title={t('list.none')} hint={t('list.noneHint')} />
      ) : data?.items.length === 0 ? (
        <Empty title={t('list.nobody')} />
      ) : null}
      {data?.items.map(row => (
        <Link key={row.id} className="pf-card" to={paths.page('field', `households/${row.id}`)}>
          <span className="aj-row">
            <strong className="aj-num">{row.unit}</strong>
            <span>{row.members.slice(0, 3).join(t('and'))}</span>
            {row.kind === 'lease' ? <span className="aj-weak">{t('list.lease')}</span> : null}
          </span>
          <Known percent={row.percent} />
          {row.unknown.length > 0 ? (
            <span className="aj-weak">
              {t('list.unknown', { items: row.unknown.map(name).join(t('and')) })}
            </span>
          ) : null}
        </Link>
      ))}
      {data && data.total > size ? (
        <div className="aj-row">
          <Button refused={page === 0 ? t('list.first') : undefined} onClick={() => setPage(page - 1)}>
            {t('list.before')}
          </Button>
          <span className="aj-num aj-grow">
            {t('list.page', { page: page + 1, pages: Math.ceil(data.total / size) })}
          </span>
          <Button
            refused={(page + 1) * size >= data.total ? t('list.last') : undefined}
            onClick={() => setPage(page + 1)}
          >
            {t('list.next')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
