import type { z } from 'zod'
import type { catalogueApi } from '../server/modules/catalogue/contract.ts'
import type { callApi, deskApi, hintsApi } from '../server/modules/desk/contract.ts'
import type { calendarApi } from '../server/modules/desk/contract-calendar.ts'
import type { historyApi } from '../server/modules/desk/contract-history.ts'
import type { orderApi } from '../server/modules/desk/contract-order.ts'
import type { promiseApi } from '../server/modules/desk/contract-promises.ts'
import type { wallApi } from '../server/modules/desk/contract-wall.ts'
import type { estateApi } from '../server/modules/estate/contract.ts'
import type { filesApi } from '../server/modules/files/contract.ts'
import type { followupApi } from '../server/modules/followup/contract.ts'
import type { surveyApi } from '../server/modules/followup/contract-survey.ts'
import type { targetApi } from '../server/modules/followup/contract-targets.ts'
import type { gateApi } from '../server/modules/gate/contract.ts'
import type { laneApi } from '../server/modules/lane/contract.ts'
import type { edgeApi } from '../server/modules/lane/contract-edge.ts'
import type { ledgerApi } from '../server/modules/ledger/contract.ts'
import type { noticeApi } from '../server/modules/notice/contract.ts'
import type { conductApi, covenantApi } from '../server/modules/notice/contract-covenant.ts'
import type { oversightApi } from '../server/modules/oversight/contract.ts'
import type { watchApi } from '../server/modules/oversight/contract-lists.ts'
import type { parkingApi } from '../server/modules/parking/contract.ts'
import type { garageHalfApi } from '../server/modules/parking/contract-garage-half.ts'
import type { parkingMoreApi } from '../server/modules/parking/contract-more.ts'
import type { peopleApi } from '../server/modules/people/contract.ts'
import type { responseApi } from '../server/modules/response/contract.ts'
import type { householdsApi, rosterApi } from '../server/modules/roster/contract.ts'
import type { trailApi } from '../server/modules/trail/contract.ts'
import type { transferApi } from '../server/modules/transfer/contract.ts'
import type { triageApi } from '../server/modules/triage/contract.ts'

/**
 * The tables of endpoints that the screens may call: one line per module, types only, so neither zod nor
 * server code reaches the browser.
 *
 *   import type { deskApi } from '../server/modules/desk/contract.ts'
 *   … & typeof deskApi
 */
export type Api = typeof estateApi &
  typeof peopleApi &
  typeof filesApi &
  typeof rosterApi &
  typeof householdsApi &
  typeof noticeApi &
  typeof covenantApi &
  typeof conductApi &
  typeof catalogueApi &
  typeof deskApi &
  typeof orderApi &
  typeof followupApi &
  typeof surveyApi &
  typeof targetApi &
  typeof promiseApi &
  typeof wallApi &
  typeof callApi &
  typeof hintsApi &
  typeof triageApi &
  typeof calendarApi &
  typeof historyApi &
  typeof gateApi &
  typeof laneApi &
  typeof edgeApi &
  typeof responseApi &
  typeof parkingApi &
  typeof parkingMoreApi &
  typeof garageHalfApi &
  typeof ledgerApi &
  typeof oversightApi &
  typeof watchApi &
  typeof trailApi &
  typeof transferApi

export type Me = Answer<'GET /api/me'>

type Out<T> = T extends z.ZodType ? z.input<T> : unknown
type In<T> = T extends z.ZodType ? z.input<T> : object
type Part<E, K extends string> = E extends Record<K, infer S> ? In<S> : object

/** Endpoints that read a form with a file take it as `upload`. */
type FileOf<E> = E extends { upload: true } ? { upload?: Blob } : object

// Each is one conditional type over the endpoint: four in a row over hundreds of endpoints would be a product
// that the type checker gives up on.
type SendTo<E> = E extends unknown
  ? Part<E, 'body'> & Part<E, 'query'> & Part<E, 'params'> & FileOf<E>
  : never
type AnswerOf<E> = E extends { response: infer S } ? Out<S> : unknown

export type Key = keyof Api & string
/** Path parameters, query and body in one object; the client puts each where it belongs. */
export type Send<K extends Key> = SendTo<Api[K]>
export type Answer<K extends Key> = AnswerOf<Api[K]>
/** Endpoints that answer a list (`items`, `total`), as DataTable reads them. */
export type ListKey = { [K in Key]: Answer<K> extends { items: unknown[] } ? K : never }[Key]
export type RowOf<K extends Key> = Answer<K> extends { items: (infer R)[] } ? R : never
