/** What an import of vehicles would do to permits, said before it runs: a car that moves home leaves its old home's permits (S4-18). */
import type { Bilingual } from '../../core/formats.ts'
import { foretellDef, type RegisteredForetell } from '../../core/transfer.ts'
import { normalPlate } from './place.ts'
import { movedVehicles, permitsOfVehicles } from './store-permit.ts'
import { permitWords } from './words.ts'

type Row = { plate?: string; room?: string }

/** One car that moves; `permits`: kinds and lots of those that lose it. */
function moveText(plate: string, from: string, to: string, permits: Bilingual[]): Bilingual {
  const zh = permits.map(p => p.zh).join('、')
  const en = permits.map(p => p.en).join(', ')
  if (permits.length === 0)
    return {
      zh: `${plate} 现登记在 ${from}，将转到 ${to}；${from} 没有含此车的停车许可。`,
      en: `${plate} is registered at ${from} and moves to ${to}; no permit of ${from} names it.`,
    }
  return {
    zh: `${plate} 现登记在 ${from}，将转到 ${to}：${from} 的${zh}不再含此车，道闸随即不再放行；许可本身不变。${to} 要停车，请在其许可里加上此车。`,
    en: `${plate} is registered at ${from} and moves to ${to}: it leaves the permits of ${from} (${en}) and the lanes let it in no more; the permits themselves stay. For ${to}, add it to a permit of that home.`,
  }
}

const foretell = (key: string): RegisteredForetell =>
  foretellDef<Row>({
    key,
    tell: async (ctx, estateId, rows) => {
      const asked = rows.flatMap(({ line, row }) =>
        row.plate && row.room ? [{ line, plate: row.plate, room: row.room }] : [],
      )
      const moves = await movedVehicles(ctx.db, estateId, asked)
      if (moves.length === 0) return []
      const cipher = await ctx.cipher(estateId)
      const permits = await permitsOfVehicles(
        ctx.db,
        estateId,
        moves.map(m => ({ id: m.id, unitId: m.unit_id, blind: cipher.blind('plate', normalPlate(m.plate)) })),
        ctx.now,
      )
      return moves.map(m => ({
        line: m.line,
        text: moveText(
          m.plate,
          m.from_room,
          m.to_room,
          permits
            .filter(p => p.vehicle_id === m.id)
            .map(p => ({
              zh: `${permitWords[p.kind].zh}（${p.lot}）`,
              en: `${permitWords[p.kind].en}, ${p.lot}`,
            })),
        ),
      }))
    },
  })

/** Both tables that bring vehicles. */
export const vehicleForetells: RegisteredForetell[] = [foretell('vehicles'), foretell('households')]
