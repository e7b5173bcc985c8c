/** Made-up people, cars and numbers, valid in form and nobody's: area code 990000 of the ID numbers does not exist. */
import type { Random } from './random.ts'

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const given =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建国庆志远晓东春梅海燕文博雨桐子轩梓涵欣怡思宇浩然佳琪俊熙诗涵嘉宁瑞祥安康立新永福秀珍淑兰德胜长河松林柏青云鹏星辰若曦一诺'
/** Rare signs that real systems lose: kept on purpose. */
const rare = ['𠮷祥', '㛃宁', '䶮', '喆', '堃', '赟', '祎']

/** The check digit of an 18-digit ID number (GB 11643). */
export function idCheckDigit(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((s, w, i) => s + w * Number(first17[i]), 0)
  return '10X98765432'[sum % 11]!
}

export interface MadePerson {
  name: string
  phone: string
  idNumber: string
  birthYear: number
}

let serial = 0

/** A person of about this age. Phones run through one made-up block, so that no two are alike. */
export function makePerson(r: Random, age: [number, number], year = 2026): MadePerson {
  const family = surnames[r.int(0, surnames.length - 1)]!
  const name = r.chance(0.01)
    ? family + r.pick(rare)
    : family +
      Array.from({ length: r.chance(0.72) ? 2 : 1 }, () => given[r.int(0, given.length - 1)]!).join('')
  const birthYear = year - r.int(age[0], age[1])
  serial += 1
  const day = `${birthYear}${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 28)).padStart(2, '0')}`
  const first = `990000${day}${String(serial % 1000).padStart(3, '0')}`
  return {
    name,
    phone: `1990${String(serial).padStart(7, '0')}`,
    idNumber: first + idCheckDigit(first),
    birthYear,
  }
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A plate of the county's kind (黑N), or a new-energy one of eight signs. */
export function makePlate(r: Random): string {
  const sign = () => (r.chance(0.2) ? letters[r.int(0, letters.length - 1)]! : String(r.int(0, 9)))
  if (r.chance(0.14)) return `黑ND${Array.from({ length: 5 }, () => r.int(0, 9)).join('')}`
  return `黑N${Array.from({ length: 5 }, sign).join('')}`
}

/** For tests that make two towns: numbers start again. */
export function restartNumbers(): void {
  serial = 0
}
