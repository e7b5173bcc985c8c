/** The boards' rows of the days behind: only what is counted over a day can be told afterwards, "now" figures begin today. */
import { ZONE } from '../../server/core/clock.ts'
import { figures } from '../../server/modules/oversight/registry.ts'
import { dayOf, TREND_DAYS } from '../../server/modules/oversight/rules.ts'
import { rollUp } from '../../server/modules/oversight/service.ts'
import { keepParts } from '../../server/modules/oversight/store.ts'
import { ctxOf, type World } from './world.ts'

export async function loadFigures(w: World): Promise<void> {
  for (const figure of figures.filter(f => f.over === 'day'))
    for (let ago = TREND_DAYS - 1; ago > 0; ago--) {
      const day = dayOf(w.now, ZONE, ago)
      await keepParts(w.house.db, figure.key, day.date, await figure.parts(w.house.db, day), w.now)
    }
  await rollUp(ctxOf(w))
}
