/** The operator's SMS gateway beside a journey: it keeps what was sent, and residents sign in with its codes. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Config } from '../../server/core/config.ts'
import type { Program } from './program.ts'

export interface Sms {
  sent: { phone: string; text: string }[]
  /** of the program that shall send by it */
  config: Pick<Config, 'sms'>
  /** the six digits of the only message since `sent` was emptied */
  code: () => Promise<string>
  end: () => void
}

/** Starts it on a free port. */
export async function anSmsGateway(): Promise<Sms> {
  const sent: Sms['sent'] = []
  const gateway = createServer((request, response) => {
    let body = ''
    request.on('data', piece => {
      body += piece
    })
    request.on('end', () => {
      sent.push(JSON.parse(body))
      response.end()
    })
  })
  await new Promise<void>(done => gateway.listen(0, '127.0.0.1', done))
  const { port } = gateway.address() as AddressInfo
  return {
    sent,
    config: { sms: { url: `http://127.0.0.1:${port}/`, token: undefined } },
    code: async () => {
      await expect.poll(() => sent.length).toBe(1)
      return /\d{6}/.exec(sent[0]?.text ?? '')?.[0] ?? ''
    },
    end: () => void gateway.close(),
  }
}

/** A resident types his phone and the code from the message, and lands on `next`. */
export async function residentIn(
  page: Page,
  { program, sms, phone }: { program: Program; sms: Sms; phone: string },
  next: string,
): Promise<void> {
  await program.house.db.deleteFrom('sign_in_guard').execute()
  await page.goto(`/sign-in?way=phone&next=${next}`)
  await page.locator('input[type="tel"]').fill(phone)
  sms.sent.length = 0
  await page.locator('input[type="tel"]').press('Tab')
  await page
    .locator('button:not([type="submit"])')
    .filter({ hasText: /验证码|code/i })
    .first()
    .click()
  await page.locator('input[autocomplete="one-time-code"]').fill(await sms.code())
  await page.keyboard.press('Enter')
  await page.waitForURL(url => url.pathname.startsWith(next))
}
