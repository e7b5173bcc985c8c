/** What the estate room answers to, and why it may refuse. The parts: contract-places, -buildings, -profile, -settings. */
import { defineErrors } from '../../core/errors.ts'
import { buildingsApi } from './contract-buildings.ts'
import { placesApi } from './contract-places.ts'
import { estateProfileApi } from './contract-profile.ts'
import { settingsApi } from './contract-settings.ts'

export * from './contract-buildings.ts'
export * from './contract-places.ts'
export * from './contract-profile.ts'
export * from './contract-settings.ts'

export const estateApi = { ...placesApi, ...buildingsApi, ...estateProfileApi, ...settingsApi }

export const estateFail = defineErrors({
  'estate.region_level': {
    status: 409,
    zh: '{child} 不能直接放在 {parent} 之下，请选择正确的上级',
    en: 'A {child} cannot stand directly under a {parent}; choose the right parent',
  },
  'estate.region_exists': {
    status: 409,
    zh: '该上级下已有代码为 {code} 的区域，请核对',
    en: 'A region with code {code} is already there',
  },
  'estate.region_in_use': {
    status: 409,
    zh: '该区域下还有小区、下级区域或岗位，请先移走再删除',
    en: 'Estates, regions or roles still lie in it; move them first',
  },
  'estate.name_taken': {
    status: 409,
    zh: '该社区已有名为“{name}”的小区，请核对是否重复',
    en: 'The neighbourhood already has an estate named “{name}”; check for a duplicate',
  },
  'estate.care_company': {
    status: 409,
    zh: '弃管、自管小区不能同时登记物业服务企业；请先清除企业，或把类别改为有物业管理',
    en: 'An abandoned or self-managed estate has no company: clear the company, or choose company-managed',
  },
  'estate.not_company': {
    status: 409,
    zh: '“{name}”不是物业服务企业，请选择企业',
    en: '“{name}” is no property company; choose one',
  },
  'estate.organisation_taken': {
    status: 409,
    zh: '已有同类同名单位“{name}”，请核对是否重复',
    en: 'An organisation “{name}” of this kind exists; check for a duplicate',
  },
  'estate.building_taken': {
    status: 409,
    zh: '已有“{name}”栋，请核对楼栋名',
    en: 'Building “{name}” exists; check its name',
  },
  'estate.unit_taken': {
    status: 409,
    zh: '房屋 {label} 已存在，请核对房号',
    en: 'Unit {label} exists; check its number',
  },
  'estate.building_in_use': {
    status: 409,
    zh: '“{name}”栋还有 {count} 套房屋，请先处理房屋再删除',
    en: 'Building “{name}” still has {count} unit(s); deal with them first',
  },
  'estate.unit_in_use': {
    status: 409,
    zh: '房屋 {label} 已有住户、工单或其他记录，不能删除；可改为“空闲”',
    en: 'Unit {label} has households, tickets or other records and stays; set it to vacant instead',
  },
  'estate.census_reason': {
    status: 400,
    zh: '更正已有的摸底数据必须写明原因',
    en: 'Correcting a census needs a reason',
  },
  'estate.census_sums': {
    status: 400,
    zh: '数字互相矛盾，请按提示核对',
    en: 'The figures contradict each other; check them as shown',
  },
  'estate.census_same': {
    status: 409,
    zh: '与现有版本完全相同，无需再次提交',
    en: 'The same as the version that is there; nothing to send',
  },
  'estate.census_same_person': {
    status: 403,
    zh: '复核须由填报人以外的人完成，请请另一位同事复核',
    en: 'Another person than the one who entered it must check it; ask a colleague',
  },
  'estate.census_checked': {
    status: 409,
    zh: '该版本已复核；如需修改，请提交更正并写明原因',
    en: 'This version has been checked; send a correction with a reason',
  },
  'estate.census_old': {
    status: 409,
    zh: '已有更新的版本，请复核最新版本',
    en: 'There is a newer version; check that one',
  },
  'estate.setting_place': {
    status: 409,
    zh: '“{title}”不能在这一级填写，请到正确的级别填写',
    en: '“{title}” cannot be filled at this level; fill it at its own',
  },
})
