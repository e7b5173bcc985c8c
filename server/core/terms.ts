/**
 * Words of the law then and now (SX-11): papers of ten years ago and the Civil Code name the same things differently.
 * One dictionary; every search over texts asks for all names of what was typed.
 */

interface Term {
  /** In force now; the first is the one that screens and documents use. */
  present: readonly string[]
  /** Of earlier law, or everyday speech. */
  earlier: readonly string[]
  /** Why the earlier word is no longer used, where it is more than a new name. */
  note?: { zh: string; en: string }
}

export const lawTerms: readonly Term[] = [
  {
    present: ['物业服务企业', '物业服务人'],
    earlier: ['物业管理企业', '物业管理公司', '物业企业', '物业公司'],
  },
  { present: ['管理规约'], earlier: ['业主公约'] },
  { present: ['临时管理规约'], earlier: ['业主临时公约'] },
  { present: ['前期物业服务合同'], earlier: ['前期物业管理合同'] },
  { present: ['物业服务合同'], earlier: ['物业管理合同'] },
  {
    present: ['住宅专项维修资金', '建筑物及其附属设施的维修资金', '专项维修资金', '维修资金'],
    earlier: ['公共维修基金', '房屋维修基金', '维修基金'],
  },
  { present: ['物业服务费'], earlier: ['物业管理费', '物业费'] },
  { present: ['物业服务区域'], earlier: ['物业管理区域'] },
  { present: ['物业服务用房'], earlier: ['物业管理用房'] },
  { present: ['业主委员会'], earlier: ['业委会'] },
  { present: ['物业管理委员会'], earlier: ['物管会'] },
  { present: ['秩序维护员'], earlier: ['保安员'] },
  { present: ['秩序维护'], earlier: ['保安'] },
  {
    present: ['信用档案'],
    earlier: ['物业服务企业资质证书', '物业企业资质证书', '资质证书'],
    note: {
      zh: '物业服务企业资质自 2018 年起不再核定，以信用管理代替',
      en: 'Company qualifications were abolished in 2018; credit records took their place',
    },
  },
]

const groupOf = new Map<string, readonly string[]>()
for (const { present, earlier } of lawTerms)
  for (const word of [...present, ...earlier]) groupOf.set(word, [...present, ...earlier])
const longestFirst = [...groupOf.keys()].sort((a, b) => b.length - a.length)

/** More names than this are not asked for; the longest phrase of the dictionary has seven. */
const MOST = 16

interface Piece {
  text: string
  names: readonly string[]
}

/** The text cut at the dictionary's words, the longest first, so that 前期物业管理合同 is not read as 物业管理合同. */
function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const word = longestFirst.find(w => text.startsWith(w, at))
    if (word === undefined) {
      plain += text[at]
      at += 1
      continue
    }
    if (plain !== '') found.push({ text: plain, names: [plain] })
    plain = ''
    found.push({ text: word, names: groupOf.get(word) ?? [word] })
    at += word.length
  }
  if (plain !== '') found.push({ text: plain, names: [plain] })
  return found
}

/**
 * What was typed and its other names: `维修基金` also finds 住宅专项维修资金, and the other way round. What was typed
 * stands first; a name that holds another one of the list is left out, a search for the shorter finds it.
 */
export function expandTerms(q: string): string[] {
  const text = q.trim()
  if (text === '') return []
  let all = ['']
  for (const piece of pieces(text)) {
    const names = [piece.text, ...piece.names.filter(n => n !== piece.text)]
    all = names.flatMap(name => all.map(head => head + name)).slice(0, MOST * 4)
  }
  const others = [...new Set(all)].filter(one => one !== text)
  const needed = others.filter(
    one => !one.includes(text) && !others.some(other => other !== one && one.includes(other)),
  )
  return [text, ...needed].slice(0, MOST)
}

/** The same as patterns for `LIKE ANY ($1::text[])`, with the signs of LIKE taken as they were typed. */
export function likeTerms(q: string): string[] {
  return expandTerms(q).map(term => `%${term.replace(/[\\%_]/g, sign => `\\${sign}`)}%`)
}
