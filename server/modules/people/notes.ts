/** Notes on a home, sealed: free text may tell of persons. */
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { actorId } from './accounts.ts'
import { noteApi } from './contract.ts'
import { unitHead } from './store-homes.ts'
import * as store from './store-notes.ts'

/** @throws core.not_found outside the caller's reach */
async function needUnit(
  ctx: Ctx,
  permission: 'person.read' | 'person.write',
  estateId: string,
  unitId: string,
): Promise<void> {
  if (!(await unitHead(ctx.db, estateId, ctx.reach(permission, estateId), unitId)))
    throw fail('core.not_found')
}

export const listNotes = query(
  'people.notes',
  noteApi['GET /api/estates/:estateId/units/:unitId/notes'],
  async (ctx, { estateId, unitId }) => {
    await needUnit(ctx, 'person.read', estateId, unitId)
    const cipher = await ctx.cipher(estateId)
    const rows = await store.notesOf(ctx.db, estateId, unitId)
    return {
      items: rows.map(n => ({
        id: n.id,
        text: cipher.open('unit_note', n.text_sealed),
        by: n.made_by_name,
        at: n.made_at.toString(),
      })),
    }
  },
)

export const addNote = verb(
  'people.add_note',
  noteApi['POST /api/estates/:estateId/units/:unitId/notes'],
  async (ctx, { estateId, unitId, text }) => {
    await needUnit(ctx, 'person.write', estateId, unitId)
    const id = newId<'unit_note'>(ctx.now.epochMilliseconds)
    const by = 'name' in ctx.actor ? ctx.actor.name : ctx.actor.kind
    const sealed = (await ctx.cipher(estateId)).seal('unit_note', text)
    await store.insertNote(ctx.db, estateId, {
      id,
      unitId,
      sealed,
      by: actorId(ctx),
      byName: by,
      at: ctx.now,
    })
    await ctx.audit(
      { action: 'unit.note', subject: 'unit', subjectId: unitId, after: { noteId: id }, sensitive: { text } },
      estateId,
    )
    return { id, text, by, at: ctx.now.toString() }
  },
)

export const endNote = verb(
  'people.end_note',
  noteApi['POST /api/estates/:estateId/unit-notes/:noteId/end'],
  async (ctx, { estateId, noteId }) => {
    const unitId = await store.unitOfNote(ctx.db, estateId, noteId)
    if (unitId === undefined) throw fail('core.not_found')
    await needUnit(ctx, 'person.write', estateId, unitId)
    await store.endNote(ctx.db, estateId, noteId, ctx.now)
    await ctx.audit(
      { action: 'unit.note_end', subject: 'unit', subjectId: unitId, after: { noteId } },
      estateId,
    )
    return { ended: true }
  },
)
