import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { minuteOfTime, timeOfMinute } from './days.ts'
import type { Post } from './keys.ts'
import { TimePick } from './TimePick.tsx'

const stale = [
  'GET /api/estates/:estateId/posts',
  'GET /api/estates/:estateId/roster/gaps',
  'GET /api/estates/:estateId/roster/lobbies',
] as const
const parties = ['neighbourhood', 'company', 'brigade', 'subject_unit'] as const
type Party = (typeof parties)[number]
const numberOf = (text: string) => (text.trim() === '' ? null : Number(text))
const whole = (text: string, most: number) => /^\d*$/.test(text.trim()) && Number(text) <= most

/** Setting up or changing a post. Hours of one frame; posts with several keep theirs. */
export function PostForm({ post, done }: { post: Post | undefined; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const { data: buildings } = useApi('GET /api/estates/:estateId/buildings', { estateId })
  const create = useMutate('POST /api/estates/:estateId/posts', { stale: [...stale] })
  const change = useMutate('PUT /api/estates/:estateId/posts/:postId', { stale: [...stale] })
  const frame = post?.covers[0] ?? { from: 0, until: 1440 }
  const several = (post?.covers.length ?? 1) > 1
  const form = useForm({
    key: `roster.post.${post?.id ?? 'new'}`,
    initial: {
      name: post?.name ?? '',
      kind: post?.kind ?? ('gate' as const),
      party: post?.party ?? ('company' as const),
      buildingId: post?.buildingId ?? '',
      from: timeOfMinute(frame.from),
      until: timeOfMinute(frame.until),
      unattendedMinutes: post ? String(post.unattendedMinutes) : '',
      presenceMinutes: post ? String(post.presenceMinutes) : '',
      demands: post?.demands ?? [],
      headcount: post?.headcount === null || post === undefined ? '' : String(post.headcount),
      certificate: post?.certificate ?? '',
    },
    check: v => ({
      ...(v.name.trim() ? {} : { name: t('post.nameNeeded') }),
      ...(whole(v.unattendedMinutes, 1440) ? {} : { unattendedMinutes: t('post.minutesNeeded') }),
      ...(whole(v.presenceMinutes, 1440) ? {} : { presenceMinutes: t('post.minutesNeeded') }),
    }),
    send: async v => {
      await save(v, post?.closed ?? false)
      say(t('post.saved'))
      done()
    },
  })
  const save = async (v: typeof form.values, closed: boolean) => {
    const fields = {
      estateId,
      kind: v.kind,
      name: v.name,
      party: v.party,
      buildingId: v.buildingId || null,
      sectionId: post?.sectionId ?? null,
      covers: several && post ? post.covers : [{ from: minuteOfTime(v.from), until: minuteOfTime(v.until) }],
      unattendedMinutes: numberOf(v.unattendedMinutes),
      // left as shown it stays with the estate's rule, which asks for signs only where the post has means for them
      ...(post && v.presenceMinutes === String(post.presenceMinutes)
        ? {}
        : { presenceMinutes: numberOf(v.presenceMinutes) }),
      demands: v.demands,
      headcount: numberOf(v.headcount),
      certificate: v.certificate || null,
    }
    if (post) await change.mutateAsync({ ...fields, postId: post.id, version: post.version, closed })
    else await create.mutateAsync(fields)
  }
  const giveUp = async () => {
    await save(form.values, !post?.closed)
    done()
  }
  return (
    <FormBox
      form={form}
      submit={t('post.save')}
      columns={2}
      more={
        post ? (
          <Button kind="danger" busy={change.isPending} onClick={() => void giveUp()}>
            {t(post.closed ? 'post.open' : 'post.close')}
          </Button>
        ) : undefined
      }
    >
      <Field form={form} name="name" label={t('post.name')}>
        <input {...form.bind('name')} className="aj-input" maxLength={40} />
      </Field>
      <Field form={form} name="kind" label={t('post.kind')}>
        <select {...form.bind('kind')} className="aj-input">
          {(['gate', 'lobby', 'desk', 'other'] as const).map(kind => (
            <option key={kind} value={kind}>
              {t(`kind.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="party" label={t('post.party')}>
        <select {...form.bind('party')} className="aj-input">
          {parties.map(party => (
            <option key={party} value={party}>
              {t(`party.${party}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="buildingId" label={t('post.building')}>
        <select {...form.bind('buildingId')} className="aj-input">
          <option value="">{t('post.noBuilding')}</option>
          {(buildings?.items ?? []).map(b => (
            <option key={b.id} value={b.id}>
              {b.name}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="from" label={t('post.from')}>
        <TimePick {...form.bind('from')} disabled={several} />
      </Field>
      <Field form={form} name="until" label={t('post.until')}>
        <TimePick {...form.bind('until')} end disabled={several} />
      </Field>
      <Field form={form} name="unattendedMinutes" label={t('post.minutes')} hint={t('post.minutesHint')}>
        <input {...form.bind('unattendedMinutes')} className="aj-input" inputMode="numeric" maxLength={4} />
      </Field>
      <Field form={form} name="presenceMinutes" label={t('post.presence')} hint={t('post.presenceHint')}>
        <input {...form.bind('presenceMinutes')} className="aj-input" inputMode="numeric" maxLength={4} />
      </Field>
      <Field form={form} name="headcount" label={t('post.headcount')} optional>
        <input {...form.bind('headcount')} className="aj-input" inputMode="numeric" maxLength={2} />
      </Field>
      <Field form={form} name="certificate" label={t('post.certificate')} optional>
        <input {...form.bind('certificate')} className="aj-input" maxLength={80} />
      </Field>
      <Demands
        id={form.fieldId('demands')}
        demands={form.values.demands}
        onChange={demands => form.set({ demands })}
      />
    </FormBox>
  )
}

/** Which of the four parties must have somebody on the roster at every covered hour (S6-44). */
function Demands(props: { id: string; demands: Party[]; onChange: (demands: Party[]) => void }): ReactNode {
  const { t } = useTranslation('roster')
  const { id, demands, onChange } = props
  const flip = (party: Party) =>
    onChange(parties.filter(p => (p === party ? !demands.includes(p) : demands.includes(p))))
  return (
    <fieldset className="aj-choices ro-demands" aria-describedby={id}>
      <legend>{t('post.demands')}</legend>
      {parties.map(party => (
        <label key={party}>
          <input type="checkbox" checked={demands.includes(party)} onChange={() => flip(party)} />
          {t(`party.${party}`)}
        </label>
      ))}
      <p className="aj-hint" id={id}>
        {t('post.demandsHint')}
      </p>
    </fieldset>
  )
}
