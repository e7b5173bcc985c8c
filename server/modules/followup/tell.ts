/** Who hears of a draw: the office that shares the calls out, and the director when a month waits to be closed (SX-09). */
import type { Ctx } from '../../core/house.ts'
import type { Role } from '../../core/roles.ts'
import { notify } from '../notice/notify.ts'
import { staffOf } from '../roster/store-staff.ts'

async function firstWith(ctx: Ctx, estateId: string, role: Role) {
  const [first] = await staffOf(ctx.db, estateId, ctx.now, { roles: [role], regions: false })
  return first && { accountId: first.id, name: first.name }
}

/** A new list is there: it is to be shared out and called. */
export async function tellDrawn(ctx: Ctx, estateId: string, month: string, calls: number): Promise<void> {
  const to = await firstWith(ctx, estateId, 'office')
  await notify(ctx, {
    estateId,
    ...(to ? { to } : {}),
    kind: 'followup.drawn',
    ref: { topic: 'followup', id: month },
    title: { zh: `${month} 回访名单已抽取`, en: `Follow-up list drawn, ${month}` },
    body: {
      zh: `系统抽取了 ${calls} 户，请在“回访”中分派，并在应回访日前完成。`,
      en: `The system drew ${calls}. Share them out under Follow-up and have them called by their days.`,
    },
  })
}

/** The month is over and drawn to its end: the director closes it. */
export async function tellOver(ctx: Ctx, estateId: string, month: string): Promise<void> {
  const to = await firstWith(ctx, estateId, 'duty_director')
  await notify(ctx, {
    estateId,
    ...(to ? { to } : {}),
    kind: 'followup.to_close',
    ref: { topic: 'followup', id: month },
    title: { zh: `${month} 待结月`, en: `${month} is to be closed` },
    body: {
      zh: '最后一批已抽样。回访做完后请在“回访”中结月；重大事项须逐件回访。',
      en: 'The last round is drawn. Close the month under Follow-up once the calls are made; each major matter must be called.',
    },
  })
}
