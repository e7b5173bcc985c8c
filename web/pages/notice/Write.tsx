import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import type { Answer, RowOf } from '../../contracts.ts'
import { clockTime, date } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { TimePick } from '../roster/TimePick.tsx'
import { type Audience, AudiencePick, everybody } from './AudiencePick.tsx'

type Bulletin = RowOf<'GET /api/estates/:estateId/bulletins'>
type Made = Answer<'POST /api/estates/:estateId/bulletins'>
type Schedule = RowOf<'GET /api/estates/:estateId/bulletin-schedules'>
const stale = [
  'GET /api/estates/:estateId/bulletins',
  'GET /api/estates/:estateId/bulletins/:bulletinId',
  'GET /api/estates/:estateId/bulletin-schedules',
] as const

/** Times on screen are the estate's. */
const instant = (day: string, time: string) => `${day}T${time}:00+08:00`

type Addressed = Bulletin['audience']
export const audienceOf = (a: Addressed | undefined): Audience => ({
  to: a?.to ?? 'all',
  buildings: a?.buildings ?? [],
  homes: a?.homes ?? [],
  flags: a?.flags ?? [],
})

/** A bulletin is written, and published now, later, or kept. */
export function Write(props: {
  bulletin?: Bulletin | undefined
  schedule?: Schedule | undefined
  done: (made: Made) => void
}): ReactNode {
  const { t } = useTranslation('notice')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data: categories } = useApi('GET /api/estates/:estateId/bulletin-categories', { estateId })
  const create = useMutate('POST /api/estates/:estateId/bulletins', { stale: [...stale] })
  const change = useMutate('PUT /api/estates/:estateId/bulletins/:bulletinId', { stale: [...stale] })
  const b = props.bulletin
  const when = (b?.publishAt ? 'later' : 'now') as 'now' | 'later' | 'draft'
  const form = useForm({
    key: `notice.write.${b?.id ?? props.schedule?.id ?? 'new'}`,
    initial: {
      category: b?.category ?? props.schedule?.category ?? 'notice',
      title: b?.title ?? props.schedule?.title ?? '',
      body: b?.body ?? '',
      audience: b || props.schedule ? audienceOf(b?.audience ?? props.schedule?.audience) : everybody,
      pinned: b?.pinned ?? false,
      urgent: b?.urgent ?? false,
      cites: b?.cites.map(c => c.id) ?? [],
      when,
      day: date(b?.publishAt ?? nowMs() + 86_400_000),
      time: b?.publishAt ? clockTime(b.publishAt) : '09:00',
    },
    check: v => ({
      ...(v.title.trim() ? {} : { title: t('write.titleNeeded') }),
      ...(v.body.trim() ? {} : { body: t('write.bodyNeeded') }),
    }),
    send: async v => {
      const input = {
        estateId,
        category: v.category,
        title: v.title,
        body: v.body,
        audience: { ...v.audience, roles: [] },
        pinned: v.pinned,
        urgent: v.urgent,
        cites: v.cites,
        when: v.when,
        ...(v.when === 'later' ? { publishAt: instant(v.day, v.time) } : {}),
        ...((b?.scheduleId ?? props.schedule?.id) ? { scheduleId: b?.scheduleId ?? props.schedule?.id } : {}),
      }
      props.done(
        b
          ? await change.mutateAsync({ ...input, bulletinId: b.id, version: b.version })
          : await create.mutateAsync(input),
      )
    },
  })
  const v = form.values
  return (
    <FormBox form={form} submit={t(`write.do.${v.when}`)}>
      <Field form={form} name="title" label={t('bulletin.title')}>
        <input {...form.bind('title')} className="aj-input" maxLength={80} />
      </Field>
      <Field form={form} name="category" label={t('bulletin.category')}>
        <select {...form.bind('category')} className="aj-input">
          {(categories?.items ?? []).map(c => (
            <option key={c.key} value={c.key}>
              {language === 'en' ? c.en : c.zh}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="body" label={t('write.body')}>
        <textarea {...form.bind('body')} className="aj-input" rows={8} maxLength={5000} />
      </Field>
      <AudiencePick value={v.audience} change={audience => form.set({ audience })} />
      <p className="no-checks">
        {(['pinned', 'urgent'] as const).map(mark => (
          <label key={mark} className="aj-row">
            <input
              type="checkbox"
              checked={v[mark]}
              onChange={event => form.set({ [mark]: event.target.checked })}
            />
            {t(`write.${mark}`)}
          </label>
        ))}
      </p>
      <Cites chosen={v.cites} change={cites => form.set({ cites })} />
      <Choices
        legend={t('write.when')}
        value={v.when}
        onChange={next => form.set({ when: next })}
        options={(['now', 'later', 'draft'] as const).map(value => ({
          value,
          label: t(`write.${value}`),
        }))}
      />
      {v.when === 'later' ? (
        <div className="aj-row">
          <Field form={form} name="day" label={t('write.day')}>
            <input {...form.bind('day')} type="date" className="aj-input" />
          </Field>
          <Field form={form} name="time" label={t('write.time')}>
            <TimePick {...form.bind('time')} />
          </Field>
        </div>
      ) : null}
    </FormBox>
  )
}

/** Laws and policies of the library that the bulletin rests on (S3-05). */
function Cites({ chosen, change }: { chosen: string[]; change: (ids: string[]) => void }): ReactNode {
  const { t } = useTranslation('notice')
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/library', { estateId })
  const items = data?.items.filter(d => d.current !== null && !d.withdrawn) ?? []
  if (items.length === 0) return null
  return (
    <details open={chosen.length > 0 ? true : undefined}>
      <summary>{chosen.length > 0 ? t('write.cited', { count: chosen.length }) : t('write.cite')}</summary>
      <p className="no-checks">
        {items.map(d => (
          <label key={d.id} className="aj-row">
            <input
              type="checkbox"
              checked={chosen.includes(d.id)}
              onChange={() =>
                change(chosen.includes(d.id) ? chosen.filter(id => id !== d.id) : [...chosen, d.id])
              }
            />
            {d.title}
          </label>
        ))}
      </p>
    </details>
  )
}
