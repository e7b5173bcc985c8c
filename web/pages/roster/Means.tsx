/** How a guard proves that he stands at this post: tablets that show its code, tags, printed codes. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { useApi, useMutate } from '../../query.ts'
import { printHref } from '../../transfer.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'

const key = 'GET /api/estates/:estateId/posts/:postId/means'

export function Means({ postId }: { postId: string }): ReactNode {
  const { t } = useTranslation(['post', 'common'])
  const estateId = useEstateId()
  const at = { estateId, postId }
  const [serial, setSerial] = useState('')
  const { data } = useApi(key, at)
  const offer = useMutate('POST /api/estates/:estateId/posts/:postId/displays', { stale: [key] })
  const add = useMutate('POST /api/estates/:estateId/posts/:postId/marks', {
    stale: [key],
    done: () => setSerial(''),
  })
  const revoke = useMutate('POST /api/estates/:estateId/posts/:postId/means/:id/revoke', { stale: [key] })
  if (!data) return null
  const off = (id: string, what: 'display' | 'mark') => (
    <Button kind="plain" onClick={() => revoke.mutate({ ...at, id, what })}>
      {t('post:means.revoke')}
    </Button>
  )
  return (
    <>
      <h3>{t('post:means.title')}</h3>
      <ul>
        {data.displays
          .filter(d => !d.revokedAt)
          .map(d => (
            <li key={d.id} className="aj-row">
              {t('post:means.display')} {d.pairedBy ?? t('post:means.waiting')} {off(d.id, 'display')}
            </li>
          ))}
        {data.marks
          .filter(m => !m.revokedAt)
          .map(m => (
            <li key={m.id} className="aj-row">
              {t(`post:means.mark.${m.kind}`)} {m.by}{' '}
              {m.kind === 'printed' ? (
                <a
                  className="aj-switch"
                  href={printHref('roster.post_code', { ...at, id: m.id })}
                  target="_blank"
                  rel="noreferrer"
                >
                  {t('post:means.print')}
                </a>
              ) : null}
              {off(m.id, 'mark')}
            </li>
          ))}
      </ul>
      {offer.data ? (
        <p className="aj-notice" role="status">
          {t('post:means.number', { number: offer.data.number, until: clockTime(offer.data.until) })}
        </p>
      ) : null}
      <p className="aj-row">
        <Button busy={offer.isPending} onClick={() => offer.mutate(at)}>
          {t('post:means.offer')}
        </Button>
        <Button busy={add.isPending} onClick={() => add.mutate({ ...at, kind: 'printed' })}>
          {t('post:means.printed')}
        </Button>
      </p>
      <form
        className="aj-row"
        onSubmit={event => {
          event.preventDefault()
          if (serial.trim()) add.mutate({ ...at, kind: 'nfc', serial })
        }}
      >
        <label className="aj-field">
          {t('post:means.nfc')}
          <input className="aj-input" value={serial} onChange={event => setSerial(event.target.value)} />
        </label>
        <Button type="submit">{t('post:means.add')}</Button>
      </form>
      {add.error ? (
        <p role="alert" className="aj-form-failure">
          {sentence(add.error, t).title}
        </p>
      ) : null}
    </>
  )
}
