/** The code screen of a post: a QR and six digits that change every half minute, made here without network. */
import { encodeQR } from 'qr'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nowMs } from '../../clock.ts'
import { useMutate } from '../../query.ts'
import { Button } from '../../ui/Button.tsx'
import { sentence } from '../../ui/States.tsx'
import { say } from '../../ui/toast.ts'
import { codeAt, dropScreen, keepScreen, type PostScreen, postScreen } from './post-code.ts'

/** This tablet's post in an estate, and how it changes. */
export function usePostScreen(estateId: string) {
  const [screen, set] = useState<PostScreen>()
  useEffect(() => {
    postScreen(estateId)
      .then(set)
      .catch(() => set(undefined))
  }, [estateId])
  return { screen, set }
}

export function CodeScreen({ screen, gone }: { screen: PostScreen; gone: () => void }): ReactNode {
  const { t } = useTranslation('post')
  const [code, setCode] = useState<Awaited<ReturnType<typeof codeAt>>>()
  useEffect(() => {
    let over = false
    const show = () =>
      codeAt(screen, nowMs()).then(made => {
        if (!over) setCode(made)
      })
    void show()
    const timer = setInterval(show, 1000)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [screen])
  if (!code) return null
  return (
    <section className="gp-post pc-screen" aria-label={t('screen', { post: screen.post })}>
      <h2>{t('screen', { post: screen.post })}</h2>
      <img
        className="pc-qr"
        alt={t('qrAlt')}
        data-code={code.qr}
        src={`data:image/svg+xml,${encodeURIComponent(encodeQR(code.qr, 'svg', { ecc: 'medium', border: 3 }))}`}
      />
      <p className="pc-digits aj-num" data-digits={code.digits}>
        {code.digits.slice(0, 3)} {code.digits.slice(3)}
      </p>
      <progress max={screen.codeSeconds} value={code.left} aria-label={t('left', { n: code.left })} />
      <p className="aj-weak">{t('how')}</p>
      <Button
        kind="plain"
        onClick={async () => {
          await dropScreen(screen.estateId)
          gone()
        }}
      >
        {t('stop')}
      </Button>
    </section>
  )
}

/** Makes this tablet the code screen of the post whose number the office gave. */
export function PairScreen({
  estateId,
  done,
}: {
  estateId: string
  done: (s: PostScreen) => void
}): ReactNode {
  const { t } = useTranslation(['post', 'common'])
  const [open, setOpen] = useState(false)
  const [number, setNumber] = useState('')
  const pair = useMutate('POST /api/estates/:estateId/post-displays', {
    done: async paired => {
      const screen = await keepScreen(estateId, paired)
      say(t('post:paired', { post: paired.post }))
      done(screen)
    },
  })
  if (!open)
    return (
      <Button kind="plain" onClick={() => setOpen(true)}>
        {t('post:pair')}
      </Button>
    )
  return (
    <form
      className="gp-row"
      onSubmit={event => {
        event.preventDefault()
        pair.mutate({ estateId, number: number.replaceAll(/\s/g, '') })
      }}
    >
      <label className="aj-field aj-grow">
        {t('post:pairNumber')}
        <input
          className="aj-input"
          inputMode="numeric"
          autoComplete="off"
          value={number}
          onChange={event => setNumber(event.target.value)}
        />
      </label>
      <Button kind="main" type="submit" busy={pair.isPending}>
        {t('post:pairNow')}
      </Button>
      {pair.error ? (
        <p role="alert" className="aj-form-failure">
          {sentence(pair.error, t).title}
        </p>
      ) : null}
    </form>
  )
}
