import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { Answer } from '../../contracts.ts'
import { useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Failing } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { weekdayOf } from './CalendarYear.tsx'

/** The form of the State Council's notices, in which they are pasted: Chinese for every reader. */
const NOTICE = '元旦：1月1日（周五）至3日（周日）放假，共3天。……'

const preview = 'POST /api/calendar/preview'
type Read = Answer<typeof preview>

/** Names of the jurisdictions: the nation, and the regions by their codes. */
export function useAreaNames(): (jurisdiction: string) => string {
  const { t } = useTranslation('calendar')
  const { can } = useMe()
  const regions = useApi('GET /api/regions', undefined, { when: can('region.read') })
  return jurisdiction => {
    if (jurisdiction === 'CN') return t('area.nation')
    const code = jurisdiction.slice(3)
    return regions.data?.items.find(r => r.code === code)?.name ?? t('area.code', { code })
  }
}

/** A notice is read and shown day by day first; only what was seen is kept. */
export function CalendarUpload({ done }: { done: () => void }): ReactNode {
  const { t } = useTranslation('calendar')
  const [text, setText] = useState('')
  const [area, setArea] = useState('CN')
  const [other, setOther] = useState('')
  const [source, setSource] = useState('')
  const [read, setRead] = useState<Read>()
  const [failed, fail] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [wanted, want] = useState(false)
  const [textId, fileId, sourceId, areaId, otherId] = [useId(), useId(), useId(), useId(), useId()]
  const areaName = useAreaNames()
  const regions = useApi('GET /api/regions')
  const codes = [...new Set((regions.data?.items ?? []).map(r => r.code))].filter(c => /^\d{2,12}$/.test(c))
  const jurisdiction = area === 'other' ? `CN-${other.trim()}` : area
  const known = /^CN(-\d{2,12})?$/.test(jurisdiction)
  const run = async (act: () => Promise<void>) => {
    setBusy(true)
    fail(undefined)
    try {
      await act()
    } catch (error) {
      fail(error)
    }
    setBusy(false)
  }
  const look = (input: { text?: string; upload?: Blob }) =>
    run(async () => {
      setRead(undefined)
      setRead(await api(preview, { ...input, jurisdiction }))
    })
  const keep = () =>
    run(async () => {
      if (!read) return
      if (!source.trim()) return want(true)
      const kept = await api('POST /api/calendar/notices', {
        text: read.text,
        source: source.trim(),
        jurisdiction,
      })
      await Promise.all(
        (['GET /api/calendar/years', 'GET /api/calendar'] as const).map(key =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      )
      const said = read.moves > 0 ? 'keptMoves' : read.waiting > 0 ? 'kept' : 'keptOnly'
      say(t(said, { year: kept.year, count: read.waiting, moves: read.moves }))
      done()
    })
  return (
    <div className="aj-stack">
      <p>{t('how')}</p>
      <div className="aj-row">
        <div className="aj-field">
          <label htmlFor={areaId}>{t('area.for')}</label>
          <select
            id={areaId}
            className="aj-input"
            value={area}
            onChange={e => {
              setArea(e.target.value)
              setRead(undefined)
            }}
          >
            <option value="CN">{t('area.nation')}</option>
            {codes.map(code => (
              <option key={code} value={`CN-${code}`}>
                {areaName(`CN-${code}`)}
              </option>
            ))}
            <option value="other">{t('area.other')}</option>
          </select>
        </div>
        {area === 'other' ? (
          <div className="aj-field">
            <label htmlFor={otherId}>{t('area.otherCode')}</label>
            <input
              id={otherId}
              className="aj-input aj-num"
              inputMode="numeric"
              maxLength={12}
              value={other}
              placeholder="46"
              onChange={e => {
                setOther(e.target.value)
                setRead(undefined)
              }}
            />
          </div>
        ) : null}
      </div>
      {area === 'CN' ? null : <p className="aj-weak">{t('area.hint')}</p>}
      <div className="aj-field">
        <label htmlFor={textId}>{t('paste')}</label>
        <textarea
          id={textId}
          className="aj-input"
          rows={6}
          value={text}
          placeholder={NOTICE}
          onChange={e => setText(e.target.value)}
        />
      </div>
      <div className="aj-row">
        <Button
          busy={busy}
          refused={!known ? t('area.needCode') : text.trim() ? undefined : t('pasteFirst')}
          onClick={() => look({ text })}
        >
          {t('look')}
        </Button>
        <label className="aj-button" htmlFor={fileId}>
          {t('file')}
          <input
            id={fileId}
            className="aj-sr"
            type="file"
            accept=".xlsx,.xls,.csv,.json,.txt"
            onChange={e => {
              const file = e.target.files?.[0]
              if (file) look({ upload: file })
              e.target.value = ''
            }}
          />
        </label>
      </div>
      {failed ? <Failing error={failed} /> : null}
      {read ? (
        <>
          <Shown read={read} />
          <div className="aj-field" data-error={wanted && !source.trim() ? '' : undefined}>
            <label htmlFor={sourceId}>{t('source')}</label>
            <input
              id={sourceId}
              className="aj-input"
              maxLength={200}
              value={source}
              placeholder={t('sourceExample')}
              onChange={e => setSource(e.target.value)}
            />
            {wanted && !source.trim() ? <p className="aj-error">{t('needSource')}</p> : null}
          </div>
          <p>
            <Button kind="main" busy={busy} onClick={keep}>
              {t('keep', { year: read.year })}
            </Button>
          </p>
        </>
      ) : null}
    </div>
  )
}

function Shown({ read }: { read: Read }): ReactNode {
  const { t } = useTranslation('calendar')
  const changed = read.replaces ? read.replaces.added.length + read.replaces.removed.length : 0
  return (
    <section aria-live="polite">
      <h3>
        {read.workingDays === null
          ? t('readRegional', { year: read.year })
          : t('read', { year: read.year, count: read.workingDays })}
      </h3>
      {read.missing.length > 0 ? (
        <p className="aj-row">
          <State state="soon" word={t('missing')} />
          {read.missing.join('、')}
        </p>
      ) : null}
      {read.waiting > 0 ? <p>{t('completes', { count: read.waiting })}</p> : null}
      {read.moves > 0 ? (
        <p className="aj-row">
          <State state="soon" word={t('moves', { count: read.moves })} />
          <span>{t('movesHint')}</span>
        </p>
      ) : null}
      {read.replaces ? (
        <p>
          {changed === 0
            ? t('same')
            : t('replaces', {
                source: read.replaces.source ?? t('ours'),
                count: read.replaces.added.length,
                removed: read.replaces.removed.length,
              })}
        </p>
      ) : null}
      <ul className="cal-days">
        {read.days.map(d => (
          <li key={d.date}>
            <span className="aj-num">{d.date}</span> {t(`weekday.${weekdayOf(d.date)}`)} {d.name}{' '}
            <span className="ca-mark" data-kind={d.kind}>
              {t(`key.${d.kind}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
