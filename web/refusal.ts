import { useTranslation } from 'react-i18next'

/** Turns an entry of a record's `allowed` into the words of its refusal, or nothing when the act is allowed. */
export function useRefusal(): (allowed: true | string) => string | undefined {
  const { t } = useTranslation('errors')
  return allowed => (allowed === true ? undefined : t(allowed, { keySeparator: false }))
}
