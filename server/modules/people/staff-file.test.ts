import { expect, test } from 'vitest'
import { anAccount, anEstate } from '../../../test/factories.ts'
import { testHouse } from '../../../test/harness.ts'
import { addEntry, getFile, listFiles, myFile, seeMine, withdrawEntry } from './staff-file.ts'

const t = await testHouse()

test('[S7-16] an employee’s file has dated entries of training, discipline and assessment; he reads and answers them, and nobody writes his own', async () => {
  const { id: estateId } = await anEstate(t)
  const boss = await anAccount(t, estateId, { role: 'manager', name: '陈经理' })
  const guard = await anAccount(t, estateId, { role: 'guard', name: '保安小李' })
  const desk = await anAccount(t, estateId, { role: 'front_desk' })
  const write = (more: object) =>
    addEntry(t.ctx(boss.actor), {
      estateId,
      accountId: guard.id,
      kind: 'training',
      onDate: '2026-03-01',
      title: '消防演练',
      ...more,
    })
  await write({})
  await write({ kind: 'assessment', title: '一季度考核', score: 90, onDate: '2026-03-31' })
  await write({ kind: 'assessment', title: '二季度考核', score: 81, onDate: '2026-06-30' })
  const wrong = await write({
    kind: 'discipline',
    title: '迟到',
    text: '3 月 2 日迟到 20 分钟',
    onDate: '2026-03-02',
  })
  const [row] = (await t.pool.query('SELECT text_sealed FROM staff_entry WHERE id = $1', [wrong.id])).rows
  expect(row.text_sealed.includes(Buffer.from('迟到'))).toBe(false)
  const mine = await myFile(t.ctx(guard.actor), { estateId })
  expect(mine.items.map(e => e.kind)).toEqual(['assessment', 'assessment', 'discipline', 'training'])
  const seen = await seeMine(t.ctx(guard.actor), { estateId, entryId: wrong.id, reply: '当日公交停运' })
  expect(seen).toMatchObject({ reply: '当日公交停运', seenAt: t.clock.now().toString() })
  await withdrawEntry(t.ctx(boss.actor), { estateId, entryId: wrong.id, reason: '情况属实，撤销' })
  const file = await getFile(t.ctx(boss.actor), { estateId, accountId: guard.id })
  expect(file.items.find(e => e.id === wrong.id)?.withdrawn).toMatchObject({ reason: '情况属实，撤销' })
  const [his] = (await listFiles(t.ctx(boss.actor), { estateId })).items.filter(p => p.accountId === guard.id)
  expect(his).toMatchObject({ entries: 3, score: 85, lastOn: '2026-06-30' })
  await expect(write({ accountId: boss.id })).rejects.toMatchObject({ code: 'people.own_file' })
  await expect(getFile(t.ctx(desk.actor), { estateId, accountId: guard.id })).rejects.toMatchObject({
    code: 'core.forbidden',
  })
  await expect(seeMine(t.ctx(desk.actor), { estateId, entryId: wrong.id })).rejects.toMatchObject({
    code: 'core.not_found',
  })
})
