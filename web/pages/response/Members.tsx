/** The brigade's members: who serves, where each is assigned; entering, changing and ending them (S6-12). */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../contracts.ts'
import { useMe } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { Brigades, Leaving } from './BrigadeParts.tsx'
import { Numbers, Read, RegionPage } from './parts.tsx'

const list = 'GET /api/regions/:regionId/response/members'
type Member = RowOf<typeof list>
type Act = { what: 'add' } | { what: 'change' | 'end'; member: Member }

export default function Members(): ReactNode {
  const { t } = useTranslation('brigade')
  const { can } = useMe()
  return (
    <RegionPage
      title={t('members.title')}
      acts={() =>
        can('brigade.manage') ? (
          <Link
            className="aj-button"
            to={paths.page('board', 'imports')}
            search={{ kind: 'response.members' }}
          >
            {t('import')}
          </Link>
        ) : null
      }
    >
      {id => <List regionId={id} />}
    </RegionPage>
  )
}

function List({ regionId }: { regionId: string }): ReactNode {
  const { t } = useTranslation(['brigade', 'errors'])
  const { can } = useMe()
  const read = useApi(list, { regionId, limit: 1 }, { keep: true })
  const [act, setAct] = useState<Act>()
  const refused = can('brigade.manage') ? undefined : t('errors:core.forbidden')
  const columns: Column<Member>[] = [
    { key: 'number', title: t('number'), width: 7, render: m => m.number },
    { key: 'name', title: t('name'), width: 8, render: m => <strong>{m.name}</strong> },
    { key: 'squad', title: t('squad'), width: 8, render: m => m.squad ?? '—' },
    { key: 'phone', title: t('phone'), width: 9, render: m => m.phone ?? '—' },
    { key: 'brigade', title: t('brigade'), width: 12, render: m => m.brigade },
    {
      key: 'place',
      title: t('place'),
      render: m => [m.region, m.group].filter(Boolean).join(' · ') || t('free'),
    },
    {
      key: 'act',
      title: t('act'),
      width: 13,
      render: member =>
        member.own ? (
          <>
            <Button onClick={() => setAct({ what: 'change', member })}>{t('change')}</Button>{' '}
            <Button
              refused={member.group ? t('members.busy', { group: member.group }) : undefined}
              onClick={() => setAct({ what: 'end', member })}
            >
              {t('end')}
            </Button>
          </>
        ) : null,
    },
  ]
  const close = () => setAct(undefined)
  return (
    <>
      <Read of={read}>
        {data => (
          <Numbers
            label={t('members.title')}
            items={[
              { key: 'assigned', label: t('assigned'), n: data.assigned, of: data.all },
              { key: 'free', label: t('free'), n: data.all - data.assigned },
            ]}
          />
        )}
      </Read>
      <p>
        <Button kind="main" icon="plus" refused={refused} onClick={() => setAct({ what: 'add' })}>
          {t('members.add')}
        </Button>
      </p>
      <DataTable
        id="response.members"
        label={t('members.title')}
        api={list}
        input={{ regionId }}
        columns={columns}
        filters={[
          { kind: 'text', key: 'q', label: t('find'), width: 12 },
          {
            kind: 'select',
            key: 'free',
            label: t('place'),
            options: [
              { value: 'yes', label: t('free') },
              { value: 'no', label: t('assigned') },
            ],
          },
        ]}
        rowKey={m => m.id}
        empty={{ title: t('members.none'), hint: t('members.noneHint') }}
      />
      {act?.what === 'add' ? <MemberForm regionId={regionId} close={close} /> : null}
      {act?.what === 'change' ? <MemberForm regionId={regionId} member={act.member} close={close} /> : null}
      {act?.what === 'end' ? <End member={act.member} close={close} /> : null}
    </>
  )
}

function MemberForm(props: { regionId: string; member?: Member; close: () => void }): ReactNode {
  const { t } = useTranslation('brigade')
  const { member } = props
  const add = useMutate('POST /api/brigades/:brigadeId/members', { stale: [list] })
  const change = useMutate('PUT /api/brigades/:brigadeId/members/:memberId', { stale: [list] })
  const form = useForm({
    key: `response.member.${member?.id ?? 'new'}`,
    initial: {
      brigadeId: member?.brigadeId ?? '',
      number: member?.number ?? '',
      name: member?.name ?? '',
      squad: member?.squad ?? '',
      phone: '',
    },
    secret: ['phone'],
    check: v => ({
      brigadeId: v.brigadeId ? undefined : t('need.brigade'),
      number: v.number.trim() ? undefined : t('need.number'),
      name: v.name.trim() ? undefined : t('need.name'),
    }),
    send: async (v, clientId) => {
      const said = {
        brigadeId: v.brigadeId,
        name: v.name.trim(),
        squad: v.squad.trim(),
        ...(v.phone.trim() ? { phone: v.phone.trim() } : {}),
      }
      if (member) await change.mutateAsync({ ...said, memberId: member.id })
      else await add.mutateAsync({ ...said, number: v.number.trim(), clientId })
      say(t('kept', { what: v.name }))
      props.close()
    },
  })
  return (
    <Dialog title={member ? member.name : t('members.add')} close={props.close}>
      <FormBox form={form} submit={t('save')}>
        {member ? null : <Brigades form={form} regionId={props.regionId} />}
        {member ? null : (
          <Field form={form} name="number" label={t('number')}>
            <input {...form.bind('number')} className="aj-input" autoComplete="off" />
          </Field>
        )}
        <Field form={form} name="name" label={t('name')}>
          <input {...form.bind('name')} className="aj-input" autoComplete="off" />
        </Field>
        <Field form={form} name="squad" label={t('squad')} optional>
          <input {...form.bind('squad')} className="aj-input" autoComplete="off" />
        </Field>
        <Field
          form={form}
          name="phone"
          label={t('phone')}
          hint={member ? t('phoneKept') : undefined}
          optional
        >
          <input {...form.bind('phone')} className="aj-input" type="tel" autoComplete="off" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function End({ member, close }: { member: Member; close: () => void }): ReactNode {
  const end = useMutate('POST /api/brigades/:brigadeId/members/:memberId/end', { stale: [list] })
  const { brigadeId, id } = member
  return (
    <Leaving
      name={`${member.number} ${member.name}`}
      send={day => end.mutateAsync({ brigadeId, memberId: id, day })}
      close={close}
    />
  )
}
