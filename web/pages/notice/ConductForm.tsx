import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { clockTime, date } from '../../format.ts'
import { queryClient } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { PhotoPick } from '../../ui/PhotoPick.tsx'
import { say } from '../../ui/toast.ts'

export const conductKinds = [
  'noise',
  'litter',
  'pets',
  'parking',
  'occupation',
  'fire_passage',
  'high_throw',
  'wall',
  'use_change',
  'dangerous',
  'other',
] as const
export const results = ['stopped', 'promised', 'refused', 'left'] as const

/** What was seen, how it was dissuaded, what came of it (S7-17). */
export function ConductForm({ estateId, done }: { estateId: string; done: () => void }): ReactNode {
  const { t } = useTranslation('covenant')
  const [photos, pick] = useState<Blob[]>([])
  const form = useForm({
    key: 'conduct.new',
    initial: {
      kind: 'noise' as (typeof conductKinds)[number],
      room: '',
      who: '',
      what: '',
      place: '',
      day: date(nowMs()),
      time: clockTime(nowMs()),
      result: 'stopped' as (typeof results)[number],
      resultNote: '',
      article: '',
    },
    check: v => ({
      room: v.room.trim() || v.who.trim() ? undefined : t('form.needWho'),
      what: v.what.trim().length >= 2 ? undefined : t('form.needWhat'),
    }),
    send: async ({ day, time, ...v }, clientId) => {
      const text = Object.fromEntries(Object.entries(v).filter(([, value]) => value.trim() !== ''))
      const photo = photos[0]
      const kept = photo
        ? await api('POST /api/estates/:estateId/photos', { estateId, purpose: 'conduct', upload: photo })
        : undefined
      const made = await api(
        'POST /api/estates/:estateId/conduct',
        {
          ...text,
          kind: v.kind,
          what: v.what,
          result: v.result,
          estateId,
          ...(kept ? { photoId: kept.id } : {}),
          // the minute that is running now lies not ahead
          ...(`${day} ${time}` === `${date(nowMs())} ${clockTime(nowMs())}`
            ? {}
            : { happenedAt: `${day}T${time}:00+08:00` }),
        },
        { clientId },
      )
      await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/conduct'] })
      say(t(made.reportDue ? 'form.savedDue' : 'form.saved', { number: made.repeatNo }))
      done()
    },
  })
  const v = form.values
  return (
    <FormBox form={form} submit={t('form.save')}>
      <Choices
        legend={t('kind')}
        value={v.kind}
        onChange={kind => form.set({ kind })}
        options={conductKinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
      />
      <Field form={form} name="room" label={t('form.room')} hint={t('form.roomHint')}>
        <input {...form.bind('room')} className="aj-input aj-num" maxLength={40} autoComplete="off" />
      </Field>
      <Field form={form} name="who" label={t('who')} hint={t('form.whoHint')} optional>
        <input {...form.bind('who')} className="aj-input" maxLength={100} autoComplete="off" />
      </Field>
      <Field form={form} name="what" label={t('what')}>
        <textarea {...form.bind('what')} className="aj-input" rows={3} maxLength={1000} />
      </Field>
      <PhotoPick label={t('photo')} photos={photos} onChange={pick} max={1} />
      <Field form={form} name="place" label={t('place')} optional>
        <input {...form.bind('place')} className="aj-input" maxLength={100} />
      </Field>
      <div className="aj-row">
        <Field form={form} name="day" label={t('form.day')}>
          <input {...form.bind('day')} type="date" className="aj-input" max={date(nowMs())} />
        </Field>
        <Field form={form} name="time" label={t('form.time')}>
          <input {...form.bind('time')} type="time" className="aj-input" />
        </Field>
      </div>
      <Choices
        legend={t('result')}
        value={v.result}
        onChange={result => form.set({ result })}
        options={results.map(value => ({ value, label: t(`results.${value}`) }))}
      />
      <Field form={form} name="resultNote" label={t('resultNote')} optional>
        <input {...form.bind('resultNote')} className="aj-input" maxLength={500} />
      </Field>
      <Field form={form} name="article" label={t('article')} hint={t('form.articleHint')} optional>
        <input {...form.bind('article')} className="aj-input" maxLength={60} />
      </Field>
    </FormBox>
  )
}
