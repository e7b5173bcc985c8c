import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useEstateId } from '../../me.ts'
import { queryClient } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { fenOf } from './parts.tsx'
import { Simulator } from './Simulator.tsx'
import type { TariffBody, TariffShown } from './tariff.ts'

interface Period {
  from: string
  price: string
  cap: string
}

interface Values {
  name: string
  basis: string
  freeMinutes: string
  freeMode: TariffBody['freeMode']
  unitMinutes: string
  firstMinutes: string
  firstPrice: string
  periods: Period[]
  capKind: TariffBody['cap']['kind']
  cap: string
  entriesCap: string
  bigPercent: string
  nevPercent: string
  nevFree: string
  disabledPercent: string
  disabledFree: string
  graceMinutes: string
  roundTo: string
  monthly: string
  noEntry: string
}

const money = (fen: number | null) => (fen === null ? '' : (fen / 100).toFixed(2))

function valuesOf(name: string, basis: string, b: TariffBody): Values {
  return {
    name,
    basis,
    freeMinutes: String(b.freeMinutes),
    freeMode: b.freeMode,
    unitMinutes: String(b.unitMinutes),
    firstMinutes: b.first ? String(b.first.minutes) : '',
    firstPrice: money(b.first?.price ?? null),
    periods: b.periods.map(p => ({ from: p.from, price: money(p.price), cap: money(p.cap) })),
    capKind: b.cap.kind,
    cap: b.cap.kind === 'none' ? '' : money(b.cap.amount),
    entriesCap: money(b.entriesCap),
    bigPercent: String(b.bigPercent),
    nevPercent: String(b.nev.percent),
    nevFree: String(b.nev.freeMinutes),
    disabledPercent: String(b.disabled.percent),
    disabledFree: String(b.disabled.freeMinutes),
    graceMinutes: String(b.graceMinutes),
    roundTo: String(b.roundTo),
    monthly: money(b.monthly),
    noEntry: money(b.noEntry),
  }
}

/** What many estates charge; a start, never a proposal to publish as it stands. */
const common: TariffBody = {
  freeMinutes: 30,
  freeMode: 'deducted',
  unitMinutes: 60,
  first: null,
  periods: [{ from: '00:00', price: 200, cap: null }],
  cap: { kind: 'rolling24', amount: 1000 },
  entriesCap: null,
  bigPercent: 200,
  nev: { percent: 100, freeMinutes: 0 },
  disabled: { percent: 50, freeMinutes: 120 },
  graceMinutes: 15,
  roundTo: 1,
  monthly: null,
  noEntry: 1000,
}

/** The body as typed; a figure that is no figure is sent as it reads, and the server answers with its stay. */
export function bodyOf(v: Values): TariffBody | undefined {
  const int = (text: string) => (/^-?\d{1,6}$/.test(text.trim()) ? Number(text) : undefined)
  const sum = (text: string) =>
    text.trim().startsWith('-') ? -(fenOf(text.trim().slice(1)) ?? Number.NaN) : fenOf(text)
  const numbers = [
    v.freeMinutes,
    v.unitMinutes,
    v.bigPercent,
    v.nevPercent,
    v.nevFree,
    v.disabledPercent,
    v.disabledFree,
    v.graceMinutes,
    v.roundTo,
  ].map(int)
  const sums = [...v.periods.map(p => p.price), v.noEntry, ...(v.capKind === 'none' ? [] : [v.cap])].map(sum)
  const optional = [v.entriesCap, v.monthly, v.firstPrice, ...v.periods.map(p => p.cap)]
    .filter(Boolean)
    .map(sum)
  if ([...numbers, ...sums, ...optional].some(n => n === undefined || Number.isNaN(n))) return undefined
  const some = (text: string) => (text.trim() === '' ? null : (sum(text) ?? null))
  const [
    freeMinutes = 0,
    unitMinutes = 0,
    bigPercent = 100,
    nevPercent = 100,
    nevFree = 0,
    disabledPercent = 100,
    disabledFree = 0,
    graceMinutes = 0,
    roundTo = 1,
  ] = numbers
  return {
    freeMinutes,
    freeMode: v.freeMode,
    unitMinutes,
    first:
      v.firstMinutes && v.firstPrice
        ? { minutes: int(v.firstMinutes) ?? 0, price: sum(v.firstPrice) ?? 0 }
        : null,
    periods: v.periods.map(p => ({ from: p.from, price: sum(p.price) ?? 0, cap: some(p.cap) })),
    cap: { kind: v.capKind, amount: v.capKind === 'none' ? 0 : (sum(v.cap) ?? 0) },
    entriesCap: some(v.entriesCap),
    bigPercent,
    nev: { percent: nevPercent, freeMinutes: nevFree },
    disabled: { percent: disabledPercent, freeMinutes: disabledFree },
    graceMinutes,
    roundTo,
    monthly: some(v.monthly),
    noEntry: sum(v.noEntry) ?? 0,
  }
}

