/** Adding, changing and adopting a device; its address is shown once, with how to set the camera. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../contracts.ts'
import { useMutate } from '../../query.ts'
import { Choices } from '../../ui/Choices.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FormBox } from '../../ui/Form.tsx'
import { useForm } from '../../ui/form.ts'
import { say } from '../../ui/toast.ts'
import { devicesKey } from './parts.tsx'
import './lane.css'

type Data = Answer<typeof devicesKey>
type Device = Data['items'][number]
type Maker = Device['maker']
type Side = Device['direction']
const makers: Maker[] = ['vzenith', 'huaxia', 'hikvision', 'dahua', 'access', 'plain', 'agent']
const sides: Side[] = ['in', 'out', 'told']
/** Makers whose barrier is moved by logging in to the camera. */
const asked = new Set<Maker>(['hikvision', 'dahua', 'access'])

export interface Secret {
  key: string
  path: string
  deviceNumber: string
  maker: Maker
  name: string
}

interface Shared {
  estateId: string
  lanes: Data['lanes']
  close: () => void
}

export function DeviceForm({
  estateId,
  lanes,
  device,
  close,
  shown,
}: Shared & { device: Device | undefined; shown: (s: Secret) => void }): ReactNode {
  const { t } = useTranslation('lane')
  const add = useMutate('POST /api/estates/:estateId/lane-devices', { stale: [devicesKey] })
  const change = useMutate('PUT /api/estates/:estateId/lane-devices/:id', { stale: [devicesKey] })
  const form = useForm({
    key: `lane.device.${device?.id ?? 'new'}`,
    initial: {
      name: device?.name ?? '',
      maker: device?.maker ?? ('vzenith' as Maker),
      laneId: device?.laneId ?? lanes[0]?.id ?? '',
      direction: device?.direction ?? ('in' as Side),
      host: device?.host ?? '',
      user: '',
      password: '',
      channel: String(device?.channel ?? 1),
    },
    secret: ['password'],
    check: v => ({ name: v.name.trim() === '' ? t('need.name') : undefined }),
    send: async v => {
      const login = {
        ...(v.host.trim() ? { host: v.host.trim() } : {}),
        ...(v.user ? { user: v.user } : {}),
        ...(v.password ? { password: v.password } : {}),
      }
      const same = {
        estateId,
        name: v.name,
        laneId: v.laneId,
        direction: v.direction,
        channel: Number(v.channel) || 1,
        ...login,
      }
      if (device) {
        await change.mutateAsync({ ...same, id: device.id, version: device.version })
        say(t('done.changed', { name: v.name }))
      } else {
        const made = await add.mutateAsync({ ...same, maker: v.maker })
        shown({ ...made.secret, maker: v.maker, name: v.name })
      }
      close()
    },
  })
  return (
    <Dialog
      title={device ? t('devices.changeTitle', { name: device.name }) : t('devices.add')}
      close={close}
      wide
    >
      <FormBox form={form} submit={device ? t('devices.save') : t('devices.add')} columns={2}>
        <Field form={form} name="name" label={t('devices.name')}>
          <input
            {...form.bind('name')}
            className="aj-input"
            maxLength={40}
            placeholder={t('devices.nameExample')}
          />
        </Field>
        {device ? null : (
          <Field form={form} name="maker" label={t('devices.maker')}>
            <select {...form.bind('maker')} className="aj-input">
              {makers.map(value => (
                <option key={value} value={value}>
                  {t(`maker.${value}`)}
                </option>
              ))}
            </select>
          </Field>
        )}
        <LaneField form={form} lanes={lanes} />
        <Choices
          legend={t('devices.side')}
          options={sides.map(value => ({ value, label: t(`side.${value}`) }))}
          value={form.values.direction}
          onChange={direction => form.set({ direction })}
        />
        {asked.has(form.values.maker) ? (
          <>
            <Field form={form} name="host" label={t('devices.host')} hint={t('devices.hostHint')} optional>
              <input {...form.bind('host')} className="aj-input" maxLength={100} placeholder="192.168.1.64" />
            </Field>
            <Field form={form} name="channel" label={t('devices.channel')}>
              <input {...form.bind('channel')} className="aj-input" type="number" min={1} max={64} />
            </Field>
            <Field form={form} name="user" label={t('devices.user')} optional>
              <input {...form.bind('user')} className="aj-input" autoComplete="off" maxLength={60} />
            </Field>
            <Field
              form={form}
              name="password"
              label={t('devices.password')}
              hint={device?.hasLogin ? t('devices.passwordKept') : t('devices.passwordHint')}
              optional
            >
              <input
                {...form.bind('password')}
                className="aj-input"
                type="password"
                autoComplete="new-password"
                maxLength={100}
              />
            </Field>
          </>
        ) : null}
      </FormBox>
    </Dialog>
  )
}

