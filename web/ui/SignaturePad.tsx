import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { enoughInk, type Stroke } from './signature.ts'
import './photo.css'

export interface SignaturePadProps {
  /** who signs, for the screen reader and above the field */
  label: string
  /** the signature as PNG, or undefined while there is none worth the name */
  onChange: (signature: Blob | undefined) => void
}

/** A field to sign with the finger. A dot or a slip is no signature: it stays empty until there is ink enough. */
export function SignaturePad({ label, onChange }: SignaturePadProps): ReactNode {
  const { t } = useTranslation('common')
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<Stroke[]>([])
  const [inked, setInked] = useState(false)
  const [accepted, setAccepted] = useState(false)
  useEffect(() => {
    const pad = canvas.current
    if (!pad) return
    const redraw = () => draw(pad, strokes.current)
    const watch = new ResizeObserver(redraw)
    watch.observe(pad)
    return () => watch.disconnect()
  }, [])
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    strokes.current.push([point(event)])
    setInked(true)
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const stroke = strokes.current.at(-1)
    if (!stroke || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    stroke.push(point(event))
    draw(event.currentTarget, strokes.current)
  }
  const up = (event: PointerEvent<HTMLCanvasElement>) => {
    const pad = event.currentTarget
    const enough = enoughInk(strokes.current)
    setAccepted(enough)
    if (enough) pad.toBlob(blob => onChange(blob ?? undefined), 'image/png')
    else onChange(undefined)
  }
  const clear = () => {
    strokes.current = []
    setInked(false)
    setAccepted(false)
    if (canvas.current) draw(canvas.current, [])
    onChange(undefined)
  }
  return (
    <div className="aj-stack">
      <div className="aj-sign">
        <canvas
          ref={canvas}
          role="img"
          aria-label={accepted ? t('sign.done', { label }) : label}
          onPointerDown={down}
          onPointerMove={move}
          onPointerUp={up}
          onPointerCancel={up}
        />
        {inked ? null : <span className="aj-sign-hint">{label}</span>}
      </div>
      <div className="aj-row">
        <span className="aj-grow aj-weak" role="status">
          {inked && !accepted ? t('sign.more') : ''}
        </span>
        <Button onClick={clear} refused={inked ? undefined : t('sign.empty')}>
          {t('act.clear')}
        </Button>
      </div>
    </div>
  )
}

function draw(pad: HTMLCanvasElement, strokes: Stroke[]): void {
  const scale = window.devicePixelRatio || 1
  pad.width = Math.round(pad.clientWidth * scale)
  pad.height = Math.round(pad.clientHeight * scale)
  const paper = pad.getContext('2d')
  if (!paper) return
  paper.scale(scale, scale)
  paper.lineWidth = 2.5
  paper.lineCap = 'round'
  paper.lineJoin = 'round'
  // ink on white in both modes: a signature ends on paper
  paper.strokeStyle = '#10201f'
  for (const stroke of strokes) {
    paper.beginPath()
    for (const [i, at] of stroke.entries()) {
      if (i === 0) paper.moveTo(at.x, at.y)
      else paper.lineTo(at.x, at.y)
    }
    paper.stroke()
  }
}
