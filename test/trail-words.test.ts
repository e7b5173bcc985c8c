import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { acts as ticketActs } from '../server/modules/desk/contract-shapes.ts'
import { actName, thingName } from '../server/modules/trail/words.ts'

test('[SX-03] every act and thing that the program writes down has its word', async () => {
  const written = { action: new Set<string>(), subject: new Set<string>() }
  for (const file of await readdir('server', { recursive: true }))
    if (file.endsWith('.ts') && !file.endsWith('.test.ts'))
      for (const [, kind, key] of (await readFile(`server/${file}`, 'utf8')).matchAll(
        /\b(action|subject): '([a-z_]+(?:\.[a-z_]+)?)'/g,
      ))
        if (kind === 'subject' || key?.includes('.')) written[kind as 'action' | 'subject'].add(key ?? '')
  expect(written.action.size).toBeGreaterThan(300)
  expect([...written.action].filter(key => actName(key).zh === key)).toEqual([])
  expect([...written.subject].filter(key => thingName(key).zh === key)).toEqual([])
  expect(ticketActs.filter(act => actName(`ticket.${act}`).zh === `ticket.${act}`)).toEqual([])
})