function LaneField<V extends { laneId: string }>({
  form,
  lanes,
}: {
  form: ReturnType<typeof useForm<V>>
  lanes: Data['lanes']
}): ReactNode {
  const { t } = useTranslation('lane')
  const bound = form.bind('laneId' as keyof V & string)
  return (
    <Field form={form} name={'laneId' as keyof V & string} label={t('col.lane')}>
      <select
        {...bound}
        value={String(bound.value)}
        onChange={event => form.set({ laneId: event.target.value } as Partial<V>)}
        className="aj-input"
      >
        {lanes.map(l => (
          <option key={l.id} value={l.id}>
            {l.gate} · {l.name}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** Shown once: afterwards only its hash exists. */
export function SecretShown({ secret, close }: { secret: Secret; close: () => void }): ReactNode {
  const { t } = useTranslation('lane')
  const address = `${location.origin}${secret.path}`
  return (
    <Dialog title={t('secret.title', { name: secret.name })} close={close} wide>
      <div className="ln-stack">
        <p>{t('secret.once')}</p>
        <p className="ln-address">{secret.maker === 'dahua' ? secret.deviceNumber : address}</p>
        <p>
          {t(`setup.${secret.maker}`, {
            host: location.hostname,
            port: location.port || (location.protocol === 'https:' ? '443' : '80'),
            path: secret.path,
          })}
        </p>
        <p className="aj-weak">{t('secret.then')}</p>
      </div>
    </Dialog>
  )
}

export function Adopt({
  estateId,
  stray,
  lanes,
  close,
}: Shared & { stray: Data['strays'][number] }): ReactNode {
  const { t } = useTranslation('lane')
  const adopt = useMutate('POST /api/estates/:estateId/lane-strays/:id/adopt', { stale: [devicesKey] })
  const form = useForm({
    key: `lane.adopt.${stray.id}`,
    initial: {
      name: stray.name ?? '',
      maker: stray.maker as Maker,
      laneId: lanes[0]?.id ?? '',
      direction: 'in' as Side,
    },
    check: v => ({ name: v.name.trim() === '' ? t('need.name') : undefined }),
    send: async v => {
      await adopt.mutateAsync({ estateId, id: stray.id, ...v })
      say(t('done.adopted', { name: v.name }))
      close()
    },
  })
  return (
    <Dialog title={t('strays.adoptTitle')} close={close}>
      <p className="aj-weak">{t('strays.adoptThen')}</p>
      <FormBox form={form} submit={t('strays.adopt')}>
        <Field form={form} name="name" label={t('devices.name')}>
          <input {...form.bind('name')} className="aj-input" maxLength={40} />
        </Field>
        <Field form={form} name="maker" label={t('devices.maker')}>
          <select {...form.bind('maker')} className="aj-input">
            {makers.map(value => (
              <option key={value} value={value}>
                {t(`maker.${value}`)}
              </option>
            ))}
          </select>
        </Field>
        <LaneField form={form} lanes={lanes} />
        <Choices
          legend={t('devices.side')}
          options={sides.map(value => ({ value, label: t(`side.${value}`) }))}
          value={form.values.direction}
          onChange={direction => form.set({ direction })}
        />
      </FormBox>
    </Dialog>
  )
}
