import { Link, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId, useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { exportHref, printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/icons.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { ItemForm } from './ItemForm.tsx'
import { OneItem } from './OneItem.tsx'
import { Orderable } from './Orderable.tsx'
import { type Item, itemPrice } from './price.ts'
import './catalogue.css'

const managements = [
  'building_equipment',
  'sanitation',
  'security_fire',
  'greening',
  'traffic',
  'other_public',
] as const
const services = ['public', 'special', 'commercial'] as const
const lives = ['clothing', 'food', 'housing', 'travel', 'other'] as const

/** What is offered and for how much: six managements, three services, every item with its price. */
export default function Catalogue(): ReactNode {
  const { t } = useTranslation('catalogue')
  const estateId = useEstateId()
  const { can } = useMe()
  const [adding, add] = useState(false)
  const starter = useMutate('POST /api/estates/:estateId/catalogue/starter', {
    stale: ['GET /api/estates/:estateId/catalogue/items', 'GET /api/estates/:estateId/catalogue/headings'],
    done: answer => say(t('starter.added', { count: answer.added })),
  })
  const refused = can('catalogue.write') ? undefined : t('refused.write')
  const columns: Column<Item>[] = [
    { key: 'name', title: t('item.name'), width: 14, render: i => <strong>{i.name}</strong> },
    { key: 'service', title: t('item.service'), width: 9, render: i => t(`service.${i.service}`) },
    {
      key: 'management',
      title: t('item.management'),
      width: 11,
      render: i => (i.management ? t(`heading.${i.management}`) : '—'),
    },
    { key: 'content', title: t('item.content'), render: i => i.content || '—' },
    { key: 'price', title: t('item.price'), width: 14, render: i => itemPrice(i, t) },
    { key: 'from', title: t('price.validFrom'), width: 8, render: i => i.price?.validFrom ?? '—' },
    { key: 'order', title: t('item.order'), width: 9, render: i => <Orderable item={i} /> },
  ]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('title')}</h1>
        <a className="aj-button" href={printHref('price-list', { estateId })} target="_blank" rel="noopener">
          <Icon name="print" />
          {t('print')}
        </a>
        <a
          className="aj-button"
          href={printHref('service-plan', { estateId })}
          target="_blank"
          rel="noopener"
        >
          {t('plan')}
        </a>
        {can('ledger.read') ? (
          <a
            className="aj-button"
            href={printHref('service-report', { estateId })}
            target="_blank"
            rel="noopener"
          >
            {t('report')}
          </a>
        ) : null}
        <Button kind="main" icon="plus" onClick={() => add(true)} refused={refused}>
          {t('item.add')}
        </Button>
      </header>
      <Headings estateId={estateId} refused={refused} />
      <DataTable
        id="catalogue.items"
        label={t('title')}
        api="GET /api/estates/:estateId/catalogue/items"
        input={{ estateId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('item.find') },
          {
            kind: 'select',
            key: 'management',
            label: t('item.management'),
            options: managements.map(value => ({ value, label: t(`heading.${value}`) })),
          },
          {
            kind: 'select',
            key: 'service',
            label: t('item.service'),
            options: services.map(value => ({ value, label: t(`heading.${value}`) })),
          },
          {
            kind: 'select',
            key: 'life',
            label: t('item.life'),
            options: lives.map(value => ({ value, label: t(`life.${value}`) })),
          },
          {
            kind: 'select',
            key: 'priced',
            label: t('item.price'),
            options: [
              { value: 'no', label: t('price.none') },
              { value: 'yes', label: t('price.some') },
            ],
          },
        ]}
        rowKey={i => i.id}
        drawerTitle={i => i?.name ?? ''}
        drawer={id => <OneItem key={id} id={id} />}
        exportHref={exportHref('price-list', estateId)}
        empty={{
          title: t('none'),
          hint: t('noneHint'),
          act: (
            <Button
              kind="main"
              busy={starter.isPending}
              refused={refused}
              onClick={() => starter.mutate({ estateId })}
            >
              {t('starter.add')}
            </Button>
          ),
        }}
      />
      {adding ? (
        <Dialog title={t('item.add')} close={() => add(false)} wide>
          <ItemForm estateId={estateId} done={() => add(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

/** The nine headings of the plan as they stand everywhere (S3-08): a way into the list, and open or not (S3-07). */
function Headings({ estateId, refused }: { estateId: string; refused: string | undefined }): ReactNode {
  const { t } = useTranslation('catalogue')
  const { data } = useApi('GET /api/estates/:estateId/catalogue/headings', { estateId })
  const change = useMutate('PUT /api/estates/:estateId/catalogue/headings/:heading', {
    stale: ['GET /api/estates/:estateId/catalogue/headings', 'GET /api/estates/:estateId/catalogue/items'],
  })
  const search: Record<string, string> = useSearch({ strict: false })
  const isService = (heading: string) => (services as readonly string[]).includes(heading)
  const at = search.management ?? search.service
  return (
    <>
      <nav aria-label={t('headings')}>
        <ul className="ca-nav">
          {(data?.items ?? []).map(h => (
            <li key={h.heading}>
              <Link
                to={paths.page('console', 'catalogue')}
                search={
                  { ...(isService(h.heading) ? { service: h.heading } : { management: h.heading }) } as never
                }
                className="aj-button"
                data-kind={at === h.heading ? 'main' : undefined}
                aria-current={at === h.heading ? 'page' : undefined}
              >
                {t(`heading.${h.heading}`)} {h.active ? h.items : t('heading.off')}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <details className="ca-headings">
        <summary>{t('headings')}</summary>
        <ul>
          {(data?.items ?? []).map(h => (
            <li key={h.heading}>
              <label>
                <input
                  type="checkbox"
                  checked={h.active}
                  disabled={refused !== undefined || h.heading === 'public'}
                  onChange={event =>
                    change.mutate({ estateId, heading: h.heading, active: event.target.checked })
                  }
                />{' '}
                {t(`heading.${h.heading}`)}
              </label>{' '}
              <span className="aj-weak">
                {t('heading.items', { count: h.items })}
                {h.unpriced > 0 ? ` · ${t('heading.unpriced', { count: h.unpriced })}` : ''}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
