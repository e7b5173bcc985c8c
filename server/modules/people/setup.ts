/** First start on an empty database: the first administrator, no default password; open until there is one. */
import { makeCtx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { createEstate, createRegion } from '../estate/service.ts'
import { assign, newAccount } from './accounts.ts'
import { accountFail, signInApi } from './contract.ts'
import { countAdministrators, everSetUp } from './store-accounts.ts'

export const setupState = query('people.setup_state', signInApi['GET /api/setup'], async ctx => ({
  needed: !(await everSetUp(ctx.db)),
}))

export const setUp = verb('people.set_up', signInApi['POST /api/setup'], async (outer, input) => {
  // takes the administrators' lock, so that two browsers at once make one administrator
  await countAdministrators(outer.db, outer.now)
  if (await everSetUp(outer.db)) throw accountFail('people.set_up')
  const live = outer as ReturnType<typeof makeCtx>
  const ctx = makeCtx(
    outer.house,
    { ...outer, actor: { kind: 'system', name: 'setup' } },
    outer.db,
    live.state,
  )
  const { administrator, region, estate } = input
  const account = await newAccount(ctx, { ...administrator, mustChange: false })
  await assign(ctx, account, { role: 'administrator', scope: 'system' })
  let parentId: string | null = null
  for (const kind of ['city', 'district', 'subdistrict', 'neighbourhood'] as const) {
    const made: { id: string } = await createRegion(ctx, { parentId, kind, code: '1', name: region[kind] })
    parentId = made.id
  }
  const made = await createEstate(ctx, { regionId: parentId ?? '', name: estate.name, kind: estate.kind })
  await assign(ctx, account, { role: 'manager', scope: 'estate', estateId: made.id })
  return { estateId: made.id }
})
