/** Words of this room on paper and in exported files. */
type Table = Record<string, { zh: string; en: string }>

export const stateLabels: Table = {
  draft: { zh: '草稿', en: 'Draft' },
  scheduled: { zh: '待发布', en: 'Waiting' },
  sent: { zh: '已发布', en: 'Published' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}

export const libraryLabels: Table = {
  rule: { zh: '管理制度', en: 'Rule' },
  law: { zh: '法律法规', en: 'Law' },
  policy: { zh: '政策文件', en: 'Policy' },
  quality: { zh: '质量方针', en: 'Quality policy' },
  concept: { zh: '服务理念', en: 'Service concept' },
  steward_service: { zh: '秘书管家服务', en: 'Steward service' },
}

export const resultLabels: Table = {
  effective: { zh: '有效', en: 'effective' },
  partly: { zh: '部分有效', en: 'partly effective' },
  not_effective: { zh: '未见成效', en: 'not effective' },
}

export const word = (table: Table, key: string, lang: 'zh' | 'en'): string => table[key]?.[lang] ?? key
