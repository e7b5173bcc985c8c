/** A charger asked for at the desk or on paper (SX-12): the home, its space, who asks; entered under the name of who is here. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date, limitTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { useRefusal } from '../../refusal.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { ChargerFields, firstWish, keepDocuments } from './ChargerFields.tsx'

const home = 'GET /api/estates/:estateId/parking/chargers/home'
type Home = Answer<typeof home>

/** First the home, then its space and what is asked for. */
export function ChargerEnter({ close }: { close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const [room, setRoom] = useState('')
  return (
    <Dialog title={room ? `${t('charger.enter')} · ${room}` : t('charger.enter')} close={close} wide>
      {room ? <Entry room={room} close={close} /> : <Room found={setRoom} />}
    </Dialog>
  )
}

function Room({ found }: { found: (room: string) => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const form = useForm({
    key: 'parking.charger.enter.room',
    initial: { room: '' },
    check: v => ({ room: v.room.trim() ? undefined : t('visitor.needRoom') }),
    send: async v => {
      const room = v.room.trim()
      const answer = await api(home, { estateId, room })
      queryClient.setQueryData([home, { estateId, room }], answer)
      found(room)
    },
  })
  return (
    <FormBox form={form} submit={t('charger.enterNext')}>
      <p className="aj-weak">{t('charger.enterLead')}</p>
      <Field form={form} name="room" label={t('col.room')}>
        <input {...form.bind('room')} className="aj-input" />
      </Field>
    </FormBox>
  )
}

function Entry({ room, close }: { room: string; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const { data } = useApi(home, { estateId, room })
  if (!data) return null
  if (data.spaces.length === 0) return <p role="alert">{t('charger.enterNoSpace', { room })}</p>
  return <Asked room={room} of={data} close={close} />
}

function Asked({ room, of, close }: { room: string; of: Home; close: () => void }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const refusal = useRefusal()
  const now = useNow(60_000)
  const [photos, setPhotos] = useState<Blob[]>([])
  const form = useForm({
    key: `parking.charger.enter.${room}`,
    initial: {
      spaceId: of.spaces.find(s => s.ask === true)?.spaceId ?? '',
      askedBy: '',
      askedOn: date(now),
      ...firstWish,
      note: '',
    },
    check: v => ({
      spaceId: v.spaceId ? undefined : t('charger.needSpace'),
      askedBy: v.askedBy.trim() ? undefined : t('charger.needAskedBy'),
      askedOn: v.askedOn && v.askedOn <= date(now) ? undefined : t('charger.needAskedOn'),
    }),
    send: async (v, clientId) => {
      const documents = await keepDocuments(estateId, photos)
      const { spaceId, askedBy, meter, note, askedOn } = v
      const made = await api(
        'POST /api/estates/:estateId/parking/chargers',
        {
          ...{ estateId, room, spaceId, askedBy, meter, documents },
          watts: Number(v.kw) * 1000,
          ...(note ? { note } : {}),
          ...(askedOn === date(now) ? {} : { askedOn }),
        },
        { clientId },
      )
      await queryClient.invalidateQueries()
      say(
        made.answerBy
          ? t('charger.said.enter', { number: made.number, at: limitTime(made.answerBy) })
          : t('charger.said.askOpen', { days: of.answerWorkingDays }),
      )
      close()
    },
  })
  const space = of.spaces.find(s => s.spaceId === form.values.spaceId)
  return (
    <FormBox form={form} submit={t('charger.enter')} columns={2}>
      <Field form={form} name="spaceId" label={t('charger.space')}>
        <select {...form.bind('spaceId')} className="aj-input">
          <option value="">—</option>
          {of.spaces.map(s => (
            <option key={s.spaceId} value={s.spaceId} disabled={s.ask !== true}>
              {`${s.lot} ${s.number}${s.ask === true ? '' : `（${refusal(s.ask)}）`}`}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="askedBy" label={t('charger.askedBy')}>
        <input {...form.bind('askedBy')} className="aj-input" maxLength={40} />
      </Field>
      <Field form={form} name="askedOn" label={t('wait.askedOn')} hint={t('charger.askedOnHint')}>
        <input {...form.bind('askedOn')} className="aj-input" type="date" max={date(now)} />
      </Field>
      <Field form={form} name="note" label={t('wait.note')} optional>
        <input {...form.bind('note')} className="aj-input" />
      </Field>
      <ChargerFields wish={form.values} set={form.set} photos={photos} setPhotos={setPhotos} />
      {space && !space.fixed ? <p className="aj-weak">{t('charger.notFixed')}</p> : null}
    </FormBox>
  )
}
