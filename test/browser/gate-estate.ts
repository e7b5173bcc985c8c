/** What the gate's journeys share: a program on a database of its own, an estate under closure, a guard who signs in. */
import type { Page } from 'playwright-core'
import { beginClosure } from '../../server/modules/gate/service-closure.ts'
import { setHours } from '../../server/modules/gate/service-gate.ts'
import { createAccount } from '../../server/modules/people/accounts.ts'
import { aSite, type GateSite, paper } from '../gate-factories.ts'
import { actor, system, type TestHouse } from '../harness.ts'
import type { Language } from './kit.ts'
import { aProgram, PASSWORD, type Program } from './program.ts'

export interface Ran {
  program: Program
  on: TestHouse
  stop: () => Promise<void>
}

export async function runProgram(t: TestHouse): Promise<Ran> {
  const program = await aProgram(t)
  return { program, on: program.there, stop: program.end }
}

/** A journey's words on the screen, in its language. */
export const eitherIn =
  (language: Language) =>
  <T extends string | RegExp>(zh: T, en: T): T =>
    language === 'en' ? en : zh

let serial = 0

/** An estate under closure at any hour of the day. */
export async function aClosedSite(ran: Ran): Promise<GateSite> {
  const n = ++serial
  const { on, program } = ran
  const site = await aSite(on)
  const today = program.house.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  await setHours(on.ctx(actor('manager', 'estate', site.estateId)), {
    estateId: site.estateId,
    from: '00:00',
    until: '24:00',
    fromDate: '2020-01-01',
    source: '全天通行',
  })
  await beginClosure(on.ctx(actor('headquarters', 'region', site.regions.paths.district)), {
    estateId: site.estateId,
    ...paper,
    number: `防控〔2026〕终端${n}号`,
    startsAt: `${today}T00:00:00+08:00`,
    endsAt: `${today.add({ days: 14 })}T00:00:00+08:00`,
    reason: '疫情防控',
    purposeZh: '为保障居民生命安全和身体健康登记出入信息，解除后销毁。',
    purposeEn: 'Taken to protect residents’ health; destroyed when the closure ends.',
    entranceGateId: site.gateId,
  })
  return site
}

export async function anAccountFor(
  ran: Ran,
  site: GateSite,
  role: 'guard' | 'front_desk' | 'resident',
  username: string,
  name = role === 'guard' ? '赵刚' : '王小明',
) {
  const place =
    role === 'resident'
      ? { role, scope: 'unit' as const, targetId: site.unitId, estateId: site.estateId }
      : { role, scope: 'estate' as const, estateId: site.estateId }
  const { account } = await createAccount(ran.on.ctx(system), {
    username,
    name,
    password: PASSWORD,
    assignment: place,
  })
  return account
}

/** Takes the north gate and sets the six digits of this shift. */
export async function beginShift(page: Page, digits: string, language: Language = 'zh-CN'): Promise<void> {
  const w = eitherIn(language)
  await page.getByRole('button', { name: '北门' }).first().click()
  await page.getByLabel(w('查找住户', 'Find a person')).waitFor()
  await page.getByRole('button', { name: w('设开班口令', 'Set my digits') }).click()
  await page.getByLabel(w('六位口令', 'Six digits')).fill(digits)
  await page.getByLabel(w('再输一遍', 'Once more')).fill(digits)
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Runs in the page: how many rows the guard's memory on the tablet holds; none where it was deleted, or opened anew and empty. */
export async function keptByGuard(): Promise<number> {
  const there = (await indexedDB.databases()).some(d => d.name === 'anju-guard')
  if (!there) return 0
  const db = await new Promise<IDBDatabase>((done, failed) => {
    const asked = indexedDB.open('anju-guard')
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
  let rows = 0
  for (const name of db.objectStoreNames)
    rows += await new Promise<number>((done, failed) => {
      const asked = db.transaction(name).objectStore(name).count()
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => failed(asked.error)
    })
  db.close()
  return rows
}

/** Runs in the page: the records that wait in the queue, as they lie on the disk. */
export async function queuedOnDisk(): Promise<string> {
  const db = await new Promise<IDBDatabase>((done, failed) => {
    const asked = indexedDB.open('anju')
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
  const rows = await new Promise<unknown[]>((done, failed) => {
    const asked = db.transaction('outbox').objectStore('outbox').getAll()
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
  db.close()
  return JSON.stringify(rows)
}
