/**
 * What the mission's text lost (SX-10). Each is a setting without an initial value; its warning stands wherever it is
 * used until the named person fills it.
 */
import { defineSettings } from '../../core/settings.ts'

const manager = { zh: '项目经理', en: 'the estate manager' }
const office = { zh: '清零行动领导小组办公室', en: 'the leading-group office' }
const bureau = { zh: '住建局', en: 'the housing bureau' }
const subdistrict = { zh: '街道办事处', en: 'the subdistrict office' }

const lost = (n: string) => ({
  kind: 'text' as const,
  place: 'estate' as const,
  title: { zh: `管理措施（${n}）`, en: `Management measure (${n})` },
  hint: { zh: '服务方案第七篇的措施，原文缺失', en: 'A measure of the seventh plan that the text lost' },
  open: { quote: `……（${n}）……（二）成立物业服务中心，配备专业管理人员`, source: 'S7', fills: manager },
})

export const openPlaces = defineSettings({
  'desk.complaint_limit_1': {
    kind: 'limit',
    place: 'estate',
    title: { zh: '投诉处理时限 (1)', en: 'Complaint limit (1)' },
    hint: {
      zh: '原文从 (3) 开始，(1) 的内容和时限缺失；填写后请同时在时限承诺表中增加对应类别',
      en: 'The text begins with (3): what (1) was and its limit are lost. After filling, add its class to the promise table',
    },
    open: { quote: '……(3) 小区公共部分维修方面的投诉处理时限', source: 'S1', fills: manager },
  },
  'desk.complaint_limit_2': {
    kind: 'limit',
    place: 'estate',
    title: { zh: '投诉处理时限 (2)', en: 'Complaint limit (2)' },
    hint: {
      zh: '原文从 (3) 开始，(2) 的内容和时限缺失；填写后请同时在时限承诺表中增加对应类别',
      en: 'The text begins with (3): what (2) was and its limit are lost. After filling, add its class to the promise table',
    },
    open: { quote: '……(3) 小区公共部分维修方面的投诉处理时限', source: 'S1', fills: manager },
  },
  'plan.measure_1': lost('一'),
  'plan.measure_3': lost('三'),
  'plan.measure_4': lost('四'),
  'plan.measure_5': lost('五'),
  'campaign.contact_name': {
    kind: 'text',
    place: 'region',
    title: { zh: '清零行动办公室联系人', en: 'Campaign office: contact person' },
    hint: { zh: '街道每周五下午报送进展的收件人', en: 'Receives the subdistricts’ Friday reports' },
    open: { quote: '向领导小组办公室（联系人：，联系电话：）报送', source: 'S2', fills: office },
  },
  'campaign.contact_phone': {
    kind: 'phone',
    place: 'region',
    title: { zh: '清零行动办公室联系电话', en: 'Campaign office: telephone' },
    hint: { zh: '与联系人一起打印在通知和周报上', en: 'Printed on notices and weekly reports' },
    open: { quote: '向领导小组办公室（联系人：，联系电话：）报送', source: 'S2', fills: office },
    sealed: true,
  },
  'campaign.year': {
    kind: 'year',
    place: 'region',
    title: { zh: '清零行动目标年份', en: 'Campaign: target year' },
    hint: { zh: '无物业小区年底前清零的年份', en: 'The year by whose end every estate is covered' },
    open: { quote: '确保xx年底无物业住宅小区', source: 'S2', fills: office },
  },
  'campaign.plan_due': {
    kind: 'date',
    place: 'region',
    title: { zh: '全覆盖工作方案完成日期', en: 'Campaign: plans due' },
    hint: { zh: '街道办事处制定方案的最后日期', en: 'Last day for the subdistricts’ plans' },
    open: {
      quote: '1x月xx日前，街道办事处根据实际情况制定无物业小区工作全覆盖工作方案',
      source: 'S2',
      fills: office,
    },
  },
  'campaign.pilot_types': {
    kind: 'count',
    place: 'region',
    title: { zh: '试点小区个数（不同类型）', en: 'Campaign: pilots of different kinds' },
    hint: { zh: '每个街道选定的试点小区数', en: 'Pilot estates that each subdistrict chooses' },
    open: { quote: '在辖区内选定x个不同类型的小区', source: 'S2', fills: subdistrict },
  },
  'campaign.pilot_due': {
    kind: 'date',
    place: 'region',
    title: { zh: '试点标杆小区完成日期', en: 'Campaign: model estates due' },
    hint: {
      zh: '打造试点标杆并报送书面材料的最后日期',
      en: 'Last day for the models and their written report',
    },
    open: {
      quote: 'x月xx日前，街道办事处精心打造x个专业化物业管理试点标杆小区',
      source: 'S2',
      fills: office,
    },
  },
  'campaign.pilot_models': {
    kind: 'count',
    place: 'region',
    title: { zh: '试点标杆小区个数', en: 'Campaign: model estates' },
    hint: { zh: '每个街道打造的标杆小区数', en: 'Model estates of each subdistrict' },
    open: { quote: '精心打造x个专业化物业管理试点标杆小区', source: 'S2', fills: subdistrict },
  },
  'campaign.cover_month': {
    kind: 'month',
    place: 'region',
    title: { zh: '实现全覆盖的月份', en: 'Campaign: month of full coverage' },
    hint: {
      zh: '原文只剩“月底前”，月份缺失',
      en: 'The text says “by the end of the month”; which one is lost',
    },
    open: { quote: '月底前，街道办事处无物业管理小区实现物业管理全覆盖', source: 'S2', fills: office },
  },
  'regulation.market_year': {
    kind: 'year',
    place: 'region',
    title: { zh: '新入市楼盘考核年份', en: 'Year of the new-estates target' },
    hint: {
      zh: '销售前 100% 签订前期物业服务合同的起始年份',
      en: 'From which year contracts must precede sales',
    },
    open: { quote: '20xx年新进入市场的楼盘，在商品房销售前要100%签订', source: 'S5', fills: bureau },
  },
})
