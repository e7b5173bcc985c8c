import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { RowOf } from '../../contracts.ts'
import { dateTime } from '../../format.ts'
import { useMe } from '../../me.ts'
import { queryClient, useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Choices } from '../../ui/Choices.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { Failing, Loading } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'

const list = 'GET /api/estates/:estateId/owner-texts/:textId/receipts'
const size = 50

/** Which homes have acknowledged, which have not, and the signed papers that come in at the desk. */
export function Receipts(props: {
  text: RowOf<'GET /api/estates/:estateId/owner-texts'>
  estateId: string
}): ReactNode {
  const { t } = useTranslation('covenant')
  const { can } = useMe()
  const { text, estateId } = props
  const [show, setShow] = useState<'missing' | 'done'>('missing')
  const [page, setPage] = useState(0)
  const input = { estateId, textId: text.id, show, offset: page * size, limit: size }
  const { data, error, refetch } = useApi(list, input, { keep: true })
  return (
    <section aria-label={t('receipt.title')}>
      <h2>{t('receipt.title')}</h2>
      {text.receipts ? <p>{t('receipt.count', { ...text.receipts })}</p> : null}
      {can('person.write') ? <Enter textId={text.id} estateId={estateId} /> : null}
      <Choices
        legend={t('receipt.show')}
        hideLegend
        value={show}
        onChange={next => {
          setShow(next)
          setPage(0)
        }}
        options={(['missing', 'done'] as const).map(value => ({ value, label: t(`receipt.${value}`) }))}
      />
      {error && !data ? <Failing error={error} again={refetch} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.items.length === 0 ? <p className="aj-weak">{t(`receipt.no.${show}`)}</p> : null}
      <ul className="cv-list">
        {data?.items.map(r => (
          <li key={r.unitId}>
            <span className="aj-num">{r.unit}</span>{' '}
            {r.at ? (
              <span className="aj-weak">
                {r.name} <span className="aj-num">{dateTime(r.at)}</span> {t(`channel.${r.channel ?? 'app'}`)}{' '}
                {r.enteredBy ? t('receipt.entered', { name: r.enteredBy }) : ''}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {data && data.total > (page + 1) * size ? (
        <Button onClick={() => setPage(page + 1)}>{t('receipt.more', { count: data.total })}</Button>
      ) : null}
    </section>
  )
}

function Enter({ textId, estateId }: { textId: string; estateId: string }): ReactNode {
  const { t } = useTranslation('covenant')
  const form = useForm({
    key: `covenant.receipt.${textId}`,
    initial: { room: '', name: '' },
    check: v => ({
      room: v.room.trim() ? undefined : t('receipt.needRoom'),
      name: v.name.trim() ? undefined : t('receipt.needName'),
    }),
    send: async (v, clientId) => {
      const key = 'POST /api/estates/:estateId/owner-texts/:textId/receipts'
      const made = await api(key, { estateId, textId, ...v }, { clientId })
      say(t('receipt.saved', { room: made.unit }))
      await queryClient.invalidateQueries({ queryKey: [list] })
      await queryClient.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/owner-texts'] })
    },
  })
  return (
    <details>
      <summary>{t('receipt.enter')}</summary>
      <FormBox form={form} submit={t('receipt.save')} columns={2}>
        <Field form={form} name="room" label={t('unit')}>
          <input {...form.bind('room')} className="aj-input aj-num" placeholder="1-2-301" maxLength={40} />
        </Field>
        <Field form={form} name="name" label={t('receipt.signer')}>
          <input {...form.bind('name')} className="aj-input" maxLength={60} autoComplete="off" />
        </Field>
      </FormBox>
    </details>
  )
}
