/** The resident's code: a QR that this phone signs anew every half minute; what his household's pass and quota say. */
import { encodeQR } from 'qr'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs, useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { date, dateTime } from '../../format.ts'
import { useEstateId, useMe } from '../../me.ts'
import { useKept } from '../../offline/useKept.ts'
import { queryClient, useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading, sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { signCode } from './code.ts'
import { dropPhoneKey, makePhoneKey, type PhoneKey, phoneKey } from './phone-key.ts'
import './gate-pages.css'

const mine = 'GET /api/estates/:estateId/my-keys'
type Mine = Answer<typeof mine>

export default function MyCode(): ReactNode {
  const { t } = useTranslation('gate')
  const estateId = useEstateId()
  const { me } = useMe()
  const { data, error, refetch } = useKept(mine, { estateId })
  const [unitId, setUnitId] = useState<string>()
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data || !me) return <Loading />
  const unit = data.units.find(each => each.id === unitId) ?? data.units[0]
  if (!unit) return <Empty title={t('mine.noHome')} hint={t('mine.noHomeHint')} />
  return (
    <div className="gp-stack">
      <h1>{t('code.title')}</h1>
      {data.units.length > 1 ? (
        <Choices
          legend={t('field.unit')}
          options={data.units.map(each => ({ value: each.id, label: each.label }))}
          value={unit.id}
          onChange={setUnitId}
        />
      ) : null}
      <Code key={unit.id} data={data} unit={unit} estateId={estateId} accountId={me.account.id} />
      <Quotas data={data} unit={unit.label} />
      <Phones data={data} estateId={estateId} />
    </div>
  )
}

interface CodeProps {
  data: Mine
  unit: { id: string; label: string }
  estateId: string
  accountId: string
}

function Code({ data, unit, estateId, accountId }: CodeProps): ReactNode {
  const { t } = useTranslation('gate')
  const [key, setKey] = useState<PhoneKey | 'none'>()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Error>()
  const known = key && key !== 'none' && data.keys.some(each => each.id === key.id)
  useEffect(() => {
    phoneKey(accountId, estateId, unit.id)
      .then(found => setKey(found ?? 'none'))
      .catch(() => setKey('none'))
  }, [accountId, estateId, unit.id])
  const make = async () => {
    setBusy(true)
    setFailed(undefined)
    try {
      const device =
        /iPhone|iPad|Android|HarmonyOS|Windows|Mac/.exec(navigator.userAgent)?.[0] ?? t('code.phone')
      const made = await makePhoneKey(accountId, estateId, unit.id, async publicKey => {
        const answer = await api('POST /api/estates/:estateId/my-keys', {
          estateId,
          unitId: unit.id,
          publicKey,
          device,
        })
        return answer.id
      })
      setKey(made)
      await queryClient.invalidateQueries({ queryKey: [mine] })
    } catch (error) {
      setFailed(error instanceof Error ? error : new Error(String(error)))
    } finally {
      setBusy(false)
    }
  }
  if (key === undefined) return <Loading lines={6} />
  if (key !== 'none' && known)
    return <Shown code={data.code} signer={key} estateId={estateId} unit={unit.label} />
  return (
    <section className="gp-post">
      <p>{t('code.begin')}</p>
      {failed ? (
        <p role="alert" className="aj-form-failure">
          {sentence(failed, t).title}
        </p>
      ) : null}
      <Button kind="main" wide busy={busy} onClick={() => void make()}>
        {t('code.make')}
      </Button>
      <p className="aj-weak">{t('code.without')}</p>
    </section>
  )
}

/** The living code: signed anew before it runs out, on this phone, with or without network. */
function Shown(props: { code: Mine['code']; signer: PhoneKey; estateId: string; unit: string }): ReactNode {
  const { t } = useTranslation('gate')
  const { code, signer, estateId } = props
  const [made, setMade] = useState<{ text: string; ms: number }>()
  const now = useNow(500)
  const turn = Math.floor(now / (code.seconds * 1000))
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn of the clock makes a new code
  useEffect(() => {
    const ms = nowMs()
    let wanted = true
    void signCode(signer.privateKey, estateId, signer.id, ms).then(text => wanted && setMade({ text, ms }))
    return () => {
      wanted = false
    }
  }, [signer, estateId, turn])
  if (!made) return <Loading lines={6} />
  const left = Math.max(0, Math.ceil(((turn + 1) * code.seconds * 1000 - now) / 1000))
  return (
    <section className="gp-code-card">
      <img
        className="gp-qr"
        alt={t('code.alt')}
        data-code={made.text}
        src={`data:image/svg+xml,${encodeURIComponent(encodeQR(made.text, 'svg', { ecc: 'medium', border: 3 }))}`}
      />
      <p>
        <strong>{props.unit}</strong> · {t('code.left', { count: left })}
      </p>
      <progress max={code.seconds} value={left} aria-label={t('code.left', { count: left })} />
      <p className="aj-weak">{t('code.rule')}</p>
    </section>
  )
}

function Quotas({ data, unit }: { data: Mine; unit: string }): ReactNode {
  const { t } = useTranslation('gate')
  const quota = data.quotas.find(each => each.unit === unit)
  const permits = data.permits.filter(each => each.unit === unit && each.state === 'live')
  const today = date(nowMs())
  return (
    <>
      {quota ? (
        <p className="gp-verdict" data-tone={quota.next > today ? 'late' : 'kept'}>
          {quota.next > today
            ? t('quota.said', { ...quota, next: quota.next.slice(5) })
            : t('quota.free', { left: quota.outings - quota.used, days: quota.everyDays })}
        </p>
      ) : null}
      {permits.map(each => (
        <p key={each.id}>{t('code.permit', { number: each.number, until: date(each.untilAt) })}</p>
      ))}
    </>
  )
}

function Phones({ data, estateId }: { data: Mine; estateId: string }): ReactNode {
  const { t } = useTranslation('gate')
  const { me } = useMe()
  const end = useMutate('POST /api/estates/:estateId/my-keys/:id/end', { stale: [mine] })
  if (data.keys.length === 0) return null
  const drop = async (id: string) => {
    await end.mutateAsync({ estateId, id })
    for (const unit of data.units)
      if (me && (await phoneKey(me.account.id, estateId, unit.id))?.id === id)
        await dropPhoneKey(me.account.id, estateId, unit.id)
    say(t('code.ended'))
  }
  return (
    <details className="gp-post">
      <summary>{t('code.phones', { count: data.keys.length })}</summary>
      {data.keys.map(each => (
        <p key={each.id} className="gp-row">
          <span className="aj-grow">
            {each.device} · {each.unit} · {dateTime(each.madeAt)}
          </span>
          <State state="running" word={t('passState.live')} />
          <Button kind="plain" busy={end.isPending} onClick={() => void drop(each.id)}>
            {t('code.end')}
          </Button>
        </p>
      ))}
    </details>
  )
}
