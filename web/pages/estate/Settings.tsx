import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { inLanguage } from '../../i18n.ts'
import { useEstate, useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { State } from '../../ui/State.tsx'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { SettingInput, soundValue, writtenOf } from './SettingInput.tsx'
import './estate.css'

type Setting = RowOf<'GET /api/settings'>

/** What the papers left open and who must fill it; then the other settings. Nothing is filled by itself. */
export default function Settings(): ReactNode {
  const { t } = useTranslation('estate')
  const { language } = useSettings()
  const { can } = useMe()
  const estate = useEstate()
  const regions = useApi('GET /api/regions', undefined, { when: can('region.read') })
  const [place, setPlace] = useState('estate')
  const region = regions.data?.items.find(r => r.id === place)
  const input =
    place === 'system' ? {} : region ? { regionPath: region.path } : { estateId: estate?.id ?? '' }
  const { data, error, refetch } = useApi('GET /api/settings', input, {
    when: place !== 'estate' || estate !== undefined,
  })
  const open = data?.items.filter(s => s.open !== null) ?? []
  const rest = data?.items.filter(s => s.open === null) ?? []
  const empty = open.filter(s => s.empty)
  const districts = (regions.data?.items ?? []).filter(r => r.kind === 'city' || r.kind === 'district')
  const sorted = [...empty, ...open.filter(s => !s.empty)]
  return (
    <>
      <header className="aj-page-head">
        <h1>{t('setting.title')}</h1>
        {data ? (
          <State
            state={empty.length > 0 ? 'soon' : 'kept'}
            word={empty.length > 0 ? t('setting.empty', { count: empty.length }) : t('setting.full')}
          />
        ) : null}
      </header>
      <Choices
        legend={t('setting.where')}
        value={place}
        onChange={setPlace}
        options={[
          { value: 'estate', label: estate?.name ?? t('setting.estate') },
          ...districts.map(r => ({ value: r.id, label: r.name })),
          ...(can('system.manage') ? [{ value: 'system', label: t('setting.system') }] : []),
        ]}
      />
      {error ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      <section>
        {sorted.map(s => (
          <One key={`${place}.${s.key}.${s.changedAt}`} setting={s} input={input} language={language} />
        ))}
      </section>
      {rest.length > 0 ? (
        <section>
          <h2>{t('setting.others')}</h2>
          {rest.map(s => (
            <One key={`${place}.${s.key}.${s.changedAt}`} setting={s} input={input} language={language} />
          ))}
        </section>
      ) : null}
    </>
  )
}

function One(props: { setting: Setting; input: object; language: 'zh-CN' | 'en' }): ReactNode {
  const { t } = useTranslation('estate')
  const { setting: s, language } = props
  const [written, write] = useState(() => writtenOf(s.kind, s.value))
  const [failed, fail] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const send = async (value: unknown) => {
    setBusy(true)
    fail(undefined)
    try {
      await api('PUT /api/settings/:key', {
        key: s.key,
        ...props.input,
        value,
        seen: s.from === 'here' ? s.changedAt : null,
      })
      await queryClient.invalidateQueries({ queryKey: ['GET /api/settings'] })
      say(t('setting.saved', { title: inLanguage(s.title, language) }))
    } catch (error) {
      fail(error)
    }
    setBusy(false)
  }
  const refused = s.mayWrite === true ? undefined : t(`settingRefusal.${s.mayWrite.replace(/^\w+\./, '')}`)
  const value = soundValue(s.kind, written)
  return (
    <article className="es-setting">
      <div>
        <h3>
          {inLanguage(s.title, language)}{' '}
          {s.empty ? <State state="soon" word={t('setting.notFilled')} /> : null}
        </h3>
        <p className="aj-weak">{inLanguage(s.hint, language)}</p>
        {s.open ? (
          <>
            <blockquote lang="zh-CN">{s.open.quote}</blockquote>
            {s.empty ? <p>{t('setting.fills', { who: inLanguage(s.open.fills, language) })}</p> : null}
          </>
        ) : null}
      </div>
      <div className="aj-stack">
        <form
          className="aj-row"
          onSubmit={event => {
            event.preventDefault()
            if (!refused && !busy && value !== undefined) send(value)
          }}
        >
          <SettingInput kind={s.kind} label={inLanguage(s.title, language)} value={written} change={write} />
          <Button
            type="submit"
            busy={busy}
            refused={refused ?? (value === undefined ? t('setting.needValue') : undefined)}
            showWhy={refused !== undefined}
          >
            {t('save')}
          </Button>
          {s.from === 'here' && !refused ? (
            <Button kind="plain" onClick={() => send(null)}>
              {t('setting.clear')}
            </Button>
          ) : null}
        </form>
        <p className="aj-weak">
          {s.from === null ? '' : t(`setting.from.${s.from}`, { name: s.fromName ?? '' })}
          {s.changedBy && s.changedAt
            ? ` · ${s.changedBy} ${dateTime(s.changedAt.replace(' ', 'T').replace(/\+00$/, 'Z'))}`
            : ''}
        </p>
        {failed instanceof ApiError ? (
          <p className="aj-error" role="alert">
            {failed.fields[0]?.detail || failed.message}
          </p>
        ) : failed ? (
          <Failing error={failed} />
        ) : null}
      </div>
    </article>
  )
}
