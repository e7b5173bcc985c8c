/** The exports of this room, with the columns of its screens (SX-15). */
import { listDef, pages } from '../../core/transfer.ts'
import { estateApi } from './contract.ts'
import {
  careLabels,
  estateKindLabels,
  organisationKindLabels,
  unitStateLabels,
  unitUseLabels,
} from './labels.ts'
import { listEstates } from './service.ts'
import { listUnits } from './service-buildings.ts'
import { listOrganisations } from './service-organisations.ts'

const PAGE = 200

export const unitsList = listDef({
  key: 'units',
  title: { zh: '房屋', en: 'Units' },
  permission: 'estate.read',
  scope: 'estate',
  query: estateApi['GET /api/estates/:estateId/units'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listUnits(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    { key: 'room', header: { zh: '房号', en: 'Room' }, kind: 'text', cell: u => u.label },
    { key: 'building', header: { zh: '楼栋', en: 'Building' }, kind: 'text', cell: u => u.building },
    { key: 'section', header: { zh: '单元', en: 'Section' }, kind: 'text', cell: u => u.section },
    { key: 'number', header: { zh: '室号', en: 'Number' }, kind: 'text', cell: u => u.number },
    { key: 'floor', header: { zh: '楼层', en: 'Floor' }, kind: 'integer', cell: u => u.floor },
    { key: 'area', header: { zh: '建筑面积', en: 'Floor area' }, kind: 'area', cell: u => u.area },
    {
      key: 'use',
      header: { zh: '用途', en: 'Use' },
      kind: 'text',
      cell: (u, lang) => unitUseLabels[u.use][lang],
    },
    {
      key: 'state',
      header: { zh: '状态', en: 'State' },
      kind: 'text',
      cell: (u, lang) => unitStateLabels[u.state][lang],
    },
  ],
})

export const estatesList = listDef({
  key: 'estates',
  title: { zh: '小区名录', en: 'Estates' },
  permission: 'estate.read',
  scope: 'house',
  query: estateApi['GET /api/estates'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listEstates(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    {
      key: 'region',
      header: { zh: '所属区域', en: 'Region' },
      kind: 'text',
      width: 32,
      cell: e => e.regionNames.join(' / '),
    },
    { key: 'name', header: { zh: '小区名称', en: 'Estate' }, kind: 'text', cell: e => e.name },
    {
      key: 'kind',
      header: { zh: '形态', en: 'Kind' },
      kind: 'text',
      cell: (e, lang) => estateKindLabels[e.kind][lang],
    },
    {
      key: 'care',
      header: { zh: '管理类别', en: 'Care' },
      kind: 'text',
      cell: (e, lang) => careLabels[e.care][lang],
    },
    {
      key: 'company',
      header: { zh: '物业公司', en: 'Company' },
      kind: 'text',
      width: 28,
      cell: e => e.companyName,
    },
    {
      key: 'subjectUnit',
      header: { zh: '主体单位', en: 'Subject unit' },
      kind: 'text',
      cell: e => e.subjectUnitName,
    },
    {
      key: 'further',
      header: { zh: '同时受管辖', en: 'Further regions' },
      kind: 'text',
      cell: e => e.furtherRegions.map(r => r.name).join('、'),
    },
    { key: 'address', header: { zh: '地址', en: 'Address' }, kind: 'text', width: 28, cell: e => e.address },
  ],
})

export const organisationsList = listDef({
  key: 'organisations',
  title: { zh: '单位名录', en: 'Organisations' },
  permission: 'estate.read',
  scope: 'house',
  query: estateApi['GET /api/organisations'].query.omit({ offset: true, limit: true }),
  rows: (ctx, asked) => pages(offset => listOrganisations(ctx, { ...asked, offset, limit: PAGE })),
  columns: [
    {
      key: 'kind',
      header: { zh: '类别', en: 'Kind' },
      kind: 'text',
      cell: (o, lang) => organisationKindLabels[o.kind][lang],
    },
    { key: 'name', header: { zh: '名称', en: 'Name' }, kind: 'text', width: 30, cell: o => o.name },
    {
      key: 'creditCode',
      header: { zh: '统一社会信用代码', en: 'Credit code' },
      kind: 'text',
      width: 22,
      cell: o => o.creditCode,
    },
    { key: 'contact', header: { zh: '联系人', en: 'Contact' }, kind: 'text', cell: o => o.contactName },
    { key: 'phone', header: { zh: '联系电话', en: 'Telephone' }, kind: 'text', cell: o => o.contactPhone },
    { key: 'staff', header: { zh: '工作人员', en: 'Staff' }, kind: 'integer', cell: o => o.staffCount },
    {
      key: 'staffOn',
      header: { zh: '统计日期', en: 'Counted on' },
      kind: 'date',
      cell: o => o.staffCountedOn,
    },
    { key: 'estates', header: { zh: '小区数', en: 'Estates' }, kind: 'integer', cell: o => o.estates },
  ],
})
