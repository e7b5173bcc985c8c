/** Reads a code with the tablet's camera, a hand scanner that types, or by hand. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}
type DetectorMaker = new (options: { formats: string[] }) => Detector

/** One look at the camera's picture: the browser's own reader where there is one, else ours on a canvas. */
async function reader(): Promise<(video: HTMLVideoElement) => Promise<string | undefined>> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorMaker }
  if (BarcodeDetector) {
    const own = new BarcodeDetector({ formats: ['qr_code'] })
    return async video => (await own.detect(video))[0]?.rawValue
  }
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const paint = canvas.getContext('2d', { willReadFrequently: true })
  return async video => {
    const { videoWidth: width, videoHeight: height } = video
    if (!paint || width === 0) return undefined
    canvas.width = width
    canvas.height = height
    paint.drawImage(video, 0, 0)
    try {
      return decodeQR({ width, height, data: paint.getImageData(0, 0, width, height).data })
    } catch {
      // no code in this picture
      return undefined
    }
  }
}

const LOOK_MS = 150

function useCamera(found: (text: string) => void): {
  video: React.RefObject<HTMLVideoElement | null>
  failed: boolean
} {
  const video = useRef<HTMLVideoElement>(null)
  const tell = useRef(found)
  tell.current = found
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
      })
      const element = video.current
      if (over || !element) return
      element.srcObject = stream
      await element.play()
      const read = await reader()
      const look = async () => {
        if (over) return
        const text = await read(element)
        if (text && !over) tell.current(text)
        else timer = setTimeout(look, LOOK_MS)
      }
      await look()
    }
    begin().catch(() => setFailed(true))
    return () => {
      over = true
      clearTimeout(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
  }, [])
  return { video, failed }
}

export function Scan({ found, close }: { found: (text: string) => void; close: () => void }): ReactNode {
  const { t } = useTranslation('gate')
  const [typed, setTyped] = useState('')
  const { video, failed } = useCamera(found)
  return (
    <Dialog title={t('scan.title')} close={close} wide>
      <div className="gp-stack">
        {failed ? <p className="gp-notice">{t('scan.noCamera')}</p> : null}
        <video ref={video} className="gp-camera" playsInline muted hidden={failed} />
        <form
          className="gp-row"
          onSubmit={event => {
            event.preventDefault()
            if (typed.trim()) found(typed)
          }}
        >
          <label className="aj-field aj-grow">
            {t('scan.typed')}
            <input
              className="aj-input"
              value={typed}
              // a hand scanner types into what has the focus
              autoFocus
              autoComplete="off"
              spellCheck={false}
              onChange={event => setTyped(event.target.value)}
            />
          </label>
          <Button kind="main" type="submit">
            {t('scan.check')}
          </Button>
        </form>
      </div>
    </Dialog>
  )
}
