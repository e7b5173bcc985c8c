import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { date } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { tableChanged } from './PromiseEditor.tsx'
import type { ClassRow } from './promise-form.ts'

const kinds = ['complaint', 'inquiry', 'repair', 'suggestion', 'order'] as const
const accused = ['no', 'optional', 'required'] as const
/** "Other common-part repair": what a new class of complaints falls back on unless another is chosen. */
const COMMON = 'common_repair'

interface Props {
  cls?: ClassRow | undefined
  /** Every class of the estate: those of the kind are offered to fall back on. */
  all: readonly ClassRow[]
  refused: string | undefined
  done: () => void
  addClock: (cls: ClassRow) => void
}

/** A class of the estate: its words and what it asks for; retired from a date, deleted only while no ticket carries it. */
export function PromiseClass(props: Props): ReactNode {
  const { t } = useTranslation('promises')
  const { cls, refused } = props
  return (
    <div className="aj-stack">
      {cls ? (
        <p className="aj-row">
          <Button icon="plus" refused={refused} onClick={() => props.addClock(cls)}>
            {t('addClock')}
          </Button>
        </p>
      ) : null}
      <Words {...props} />
      {cls && !cls.retiredFrom ? <Retire {...props} cls={cls} /> : null}
    </div>
  )
}

/** One sub-type a line, 中文 | English; a key that is there already is kept by its place. */
function subtypesOf(text: string, before: readonly { key: string; zh: string; en: string }[]) {
  return text
    .split('\n')
    .map(line => line.split('|').map(part => part.trim()))
    .filter(([zh]) => zh)
    .map(([zh = '', en]) => ({ key: before.find(b => b.zh === zh)?.key, zh, en: en || zh }))
}

