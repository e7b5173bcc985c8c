/** The PDFs of posters and cards: made anew at each asking from what is true now, each making audited. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { aside } from '../../core/aside.ts'
import { localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { LiveCtx } from '../../core/house.ts'
import type { RawHandler } from '../../core/http.ts'
import type { PrintArt } from '../../core/print-art.ts'
import { within } from '../../core/within.ts'
import { type Holder, holders, whole } from './artefacts.ts'
import { type ArtInput, cardArt, posterArt } from './artwork.ts'
import { rosterFail } from './errors.ts'
import type { PosterPaper } from './rules-artefacts.ts'
import * as store from './store-artefacts.ts'

/** What the code opens: the resident's page of his steward, at the address under which the house is reached. */
function link(ctx: LiveCtx, request: FastifyRequest, estateId: string): string {
  const home = ctx.house.config.publicUrl ?? `${request.protocol}://${request.host}`
  return `${home.replace(/\/$/, '')}/resident/steward?e=${estateId}`
}

async function artInput(
  ctx: LiveCtx,
  request: FastifyRequest,
  estateId: string,
  holder: Holder,
): Promise<ArtInput> {
  const names = await store.estateNames(ctx.db, estateId)
  const photo = holder.card.photoId
    ? await ctx.house.files.get(ctx.db, estateId, holder.card.photoId)
    : undefined
  if (photo === undefined) throw rosterFail('roster.card_incomplete', { params: { name: holder.name } })
  return {
    unit: names.company ?? names.estate,
    estate: names.estate,
    card: holder.card,
    version: holder.version,
    date: localDate(ctx.now).toString(),
    photo: photo.bytes,
    link: link(ctx, request, estateId),
    lang: ctx.lang,
  }
}

async function send(
  ctx: LiveCtx,
  reply: FastifyReply,
  estateId: string,
  art: PrintArt,
  made: { action: string; subject: string; subjectId: string; after: object },
): Promise<unknown> {
  const printed = await aside('toArt', art)
  await within(ctx, inner => inner.audit(made, estateId))
  const file = `${art.title}.pdf`.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
  if (printed.missing.length > 0)
    void reply.header('x-anju-missing', encodeURIComponent(printed.missing.join('')))
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file)}`)
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .send(Buffer.from(printed.bytes.buffer, printed.bytes.byteOffset, printed.bytes.byteLength))
}

/** @throws core.not_found, roster.no_steward_now, roster.card_incomplete */
export const posterPdf: RawHandler = async (ctx, input, reply, request) => {
  const { estateId, buildingId, paper, bleed } = input as {
    estateId: string
    buildingId: string
    paper: PosterPaper
    bleed: boolean
  }
  const b = (await holders(ctx, estateId)).find(one => one.buildingId === buildingId)
  if (b === undefined) throw fail('core.not_found')
  const holder = whole(b)
  const art = posterArt(
    { ...(await artInput(ctx, request, estateId, holder)), building: b.building },
    paper,
    bleed ? 3 : 0,
  )
  return send(ctx, reply, estateId, art, {
    action: 'poster.print',
    subject: 'building',
    subjectId: buildingId,
    after: { paper, bleed, steward: holder.accountId, version: holder.version },
  })
}

/** @throws core.not_found for somebody who is no steward now, roster.card_incomplete */
export const cardPdf: RawHandler = async (ctx, input, reply, request) => {
  const { estateId, accountId, form } = input as {
    estateId: string
    accountId: string
    form: 'single' | 'sheet'
  }
  const mine = (await holders(ctx, estateId)).filter(b => b.holder?.accountId === accountId)
  const [first] = mine
  if (first === undefined) throw fail('core.not_found')
  const holder = whole(first)
  const art = cardArt(
    {
      ...(await artInput(ctx, request, estateId, holder)),
      buildings: mine.map(b => b.building),
    },
    form,
  )
  return send(ctx, reply, estateId, art, {
    action: 'card.print',
    subject: 'staff_card',
    subjectId: accountId,
    after: { form, version: holder.version },
  })
}
