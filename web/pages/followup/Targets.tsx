import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { date } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import './followup.css'

const key = 'GET /api/estates/:estateId/followup/targets'
type Targets = Answer<typeof key>
type Item = Targets['items'][number]
type Open = { item: Item; what: 'own' | 'standard' }

/** S7-07: each figure with what the place demands and the estate's own, never lower target. */
export default function TargetsPage(): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data, error, refetch } = useApi(key, { estateId })
  const [open, setOpen] = useState<Open>()
  return (
    <div className="aj-stack">
      <header className="aj-page-head">
        <h1>{t('targets.title')}</h1>
      </header>
      <p className="aj-weak">{t('targets.meaning')}</p>
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data ? <Rows targets={data} open={setOpen} /> : null}
      {data ? <Changes targets={data} /> : null}
      {data && open ? (
        <Dialog
          title={t(`targets.${open.what}Title`, { name: inLanguage(open.item.title, language) })}
          close={() => setOpen(undefined)}
        >
          <Change {...open} place={data.jurisdiction} done={() => setOpen(undefined)} />
        </Dialog>
      ) : null}
    </div>
  )
}

const heads = ['figure', 'standard', 'own', 'target', 'acts'] as const

function Rows({ targets, open }: { targets: Targets; open: (one: Open) => void }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const may = targets.allowed
  return (
    <table className="fu-targets">
      <thead>
        <tr>
          {heads.map(h => (
            <th key={h} scope="col">
              {t(`targets.${h}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {targets.items.map(i => (
          <tr key={i.key}>
            <th scope="row">{inLanguage(i.title, language)}</th>
            <td>
              {i.standard ? (
                <>
                  <span className="aj-num">{t('targets.at', { percent: i.standard.percent })}</span>
                  <br />
                  <span className="aj-weak">{i.standard.source}</span>
                </>
              ) : (
                <span className="aj-weak">{t('targets.none')}</span>
              )}
            </td>
            <td>
              {i.own ? (
                <>
                  <span className="aj-num">{t('targets.at', { percent: i.own.percent })}</span>{' '}
                  {i.below ? <State state="soon" word={t('targets.below')} /> : null}
                  <br />
                  <span className="aj-weak">
                    {t('targets.setBy', { from: i.own.from, by: i.own.by })} · {i.own.reason}
                  </span>
                </>
              ) : (
                <span className="aj-weak">{t('targets.unset')}</span>
              )}
            </td>
            <td>
              <strong className="aj-num">
                {i.target === null ? '—' : t('targets.at', { percent: i.target })}
              </strong>
            </td>
            <td>
              <div className="aj-row">
                <Button
                  refused={may.own === true ? undefined : t('targets.refused')}
                  onClick={() => open({ item: i, what: 'own' })}
                  aria-label={`${t('targets.setOwn')} ${inLanguage(i.title, language)}`}
                >
                  {t('targets.setOwn')}
                </Button>
                {may.standard === true ? (
                  <Button
                    kind="plain"
                    onClick={() => open({ item: i, what: 'standard' })}
                    aria-label={`${t('targets.setStandard')} ${inLanguage(i.title, language)}`}
                  >
                    {t('targets.setStandard')}
                  </Button>
                ) : null}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Change({ item, what, place, done }: Open & { place: string; done: () => void }): ReactNode {
  const { t } = useTranslation('followup')
  const estateId = useEstateId()
  const own = useMutate('PUT /api/estates/:estateId/followup/targets/:key', { stale: [key] })
  const standard = useMutate('PUT /api/estates/:estateId/followup/targets/:key/standard', { stale: [key] })
  const least = what === 'own' ? item.standard?.percent : undefined
  const form = useForm({
    key: `followup.target.${what}.${item.key}`,
    initial: { percent: String((what === 'own' ? item.target : item.standard?.percent) ?? ''), words: '' },
    check: v => ({
      ...(/^([1-9]\d?|100)$/.test(v.percent.trim()) ? {} : { percent: t('targets.needPercent') }),
      ...(v.words.trim() ? {} : { words: t('targets.needReason') }),
    }),
    send: async v => {
      const percent = Number(v.percent)
      const at = { estateId, key: item.key, percent }
      if (what === 'own') await own.mutateAsync({ ...at, reason: v.words.trim() })
      else await standard.mutateAsync({ ...at, source: v.words.trim() })
      say(t('targets.saved'))
      done()
    },
  })
  return (
    <FormBox form={form} submit={t('targets.save')}>
      <Field
        form={form}
        name="percent"
        label={t('targets.percent')}
        hint={
          what === 'standard'
            ? t('targets.place', { place })
            : least === undefined
              ? undefined
              : t('targets.atLeast', { standard: least })
        }
      >
        <input {...form.bind('percent')} className="aj-input" inputMode="numeric" maxLength={3} />
      </Field>
      <Field form={form} name="words" label={t(what === 'own' ? 'targets.reason' : 'targets.source')}>
        <input {...form.bind('words')} className="aj-input" maxLength={300} />
      </Field>
    </FormBox>
  )
}

function Changes({ targets }: { targets: Targets }): ReactNode {
  const { t } = useTranslation('followup')
  const { language } = useSettings()
  const title = (of: string) => {
    const found = targets.items.find(i => i.key === of)
    return found ? inLanguage(found.title, language) : of
  }
  return (
    <section className="aj-stack">
      <h2>{t('targets.history')}</h2>
      {targets.history.length === 0 ? <p className="aj-weak">{t('targets.empty')}</p> : null}
      <ul>
        {targets.history.map(h => (
          <li key={`${h.at} ${h.key} ${h.what}`}>
            <span className="aj-num">{date(h.at)}</span> {title(h.key)} · {t(`targets.what.${h.what}`)}{' '}
            {t('targets.at', { percent: h.percent })} · {h.by} · {h.source}
          </li>
        ))}
      </ul>
    </section>
  )
}
