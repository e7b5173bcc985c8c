/** The administrator names a gatehouse agent and gives out a card; the guard works at the agent's own page without a line. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agent, startAgent } from '../../edge/agent.ts'
import { enrol } from '../../edge/identity.ts'
import { anAccount } from '../factories.ts'
import { testHouse } from '../harness.ts'
import { aRight, someLanes, vzenith } from '../lane-factories.ts'
import { assertAxe, assertFits, languages, launch, open, shot } from './kit.ts'
import { aProgram, PASSWORD, type Program, staffIn } from './program.ts'

const t = await testHouse()
let program: Program
let browser: Browser
let agent: Agent | undefined

beforeAll(async () => {
  program = await aProgram(t)
  browser = await launch()
})
afterAll(async () => {
  await agent?.stop()
  await browser.close()
  await program.end()
})

test.each(languages)(
  '[S4-16] [S3-48] an agent is named and enrolled, a card given and found, and the guard opens at the agent’s page (%s)',
  async language => {
    const { there } = program
    const zh = language === 'zh-CN'
    const site = await someLanes(there, 'hold')
    await aRight(there, site.estateId, { plate: '琼A12345' })
    const manager = await anAccount(there, site.estateId, { role: 'manager', password: PASSWORD })
    const { page } = await open(browser, program.url, 'console', { language })
    await staffIn(page, manager.username, '/console/lanes/agents')
    await shot(page, `agents-empty-${language}`)
    await page
      .getByRole('button', { name: zh ? '添加代理' : 'Add an agent' })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(zh ? '东门门岗' : 'East gatehouse')
    await dialog.getByRole('button', { name: zh ? '取得代码' : 'Get the code' }).click()
    const code = (await dialog.locator('.ln-code').textContent()) ?? ''
    await assertAxe(page)
    await shot(page, `agents-code-${language}`)
    await dialog.getByRole('button', { name: zh ? '关闭' : 'Close' }).click()

    const dataDir = mkdtempSync(join(tmpdir(), 'anju-agent-'))
    await enrol(dataDir, program.url, code)
    agent = await startAgent({ dataDir, host: '127.0.0.1', port: 0, version: '0.1.0', say: () => {} })
    await agent.link.turn()
    const { clock } = program.house
    for (const [record, plate] of ['琼A12345', '琼B24680', '琼A1234S', ''].entries())
      await fetch(`http://127.0.0.1:${agent.port}${site.in.url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(vzenith({ clock }, { plate: plate || '_无_', record: record + 1 })),
      })
    await page.reload()
    await page
      .getByText(zh ? '在线' : 'Online', { exact: false })
      .first()
      .waitFor()
    await assertFits(page)
    await assertAxe(page)
    await shot(page, `agents-${language}`)

    await page.goto(`/console/lanes/cards?e=${site.estateId}`)
    await page
      .getByRole('button', { name: zh ? '发卡' : 'Give a card' })
      .first()
      .click()
    await dialog.getByLabel(zh ? '卡号' : 'Number', { exact: false }).fill('13127999')
    await dialog.getByText(zh ? '卡面的 8 位写法' : 'the printed form of eight', { exact: false }).click()
    await dialog.getByText('131,27999', { exact: false }).last().waitFor()
    await dialog.getByLabel(zh ? '持卡人' : 'Holder', { exact: false }).fill('3-2-301 王女士')
    await assertAxe(page)
    await shot(page, `cards-add-${language}`)
    await dialog.getByRole('button', { name: zh ? '发卡' : 'Give a card' }).click()
    await page.getByText('0008613215 · 131,27999').first().waitFor()
    await assertFits(page)
    await shot(page, `cards-${language}`)

    const { pin } = JSON.parse(readFileSync(join(dataDir, 'agent.json'), 'utf8')) as { pin: string }
    for (const scheme of ['dark', 'light'] as const) {
      const booth = await browser.newContext({
        viewport: { width: 1024, height: 768 },
        locale: language,
        colorScheme: scheme,
      })
      const guard = await booth.newPage()
      await guard.goto(`http://127.0.0.1:${agent.port}/`)
      await shot(guard, `agent-pin-${scheme}-${language}`)
      await guard.getByRole('textbox').fill(pin)
      await guard.getByRole('button').click()
      await guard.getByText('琼B24680', { exact: false }).first().waitFor()
      await assertAxe(guard)
      await assertFits(guard)
      await shot(guard, `agent-booth-${scheme}-${language}`, true)
      await guard.getByLabel(zh ? '您的姓名' : 'Your name').fill('王门卫')
      await guard.getByLabel(zh ? '原因' : 'Reason').fill('抢修')
      await guard.getByRole('button', { name: zh ? '手动开闸' : 'Open the barrier' }).click()
      await guard.getByRole('status').waitFor()
      await shot(guard, `agent-opened-${scheme}-${language}`)
      await booth.close()
    }
    expect(agent.judge.full).toBe(false)
    await agent.stop()
    agent = undefined
  },
)
