/** Cards and codes that open lanes: given out by the number that the card prints, found by either writing, taken back. */
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import type { PromiseState } from '../../theme.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import type { Column, Filter } from '../../ui/table/types.ts'
import { say } from '../../ui/toast.ts'
import { cardForms, cardReadings } from './card-number.ts'
import { devicesKey } from './parts.tsx'
import './lane.css'

const cardsKey = 'GET /api/estates/:estateId/lane-cards'
const oneKey = 'GET /api/estates/:estateId/lane-cards/:id'
type Row = RowOf<typeof cardsKey>
type Lane = Answer<typeof devicesKey>['lanes'][number]
const signs: Record<Row['state'], PromiseState> = {
  live: 'kept',
  early: 'soon',
  over: 'late',
  ended: 'stopped',
}
const anew = () =>
  Promise.all([cardsKey, oneKey].map(key => queryClient.invalidateQueries({ queryKey: [key] })))

/** Both printed forms, or the text itself where it is no such number. */
const written = (row: Pick<Row, 'number' | 'forms'>) =>
  row.forms ? `${row.forms.long} · ${row.forms.sited}` : row.number

export default function Cards(): ReactNode {
  const { t } = useTranslation('lane-cards')
  const { can } = useMe()
  const estateId = useEstateId()
  const [adding, setAdding] = useState(false)
  const lanes = useApi(devicesKey, { estateId }).data?.lanes ?? []
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: 'number',
        title: t('number'),
        width: 16,
        render: row => <span className="aj-num">{written(row)}</span>,
      },
      { key: 'kind', title: t('kind'), width: 7, render: row => t(`kinds.${row.kind}`) },
      { key: 'holder', title: t('holder'), render: row => row.holder },
      {
        key: 'state',
        title: t('state'),
        width: 8,
        render: row => <State state={signs[row.state]} word={t(`states.${row.state}`)} />,
      },
      {
        key: 'until',
        title: t('until'),
        width: 11,
        render: row => (row.until ? dateTime(row.until) : t('noEnd')),
      },
    ],
    [t],
  )
  const filters = useMemo<Filter[]>(
    () => [
      { key: 'number', label: t('find'), kind: 'text', width: 12 },
      {
        key: 'state',
        label: t('state'),
        kind: 'select',
        options: (['live', 'ended'] as const).map(value => ({ value, label: t(`states.${value}`) })),
      },
    ],
    [t],
  )
  return (
    <>
      <div className="ln-row">
        <h1>{t('title')}</h1>
        <Button
          kind="main"
          icon="plus"
          refused={can('device.manage') ? undefined : t('notYours')}
          onClick={() => setAdding(true)}
        >
          {t('add')}
        </Button>
      </div>
      <p className="aj-weak">{t('lead')}</p>
      <DataTable
        id="lane.cards"
        label={t('title')}
        api={cardsKey}
        input={{ estateId }}
        columns={columns}
        filters={filters}
        rowKey={row => row.id}
        drawer={id => <Card estateId={estateId} id={id} lanes={lanes} />}
        drawerTitle={row => row?.holder ?? t('title')}
        empty={{ title: t('none'), hint: t('noneHint') }}
      />
      {adding ? <Add estateId={estateId} lanes={lanes} close={() => setAdding(false)} /> : null}
    </>
  )
}

