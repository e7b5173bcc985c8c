/** The words for the closed lists of this room, as imports read them and exports write them. */
import type { Bilingual } from '../../core/formats.ts'

type Label = Bilingual & { also?: string[] }

export const unitUseLabels = {
  home: { zh: '住宅', en: 'home', also: ['住房', '房屋', '公寓'] },
  shop: { zh: '商铺', en: 'shop', also: ['店铺', '商业', '门面', '商业用房'] },
  office: { zh: '办公', en: 'office', also: ['写字楼', '办公用房'] },
  other: { zh: '其他', en: 'other', also: ['储藏室', '物业用房', '杂物间'] },
} satisfies Record<string, Label>

export const unitStateLabels = {
  unsold: { zh: '未销售', en: 'unsold', also: ['未售'] },
  not_moved_in: { zh: '未入住', en: 'not moved in' },
  occupied: { zh: '已入住', en: 'occupied', also: ['入住', '自住'] },
  handed_over: { zh: '已交房', en: 'handed over', also: ['已交付', '交房'] },
  renovating: { zh: '装修中', en: 'renovating', also: ['装修'] },
  renovated: { zh: '已装修', en: 'renovated' },
  let: { zh: '已出租', en: 'let', also: ['出租'] },
  vacant: { zh: '空闲', en: 'vacant', also: ['空置', '空房'] },
} satisfies Record<string, Label>

export const careLabels = {
  company: { zh: '有物业管理', en: 'company-managed', also: ['物业公司管理', '有物业'] },
  abandoned: { zh: '弃管', en: 'abandoned', also: ['无物业', '失管'] },
  self_managed: { zh: '自管', en: 'self-managed', also: ['自治', '业委会自管'] },
} satisfies Record<string, Label>

export const estateKindLabels = {
  compound: { zh: '小区', en: 'compound', also: ['住宅小区'] },
  courtyard: { zh: '院落', en: 'courtyard', also: ['大院'] },
  single_building: { zh: '零散楼栋', en: 'single building', also: ['单体楼', '独栋楼'] },
} satisfies Record<string, Label>

export const buildingKindLabels = {
  residential: { zh: '住宅楼', en: 'residential' },
  commercial: { zh: '商业楼', en: 'commercial' },
  mixed: { zh: '商住楼', en: 'mixed' },
  other: { zh: '其他', en: 'other' },
} satisfies Record<string, Label>

export const organisationKindLabels = {
  company: { zh: '物业服务企业', en: 'property company' },
  developer: { zh: '建设单位', en: 'developer' },
  subject_unit: { zh: '建设主体·包保单位', en: 'subject unit' },
  bureau: { zh: '政府部门', en: 'bureau' },
  subdistrict_office: { zh: '街道办·镇政府', en: 'subdistrict office' },
  neighbourhood_committee: { zh: '社区居委会', en: 'neighbourhood committee' },
  brigade: { zh: '扑火大队·支援队伍', en: 'brigade' },
  police: { zh: '公安', en: 'police' },
  other: { zh: '其他', en: 'other' },
} satisfies Record<string, Label>

export const directionLabels = {
  front: { zh: '面临', en: 'front' },
  back: { zh: '背靠', en: 'back' },
  east: { zh: '东', en: 'east' },
  south: { zh: '南', en: 'south' },
  west: { zh: '西', en: 'west' },
  north: { zh: '北', en: 'north' },
} satisfies Record<string, Bilingual>
