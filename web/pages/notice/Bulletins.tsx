import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs, useNow } from '../../clock.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime, when } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { say } from '../../ui/toast.ts'
import { AddCategory } from './AddCategory.tsx'
import { Explained } from './Explained.tsx'
import { Regular } from './Regular.tsx'
import { Write } from './Write.tsx'
import './notice.css'

type Bulletin = RowOf<'GET /api/estates/:estateId/bulletins'>
const stale = [
  'GET /api/estates/:estateId/bulletins',
  'GET /api/estates/:estateId/bulletin-schedules',
] as const

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

export function useCategories(): (key: string) => string {
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/bulletin-categories', { estateId })
  return key => {
    const found = data?.items.find(c => c.key === key)
    return found ? (language === 'en' ? found.en : found.zh) : ''
  }
}

const look = { draft: 'stopped', scheduled: 'running', sent: 'kept', withdrawn: 'stopped' } as const

function Published({ edit }: { edit: (b: Bulletin) => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const now = useNow()
  const category = useCategories()
  const { data } = useApi('GET /api/estates/:estateId/bulletins', { estateId, limit: 200 })
  return (
    <DataTable
      id="notice.bulletins"
      label={t('bulletins.all')}
      api="GET /api/estates/:estateId/bulletins"
      input={{ estateId }}
      rowKey={b => b.id}
      columns={[
        { key: 'title', title: t('bulletin.title'), render: b => b.title },
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
      drawer={id => {
        const found = data?.items.find(b => b.id === id)
        return found ? <Shown bulletin={found} edit={() => edit(found)} /> : null
      }}
      empty={{ title: t('bulletins.none'), hint: t('bulletins.noneHint') }}
    />
  )
}

function Shown({ bulletin: b, edit }: { bulletin: Bulletin; edit: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const why = useRefusal()
  const category = useCategories()
  const [back, takeBack] = useState(false)
  return (
    <div className="aj-stack">
      <p className="no-text">{b.body}</p>
      <Facts
        facts={[
          { label: t('bulletin.category'), value: category(b.category) },
          { label: t('bulletin.state'), value: t(`state.${b.state}`) },
          {
            label: t('bulletin.at'),
            value: b.sentAt ? dateTime(b.sentAt) : b.publishAt ? dateTime(b.publishAt) : null,
          },
          { label: t('bulletin.sender'), value: b.sender },
          { label: t('bulletin.to'), value: t(`to.${b.audience.to ?? 'all'}`) },
          {
            label: t('bulletin.buildings'),
            value: b.audience.buildings?.length || t('bulletin.allBuildings'),
          },
          { label: t('bulletin.reads'), value: b.reads },
        ]}
      />
      {b.reads !== null ? (
        <p className="aj-row">
          <Button refused={why(b.allowed.change)} onClick={edit}>
            {t('bulletin.change')}
          </Button>
          <Button refused={why(b.allowed.withdraw)} onClick={() => takeBack(true)}>
            {t('bulletin.withdraw')}
          </Button>
        </p>
      ) : null}
      {back ? (
        <Dialog title={t('withdraw.title', { title: b.title })} close={() => takeBack(false)}>
          <Withdraw bulletin={b} done={() => takeBack(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

function Withdraw({ bulletin, done }: { bulletin: Bulletin; done: () => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const send = useMutate('POST /api/estates/:estateId/bulletins/:bulletinId/withdraw', { stale: [...stale] })
  const form = useForm({
    key: `notice.withdraw.${bulletin.id}`,
    initial: { reason: '' },
    check: v => (v.reason.trim() ? {} : { reason: t('withdraw.needed') }),
    send: async v => {
      await send.mutateAsync({ estateId, bulletinId: bulletin.id, reason: v.reason })
      done()
      say(t('withdraw.done', { time: when(nowMs(), nowMs()) }))
    },
  })
  return (
    <FormBox form={form} submit={t('bulletin.withdraw')}>
      <Field form={form} name="reason" label={t('withdraw.reason')} hint={t('withdraw.hint')}>
        <textarea {...form.bind('reason')} className="aj-input" rows={3} maxLength={200} />
      </Field>
    </FormBox>
  )
}
