import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import type { FieldDef } from './profile-parts.tsx'

const purposes = ['service', 'care', 'emergency'] as const
const kinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const
const levels = ['household', 'member', 'adult'] as const
type Kind = (typeof kinds)[number]
interface Measure {
  kinds: Kind[]
  zh: string
  en: string
}

function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter(x => x !== one) : [...list, one]
}

/** A field or a flag of this estate: its words in both languages, what it may be used for, what it leads to. */
export function ProfileFieldForm(props: {
  estateId: string
  field: FieldDef | undefined
  what: 'field' | 'flag'
  done: () => void
}): ReactNode {
  const { t } = useTranslation('profile')
  const { estateId, field, what } = props
  const form = useForm({
    key: `profile.field.${field?.key ?? what}`,
    initial: {
      zh: field?.zh ?? '',
      en: field?.en ?? '',
      hintZh: field?.hintZh ?? '',
      hintEn: field?.hintEn ?? '',
      level: field?.level ?? ('household' as (typeof levels)[number]),
      sensitive: field?.sensitive ?? false,
      purposes: field?.purposes ?? ['service' as const],
      shownOn: field?.shownOn ?? ['order' as const],
      counts: field?.counts ?? what === 'field',
      off: field?.off ?? false,
      measures: (field?.measures ?? []) as Measure[],
    },
    check: v => ({
      zh: v.zh.trim() ? undefined : t('fields.needName'),
      en: v.en.trim() ? undefined : t('fields.needName'),
      purposes: v.purposes.length > 0 ? undefined : t('entry.needPurpose'),
      measures: v.measures.every(m => m.zh.trim() && m.kinds.length > 0)
        ? undefined
        : t('fields.needMeasure'),
    }),
    send: async (v, clientId) => {
      const kind = field?.kind ?? (what === 'flag' ? 'yesno' : 'text')
      const body = { estateId, what, kind, ...v }
      if (field) {
        const key = 'PUT /api/estates/:estateId/profile-fields/:key'
        await api(key, { ...body, key: field.key, version: field.version }, { clientId })
      } else await api('POST /api/estates/:estateId/profile-fields', body, { clientId })
      await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/profile-fields'] })
      say(t('fields.saved', { name: v.zh }))
      props.done()
    },
  })
  const v = form.values
  const shape = !field || field.own
  return (
    <FormBox form={form} submit={t('fields.save')} columns={2}>
      {(['zh', 'en'] as const).map(name => (
        <Field key={name} form={form} name={name} label={t(`fields.in.${name}`)}>
          <input {...form.bind(name)} className="aj-input" maxLength={name === 'zh' ? 30 : 60} />
        </Field>
      ))}
      {what === 'field'
        ? (['hintZh', 'hintEn'] as const).map(name => (
            <Field key={name} form={form} name={name} label={t(`fields.in.${name}`)} optional>
              <input {...form.bind(name)} className="aj-input" maxLength={100} />
            </Field>
          ))
        : null}
      {shape && what === 'field' ? (
        <Choices
          legend={t('fields.level')}
          value={v.level}
          onChange={level => form.set({ level })}
          options={levels.map(value => ({ value, label: t(`level.${value}`) }))}
        />
      ) : null}
      <Checks
        legend={t('fields.purposes')}
        all={purposes}
        chosen={v.purposes}
        name={p => t(`purpose.${p}`)}
        flip={p => form.set({ purposes: toggled(v.purposes, p) })}
        error={form.errorOf('purposes')}
      />
      {what === 'field' ? (
        <Checks
          legend={t('fields.shownOn')}
          all={kinds}
          chosen={v.shownOn}
          name={k => t(`ticket.${k}`)}
          flip={k => form.set({ shownOn: toggled(v.shownOn, k) })}
        />
      ) : (
        <Measures
          measures={v.measures}
          change={measures => form.set({ measures })}
          error={form.errorOf('measures')}
        />
      )}
      <fieldset className="pf-checks">
        <legend>{t('fields.more')}</legend>
        {(['sensitive', 'counts', 'off'] as const).map(name => (
          <label key={name}>
            <input
              type="checkbox"
              checked={v[name]}
              onChange={event => form.set({ [name]: event.target.checked })}
            />
            <span>{t(`fields.tick.${name}`)}</span>
          </label>
        ))}
      </fieldset>
    </FormBox>
  )
}

function Checks<T extends string>(props: {
  legend: string
  all: readonly T[]
  chosen: readonly T[]
  name: (one: T) => string
  flip: (one: T) => void
  error?: string | undefined
}): ReactNode {
  return (
    <fieldset className="pf-checks">
      <legend>{props.legend}</legend>
      {props.all.map(one => (
        <label key={one}>
          <input type="checkbox" checked={props.chosen.includes(one)} onChange={() => props.flip(one)} />
          <span>{props.name(one)}</span>
        </label>
      ))}
      {props.error ? <p className="aj-error">{props.error}</p> : null}
    </fieldset>
  )
}

/** What those who serve then do, per kind of ticket. */
function Measures(props: {
  measures: readonly Measure[]
  change: (measures: Measure[]) => void
  error?: string | undefined
}): ReactNode {
  const { t } = useTranslation('profile')
  const set = (at: number, part: Partial<Measure>) =>
    props.change(props.measures.map((m, i) => (i === at ? { ...m, ...part } : m)))
  return (
    <div>
      {props.measures.map((m, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a measure has no other name while it is typed
        <fieldset key={at} className="pf-checks">
          <legend>{t('fields.measure', { number: at + 1 })}</legend>
          <input
            className="aj-input"
            aria-label={t('fields.measureZh')}
            placeholder={t('fields.measureZh')}
            value={m.zh}
            maxLength={300}
            onChange={event => set(at, { zh: event.target.value })}
          />
          <input
            className="aj-input"
            aria-label={t('fields.measureEn')}
            placeholder={t('fields.measureEn')}
            value={m.en}
            maxLength={300}
            onChange={event => set(at, { en: event.target.value })}
          />
          <span className="aj-row" style={{ flexWrap: 'wrap' }}>
            {kinds.map(k => (
              <label key={k}>
                <input
                  type="checkbox"
                  checked={m.kinds.includes(k)}
                  onChange={() => set(at, { kinds: toggled(m.kinds, k) })}
                />
                <span>{t(`ticket.${k}`)}</span>
              </label>
            ))}
            <Button kind="plain" onClick={() => props.change(props.measures.filter((_, i) => i !== at))}>
              {t('fields.measureGone')}
            </Button>
          </span>
        </fieldset>
      ))}
      {props.error ? <p className="aj-error">{props.error}</p> : null}
      <Button
        icon="plus"
        onClick={() => props.change([...props.measures, { kinds: ['repair', 'order'], zh: '', en: '' }])}
      >
        {t('fields.addMeasure')}
      </Button>
    </div>
  )
}