function Words({ cls, all, refused, done }: Props): ReactNode {
  const { t } = useTranslation(['promises', 'desk'])
  const { language } = useSettings()
  const estateId = useEstateId()
  const today = date(nowMs())
  const others = (kind: string) =>
    all.filter(c => c.kind === kind && c.class !== cls?.class && !c.retiredFrom && !c.falls)
  const form = useForm({
    key: `promises.class.${cls ? `${cls.kind}.${cls.class}` : 'new'}`,
    initial: {
      kind: cls?.kind ?? ('complaint' as const),
      zh: cls?.zh ?? '',
      en: cls?.en ?? '',
      subtypes: (cls?.subtypes ?? []).map(s => `${s.zh} | ${s.en}`).join('\n'),
      accused: cls?.accused ?? ('no' as const),
      signature: cls?.signature ?? false,
      arrive: cls?.arrive ?? false,
      urgent: cls?.urgent ?? false,
      fallback: cls ? (cls.fallback ?? '') : COMMON,
      from: today,
      reason: '',
    },
    check: v => ({
      zh: v.zh.trim() ? undefined : t('need.name'),
      en: v.en.trim() ? undefined : t('need.name'),
      reason: v.reason.trim() ? undefined : t('need.reason'),
    }),
    send: async (v, clientId) => {
      await api(
        'POST /api/estates/:estateId/desk/table/classes',
        {
          estateId,
          ...v,
          ...(cls ? { class: cls.class } : {}),
          fallback: others(v.kind).some(c => c.class === v.fallback) ? v.fallback : null,
          zh: v.zh.trim(),
          en: v.en.trim(),
          subtypes: subtypesOf(v.subtypes, cls?.subtypes ?? []),
          reason: v.reason.trim(),
        },
        { clientId },
      )
      await tableChanged()
      say(t('classSaved', { name: v.zh.trim() }))
      done()
    },
  })
  const tick = (name: 'signature' | 'arrive' | 'urgent') => (
    <label className="aj-row" key={name}>
      <input
        type="checkbox"
        checked={form.values[name]}
        onChange={e => form.set({ [name]: e.target.checked })}
      />
      {t(`field.${name}`)}
    </label>
  )
  return (
    <FormBox form={form} columns={2} submit={cls ? t('save') : t('addClass')} refused={refused}>
      {cls ? null : (
        <Field form={form} name="kind" label={t('field.kind')}>
          <select {...form.bind('kind')} className="aj-input">
            {kinds.map(k => (
              <option key={k} value={k}>
                {t(`desk:kind.${k}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field form={form} name="zh" label={t('field.zh')}>
        <input {...form.bind('zh')} className="aj-input" maxLength={60} lang="zh-CN" />
      </Field>
      <Field form={form} name="en" label={t('field.en')}>
        <input {...form.bind('en')} className="aj-input" maxLength={60} lang="en" />
      </Field>
      <Field form={form} name="accused" label={t('field.accused')}>
        <select {...form.bind('accused')} className="aj-input">
          {accused.map(a => (
            <option key={a} value={a}>
              {t(`accused.${a}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="fallback" label={t('field.fallback')} hint={t('field.fallbackHint')}>
        <select {...form.bind('fallback')} className="aj-input">
          <option value="">{t('noFallback')}</option>
          {others(form.values.kind).map(c => (
            <option key={c.class} value={c.class}>
              {inLanguage(c, language)}
            </option>
          ))}
        </select>
      </Field>
      <Field form={form} name="subtypes" label={t('field.subtypes')} hint={t('field.subtypesHint')} optional>
        <textarea {...form.bind('subtypes')} className="aj-input" rows={3} />
      </Field>
      <div className="aj-stack">{(['signature', 'arrive', 'urgent'] as const).map(tick)}</div>
      <Field form={form} name="from" label={t('field.from')}>
        <input {...form.bind('from')} className="aj-input" type="date" min={today} />
      </Field>
      <Field form={form} name="reason" label={t('field.reason')}>
        <input {...form.bind('reason')} className="aj-input" maxLength={500} />
      </Field>
    </FormBox>
  )
}

function Retire({ cls, refused, done }: Props & { cls: ClassRow }): ReactNode {
  const { t } = useTranslation('promises')
  const estateId = useEstateId()
  const today = date(nowMs())
  const [failed, fail] = useState<unknown>()
  const form = useForm({
    key: `promises.retire.${cls.kind}.${cls.class}`,
    initial: { from: today, reason: '' },
    check: v => ({ reason: v.reason.trim() ? undefined : t('need.reason') }),
    send: async (v, clientId) => {
      const body = { estateId, kind: cls.kind, class: cls.class, from: v.from, reason: v.reason.trim() }
      await api('POST /api/estates/:estateId/desk/table/classes/retire', body, { clientId })
      await tableChanged()
      say(t('retired', { date: v.from }))
      done()
    },
  })
  const remove = async () => {
    fail(undefined)
    try {
      await api('DELETE /api/estates/:estateId/desk/table/classes/:kind/:class', {
        estateId,
        kind: cls.kind,
        class: cls.class,
      })
      await tableChanged()
      say(t('deleted'))
      done()
    } catch (e) {
      fail(e)
    }
  }
  const used =
    cls.total > 0 ? t('inUse', { n: cls.total }) : cls.origin === 'estate' ? undefined : t('fromGeneral')
  return (
    <details className="pr-retire">
      <summary>{t('retireTitle')}</summary>
      <FormBox
        form={form}
        columns={2}
        submit={t('retireSubmit')}
        refused={refused}
        more={
          <Button kind="danger" refused={refused ?? used} showWhy={refused === undefined} onClick={remove}>
            {t('deleteClass')}
          </Button>
        }
      >
        <Field form={form} name="from" label={t('field.retireFrom')} hint={t('field.retireHint')}>
          <input {...form.bind('from')} className="aj-input" type="date" min={today} />
        </Field>
        <Field form={form} name="reason" label={t('field.reason')}>
          <input {...form.bind('reason')} className="aj-input" maxLength={500} />
        </Field>
      </FormBox>
      {failed ? <Failing error={failed} /> : null}
    </details>
  )
}
