/** How a lane decides about cars without a right, and what its board shows. */
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useMutate } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say as toast } from '../../ui/toast.ts'
import { devicesKey } from './parts.tsx'
import './lane.css'

type Lane = Answer<typeof devicesKey>['lanes'][number]
/** Sentences a board may say in its own words. */
const spoken = [
  'right_owner',
  'right_monthly',
  'right_visitor',
  'temporary',
  'right_exit',
  'unpaid',
  'unknown',
  'barred',
] as const
/** Apart from the setting `temporary`, which has the same name as a sentence. */
const wordOf = <C extends (typeof spoken)[number]>(code: C): `say_${C}` => `say_${code}`

export function LaneForm({
  estateId,
  lane,
  close,
}: {
  estateId: string
  lane: Lane
  close: () => void
}): ReactNode {
  const { t } = useTranslation('lane')
  const [board, setBoard] = useState<'none' | 'gbk' | 'utf8'>(lane.board?.charset ?? 'none')
  const send = useMutate('PUT /api/estates/:estateId/lanes/:laneId/setting', { stale: [devicesKey] })
  const form = useForm({
    key: `lane.setting.${lane.id}`,
    initial: {
      temporary: lane.temporary,
      leaving: lane.leaving,
      passback: lane.passback,
      before: lane.board?.before ?? '',
      after: lane.board?.after ?? '',
      ...Object.fromEntries(spoken.map(code => [wordOf(code), lane.say[code] ?? ''])),
    } as Record<`say_${(typeof spoken)[number]}` | 'before' | 'after', string> &
      Pick<Lane, 'temporary' | 'leaving' | 'passback'>,
    send: async v => {
      await send.mutateAsync({
        estateId,
        laneId: lane.id,
        temporary: v.temporary,
        leaving: v.leaving,
        passback: v.passback,
        say: Object.fromEntries(spoken.map(code => [code, v[wordOf(code)]])),
        board: board === 'none' ? null : { charset: board, before: v.before, after: v.after },
        version: lane.version,
      })
      toast(t('done.changed', { name: lane.name }))
      close()
    },
  })
  const out = lane.direction === 'out'
  return (
    <Dialog title={t('lanes.changeTitle', { name: lane.name })} close={close} wide>
      <FormBox form={form} submit={t('devices.save')}>
        {out ? null : (
          <Choices
            legend={t('lanes.temporary')}
            options={(['open', 'hold', 'refuse'] as const).map(value => ({
              value,
              label: t(`temporary.${value}`),
            }))}
            value={form.values.temporary}
            onChange={temporary => form.set({ temporary })}
          />
        )}
        {lane.direction === 'in' ? null : (
          <Choices
            legend={t('lanes.leaving')}
            options={(['right', 'free'] as const).map(value => ({ value, label: t(`leaving.${value}`) }))}
            value={form.values.leaving}
            onChange={leaving => form.set({ leaving })}
          />
        )}
        <Choices
          legend={t('lanes.passback')}
          options={(['off', 'mark', 'hold'] as const).map(value => ({
            value,
            label: t(`passback.${value}`),
          }))}
          value={form.values.passback}
          onChange={passback => form.set({ passback })}
        />
        <Choices
          legend={t('lanes.board')}
          options={(['none', 'gbk', 'utf8'] as const).map(value => ({ value, label: t(`board.${value}`) }))}
          value={board}
          onChange={setBoard}
        />
        {board === 'none' ? null : (
          <>
            <Field form={form} name="before" label={t('lanes.before')} hint={t('lanes.frameHint')} optional>
              <input {...form.bind('before')} className="aj-input" maxLength={120} />
            </Field>
            <Field form={form} name="after" label={t('lanes.after')} optional>
              <input {...form.bind('after')} className="aj-input" maxLength={120} />
            </Field>
          </>
        )}
        <details>
          <summary>{t('lanes.words')}</summary>
          <p className="aj-weak">{t('lanes.wordsHint')}</p>
          {spoken.map(code => (
            <Field key={code} form={form} name={wordOf(code)} label={t(`spoken.${code}`)} optional>
              <input {...form.bind(wordOf(code))} className="aj-input" maxLength={60} />
            </Field>
          ))}
        </details>
      </FormBox>
    </Dialog>
  )
}
