import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { grounds, type LotShown, type SpaceShown, uses } from './lot.ts'

const formers = ['planned', 'road', 'vacant', 'building', 'green', 'fire_lane'] as const

/** A lot: whose ground, which levels and gates, who answers for it. */
export function LotForm({ lot, close }: { lot: LotShown | undefined; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const gates = useApi('GET /api/estates/:estateId/gates', { estateId })
  const form = useForm({
    key: `parking.lot.${lot?.id ?? 'new'}`,
    initial: {
      name: lot?.name ?? '',
      ground: (lot?.ground ?? 'planned') as LotShown['ground'],
      levels: lot?.levels.join('、') ?? '',
      visitorSpaces: String(lot?.visitorSpaces ?? 0),
      operator: lot?.operator ?? '',
      hours: lot?.hours ?? t('lots.allDay'),
      complaintPhone: lot?.complaintPhone ?? '',
      payeeText: lot?.payeeText ?? '',
      landArea: lot?.landArea ? (lot.landArea / 100).toFixed(2) : '',
      disposalOn: lot?.disposalOn ?? '',
      disposal: lot?.disposal ?? '',
      gates: lot?.gates ?? [],
    },
    check: v => ({
      name: v.name.trim() ? undefined : t('lots.needName'),
      levels: v.levels.trim() ? undefined : t('lots.needLevels'),
      operator: v.operator.trim() ? undefined : t('lots.needOperator'),
      complaintPhone: v.complaintPhone.trim().length >= 3 ? undefined : t('lots.needPhone'),
      landArea: v.landArea.trim() === '' || Number(v.landArea) >= 1 ? undefined : t('lots.needArea'),
    }),
    send: async (v, clientId) => {
      const body = {
        estateId,
        name: v.name,
        ground: v.ground,
        levels: v.levels.split(/[、,，\s]+/).filter(Boolean),
        gates: v.gates.length > 0 ? v.gates : null,
        visitorSpaces: Number(v.visitorSpaces) || 0,
        operator: v.operator,
        hours: v.hours,
        complaintPhone: v.complaintPhone,
        payeeText: v.payeeText,
        ...(v.landArea.trim() ? { landArea: Math.round(Number(v.landArea) * 100) } : {}),
        disposal: v.disposal,
        ...(v.disposalOn ? { disposalOn: v.disposalOn } : {}),
      }
      if (lot)
        await api('PUT /api/estates/:estateId/parking/lots/:lotId', {
          ...body,
          lotId: lot.id,
          version: lot.version,
        })
      else await api('POST /api/estates/:estateId/parking/lots', body, { clientId })
      await queryClient.invalidateQueries()
      say(t('saved'))
      close()
    },
  })
  const text = (
    name:
      | ('name' | 'levels' | 'visitorSpaces' | 'operator' | 'hours' | 'complaintPhone')
      | ('payeeText' | 'landArea'),
    hint?: string,
  ) => (
    <Field
      form={form}
      name={name}
      label={t(`lots.field.${name}`)}
      hint={hint}
      optional={name === 'payeeText' || name === 'landArea'}
    >
      <input {...form.bind(name)} className="aj-input" />
    </Field>
  )
  return (
    <Dialog title={lot ? lot.name : t('lots.add')} close={close} wide>
      <FormBox form={form} submit={t('save')} columns={2}>
        {text('name')}
        {text('levels')}
        <Choices
          legend={t('spaces.ground')}
          options={grounds.map(value => ({ value, label: t(`ground.${value}`) }))}
          value={form.values.ground}
          onChange={ground => form.set({ ground })}
        />
        {text('visitorSpaces')}
        {text('operator')}
        {text('hours')}
        {text('complaintPhone')}
        {text('landArea', t('lots.landHint'))}
        {text('payeeText', t('lots.payeeHint'))}
        <fieldset className="aj-choices">
          <legend>{t('lots.gates')}</legend>
          {gates.data?.items.map(g => (
            <label key={g.id}>
              <input
                type="checkbox"
                checked={form.values.gates.includes(g.id)}
                onChange={e =>
                  form.set({
                    gates: e.target.checked
                      ? [...form.values.gates, g.id]
                      : form.values.gates.filter(x => x !== g.id),
                  })
                }
              />
              {g.name}
            </label>
          ))}
        </fieldset>
        <Field form={form} name="disposal" label={t('lots.disposal')} hint={t('lots.disposalHint')} optional>
          <textarea {...form.bind('disposal')} className="aj-input" />
        </Field>
        <Field form={form} name="disposalOn" label={t('lots.disposalOn')} optional>
          <input {...form.bind('disposalOn')} className="aj-input" type="date" />
        </Field>
      </FormBox>
    </Dialog>
  )
}

/** One space after the other; the next number is typed at once. */
export function SpaceForm({ lot, close }: { lot: LotShown; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: `parking.space.new.${lot.id}`,
    initial: {
      level: lot.levels[0] ?? '',
      number: '',
      ground: lot.ground,
      use: 'car' as SpaceShown['use'],
      capacity: '1',
      formerUse: 'planned' as (typeof formers)[number],
      decision: '',
    },
    check: v => ({ number: v.number.trim() ? undefined : t('spaces.needNumber') }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/parking/lots/:lotId/spaces',
        {
          estateId,
          lotId: lot.id,
          ...v,
          capacity: Number(v.capacity) || 1,
          sign: v.use === 'accessible',
          charger: v.use === 'ev',
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(t('spaces.added', { number: v.number }))
      form.reset({ ...v, number: '' })
    },
  })
  const pick = (
    name: 'ground' | 'use' | 'formerUse' | 'level',
    options: readonly { value: string; label: string }[],
  ) => (
    <Field form={form} name={name} label={t(`spaces.field.${name}`)}>
      <select {...form.bind(name)} className="aj-input">
        {options.map(o => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </Field>
  )
  return (
    <Dialog title={t('spaces.addTo', { lot: lot.name })} close={close} wide>
      <FormBox form={form} submit={t('spaces.add')} columns={2}>
        <Field form={form} name="number" label={t('spaces.number')}>
          <input {...form.bind('number')} className="aj-input" />
        </Field>
        {pick(
          'level',
          lot.levels.map(l => ({ value: l, label: l })),
        )}
        {pick(
          'ground',
          grounds.map(value => ({ value, label: t(`ground.${value}`) })),
        )}
        {pick(
          'use',
          uses.map(value => ({ value, label: t(`use.${value}`) })),
        )}
        <Field form={form} name="capacity" label={t('spaces.capacity')}>
          <input {...form.bind('capacity')} className="aj-input" inputMode="numeric" />
        </Field>
        {pick(
          'formerUse',
          formers.map(value => ({ value, label: t(`former.${value}`) })),
        )}
        <Field
          form={form}
          name="decision"
          label={t('spaces.decision')}
          hint={t('spaces.decisionHint')}
          optional
        >
          <input {...form.bind('decision')} className="aj-input" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
