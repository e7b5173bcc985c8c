/** Words that a machine put into the mission's text (K15): quoted where the text is quoted, said nowhere by ourselves. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What stands there, and what was meant. */
const misprints = { 礼貌: '文明', 带给: '提供', 透过: '通过', 用心性: '积极性' } as const

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|tsx|json)$/.test(name) && !/\.(test|journey)\.tsx?$/.test(name))
    .map(name => join(folder, name))
}

test('[K15] no screen, message or paper of ours says a word that a machine replaced', () => {
  const said = ['web', 'server', 'edge'].flatMap(files).flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    return Object.entries(misprints)
      .filter(([word]) => text.includes(word))
      .map(([word, meant]) => `${file}: ${word}, say ${meant}`)
  })
  expect(said).toEqual([])
})

test('[K15] where the mission is quoted, it stands as it is printed', () => {
  const quoted = readFileSync(join(root, 'db/migrations/0411_notice_policy.sql'), 'utf8')
  expect(quoted).toContain('科学规范、竭诚高效、安全礼貌、持续发展')
})
