/** Who is inside now; visitors leave by a tap. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../clock.ts'
import { when } from '../../format.ts'
import { useApi } from '../../query.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { State } from '../../ui/State.tsx'
import { Empty, Failing, Loading } from '../../ui/States.tsx'
import { AtGate, type GateFace } from './AtGate.tsx'
import type { Known } from './find.ts'
import { Returning } from './Returning.tsx'

export default function InsidePage(): ReactNode {
  return <AtGate>{face => <Page face={face} />}</AtGate>
}

function Page({ face }: { face: GateFace }): ReactNode {
  const { t } = useTranslation('gate')
  const now = useNow()
  const [open, setOpen] = useState<Known>()
  const { data, error, refetch } = useApi(
    'GET /api/estates/:estateId/gate/inside',
    { estateId: face.estateId },
    { every: 15_000 },
  )
  if (error && !data) return <Failing error={error} again={refetch} />
  if (!data) return <Loading />
  return (
    <div className="gp-stack">
      <h1>{t('inside.title', { count: data.total })}</h1>
      <p className="aj-weak">{t('inside.also', { over: data.overstays, missing: data.missingToday })}</p>
      {data.items.length === 0 ? <Empty title={t('inside.none')} hint={t('inside.noneHint')} /> : null}
      <div className="gp-found">
        {data.items.map(each => {
          const known = face.snapshot.people.find(person => person.id === each.id)
          return (
            <button key={each.id} type="button" className="gp-person" onClick={() => known && setOpen(known)}>
              <strong>{each.name}</strong>
              <span className="aj-num">{each.unit ?? '—'}</span>
              <span className="aj-weak">
                {t(`kind.${each.kind}`)} · {t('inside.since', { at: when(each.since, now) })}
              </span>
              {each.overstay ? <State state="late" word={t('inside.overstay')} /> : null}
            </button>
          )
        })}
      </div>
      {open ? (
        <Dialog title={`${open.name} ${open.unit ?? ''}`} close={() => setOpen(undefined)} sheet>
          <Returning
            face={face}
            person={open}
            done={() => {
              setOpen(undefined)
              void refetch()
            }}
          />
        </Dialog>
      ) : null}
    </div>
  )
}
