import type { Answer } from '../../contracts.ts'

/** The key that lists the library. */
export const libraryKey = 'GET /api/estates/:estateId/library'
/** The key of one document with its versions and readers. */
export const documentKey = 'GET /api/estates/:estateId/library/:documentId'
export type Document = Answer<typeof documentKey>
/** What every act on a document makes stale. */
export const libraryStale = [libraryKey, documentKey, 'GET /api/estates/:estateId/policy'] as const

/** Kinds of documents, in the order in which they are offered. */
export const kinds = ['rule', 'law', 'policy', 'quality', 'concept', 'steward_service'] as const
