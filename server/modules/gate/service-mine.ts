/** A resident's own record at the gate: his comings and goings, and what is held of him (PIPL 45). */
import { localDate } from '../../core/clock.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { query } from '../../core/verb.ts'
import { gateResidents, personOfAccount } from '../people/gate.ts'
import { maskIdNumber, maskPhone } from '../people/mask.ts'
import { booksOf, ciphers, open } from './books.ts'
import { gateApi } from './contract.ts'
import type { Trip, Who } from './read-people.ts'
import { maskName } from './rules.ts'
import type { RetentionRule } from './service-end.ts'
import { actorId } from './service-gate.ts'
import { keepRule } from './service-keep.ts'
import { ownUnits } from './service-pass.ts'
import { siteOf } from './site.ts'
import * as store from './store-people.ts'

/** Only what stands under his own name and number: other members of his home see their own. */
export const myPassages = query(
  'gate.my_passages',
  gateApi['GET /api/estates/:estateId/my-gate/passages'],
  async (ctx, input) => {
    const site = await siteOf(ctx, input.estateId)
    const units = await ownUnits(ctx, input.estateId)
    const ids = new Set<string>()
    for (const unit of units) {
      const id = await personOfAccount(ctx.db, input.estateId, actorId(ctx), unit.id, ctx.now)
      if (id !== undefined) ids.add(id)
    }
    if (ids.size === 0) return { items: [], held: null }
    const me = await gateResidents(ctx, input.estateId, [...ids])
    const books = booksOf(ctx, site)
    const keys = await ciphers(ctx, site, books)
    const rows = await store.registrantsOfUnits(
      ctx.db,
      input.estateId,
      books,
      units.map(u => u.id),
    )
    const mine = rows
      .map(row => ({ row, who: open<Who>(keys.get(row.closure_id), 'who', row.sealed) }))
      .filter(({ who }) =>
        me.some(
          m =>
            (m.idNumber !== '' && who.idNumber === m.idNumber) ||
            (who.name === m.name && (!who.phone || !m.phone || who.phone === m.phone)),
        ),
      )
    const own = mine.map(each => each.row.id)
    const found = own.length > 0 ? await store.passagesOfRegistrants(ctx.db, input.estateId, own) : []
    const today = localDate(ctx.now, site.zone).toString()
    const [first] = mine
    const who = first?.who
    const { days } =
      first?.row.closure_id === NIL
        ? await keepRule(ctx, input.estateId)
        : await ruleFor<RetentionRule>(ctx.db, 'gate.retention', input.estateId, today)
    return {
      items: found.map(p => {
        const trip = open<Trip>(keys.get(p.closure_id ?? NIL), 'trip', p.sealed)
        return {
          id: p.id,
          at: p.at.toString(),
          gate: p.gate_name ?? '',
          direction: p.direction,
          outcome: p.outcome,
          refusal: p.refusal,
          destination: trip.destination ?? null,
          reason: trip.reason ?? null,
          missing: p.missing,
        }
      }),
      held: who
        ? {
            name: maskName(who.name ?? ''),
            phone: who.phone ? maskPhone(who.phone) : '',
            idNumber: who.idNumber ? maskIdNumber(who.idNumber) : '',
            days,
          }
        : null,
    }
  },
)
