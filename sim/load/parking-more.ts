/** Charger applications, a shop with coupons, an offered space: what the office finds on a morning. Made up. */
import type { Actor } from '../../server/core/access.ts'
import type { Instant } from '../../server/core/clock.ts'
import { newId } from '../../server/core/ids.ts'
import { acceptCharger, refuseCharger } from '../../server/modules/parking/charger.ts'
import { askCharger, myChargers } from '../../server/modules/parking/charger-own.ts'
import { addMerchant, giveCoupon } from '../../server/modules/parking/coupons.ts'
import { listStays } from '../../server/modules/parking/stay-acts.ts'
import { spaces } from '../../server/modules/parking/store-lot.ts'
import { listWaiting, offerSpace } from '../../server/modules/parking/waiting.ts'
import { unitIdsByLabel } from '../../server/modules/people/store-homes.ts'
import { ctxOf, type World } from './world.ts'

/** Somebody of a home, as his phone would be signed in. */
const ownerOf = (estateId: string, unitId: string, name: string): Actor => ({
  kind: 'account',
  id: newId(),
  name,
  grants: [{ role: 'owner', scope: 'unit', target: unitId, estateId }],
  sessionId: newId(),
})

export async function loadParkingMore(
  w: World,
  p: { estateId: string; manager: Actor; rooms: readonly string[] },
): Promise<void> {
  const { estateId, manager } = p
  const units = await unitIdsByLabel(w.house.db, estateId, [...p.rooms])
  const ask = async (n: number, watts: number, at: Instant) => {
    const room = p.rooms[n]!
    const owner = ownerOf(estateId, units.get(room)!, `${room} 业主`)
    const [space] = (await myChargers(ctxOf(w, owner, at), { estateId })).spaces
    return askCharger(ctxOf(w, owner, at), { estateId, spaceId: space!.spaceId, watts, meter: 'own' })
  }
  const days = (n: number) => w.now.subtract({ hours: 24 * n })
  const agreed = await ask(2, 7000, days(12))
  await acceptCharger(ctxOf(w, manager, days(9)), {
    estateId,
    chargerId: agreed.id,
    version: agreed.version,
    conditions: '沿现有桥架敷设，桩旁配 4 kg 灭火器，施工避开 22:00–7:00',
  })
  const refused = await ask(4, 21_000, days(11))
  await refuseCharger(ctxOf(w, manager, days(8)), {
    estateId,
    chargerId: refused.id,
    version: refused.version,
    reason: 'capacity',
    text: 'B1 配电箱余量 9 kW，不足 21 kW；可改申请 7 kW',
    paper: '供电所答复函（演示 08 号）',
  })
  await ask(6, 7000, days(3))
  await ask(8, 11_000, days(1))

  const shop = await addMerchant(ctxOf(w, manager, days(20)), {
    estateId,
    name: '安和便利店',
    minutes: 60,
    amount: 0,
    monthCoupons: 200,
    percent: 50,
  })
  const { items } = await listStays(ctxOf(w, manager), { estateId, state: 'inside', limit: 50 })
  for (const stay of items.filter(s => s.plate && !s.permitId).slice(0, 2))
    await giveCoupon(ctxOf(w, manager), { estateId, merchantId: shop.id, plate: stay.plate! })

  const [space] = (await spaces(w.house.db, estateId, w.now, { use: 'ev', offset: 0, limit: 1 })).rows
  const first = (await listWaiting(ctxOf(w, manager), { estateId, use: 'ev', limit: 1 })).items[0]
  if (space && first)
    await offerSpace(ctxOf(w, manager), {
      estateId,
      waitId: first.id,
      spaceId: space.id,
      version: first.version,
    })
}
