import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { AlikeChoice, usePersonMaker } from './register.tsx'
import { stalePeople as stale } from './stale.ts'

interface Props {
  estateId: string
  unitId: string
  card: Answer<'GET /api/estates/:estateId/units/:unitId/card'>
  close: () => void
}

const empty = {
  name: '',
  phone: '',
  idNumber: '',
  tie: 'resident' as 'owner' | 'resident' | 'lessee',
  share: '',
  // a person whom an earlier try already registered: the second half of the act is tried again, not the first
  personId: '',
}

/** Registers a person and what he is in this home, in one act of the clerk. */
export function AddPerson({ estateId, unitId, card, close }: Props): ReactNode {
  const { t } = useTranslation('people')
  const maker = usePersonMaker(estateId)
  const form = useForm({
    key: `people.add.${unitId}`,
    initial: empty,
    check: v => ({
      name: v.name.trim() ? undefined : t('add.needName'),
      share:
        v.tie === 'owner' && v.share !== '' && !/^\d{1,5}\/\d{1,5}$/.test(v.share.trim())
          ? t('add.needShare')
          : undefined,
    }),
    send: async (v, clientId) => {
      const personId = v.personId || (await maker.make({ ...v, name: v.name.trim() }, clientId))
      form.set({ personId })
      await tie(personId, v)
      say(t('add.done', { name: v.name.trim(), room: card.unit.label }))
      await stale()
      close()
    },
  })
  const tie = (personId: string, v: typeof empty) => {
    const [part, whole] = v.share.trim().split('/').map(Number)
    if (v.tie === 'owner')
      return api('POST /api/estates/:estateId/units/:unitId/owners', {
        estateId,
        unitId,
        owners: [{ personId, share: part && whole ? { part, whole } : { part: 1, whole: 1 } }],
      })
    const kind = v.tie === 'lessee' ? 'lease' : 'own'
    const home = card.households.find(h => h.kind === kind)
    return home
      ? api('POST /api/estates/:estateId/households/:householdId/members', {
          estateId,
          householdId: home.id,
          personId,
        })
      : api('POST /api/estates/:estateId/units/:unitId/households', {
          estateId,
          unitId,
          kind,
          members: [{ personId, relation: 'self' }],
        })
  }
  return (
    <Dialog title={t('add.title', { room: card.unit.label })} close={close}>
      <FormBox form={form} submit={t('add.submit')}>
        <Choices
          legend={t('tie')}
          value={form.values.tie}
          onChange={next => form.set({ tie: next })}
          options={(['owner', 'resident', 'lessee'] as const).map(value => ({
            value,
            label: t(`ties.${value}`),
          }))}
        />
        <Field form={form} name="name" label={t('name')}>
          <input {...form.bind('name')} className="aj-input" autoComplete="off" maxLength={60} />
        </Field>
        <Field form={form} name="phone" label={t('phone')} hint={t('add.phoneHint')} optional>
          <input {...form.bind('phone')} className="aj-input" inputMode="tel" autoComplete="off" />
        </Field>
        <Field form={form} name="idNumber" label={t('idNumber')} optional>
          <input {...form.bind('idNumber')} className="aj-input" autoComplete="off" />
        </Field>
        {form.values.tie === 'owner' ? (
          <Field form={form} name="share" label={t('add.share')} hint={t('add.shareHint')} optional>
            <input {...form.bind('share')} className="aj-input" autoComplete="off" placeholder="1/2" />
          </Field>
        ) : null}
        <AlikeChoice
          alike={maker.alike}
          takeThere={personId => {
            form.set({ personId })
            maker.forget()
          }}
          makeNew={async () => {
            form.set({ personId: await maker.make(form.values, crypto.randomUUID(), true) })
            maker.forget()
          }}
        />
      </FormBox>
    </Dialog>
  )
}

/** Registers a car of this home. */
export function AddVehicle({ estateId, unitId, card, close }: Props): ReactNode {
  const { t } = useTranslation('people')
  const form = useForm({
    key: `people.vehicle.${unitId}`,
    initial: { plate: '' },
    check: v => ({ plate: v.plate.trim() ? undefined : t('add.needPlate') }),
    send: async (v, clientId) => {
      const made = await api(
        'POST /api/estates/:estateId/vehicles',
        { estateId, unitId, plate: v.plate },
        { clientId },
      )
      say(t('add.vehicleDone', { plate: made.plate, room: card.unit.label }))
      await stale()
      close()
    },
  })
  return (
    <Dialog title={t('card.addVehicle')} close={close}>
      <FormBox form={form} submit={t('add.submit')}>
        <Field form={form} name="plate" label={t('plate')} hint={t('add.plateHint')}>
          <input {...form.bind('plate')} className="aj-input" autoComplete="off" />
        </Field>
      </FormBox>
    </Dialog>
  )
}
