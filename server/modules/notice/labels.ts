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

/** What was improper (S7-17). */
export const conductLabels: Table = {
  noise: { zh: '噪音扰民', en: 'Noise' },
  litter: { zh: '乱扔乱倒', en: 'Littering' },
  pets: { zh: '养宠不当', en: 'Pets' },
  parking: { zh: '乱停车', en: 'Parking' },
  occupation: { zh: '占用公共部位', en: 'Common part occupied' },
  fire_passage: { zh: '占用消防通道', en: 'Fire route blocked' },
  high_throw: { zh: '高空抛物', en: 'Things thrown from a height' },
  wall: { zh: '损坏承重结构', en: 'Bearing wall damaged' },
  use_change: { zh: '擅改用途', en: 'Use changed' },
  dangerous: { zh: '存放危险品', en: 'Dangerous goods' },
  other: { zh: '其他', en: 'Other' },
}

/** What the dissuasion led to. */
export const dissuasionLabels: Table = {
  stopped: { zh: '当场停止', en: 'Stopped at once' },
  promised: { zh: '答应改正', en: 'Promised to mend' },
  refused: { zh: '不听劝阻', en: 'Would not listen' },
  left: { zh: '人已离开', en: 'Had left' },
}

/** To whom it is reported (W25). */
export const authorityLabels: Table = {
  committee: { zh: '业主委员会', en: 'Owners’ committee' },
  neighbourhood: { zh: '居委会', en: 'Neighbourhood' },
  police: { zh: '公安', en: 'Police' },
  fire: { zh: '消防', en: 'Fire service' },
  housing: { zh: '住建部门', en: 'Housing bureau' },
  enforcement: { zh: '城管执法', en: 'City enforcement' },
}

export const word = (table: Table, key: string, lang: 'zh' | 'en'): string => table[key]?.[lang] ?? key
