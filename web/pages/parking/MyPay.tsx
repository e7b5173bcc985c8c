import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import type { Answer } from '../../contracts.ts'
import { clockTime, dateTime, yuan } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { Loading, sentence } from '../../ui/States.tsx'
import { Code } from './Code.tsx'
import { mine } from './mine.ts'
import { CostView } from './parts.tsx'

type Due = NonNullable<Answer<'POST /api/estates/:estateId/my/parking/due'>['due']>

/** Pays for a car: its plate, what it owes and why, the code to scan, then the receipt. */
export function MyPay({ plate }: { plate: string }): ReactNode {
  const { t } = useTranslation(['parking', 'common'])
  const estateId = useEstateId()
  const [typed, type] = useState(plate)
  const [slipId, setSlip] = useState<string>()
  const ask = useMutate('POST /api/estates/:estateId/my/parking/due')
  const make = useMutate('POST /api/estates/:estateId/my/parking/slips', {
    stale: [mine],
    done: slip => setSlip(slip.id),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for the car it was opened for
  useEffect(() => {
    if (plate) ask.mutate({ estateId, plate })
  }, [])
  const due: Due | null | undefined = ask.data?.due
  const failed = ask.error ?? make.error
  if (slipId) return <SlipState slipId={slipId} />
  return (
    <div className="pk-form">
      <form
        className="pk-find"
        onSubmit={e => {
          e.preventDefault()
          if (typed.trim().length >= 2) ask.mutate({ estateId, plate: typed })
        }}
      >
        <input
          className="aj-input"
          aria-label={t('parking:plate')}
          placeholder={t('parking:my.plateHint')}
          autoCapitalize="characters"
          value={typed}
          onChange={e => type(e.target.value)}
        />
        <Button type="submit" busy={ask.isPending}>
          {t('parking:car.find')}
        </Button>
      </form>
      {failed ? <p role="alert">{sentence(failed, t).title}</p> : null}
      {due === null ? <p>{t('parking:my.nothing')}</p> : null}
      {due ? (
        <>
          <p className="pk-big">¥{yuan(due.quote.due)}</p>
          <p className="aj-num aj-weak">
            {due.plate} · {due.lot} · {due.enteredAt ? dateTime(due.enteredAt) : ''}
          </p>
          <CostView cost={due.quote.cost} />
          <Button
            kind="main"
            wide
            busy={make.isPending}
            onClick={() => make.mutate({ estateId, stayId: due.stayId, plate: due.plate })}
          >
            {t('parking:my.payNow', { sum: yuan(due.quote.due) })}
          </Button>
          <p className="aj-weak">{t('parking:my.grace', { n: due.quote.graceMinutes })}</p>
        </>
      ) : null}
    </div>
  )
}

function SlipState({ slipId }: { slipId: string }): ReactNode {
  const { t } = useTranslation('parking')
  const estateId = useEstateId()
  const now = useNow(1000)
  const { data } = useApi(
    'GET /api/estates/:estateId/my/parking/slips/:slipId',
    { estateId, slipId },
    { every: 3000 },
  )
  if (!data) return <Loading lines={4} />
  if (data.state === 'paid' && data.receiptId)
    return (
      <div className="pk-form">
        <p>
          <State state="kept" word={t('my.paid', { sum: yuan(data.amount) })} />
        </p>
        <a
          className="aj-button"
          href={printHref('my-receipt', { estateId, receiptId: data.receiptId })}
          target="_blank"
          rel="noreferrer"
        >
          {t('my.receipt')}
        </a>
      </div>
    )
  const over = data.state === 'over' || Date.parse(data.until) <= now
  return (
    <div className="pk-form">
      <p className="pk-big">¥{yuan(data.amount)}</p>
      {over ? (
        <p>{t('my.slipOver')}</p>
      ) : (
        <>
          {data.payee ? <Code text={data.payee} label={t('pay.code')} /> : null}
          <p className="aj-num">{t('my.slip', { number: data.number, at: clockTime(data.until) })}</p>
          <p className="aj-weak">{data.payee ? t('my.slipHow') : t('my.slipBooth')}</p>
        </>
      )}
    </div>
  )
}
