import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { queryClient, useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Icon } from '../../ui/icons.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { Pick } from './UnitForm.tsx'
import { cares, options, shown, typed } from './words.ts'

type Censuses = Answer<'GET /api/estates/:estateId/census'>
type Census = Censuses['items'][number]
type Estate = Answer<'GET /api/estates/:estateId'>

const counts = [
  'buildings',
  'residentialBuildings',
  'sections',
  'households',
  'occupiedHouseholds',
  'residents',
  'entrances',
  'staff',
] as const
const needed: readonly string[] = ['buildings', 'residentialBuildings', 'households']

/** The census of an estate: its versions, each with who entered and who checked it. */
export function CensusTab({ estateId, estate }: { estateId: string; estate: Estate }): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const [writing, write] = useState(false)
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/census', { estateId })
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const newest = data.items[0]
  if (writing)
    return <CensusForm estateId={estateId} estate={estate} data={data} close={() => write(false)} />
  const begin = (
    <Button
      kind="main"
      onClick={() => write(true)}
      refused={can('census.write') ? undefined : t('refused.censusWrite')}
      showWhy
    >
      {newest ? t('census.correct') : t('census.begin')}
    </Button>
  )
  if (!newest)
    return (
      <Empty title={t('census.none')} hint={t('census.noneHint')}>
        {begin}
      </Empty>
    )
  return (
    <div className="es-part">
      <div className="aj-row">
        {begin}
        <a
          className="aj-button"
          href={printHref('estate-census', { estateId })}
          target="_blank"
          rel="noopener"
        >
          <Icon name="print" />
          {t('census.print')}
        </a>
      </div>
      <div className="es-block-scroll">
        <table className="es-table">
          <caption className="aj-sr">{t('tab.census')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('census.item')}</th>
              <th scope="col" data-right>
                {t('census.register')}
              </th>
              {data.items.map(c => (
                <th key={c.id} scope="col" data-right>
                  {t('census.version', { version: c.version })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('census.care')}</th>
              <td data-right>{t(`care.${estate.care}`)}</td>
              {data.items.map(c => (
                <td key={c.id} data-right>
                  {t(`care.${c.facts.care}`)}
                </td>
              ))}
            </tr>
            {counts.map(name => (
              <tr key={name}>
                <th scope="row">{t(`census.${name}`)}</th>
                <td data-right>{registered(data, name) ?? '—'}</td>
                {data.items.map(c => (
                  <td key={c.id} data-right>
                    {c.facts[name] ?? '—'}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t('census.who')}</th>
              <td />
              {data.items.map(c => (
                <td key={c.id} data-right>
                  {c.madeBy}
                  <br />
                  <span className="aj-weak aj-num">{dateTime(c.madeAt)}</span>
                  {c.reason ? <p>{t('census.because', { reason: c.reason })}</p> : null}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t('census.check')}</th>
              <td />
              {data.items.map(c => (
                <td key={c.id} data-right>
                  <Check estateId={estateId} census={c} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  )
}

function registered(data: Censuses, name: (typeof counts)[number]): number | undefined {
  if (name === 'buildings') return data.registered.buildings
  if (name === 'sections') return data.registered.sections
  if (name === 'households') return data.registered.homes
  return undefined
}

function Check({ estateId, census }: { estateId: string; census: Census }): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const check = useMutate('POST /api/estates/:estateId/census/:censusId/check', {
    stale: ['GET /api/estates/:estateId/census', 'GET /api/estates/:estateId'],
    done: () => say(t('census.checked')),
  })
  if (census.checkedAt)
    return (
      <>
        <State state="kept" word={census.checkedBy ?? ''} />
        <br />
        <span className="aj-weak aj-num">{dateTime(census.checkedAt)}</span>
      </>
    )
  const refusal = census.allowed.check
  const refused =
    refusal !== true
      ? t(`refusal.${refusal.replace('estate.', '')}`)
      : can('census.check')
        ? undefined
        : t('refused.censusCheck')
  return (
    <>
      <State state="soon" word={t('census.unchecked')} />{' '}
      <Button
        busy={check.isPending}
        refused={refused}
        showWhy
        onClick={() => check.mutate({ estateId, censusId: census.id })}
      >
        {t('census.doCheck')}
      </Button>
      {check.error ? <Failing error={check.error} /> : null}
    </>
  )
}

function CensusForm(props: {
  estateId: string
  estate: Estate
  data: Censuses
  close: () => void
}): ReactNode {
  const { t } = useTranslation('estate')
  const { estateId, data, close } = props
  const newest = data.items[0]
  const initial: Record<string, string> = {
    care: newest?.facts.care ?? props.estate.care,
    note: newest?.facts.note ?? '',
    reason: '',
  }
  for (const name of counts) initial[name] = shown(newest?.facts[name] ?? registered(data, name))
  const form = useForm({
    key: `estate.census.${estateId}.${newest?.version ?? 0}`,
    initial,
    check: v => ({
      ...Object.fromEntries(
        counts.flatMap(name => {
          const value = typed(v[name] ?? '')
          if (Number.isNaN(value)) return [[name, t('census.wholeNumber')]]
          return value === undefined && needed.includes(name) ? [[name, t('census.needed')]] : []
        }),
      ),
      reason: newest && !v.reason?.trim() ? t('census.needReason') : undefined,
    }),
    send: async (v, clientId) => {
      const numbers = Object.fromEntries(
        counts.flatMap(name => {
          const value = typed(v[name] ?? '')
          return value === undefined ? [] : [[name, value]]
        }),
      )
      const care = cares.find(c => c === v.care) ?? 'company'
      await api(
        'POST /api/estates/:estateId/census',
        {
          estateId,
          baseVersion: newest?.version ?? 0,
          facts: {
            buildings: 0,
            residentialBuildings: 0,
            households: 0,
            ...numbers,
            care,
            ...(v.note?.trim() ? { note: v.note.trim() } : {}),
          },
          ...(v.reason?.trim() ? { reason: v.reason.trim() } : {}),
        },
        { clientId },
      )
      await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/census'] })
      say(t('census.sent'))
      close()
    },
  })
  return (
    <FormBox
      form={form}
      columns={3}
      submit={t('census.send')}
      more={<Button onClick={close}>{t('common:act.cancel')}</Button>}
    >
      <Field form={form} name="care" label={t('census.care')}>
        <Pick
          bound={{ ...form.bind('care'), value: form.values.care ?? '' }}
          choices={options(cares, t, 'care')}
        />
      </Field>
      {counts.map(name => (
        <Field
          key={name}
          form={form}
          name={name}
          label={t(`census.${name}`)}
          optional={!needed.includes(name)}
        >
          <input
            {...form.bind(name)}
            value={form.values[name] ?? ''}
            className="aj-input"
            inputMode="numeric"
          />
        </Field>
      ))}
      <div className="es-wide">
        <Field form={form} name="note" label={t('census.note')} optional>
          <input {...form.bind('note')} value={form.values.note ?? ''} className="aj-input" />
        </Field>
      </div>
      {newest ? (
        <div className="es-wide">
          <Field form={form} name="reason" label={t('census.reason')} hint={t('census.reasonHint')}>
            <input {...form.bind('reason')} value={form.values.reason ?? ''} className="aj-input" />
          </Field>
        </div>
      ) : null}
    </FormBox>
  )
}
