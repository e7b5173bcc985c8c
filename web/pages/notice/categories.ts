import { useEstateId } from '../../me.ts'
import { useApi } from '../../query.ts'
import { useSettings } from '../../settings.ts'

/** The name of a category in the reader's language. */
export function useCategories(): (key: string) => string {
  const { language } = useSettings()
  const estateId = useEstateId()
  const { data } = useApi('GET /api/estates/:estateId/bulletin-categories', { estateId })
  return key => {
    const found = data?.items.find(c => c.key === key)
    return found ? (language === 'en' ? found.en : found.zh) : ''
  }
}
