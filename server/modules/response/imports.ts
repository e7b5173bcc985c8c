/** Tables that this room takes in: the brigade's members and its vehicles (S6-12, S6-13, SX-15). */
import { reachRegion } from '../../core/access.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { CellError, GoodRow } from '../../core/sheet.ts'
import { count, personName, phone, plate, text } from '../../core/sheet-columns.ts'
import { importDef, type RegisteredImport, type RowOutcome } from '../../core/transfer.ts'
import { able, sealPhone, self } from './actor.ts'
import * as store from './store-brigade.ts'

const brigadeColumn = {
  ...text(80),
  key: 'brigade' as const,
  header: { zh: '所属大队', en: 'Brigade' },
  aliases: ['大队', '单位', '队伍'],
  required: true,
  example: '县扑火大队',
}

const noBrigade: CellError = {
  column: 'brigade',
  code: 'brigade.unknown',
  text: {
    zh: '没有登记这支队伍，或不在您的管理范围；请先在“单位”中登记，类型选“队伍”。',
    en: 'No such brigade in your area; enter it among the organisations first, kind brigade.',
  },
}

/** The brigades that the caller may manage, by name. */
async function mine(ctx: Ctx): Promise<Map<string, store.BrigadeOrganisation>> {
  const all = await store.brigades(ctx.db)
  return new Map(
    all
      .filter(o => able(() => reachRegion(ctx.actor, 'brigade.manage', o.region_path)))
      .map(o => [o.name, o]),
  )
}

export type MemberRow = { brigade: string; number: string; name: string; squad?: string; phone?: string }

async function saveMembers(ctx: Ctx, _: string, rows: GoodRow<MemberRow>[]): Promise<RowOutcome[]> {
  const brigades = await mine(ctx)
  const by = self(ctx).id
  const out: RowOutcome[] = []
  for (const [name, group] of Map.groupBy(rows, r => r.row.brigade)) {
    const brigade = brigades.get(name)
    if (brigade === undefined) {
      out.push(...group.map(r => ({ line: r.line, errors: [noBrigade] })))
      continue
    }
    const numbers = group.map(r => r.row.number)
    const known = new Map((await store.memberByNumber(ctx.db, brigade.id, numbers)).map(m => [m.number, m]))
    for (const { line, row } of group) {
      const before = known.get(row.number)
      const same =
        before !== undefined &&
        before.left_on === null &&
        before.name === row.name &&
        (row.squad === undefined || before.squad === row.squad) &&
        row.phone === undefined
      if (same) {
        out.push({ line, did: 'same' })
        continue
      }
      await store.putMember(ctx.db, {
        id: newId<'member'>(ctx.now.epochMilliseconds),
        organisationId: brigade.id,
        number: row.number,
        name: row.name,
        squad: row.squad ?? null,
        phone: await sealPhone(ctx, row.phone),
        by,
        at: ctx.now,
      })
      out.push({ line, did: before === undefined ? 'created' : 'updated' })
    }
  }
  return out
}

export type VehicleRow = { brigade: string; plate: string; kind: string; seats?: number }

const otherBrigade: CellError = {
  column: 'plate',
  code: 'vehicle.elsewhere',
  text: {
    zh: '这个车牌已登记在别的队伍名下，请核对。',
    en: 'This plate is registered with another brigade; check it.',
  },
}

async function saveVehicles(ctx: Ctx, _: string, rows: GoodRow<VehicleRow>[]): Promise<RowOutcome[]> {
  const brigades = await mine(ctx)
  const known = await store.platesKnown(
    ctx.db,
    rows.map(r => r.row.plate),
  )
  const out: RowOutcome[] = []
  for (const { line, row } of rows) {
    const brigade = brigades.get(row.brigade)
    const before = known.get(row.plate)
    if (brigade === undefined) out.push({ line, errors: [noBrigade] })
    else if (before && before.organisationId !== brigade.id) out.push({ line, errors: [otherBrigade] })
    else {
      await store.putVehicle(ctx.db, {
        id: newId<'vehicle'>(ctx.now.epochMilliseconds),
        organisationId: brigade.id,
        plate: row.plate,
        kind: row.kind,
        seats: row.seats ?? null,
        by: self(ctx).id,
        at: ctx.now,
      })
      out.push({ line, did: before ? 'updated' : 'created' })
    }
  }
  return out
}

export const imports: RegisteredImport[] = [
  importDef<MemberRow>({
    key: 'response.members',
    title: { zh: '扑火队员名册', en: 'Brigade members' },
    permission: 'brigade.manage',
    scope: 'house',
    columns: [
      brigadeColumn,
      {
        ...text(20),
        key: 'number',
        header: { zh: '队员编号', en: 'Number' },
        aliases: ['编号', '序号', '工号'],
        required: true,
        example: 'PH-001',
      },
      {
        ...personName(),
        key: 'name',
        header: { zh: '姓名', en: 'Name' },
        aliases: ['队员姓名', '队员'],
        required: true,
        example: '王强',
      },
      {
        ...text(40),
        key: 'squad',
        header: { zh: '中队', en: 'Squad' },
        aliases: ['分队', '小队', '班'],
        required: false,
        example: '一中队',
      },
      {
        ...phone(),
        key: 'phone',
        header: { zh: '手机号', en: 'Mobile' },
        aliases: ['电话', '联系电话', '手机号码', '联系方式'],
        required: false,
        example: '13800001234',
        sensitive: true,
      },
    ],
    naturalKey: row => `${row.brigade} ${row.number}`,
    save: saveMembers,
  }),
  importDef<VehicleRow>({
    key: 'response.vehicles',
    title: { zh: '运兵车台账', en: 'Brigade vehicles' },
    permission: 'brigade.manage',
    scope: 'house',
    columns: [
      brigadeColumn,
      {
        ...plate(),
        key: 'plate',
        header: { zh: '车牌号', en: 'Plate' },
        aliases: ['车牌', '号牌', '牌照'],
        required: true,
        example: '黑N12345',
      },
      {
        ...text(40),
        key: 'kind',
        header: { zh: '车型', en: 'Kind' },
        aliases: ['类型', '车辆类型'],
        required: true,
        example: '运兵车',
      },
      {
        ...count({ min: 1, max: 99 }),
        key: 'seats',
        header: { zh: '座位数', en: 'Seats' },
        aliases: ['座位', '核载人数'],
        required: false,
        example: '12',
      },
    ],
    naturalKey: row => row.plate,
    save: saveVehicles,
  }),
]
