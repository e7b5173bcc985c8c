/** Words of this room on paper and in exported files. */
import { roles } from '../../core/roles.ts'

type Lang = 'zh' | 'en'

export const kindLabels: Record<string, { zh: string; en: string }> = {
  lobby: { zh: '大堂', en: 'Lobby' },
  gate: { zh: '门岗', en: 'Gate' },
  desk: { zh: '前台', en: 'Front desk' },
  other: { zh: '其他', en: 'Other' },
  management: { zh: '值班经理', en: 'Duty manager' },
  complaints: { zh: '投诉值班', en: 'Complaints' },
  repair: { zh: '维修值班', en: 'Repairs' },
  security: { zh: '秩序值班', en: 'Security' },
  cleaning: { zh: '保洁值班', en: 'Cleaning' },
  greening: { zh: '绿化值班', en: 'Greening' },
}

export const partyLabels: Record<string, { zh: string; en: string }> = {
  neighbourhood: { zh: '社区', en: 'Neighbourhood' },
  company: { zh: '物业公司', en: 'Company' },
  brigade: { zh: '扑火大队', en: 'Brigade' },
  subject_unit: { zh: '包保单位', en: 'Subject unit' },
}

export const faultLabels: Record<string, { zh: string; en: string }> = {
  steward: { zh: '管家已换', en: 'another steward now' },
  phone: { zh: '电话已换', en: 'old phone' },
  photo: { zh: '照片已换', en: 'old photo' },
  strengths: { zh: '特长已改', en: 'old strengths' },
  name: { zh: '姓名已改', en: 'old name' },
  more: { zh: '其他资料已改', en: 'other items changed' },
  no_steward: { zh: '未指定管家', en: 'no steward' },
  incomplete: { zh: '资料不全', en: 'particulars incomplete' },
  no_panel: { zh: '未安装海报', en: 'no poster' },
  out_of_date: { zh: '海报过期', en: 'poster out of date' },
  no_photo: { zh: '缺安装照片', en: 'photo of the mounted poster missing' },
  no_post: { zh: '未设岗', en: 'no post' },
  no_person: { zh: '有岗无人', en: 'a post but nobody' },
  not_around: { zh: '未设 24 小时值守', en: 'not around the clock' },
  gap: { zh: '七日内有空缺', en: 'a gap within seven days' },
  none: { zh: '未派发', en: 'not given' },
  old: { zh: '名片过期', en: 'card out of date' },
  given: { zh: '已派发', en: 'given' },
  own: { zh: '业主自住', en: 'owner' },
  lease: { zh: '租客', en: 'tenant' },
}

export const word = (
  table: Record<string, { zh: string; en: string }>,
  key: string | null,
  lang: Lang,
): string => (key === null ? '' : (table[key]?.[lang] ?? key))

export const roleWord = (role: keyof typeof roles, lang: Lang): string => roles[role][lang]

/** How somebody proved that he stood at the post. */
export const proofLabels: Record<string, { zh: string; en: string }> = {
  qr: { zh: '平板动态码', en: 'tablet code' },
  digits: { zh: '平板六位码', en: 'six digits' },
  nfc: { zh: 'NFC 标签', en: 'NFC tag' },
  printed: { zh: '张贴码（弱）', en: 'printed code (weak)' },
  none: { zh: '无凭证', en: 'no proof' },
}

/** What became of an unattended period when a device told later. */
export const settledLabels: Record<string, { zh: string; en: string }> = {
  attended: { zh: '实际有人（补传）', en: 'attended after all' },
  entered: { zh: '事后补记', en: 'entered afterwards' },
  changed: { zh: '起止已更正', en: 'times corrected' },
}
