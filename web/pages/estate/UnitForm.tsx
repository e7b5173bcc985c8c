import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { useMe } from '../../me.ts'
import { queryClient } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { options, shown, typed, unitStates, unitUses } from './words.ts'

type Unit = RowOf<'GET /api/estates/:estateId/units'>

/** A unit's facts; without `unit` a new one, whose building and section are made when they are new. */
export function UnitForm(props: {
  estateId: string
  unit?: Unit
  building?: string
  done: (label: string) => void
}): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const { estateId, unit } = props
  const form = useForm({
    key: unit ? `estate.unit.${unit.id}.${unit.version}` : `estate.unit.new.${estateId}`,
    initial: {
      building: unit?.building ?? props.building ?? '',
      section: unit?.section ?? '',
      number: unit?.number ?? '',
      floor: shown(unit?.floor),
      area: shown(unit?.area, 2),
      use: unit?.use ?? ('home' as const),
      state: unit?.state ?? ('vacant' as const),
    },
    check: v => ({
      number: v.number.trim() ? undefined : t('unit.needNumber'),
      area: typed(v.area, 2) === 0 || Number.isNaN(typed(v.area, 2)) ? t('unit.wrongArea') : undefined,
      floor: /^-?\d{0,3}$/.test(v.floor.trim()) ? undefined : t('unit.wrongFloor'),
    }),
    send: async (v, clientId) => {
      const facts = {
        number: v.number.trim(),
        floor: v.floor.trim() === '' ? null : Number(v.floor),
        area: typed(v.area, 2) ?? null,
        use: v.use,
        state: v.state,
      }
      const saved = unit
        ? await api('PUT /api/estates/:estateId/units/:unitId', {
            estateId,
            unitId: unit.id,
            version: unit.version,
            ...facts,
          })
        : await api(
            'POST /api/estates/:estateId/units',
            { estateId, building: v.building.trim(), section: v.section.trim(), ...facts },
            { clientId },
          )
      await Promise.all(
        (
          [
            'GET /api/estates/:estateId/units',
            'GET /api/estates/:estateId/units/:unitId',
            'GET /api/estates/:estateId/buildings',
            'GET /api/estates/:estateId/buildings/:buildingId/block',
          ] as const
        ).map(key => queryClient.invalidateQueries({ queryKey: [key] })),
      )
      props.done(saved.label)
    },
  })
  return (
    <FormBox
      form={form}
      columns={2}
      submit={unit ? t('save') : t('unit.addThis')}
      refused={can('unit.write') ? undefined : t('refused.unitWrite')}
    >
      {unit ? null : (
        <>
          <Field form={form} name="building" label={t('unit.building')} hint={t('unit.buildingHint')}>
            <input {...form.bind('building')} className="aj-input" />
          </Field>
          <Field form={form} name="section" label={t('unit.section')} optional>
            <input {...form.bind('section')} className="aj-input" />
          </Field>
        </>
      )}
      <Field form={form} name="number" label={t('unit.number')}>
        <input {...form.bind('number')} className="aj-input" placeholder="301" />
      </Field>
      <Field form={form} name="floor" label={t('unit.floor')} optional>
        <input {...form.bind('floor')} className="aj-input" inputMode="numeric" />
      </Field>
      <Field form={form} name="area" label={t('unit.area')} optional>
        <input {...form.bind('area')} className="aj-input" inputMode="decimal" placeholder="89.50" />
      </Field>
      <Field form={form} name="use" label={t('unit.use')}>
        <Pick bound={form.bind('use')} choices={options(unitUses, t, 'use')} />
      </Field>
      <Field form={form} name="state" label={t('unit.state')}>
        <Pick bound={form.bind('state')} choices={options(unitStates, t, 'state')} />
      </Field>
    </FormBox>
  )
}

/** A select of a closed list, bound to a form field. */
export function Pick(props: {
  bound: {
    id: string
    name: string
    value: string
    onChange: (event: { target: { value: unknown } }) => void
  }
  choices: readonly { value: string; label: string }[]
  none?: string
}): ReactNode {
  return (
    <select {...props.bound} className="aj-input">
      {props.none === undefined ? null : <option value="">{props.none}</option>}
      {props.choices.map(one => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  )
}