/** A tariff as a form, and beside it what it would do: one stay, and last month's real ones. */
export function TariffEditor(props: {
  lotId: string
  draft: TariffShown | undefined
  start: TariffShown | undefined
  close: () => void
}): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { draft } = props
  const form = useForm<Values>({
    key: `parking.tariff.${draft?.id ?? `new.${props.lotId}`}`,
    initial: valuesOf(draft?.name ?? '', draft?.basis ?? '', draft?.body ?? props.start?.body ?? common),
    check: v => ({
      name: v.name.trim() ? undefined : t('lots.needName'),
      freeMinutes: bodyOf(v) ? undefined : t('tariff.needNumbers'),
    }),
    send: async (v, clientId) => {
      const body = bodyOf(v)
      if (!body) return
      const sent = { estateId, name: v.name, basis: v.basis, body }
      if (draft)
        await api('PUT /api/estates/:estateId/parking/tariffs/:tariffId', {
          ...sent,
          tariffId: draft.id,
          version: draft.version,
        })
      else
        await api(
          'POST /api/estates/:estateId/parking/lots/:lotId/tariffs',
          { ...sent, lotId: props.lotId },
          { clientId },
        )
      await queryClient.invalidateQueries()
      say(t('tariff.kept', { name: v.name }))
      props.close()
    },
  })
  const body = bodyOf(form.values)
  return (
    <div className="pk-two">
      <section className="pk-card" aria-label={t('tariff.form')}>
        <FormBox
          form={form}
          submit={t('tariff.keep')}
          more={
            <Button kind="plain" onClick={props.close}>
              {t('tariff.leave')}
            </Button>
          }
        >
          <Fields form={form} />
        </FormBox>
      </section>
      <Simulator lotId={props.lotId} body={body} />
    </div>
  )
}

type Form = ReturnType<typeof useForm<Values>>
type Text = {
  [K in keyof Values]: Values[K] extends string ? K : never
}[keyof Values]

function Fields({ form }: { form: Form }): ReactNode {
  const { t } = useTranslation('parking')
  const [more, setMore] = useState(false)
  const text = (name: Text, optional = false) => (
    <Field key={name} form={form} name={name} label={t(`tariff.field.${name}`)} optional={optional}>
      <input
        {...form.bind(name)}
        className="aj-input"
        inputMode={name === 'name' || name === 'basis' ? 'text' : 'decimal'}
      />
    </Field>
  )
  return (
    <>
      <div className="pk-fields">
        {text('name')}
        {text('basis')}
      </div>
      <Choices
        legend={t('tariff.field.freeMode')}
        options={(['deducted', 'lost'] as const).map(value => ({ value, label: t(`tariff.mode.${value}`) }))}
        value={form.values.freeMode}
        onChange={freeMode => form.set({ freeMode })}
      />
      <div className="pk-fields">
        {text('freeMinutes')}
        {text('unitMinutes')}
        {text('graceMinutes')}
      </div>
      <Periods form={form} />
      <Choices
        legend={t('tariff.field.capKind')}
        options={(['none', 'rolling24', 'calendar_day'] as const).map(value => ({
          value,
          label: t(`tariff.cap.${value}`),
        }))}
        value={form.values.capKind}
        onChange={capKind => form.set({ capKind })}
      />
      <div className="pk-fields">
        {form.values.capKind === 'none' ? null : text('cap')}
        {text('entriesCap', true)}
        {text('noEntry')}
      </div>
      <Button kind="plain" aria-expanded={more} onClick={() => setMore(!more)}>
        {t('tariff.more')}
      </Button>
      {more ? (
        <div className="pk-fields">
          {text('firstMinutes', true)}
          {text('firstPrice', true)}
          {text('bigPercent')}
          {text('nevPercent')}
          {text('nevFree')}
          {text('disabledPercent')}
          {text('disabledFree')}
          {text('monthly', true)}
          {text('roundTo')}
        </div>
      ) : null}
    </>
  )
}

/** Periods of the day: each runs until the next begins, so the day is always covered. */
function Periods({ form }: { form: Form }): ReactNode {
  const { t } = useTranslation('parking')
  const { periods } = form.values
  const put = (at: number, part: Partial<Period>) =>
    form.set({ periods: periods.map((p, i) => (i === at ? { ...p, ...part } : p)) })
  return (
    <fieldset className="pk-stack">
      <legend>{t('tariff.periods')}</legend>
      {periods.map((p, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: periods are told apart by their place while they are typed
        <div key={at} className="pk-fields">
          <label className="aj-field">
            {t('tariff.begins')}
            <input
              className="aj-input"
              type="time"
              value={p.from}
              onChange={e => put(at, { from: e.target.value })}
            />
          </label>
          <label className="aj-field">
            {t('tariff.unitPrice')}
            <input
              className="aj-input"
              inputMode="decimal"
              value={p.price}
              onChange={e => put(at, { price: e.target.value })}
            />
          </label>
          <label className="aj-field">
            {t('tariff.periodCap')}
            <input
              className="aj-input"
              inputMode="decimal"
              value={p.cap}
              onChange={e => put(at, { cap: e.target.value })}
            />
          </label>
          {periods.length > 1 ? (
            <Button onClick={() => form.set({ periods: periods.filter((_, i) => i !== at) })}>
              {t('tariff.dropPeriod', { from: p.from })}
            </Button>
          ) : null}
        </div>
      ))}
      {periods.length < 4 ? (
        <Button
          icon="plus"
          onClick={() => form.set({ periods: [...periods, { from: '21:00', price: '1.00', cap: '' }] })}
        >
          {t('tariff.addPeriod')}
        </Button>
      ) : null}
    </fieldset>
  )
}
