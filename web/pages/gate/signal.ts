/** The result for ear and hand, so that a guard need not look at the screen: one high tone and a short buzz, or two low ones. */
let context: AudioContext | undefined

function tone(at: number, hertz: number, seconds: number): void {
  if (!context) return
  const source = context.createOscillator()
  const volume = context.createGain()
  source.frequency.value = hertz
  volume.gain.setValueAtTime(0.15, context.currentTime + at)
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + at + seconds)
  source.connect(volume).connect(context.destination)
  source.start(context.currentTime + at)
  source.stop(context.currentTime + at + seconds)
}

const quiet = 'anju.gate.quiet'

/** Whether this device gives no tones; the buzz stays. */
export function isQuiet(): boolean {
  return localStorage.getItem(quiet) === '1'
}

export function setQuiet(value: boolean): void {
  if (value) localStorage.setItem(quiet, '1')
  else localStorage.removeItem(quiet)
}

export function signal(outcome: 'passed' | 'refused'): void {
  navigator.vibrate?.(outcome === 'refused' ? [120, 80, 120] : 60)
  if (isQuiet()) return
  try {
    context ??= new AudioContext()
    if (outcome === 'passed') tone(0, 1320, 0.12)
    else {
      tone(0, 330, 0.2)
      tone(0.28, 330, 0.3)
    }
  } catch {
    // a device without sound
  }
}
