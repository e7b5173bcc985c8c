import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { squareMetres } from '../../format.ts'
import { useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { Block } from './Block.tsx'
import { Pick } from './UnitForm.tsx'
import { buildingKinds, options, shown } from './words.ts'

type Building = RowOf<'GET /api/estates/:estateId/buildings'>

/** The buildings as a table, and the picture of the chosen one by floor. */
export function Buildings({ estateId }: { estateId: string }): ReactNode {
  const { t } = useTranslation('estate')
  const { can } = useMe()
  const { data, error, refetch } = useApi('GET /api/estates/:estateId/buildings', { estateId })
  const [chosen, choose] = useState<string>()
  const [editing, edit] = useState<Building | 'new'>()
  if (error) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  const current = data.items.find(b => b.id === chosen) ?? data.items[0]
  const add = (
    <Button
      icon="plus"
      onClick={() => edit('new')}
      refused={can('unit.write') ? undefined : t('refused.unitWrite')}
    >
      {t('building.add')}
    </Button>
  )
  return (
    <div className="es-part">
      {current === undefined ? (
        <Empty title={t('building.none')} hint={t('building.noneHint')}>
          {add}
        </Empty>
      ) : (
        <div className="es-split">
          <div>
            <table className="es-table">
              <caption className="aj-sr">{t('tab.buildings')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('unit.building')}</th>
                  <th scope="col">{t('building.kind')}</th>
                  <th scope="col" data-right>
                    {t('building.sections')}
                  </th>
                  <th scope="col" data-right>
                    {t('profile.units')}
                  </th>
                  <th scope="col" data-right>
                    {t('unit.area')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.items.map(b => (
                  <tr key={b.id} data-chosen={b.id === current.id ? '' : undefined}>
                    <th scope="row">
                      <button
                        type="button"
                        className="es-link"
                        aria-pressed={b.id === current.id}
                        onClick={() => choose(b.id)}
                      >
                        {b.name || t('building.only')}
                      </button>
                    </th>
                    <td>{t(`buildingKind.${b.kind}`)}</td>
                    <td data-right>{b.sections.filter(s => s.name !== '').length || '—'}</td>
                    <td data-right>{b.units}</td>
                    <td data-right>{b.area > 0 ? squareMetres(b.area) : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <div className="aj-row">
              {add}
              <Button
                onClick={() => edit(current)}
                refused={can('unit.write') ? undefined : t('refused.unitWrite')}
              >
                {t('building.edit')}
              </Button>
            </div>
          </div>
          <Block key={current.id} estateId={estateId} buildingId={current.id} />
        </div>
      )}
      {editing ? (
        <Dialog
          title={editing === 'new' ? t('building.add') : t('building.editOne', { name: editing.name })}
          close={() => edit(undefined)}
        >
          <BuildingForm
            estateId={estateId}
            building={editing === 'new' ? undefined : editing}
            done={() => edit(undefined)}
          />
        </Dialog>
      ) : null}
    </div>
  )
}

function BuildingForm(props: {
  estateId: string
  building: Building | undefined
  done: () => void
}): ReactNode {
  const { t } = useTranslation('estate')
  const { estateId, building } = props
  const form = useForm({
    key: building ? `estate.building.${building.id}.${building.version}` : `estate.building.${estateId}`,
    initial: {
      name: building?.name ?? '',
      kind: building?.kind ?? ('residential' as const),
      floors: shown(building?.floors),
      sections: '',
    },
    check: v => ({ floors: /^\d{0,3}$/.test(v.floors.trim()) ? undefined : t('unit.wrongFloor') }),
    send: async (v, clientId) => {
      const facts = {
        estateId,
        name: v.name.trim(),
        kind: v.kind,
        floors: v.floors.trim() === '' ? null : Number(v.floors),
      }
      if (building)
        await api('PUT /api/estates/:estateId/buildings/:buildingId', {
          ...facts,
          buildingId: building.id,
          version: building.version,
        })
      else
        await api(
          'POST /api/estates/:estateId/buildings',
          { ...facts, sections: v.sections.split(/[\s,，、]+/).filter(s => s !== '') },
          { clientId },
        )
      await queryClient.invalidateQueries()
      say(t('building.saved', { name: v.name }))
      props.done()
    },
  })
  return (
    <FormBox form={form} submit={t('save')}>
      <Field form={form} name="name" label={t('building.name')} hint={t('unit.buildingHint')}>
        <input {...form.bind('name')} className="aj-input" />
      </Field>
      <Field form={form} name="kind" label={t('building.kind')}>
        <Pick bound={form.bind('kind')} choices={options(buildingKinds, t, 'buildingKind')} />
      </Field>
      <Field form={form} name="floors" label={t('building.floors')} optional>
        <input {...form.bind('floors')} className="aj-input" inputMode="numeric" />
      </Field>
      {building ? null : (
        <Field
          form={form}
          name="sections"
          label={t('building.sections')}
          hint={t('building.sectionsHint')}
          optional
        >
          <input {...form.bind('sections')} className="aj-input" placeholder="1、2、3" />
        </Field>
      )}
    </FormBox>
  )
}
