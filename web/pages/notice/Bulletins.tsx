import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { exportHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { say } from '../../ui/toast.ts'
import { AddCategory } from './AddCategory.tsx'
import { type Bulletin, BulletinShown } from './BulletinShown.tsx'
import { useCategories } from './categories.ts'
import { Explained } from './Explained.tsx'
import { Regular } from './Regular.tsx'
import { Write } from './Write.tsx'
import './notice.css'

/** What the estate tells its people: written, published, read, and what is due regularly. */
export default function Bulletins(): ReactNode {
  const { t } = useTranslation('notice')
  const { can } = useMe()
  const [adding, add] = useState(false)
  const [writing, write] = useState<Bulletin | true>()
  const search: { tab?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const tabs = [
    { key: 'all', label: t('bulletins.all') },
    ...(can('notice.write') ? [{ key: 'regular', label: t('bulletins.regular') }] : []),
    ...(can('person.read') ? [{ key: 'explained', label: t('explained.tab') }] : []),
  ]
  const tab = tabs.find(one => one.key === search.tab)?.key ?? 'all'
  const body =
    tab === 'regular' ? <Regular /> : tab === 'explained' ? <Explained /> : <Published edit={write} />
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('bulletins.title')}</h1>
        {can('notice.write') ? (
          <span className="aj-row">
            <Button onClick={() => add(true)}>{t('category.add')}</Button>
            <Button kind="main" icon="plus" onClick={() => write(true)}>
              {t('bulletins.write')}
            </Button>
          </span>
        ) : null}
      </header>
      {tabs.length > 1 ? (
        <Tabs
          label={t('bulletins.title')}
          value={tab}
          onChange={key => navigate({ to: '.', search: { tab: key } })}
          tabs={tabs}
        >
          {body}
        </Tabs>
      ) : (
        body
      )}
      {adding ? (
        <Dialog title={t('category.add')} close={() => add(false)}>
          <AddCategory done={() => add(false)} />
        </Dialog>
      ) : null}
      {writing ? (
        <Dialog title={t('write.title')} close={() => write(undefined)} wide>
          <Write
            bulletin={writing === true ? undefined : writing}
            done={made => {
              write(undefined)
              say(
                t(
                  made.state === 'sent'
                    ? 'write.sent'
                    : made.state === 'scheduled'
                      ? 'write.waits'
                      : 'write.kept',
                ),
              )
            }}
          />
        </Dialog>
      ) : null}
    </>
  )
}

const look = { draft: 'stopped', scheduled: 'running', sent: 'kept', withdrawn: 'stopped' } as const

function Published({ edit }: { edit: (b: Bulletin) => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const now = useNow()
  const { can } = useMe()
  const category = useCategories()
  return (
    <DataTable
      id="notice.bulletins"
      label={t('bulletins.all')}
      api="GET /api/estates/:estateId/bulletins"
      input={{ estateId }}
      rowKey={b => b.id}
      columns={[
        {
          key: 'title',
          title: t('bulletin.title'),
          render: b => (
            <>
              {b.pinned ? <span className="no-tag">{t('bulletin.pinned')}</span> : null}
              {b.urgent ? (
                <span className="no-tag" data-urgent="">
                  {t('bulletin.urgent')}
                </span>
              ) : null}
              {b.title}
            </>
          ),
        },
        { key: 'category', title: t('bulletin.category'), width: 9, render: b => category(b.category) },
        {
          key: 'state',
          title: t('bulletin.state'),
          width: 9,
          render: b => <State state={look[b.state]} word={t(`state.${b.state}`)} />,
        },
        {
          key: 'at',
          title: t('bulletin.at'),
          width: 10,
          render: b => ((b.sentAt ?? b.publishAt) ? when(b.sentAt ?? b.publishAt ?? now, now) : '—'),
        },
        { key: 'sender', title: t('bulletin.sender'), width: 8, render: b => b.sender },
        { key: 'to', title: t('bulletin.to'), width: 9, render: b => t(`to.${b.audience.to ?? 'all'}`) },
        { key: 'reads', title: t('bulletin.reads'), width: 6, align: 'right', render: b => b.reads ?? '—' },
      ]}
      drawerTitle={b => b?.title ?? t('bulletins.all')}
      drawer={id => <BulletinShown id={id} edit={edit} />}
      {...(can('notice.write') ? { exportHref: exportHref('notice.bulletins', estateId) } : {})}
      empty={{ title: t('bulletins.none'), hint: t('bulletins.noneHint') }}
    />
  )
}
