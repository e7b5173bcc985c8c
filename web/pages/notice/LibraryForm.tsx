import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { kinds, libraryKey, libraryStale } from './library.ts'

/** A document for the library: its text, what it rests on, who must acknowledge it, when its effect is looked at. */
export function LibraryForm({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('library')
  const estateId = useEstateId()
  const { data: staff } = useApi('GET /api/estates/:estateId/staff', { estateId })
  const { data: all } = useApi(libraryKey, { estateId })
  const send = useMutate('POST /api/estates/:estateId/library', { stale: [...libraryStale] })
  const form = useForm({
    key: 'library.add',
    initial: {
      kind: 'rule' as (typeof kinds)[number],
      title: '',
      code: '',
      body: '',
      basis: '',
      ownerId: '',
      reviewMonths: '12',
      acknowledge: true,
      openToResidents: false,
    },
    check: v => ({
      ...(v.title.trim() ? {} : { title: t('titleNeeded') }),
      ...(v.body.trim() ? {} : { body: t('bodyNeeded') }),
      ...(/^\d{1,2}$/.test(v.reviewMonths) && Number(v.reviewMonths) <= 60
        ? {}
        : { reviewMonths: t('monthsNeeded') }),
    }),
    send: async v => {
      await send.mutateAsync({
        estateId,
        kind: v.kind,
        title: v.title,
        code: v.code || null,
        body: v.body,
        basis: v.basis
          .split('\n')
          .map(line => line.trim())
          .filter(Boolean)
          .map(text => ({
            text,
            documentId: all?.items.find(d => text.includes(d.title))?.id ?? null,
          })),
        ownerId: v.ownerId || null,
        reviewMonths: Number(v.reviewMonths),
        acknowledge: v.acknowledge,
        openToResidents: v.openToResidents,
      })
      say(t('added'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('addDo')}>
      <Field form={form} name="kind" label={t('kindLabel')}>
        <select {...form.bind('kind')} className="aj-input">
          {kinds.map(k => (
            <option key={k} value={k}>
              {t(`kind.${k}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="title" label={t('name')}>
        <input {...form.bind('title')} className="aj-input" maxLength={100} />
      </Field>
      <Field form={form} name="code" label={t('code')} optional>
        <input {...form.bind('code')} className="aj-input" maxLength={40} />
      </Field>
      <Field form={form} name="body" label={t('body')}>
        <textarea {...form.bind('body')} className="aj-input" rows={10} maxLength={20_000} />
      </Field>
      <Field form={form} name="basis" label={t('basis')} hint={t('basisHint')} optional>
        <textarea {...form.bind('basis')} className="aj-input" rows={3} />
      </Field>
      <Field form={form} name="ownerId" label={t('owner')} hint={t('ownerHint')} optional>
        <select {...form.bind('ownerId')} className="aj-input">
          <option value="">—</option>
          {staff?.items.map(s => (
            <option key={s.accountId} value={s.accountId}>
              {s.name}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="reviewMonths" label={t('reviewMonths')} hint={t('reviewMonthsHint')}>
        <input {...form.bind('reviewMonths')} className="aj-input" inputMode="numeric" maxLength={2} />
      </Field>
      <p className="no-checks">
        {(['acknowledge', 'openToResidents'] as const).map(mark => (
          <label key={mark} className="aj-row">
            <input
              type="checkbox"
              checked={form.values[mark]}
              onChange={event => form.set({ [mark]: event.target.checked })}
            />
            {t(`mark.${mark}`)}
          </label>
        ))}
      </p>
    </FormBox>
  )
}
