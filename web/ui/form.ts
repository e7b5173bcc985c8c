import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, newClientId } from '../api.ts'
import { prefix } from './drafts.ts'

/**
 * A form that loses nothing: what is typed is kept in sessionStorage until it was accepted, so an ended
 * session, a reload or a call coming in costs no word. Errors of the server (problem+json fields) appear at
 * their fields; the focus goes to the first one.
 */
export interface FormOptions<V extends object> {
  /** Name of the draft; one per form and record, e.g. `desk.intake`. */
  key: string
  initial: V
  /** What must be mended before sending, by field; nothing when all is well. */
  check?: (values: V) => Partial<Record<keyof V, string>>
  /** Sends. `clientId` is the same until a try was accepted. Throw ApiError to show its fields. */
  send: (values: V, clientId: string) => Promise<unknown>
  /** Secrets are never kept as a draft. */
  secret?: (keyof V)[]
}

export interface Bound<T> {
  id: string
  name: string
  value: T
  onChange: (next: T | { target: { value: unknown } }) => void
  'aria-invalid'?: true
  'aria-describedby'?: string
}

export interface FormState<V extends object> {
  values: V
  set: (part: Partial<V>) => void
  bind: <K extends keyof V & string>(name: K) => Bound<V[K]>
  errorOf: (name: keyof V & string) => string | undefined
  /** errors that belong to no shown field, and refusals as a whole */
  failure: ApiError | Error | undefined
  busy: boolean
  submit: (event?: { preventDefault(): void }) => Promise<boolean>
  reset: (values?: V) => void
  fieldId: (name: string) => string
}

function draft<V extends object>(key: string): { values: Partial<V>; clientId?: string } {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + key) ?? '{"values":{}}')
  } catch {
    return { values: {} }
  }
}

export function useForm<V extends object>(options: FormOptions<V>): FormState<V> {
  const { key, initial, check, send, secret } = options
  const { t } = useTranslation('common')
  const kept = useRef<ReturnType<typeof draft<V>>>(undefined)
  kept.current ??= draft<V>(key)
  const [values, setValues] = useState<V>({ ...initial, ...kept.current.values })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<Error>()
  const [busy, setBusy] = useState(false)
  const clientId = useRef(kept.current.clientId ?? newClientId())
  const fieldId = useCallback((name: string) => `f-${key}-${name}`.replace(/[^\w-]/g, '-'), [key])
  const touched = useRef(false)
  const sendingNow = useRef(false)

  useEffect(() => {
    if (!touched.current) return
    const open: Partial<V> = { ...values }
    for (const name of secret ?? []) delete open[name]
    sessionStorage.setItem(prefix + key, JSON.stringify({ values: open, clientId: clientId.current }))
  }, [key, values, secret])

  const set = (part: Partial<V>) => {
    touched.current = true
    setValues(before => ({ ...before, ...part }))
    setErrors(before => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in part))))
  }
  const show = (found: Record<string, string>) => {
    setErrors(found)
    const first = Object.keys(found)[0]
    if (first) requestAnimationFrame(() => document.getElementById(fieldId(first))?.focus())
  }
  const reset = (next: V = initial) => {
    touched.current = false
    clientId.current = newClientId()
    sessionStorage.removeItem(prefix + key)
    setValues(next)
    setErrors({})
    setFailure(undefined)
  }
  const submit = async (event?: { preventDefault(): void }) => {
    event?.preventDefault()
    if (sendingNow.current) return false
    const own = Object.entries(check?.(values) ?? {}).filter((entry): entry is [string, string] => !!entry[1])
    if (own.length > 0) {
      show(Object.fromEntries(own))
      return false
    }
    sendingNow.current = true
    setBusy(true)
    setFailure(undefined)
    try {
      await send(values, clientId.current)
      reset(initial)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500)
        clientId.current = newClientId()
      const fields = error instanceof ApiError ? error.fields : []
      const mine = fields.filter(field => topName(field.path) in values)
      show(Object.fromEntries(mine.map(field => [topName(field.path), field.detail || t('form.wrong')])))
      if (mine.length === 0 || mine.length < fields.length)
        setFailure(error instanceof Error ? error : new Error(String(error)))
      return false
    } finally {
      sendingNow.current = false
      setBusy(false)
    }
  }
  const bind = <K extends keyof V & string>(name: K): Bound<V[K]> => ({
    id: fieldId(name),
    name,
    value: values[name],
    onChange: next => set({ [name]: isEvent(next) ? next.target.value : next } as Partial<V>),
    ...(errors[name] ? { 'aria-invalid': true as const, 'aria-describedby': `${fieldId(name)}-error` } : {}),
  })
  return { values, set, bind, errorOf: name => errors[name], failure, busy, submit, reset, fieldId }
}

function isEvent(next: unknown): next is { target: { value: unknown } } {
  return typeof next === 'object' && next !== null && 'target' in next && 'nativeEvent' in next
}

/** `persons.0.name` and `/persons/0/name` both belong to the field `persons`. */
function topName(path: string): string {
  return path.replace(/^\//, '').split(/[./]/)[0] ?? path
}
