import { ApiError, request } from '../api.ts'
import type { Answer } from '../contracts.ts'
import { type Outcome, outcomeOf, type Waiting } from './outbox.ts'

/**
 * Registrations of a guard whose right ended meanwhile (SX-14): he brings his own by another door, where the server
 * enters them under his name or keeps them apart. What is not his stays for whoever may bring it.
 */
export async function bring(record: Waiting): Promise<Outcome> {
  // an incident is a statement to the estate: he who may not come here any more leaves it to the next guard
  if (!record.key.endsWith('/gate/sync')) return 'not_own'
  try {
    const { results } = (await request('POST /api/gate/left', record.body, {
      clientId: record.clientId,
      deviceAt: record.at,
    })) as Answer<'POST /api/gate/left'>
    return results.every(each => each.outcome !== 'not_own') ? 'sent' : 'not_own'
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return outcomeOf(error.status, { code: error.code, detail: error.detail || error.message })
  }
}
