import { expect, test } from 'vitest'
import { expandTerms, lawTerms, likeTerms } from './terms.ts'

const finds = (typed: string, text: string) => expandTerms(typed).some(term => text.includes(term))

test('[SX-11] old and present law terms find each other, both ways', () => {
  const pairs = [
    ['物业管理企业', '物业服务企业'],
    ['物业管理企业', '物业服务人'],
    ['业主公约', '管理规约'],
    ['业主临时公约', '临时管理规约'],
    ['前期物业管理合同', '前期物业服务合同'],
    ['维修基金', '住宅专项维修资金'],
    ['资质证书', '信用档案'],
    ['保安', '秩序维护'],
  ] as const
  for (const [old, present] of pairs) {
    expect(finds(old, `关于${present}的通知`), `${old} → ${present}`).toBe(true)
    expect(finds(present, `关于${old}的通知`), `${present} → ${old}`).toBe(true)
  }
})

test('[SX-11] a term inside a longer question is exchanged, the rest stays', () => {
  expect(expandTerms('维修基金缴存')).toContain('维修资金缴存')
  expect(finds('2019年业主公约', '2019年管理规约')).toBe(true)
  expect(finds('2019年业主公约', '2020年管理规约')).toBe(false)
})

test('[SX-11] the longest term is read: a preliminary contract is not any contract', () => {
  expect(expandTerms('前期物业管理合同')).toEqual(['前期物业管理合同', '前期物业服务合同'])
  expect(expandTerms('前期物业管理合同')).not.toContain('物业服务合同')
})

test('what is typed stands first, what is no term stays alone, and nothing gives nothing', () => {
  for (const { present, earlier } of lawTerms)
    for (const word of [...present, ...earlier]) expect(expandTerms(word)[0]).toBe(word)
  expect(expandTerms(' 电梯困人 ')).toEqual(['电梯困人'])
  expect(expandTerms('  ')).toEqual([])
})

test('signs of LIKE are taken as typed', () => {
  expect(likeTerms('100%_\\')).toEqual(['%100\\%\\_\\\\%'])
})
