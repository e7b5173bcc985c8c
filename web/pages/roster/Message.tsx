import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import { nowMs } from '../../clock.ts'
import { when } from '../../format.ts'
import { useEstateId } from '../../me.ts'
import { paths } from '../../paths.ts'
import { useApi } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'

/** A message to the steward: an inquiry with its promise that nobody can lose, brought before his eyes at once. */
export function Message({ name, done }: { name: string; done: () => void }): ReactNode {
  const { t } = useTranslation('roster')
  const estateId = useEstateId()
  const client = useQueryClient()
  const go = useNavigate()
  const { data } = useApi('GET /api/estates/:estateId/desk/classes', { estateId })
  const cls = data?.items.find(c => c.kind === 'inquiry' && !c.toManager)
  const form = useForm({
    key: 'roster.message',
    initial: { text: '' },
    check: v => (v.text.trim() ? {} : { text: t('mine.textNeeded') }),
    send: async (v, clientId) => {
      if (!cls) return
      const made = await api(
        'POST /api/estates/:estateId/tickets',
        { estateId, clientId, kind: cls.kind, class: cls.class, text: v.text, channel: 'app' },
        { clientId },
      )
      await api(
        'POST /api/estates/:estateId/my-steward/tell',
        { estateId, ticketId: made.id, number: made.number },
        { clientId: `${clientId}-tell` },
      )
      await client.invalidateQueries({ queryKey: ['GET /api/estates/:estateId/my/tickets'] })
      const due = made.promises
        .map(p => p.dueAt)
        .filter(d => d !== null)
        .sort()[0]
      say(due ? t('mine.told', { name, time: when(due, nowMs()) }) : t('mine.toldNoLimit', { name }))
      await go({ to: paths.page('resident', `requests/${made.id}`) })
    },
  })
  return (
    <div className="ro-message">
      <FormBox
        form={form}
        submit={t('mine.send')}
        more={
          <Button kind="plain" onClick={done}>
            {t('mine.back')}
          </Button>
        }
      >
        <Field form={form} name="text" label={t('mine.text', { name })} hint={t('mine.textHint')}>
          <textarea {...form.bind('text')} className="aj-input" rows={4} maxLength={4000} />
        </Field>
      </FormBox>
    </div>
  )
}
