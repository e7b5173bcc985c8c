/** Gates, closures and people for the gate's tests, always through the services. */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { idCheckSign } from '../server/core/formats.ts'
import { newId } from '../server/core/ids.ts'
import { createUnit } from '../server/modules/estate/service-buildings.ts'
import { beginClosure } from '../server/modules/gate/service-closure.ts'
import { addGate } from '../server/modules/gate/service-gate.ts'
import type { RegisterInput } from '../server/modules/gate/service-register.ts'
import { anEstate } from './factories.ts'
import { actor, system, type TestHouse } from './harness.ts'

export const hour = (clock: TestHouse['clock'], local: string) => clock.set(`2026-03-02T${local}+08:00`)

let serial = 0

/** An ID number that passes its checksum; made up. */
export function anIdNumber(): string {
  const first = `46010519900307${String(++serial % 1000).padStart(3, '0')}`
  return first + idCheckSign(first)
}

export interface GateSite {
  estateId: string
  name: string
  gateId: string
  sideGateId: string
  guard: ReturnType<typeof actor>
  unit: string
  unitId: string
  regions: Awaited<ReturnType<typeof anEstate>>['regions']
}

/** An estate with two gates, a unit 1-2-301 and a guard. */
export async function aSite(t: TestHouse, more: Parameters<typeof anEstate>[1] = {}): Promise<GateSite> {
  const estate = await anEstate(t, more)
  const unit = await createUnit(t.ctx(system), {
    estateId: estate.id,
    building: '1',
    section: '2',
    number: '301',
  })
  const main = await addGate(t.ctx(system), { estateId: estate.id, name: '北门', kind: 'main' })
  const side = await addGate(t.ctx(system), { estateId: estate.id, name: '南门', kind: 'side' })
  return {
    estateId: estate.id,
    name: estate.name,
    gateId: main.id,
    sideGateId: side.id,
    guard: actor('guard', 'estate', estate.id),
    unit: unit.label,
    unitId: unit.id,
    regions: estate.regions,
  }
}

export const paper = {
  issuer: '县疫情防控工作领导小组',
  decidedOn: '2026-03-01',
  scope: '全县住宅小区',
}

/** Puts the estate under closure for two weeks, the north gate kept. */
export async function close(t: TestHouse, site: GateSite): Promise<{ id: string; version: number }> {
  return beginClosure(
    t.ctx({ ...actor('headquarters', 'region', site.regions.paths.district), name: '指挥部' }),
    {
      estateId: site.estateId,
      ...paper,
      number: `防控〔2026〕${newId().slice(-6)}号`,
      startsAt: '2026-03-01T00:00:00+08:00',
      endsAt: '2026-03-15T00:00:00+08:00',
      reason: '疫情防控',
      purposeZh: '为保障居民生命安全和身体健康，登记出入人员信息，解除后销毁。',
      purposeEn: 'Taken to protect residents’ health; destroyed when the closure ends.',
      entranceGateId: site.gateId,
    },
  )
}

/** Everything a person new under a closure is asked. */
export function aPerson(
  more: Partial<RegisterInput['persons'][number]> = {},
): RegisterInput['persons'][number] {
  return {
    kind: 'resident',
    name: '王小明',
    idNumber: anIdNumber(),
    phone: '13812345678',
    unit: '1-2-301',
    destination: '县医院',
    reason: '就医',
    mask: true,
    ...more,
  }
}

/** An attempt at the north gate. */
export function anAttempt(
  site: GateSite,
  more: Partial<RegisterInput> = {},
): RegisterInput & { estateId: string } {
  return {
    estateId: site.estateId,
    clientId: newId(),
    gateId: site.gateId,
    direction: 'out',
    persons: [aPerson()],
    ...more,
  }
}

/** Where a terminal seals to. */
export interface SealKey {
  kid: string
  publicKey: string
}

/** Seals a record as the terminal does it in web/offline/seal.ts. */
export function seal(value: unknown, key: SealKey) {
  const own = createECDH('prime256v1')
  own.generateKeys()
  const epk = own.getPublicKey()
  const shared = own.computeSecret(Buffer.from(key.publicKey, 'base64'))
  const aes = Buffer.from(hkdfSync('sha256', shared, epk, 'anju sealed record v1', 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', aes, iv)
  const body = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()])
  return {
    kid: key.kid,
    epk: epk.toString('base64'),
    iv: iv.toString('base64'),
    box: body.toString('base64'),
  }
}
