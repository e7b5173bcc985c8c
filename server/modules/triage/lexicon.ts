/**
 * What each class sounds like before the estate has tickets of its own: short sayings written by us. A model of them
 * speaks beside the estate's own, and the less the more tickets were confirmed (rules.ts, `mixed`).
 */
import { type Example, type Model, train } from './learner.ts'

const sayings: Record<string, string> = {
  'complaint/common_repair':
    '楼道灯报了几次还没修好|公共走廊漏水一直没人处理|电梯老是坏，修了又坏|单元门坏了一个月没人管|屋顶漏水物业拖着不修|路灯不亮反映多次|外墙瓷砖掉落要求尽快维修|下水主管堵塞返水，公共管道没人修|围栏破损迟迟不修|楼梯扶手松动不安全|地下车库漏水|消防门坏了关不上|道路破损积水|门禁坏了谁都能进',
  'complaint/conduct/renovation_smell':
    '邻居装修油漆味很大|楼下装修气味刺鼻|隔壁刷漆味道受不了|装修异味飘到我家|胶水味甲醛味很浓',
  'complaint/conduct/renovation_noise':
    '楼上装修电钻声太吵|邻居午休时间装修施工|周末装修敲墙|装修噪音影响孩子学习|电锤打墙声音很大|违规时间装修',
  'complaint/conduct/rest_noise':
    '楼上半夜拖桌椅|邻居深夜唱歌|凌晨有人大声说话|晚上打麻将吵得睡不着|半夜音响声音很大|楼上小孩深夜跑跳|夜里跳舞放音乐|狗半夜一直叫',
  'complaint/conduct/other':
    '邻居在楼道堆放杂物|有人高空抛物|遛狗不牵绳|楼道里停放电动车充电|邻居占用公共走廊|楼上往下扔垃圾|空调水滴到我家|邻居在公共区域种菜|楼上漏水到我家，邻居不配合|乱停车堵住我家门口',
  'complaint/other':
    '保洁不及时垃圾没人清|保安态度不好|物业电话没人接|答应回复却没有回复|门岗没有人值班|绿化没人修剪|快递在门卫丢了|停车管理混乱|员工服务态度差|收费不合理要投诉|小区进了小偷|广告乱贴没人管|蚊虫很多没有消杀',
  'inquiry/general':
    '请问物业几点上班|小区游泳池开放时间|门禁卡在哪里办|停水通知什么时候恢复|服务中心电话是多少|访客怎么登记|垃圾分类点在哪|快递柜在什么位置|小区有没有健身房|今天为什么停电|搬家需要办什么手续',
  'inquiry/charge':
    '物业费多少钱一平|停车费怎么收|物业费怎么交|电梯费收费标准|车位月租多少|装修押金多少钱|换锁上门收多少钱|水费电费单价|通下水道怎么收费|滞纳金怎么算|发票怎么开',
  'inquiry/outside':
    '附近哪里有修家电的|有没有推荐的搬家公司|外面请保姆什么价钱|附近开锁公司电话|宽带找谁办多少钱|附近药店电话|送水电话多少|哪里可以洗衣服|推荐一家月嫂公司|附近有没有打印店',
  'inquiry/department':
    '户口迁移去哪里办|居住证怎么办理|燃气开户找哪个部门|有线电视过户手续|派出所电话和办事时间|不动产证怎么办|社保卡去哪里补办|孩子入学需要什么材料|自来水公司过户流程|养老认证在哪办|维修资金怎么申请',
  'inquiry/internal':
    '你们经理工资多少|物业公司内部怎么考核|员工排班表能给我看吗|你们公司合同金额|为什么换了项目经理|物业账目为什么不公开|你们内部谁负责采购',
  'repair/home':
    '家里水龙头漏水|厨房下水道堵了|卫生间马桶堵塞|家里跳闸没有电|灯不亮请派人看看|门锁坏了打不开|空调不制冷|热水器不出热水|暖气不热|窗户关不严|可视对讲没声音|插座冒火花|阳台地漏返水|天花板渗水',
  'repair/common':
    '楼道灯不亮|电梯按键失灵|单元门禁刷不开|路灯坏了|公共走廊窗户破了|地下车库灯不亮|健身器材坏了|井盖松动|楼顶渗水|消防栓漏水|道闸抬不起来|一楼大厅地砖松动|垃圾桶破了|水管爆了在喷水',
  'suggestion/service':
    '建议增加充电桩|希望在门口装一个快递架|建议周末延长前台时间|能不能多放几张长椅|建议增设儿童游乐设施|希望组织邻里活动|建议安装监控|可否增加一班保洁|希望开通线上缴费|建议划出非机动车停车区',
  'order/onsite':
    '请派人上门帮忙搬东西|帮老人提一下菜上楼|现在需要人来帮忙|请到大堂帮我推一下轮椅|车打不着火请来帮忙|请马上派人到门口帮忙',
  'order/special':
    '预约家政保洁|帮忙订餐|代买菜|代收送洗衣物|帮我叫出租车|订机票火车票|预约清洗空调|家电清洗上门|代购药品|请人遛狗|预约擦窗户',
  'order/advice':
    '想请你们帮忙参谋一下|咨询租房合同怎么签|给点装修建议|想开个店听听意见|请顾问看看保险|老人请保姆有什么建议',
}

/** The sayings as examples; a class that the estate does not offer is never proposed. */
export function lexiconExamples(): Example[] {
  return Object.entries(sayings).flatMap(([label, texts]) => texts.split('|').map(text => ({ label, text })))
}

let model: Model | undefined

/** The model of the sayings, learnt once per process in some milliseconds. */
export function houseModel(): Model {
  model ??= train(lexiconExamples(), { minDocs: 1 })
  return model
}

const DANGERS =
  /困在?电梯|电梯.{0,4}困|困人|燃气泄漏|煤气泄漏|(?:燃气|煤气)味|着火|起火|冒烟|火灾|触电|漏电|电线.{0,4}(?:裸露|掉)|爆管|爆裂|塌|高空坠|砸伤|砸到人|受伤|流血|晕倒|昏迷|摔伤|摔倒|骨折|报警|打架|持刀|跳楼|轻生|失踪|走失|溺水|群体|集体投诉|媒体|上访/u
const NOT = /(?:没有|没|未|无|不是|不会|避免|防止|以免|担心|怕)[^，。；、\s]{0,4}$/u

/**
 * The words in a text that make a matter major until a person says otherwise (S1-53), or null: harm to people, fire,
 * gas, people shut in, police, a crowd. A danger that the text denies or only fears ("没有人受伤", "怕着火") does not count.
 */
export function dangerIn(text: string): string | null {
  const danger = new RegExp(DANGERS, 'gu')
  for (const found of text.normalize('NFKC').matchAll(danger)) {
    const before = text.normalize('NFKC').slice(Math.max(0, found.index - 8), found.index)
    if (!NOT.test(before)) return found[0]
  }
  return null
}
