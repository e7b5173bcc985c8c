/** The import of a city's estates: the columns that housing bureaus keep (SX-15). */
import type { Bilingual } from '../../core/formats.ts'
import type { CellError, CellReader } from '../../core/sheet.ts'
import { choice, count, decimal, feePerArea, text } from '../../core/sheet-columns.ts'
import { importDef } from '../../core/transfer.ts'
import { careLabels, estateKindLabels } from './labels.ts'
import { branch, type EstateImportRow, levels, regionKey, saveEstates } from './register-estates.ts'
import { companyFits } from './rules.ts'

type Key = keyof EstateImportRow & string

function column<K extends Key, T>(
  key: K,
  reader: CellReader<T>,
  header: Bilingual,
  aliases: string[],
  example: string,
  required = false,
) {
  return { ...reader, key, header, aliases, example, required }
}

/** A share in percent, without the word that lists put behind it: `40%(高)`, `25% %`. */
const percent = () => {
  const share = decimal(2, { min: 0, max: 100 })
  return {
    ...share,
    parse: (cell: string) => share.parse(cell.replace(/%\s*%/, '%').replace(/[(（].*?[)）]\s*$/, '')),
  }
}

/** A whole year of four digits. `2010年建` is 2010. */
const year = () => {
  const whole = count({ min: 1900, max: 2100 })
  return { ...whole, parse: (cell: string) => whole.parse(cell.replace(/年.*$/, '')) }
}

function check(row: EstateImportRow): CellError[] {
  const errors: CellError[] = []
  const named = branch(row)
  if (named.some((r, at) => r.kind !== levels[at]))
    errors.push({
      column: 'district',
      code: 'estate.region_gap',
      text: {
        zh: '上级区域缺失：填了街道或社区，就要填写它所在的区县和街道。',
        en: 'A level is missing: a subdistrict or neighbourhood needs the district and subdistrict it lies in.',
      },
    })
  if (row.management !== undefined && row.company !== undefined && !companyFits(row.management, row.company))
    errors.push({
      column: 'management',
      code: 'estate.care_company',
      text: {
        zh: '弃管、自管小区不能同时有物业公司，请清空物业公司或改为有物业管理。',
        en: 'An abandoned or self-managed estate has no company: clear it or choose company-managed.',
      },
    })
  return errors
}

export const estatesImport = importDef<EstateImportRow>({
  key: 'estates',
  title: { zh: '小区名录', en: 'Estates' },
  permission: 'estate.create',
  scope: 'house',
  columns: [
    column('city', text(60), { zh: '市', en: 'City' }, ['城市', '地市', '市州'], '海口市', true),
    column(
      'district',
      text(60),
      { zh: '区县', en: 'District' },
      ['区', '县', '行政区', '区域', '县区'],
      '美兰区',
    ),
    column(
      'subdistrict',
      text(60),
      { zh: '街道·镇', en: 'Subdistrict' },
      ['街道', '镇', '乡镇', '街道办', '镇街'],
      '海府路街道',
    ),
    column(
      'neighbourhood',
      text(60),
      { zh: '社区', en: 'Neighbourhood' },
      ['居委会', '所属社区', '社区居委会'],
      '示例社区',
    ),
    column(
      'name',
      text(80),
      { zh: '小区名称', en: 'Estate' },
      ['小区', '名称', '楼盘', '楼盘名称', '小区名', 'name'],
      '示例花园',
      true,
    ),
    column(
      'address',
      text(200),
      { zh: '地址', en: 'Address' },
      ['小区地址', '详细地址', '位置', 'address'],
      '示例路 1 号',
    ),
    column('kind', choice(estateKindLabels), { zh: '形态', en: 'Kind' }, ['小区形态', '小区类型'], '小区'),
    column(
      'management',
      choice(careLabels),
      { zh: '管理类别', en: 'Care class' },
      ['管理方式', '物业管理类别', '管理状况'],
      '有物业管理',
    ),
    column(
      'company',
      text(100),
      { zh: '物业公司', en: 'Company' },
      ['物业服务企业', '物业企业', '物业管理公司', '物业', 'property_company'],
      '示例物业服务有限公司',
    ),
    column(
      'year',
      year(),
      { zh: '建成年份', en: 'Year built' },
      ['建筑年代', '建成年代', '年代', '竣工年份', 'year'],
      '2010',
    ),
    column(
      'buildings',
      count({ max: 10_000 }),
      { zh: '楼栋数', en: 'Buildings' },
      ['栋数', '楼栋总数', '总栋数', '幢数', 'buildings'],
      '12',
    ),
    column(
      'households',
      count({ max: 100_000 }),
      { zh: '户数', en: 'Households' },
      ['总户数', '房屋总数', '住户数', 'households'],
      '800',
    ),
    column(
      'fee',
      feePerArea(),
      { zh: '物业费', en: 'Fee' },
      ['物业费单价', '物业服务费', '物业费用', '收费标准', 'fee_max'],
      '1.80',
    ),
    column(
      'parking',
      count({ max: 100_000 }),
      { zh: '车位数', en: 'Parking spaces' },
      ['停车位', '车位', '停车位数', 'parking_spaces'],
      '600',
    ),
    column('green', percent(), { zh: '绿化率', en: 'Green ratio' }, ['绿地率', '绿化', 'green_rate'], '35'),
    column(
      'plotRatio',
      decimal(2, { min: 0.01, max: 50 }),
      { zh: '容积率', en: 'Plot ratio' },
      ['plot_ratio'],
      '2.50',
    ),
  ],
  naturalKey: row => `${regionKey(row)}/${row.name}`,
  check,
  save: (ctx, _estateId, rows) => saveEstates(ctx, rows),
})