function Add({
  estateId,
  lanes,
  close,
}: {
  estateId: string
  lanes: readonly Lane[]
  close: () => void
}): ReactNode {
  const { t } = useTranslation('lane-cards')
  const send = useMutate('POST /api/estates/:estateId/lane-cards')
  const form = useForm({
    key: 'lane.card.new',
    initial: {
      kind: 'card' as Row['kind'],
      number: '',
      sited: 'no' as 'no' | 'yes',
      holder: '',
      until: '',
      lanes: [] as string[],
    },
    check: v => ({
      number: v.number.trim().length < 3 ? t('needNumber') : undefined,
      holder: v.holder.trim() === '' ? t('needHolder') : undefined,
    }),
    send: async v => {
      const made = await send.mutateAsync({
        estateId,
        kind: v.kind,
        number: v.number.trim(),
        sited: v.kind === 'card' && v.sited === 'yes',
        holder: v.holder.trim(),
        ...(v.lanes.length > 0 ? { lanes: v.lanes } : {}),
        ...(v.until ? { until: `${v.until}T23:59:59+08:00` } : {}),
      })
      say(t('done', { number: written(made) }))
      await anew()
      close()
    },
  })
  const { kind, number, sited } = form.values
  const readings = kind === 'card' ? cardReadings(number) : []
  const forms = cardForms((sited === 'yes' ? readings.at(-1) : readings[0]) ?? '')
  return (
    <Dialog title={t('add')} close={close}>
      <FormBox form={form} submit={t('add')}>
        <Choices
          legend={t('kind')}
          options={(['card', 'code'] as const).map(value => ({ value, label: t(`kinds.${value}`) }))}
          value={kind}
          onChange={value => form.set({ kind: value })}
        />
        <Field
          form={form}
          name="number"
          label={t(kind === 'card' ? 'number' : 'text')}
          hint={kind === 'card' ? t('numberHint') : t('textHint')}
        >
          <input
            {...form.bind('number')}
            className="aj-input aj-num"
            maxLength={40}
            autoComplete="off"
            placeholder={kind === 'card' ? '0008613215 / 131,27999' : ''}
          />
        </Field>
        {readings.length > 1 ? (
          <Choices
            legend={t('eight')}
            options={(['no', 'yes'] as const).map(value => ({ value, label: t(`eights.${value}`) }))}
            value={sited}
            onChange={value => form.set({ sited: value })}
          />
        ) : null}
        {forms && number.trim() !== '' ? (
          <p className="aj-num" role="status">
            {t('bothForms', { long: forms.long, sited: forms.sited })}
          </p>
        ) : null}
        <Field form={form} name="holder" label={t('holder')} hint={t('holderHint')}>
          <input {...form.bind('holder')} className="aj-input" maxLength={60} />
        </Field>
        <fieldset className="ln-set">
          <legend>{t('lanes')}</legend>
          {lanes.map(l => (
            <label key={l.id} className="ln-row">
              <input
                type="checkbox"
                checked={form.values.lanes.includes(l.id)}
                onChange={event =>
                  form.set({
                    lanes: event.target.checked
                      ? [...form.values.lanes, l.id]
                      : form.values.lanes.filter(id => id !== l.id),
                  })
                }
              />
              {l.gate} {l.name}
            </label>
          ))}
        </fieldset>
        <Field form={form} name="until" label={t('lastDay')} optional>
          <input {...form.bind('until')} className="aj-input" type="date" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

function Card({ estateId, id, lanes }: { estateId: string; id: string; lanes: readonly Lane[] }): ReactNode {
  const { t } = useTranslation('lane-cards')
  const { can } = useMe()
  const { data, error, refetch } = useApi(oneKey, { estateId, id })
  const end = useMutate('POST /api/estates/:estateId/lane-cards/:id/end')
  const form = useForm({
    key: `lane.card.end.${id}`,
    initial: { reason: '' },
    check: v => ({ reason: v.reason.trim().length < 2 ? t('needReason') : undefined }),
    send: async v => {
      await end.mutateAsync({ estateId, id, reason: v.reason.trim() })
      say(t('doneBack'))
      await anew()
    },
  })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const names = lanes.filter(l => data.lanes?.includes(l.id)).map(l => `${l.gate} ${l.name}`)
  return (
    <div className="ln-stack">
      <State state={signs[data.state]} word={t(`states.${data.state}`)} />
      <Facts
        facts={[
          { label: t('kind'), value: t(`kinds.${data.kind}`) },
          ...(data.forms
            ? [
                { label: t('long'), value: data.forms.long },
                { label: t('sited'), value: data.forms.sited },
              ]
            : [{ label: t('text'), value: data.number }]),
          { label: t('holder'), value: data.holder },
          { label: t('lanes'), value: data.lanes ? names.join('、') : t('allLanes') },
          { label: t('from'), value: dateTime(data.from) },
          { label: t('until'), value: data.until ? dateTime(data.until) : t('noEnd') },
          ...(data.endReason ? [{ label: t('reason'), value: data.endReason }] : []),
        ]}
      />
      {data.state === 'ended' || !can('device.manage') ? null : (
        <FormBox form={form} submit={t('takeBack')}>
          <Field form={form} name="reason" label={t('reason')} hint={t('reasonHint')}>
            <input {...form.bind('reason')} className="aj-input" maxLength={200} />
          </Field>
        </FormBox>
      )}
    </div>
  )
}
