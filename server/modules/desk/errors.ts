/** Refusals of the desk: every text says what to do next. */
import { defineErrors } from '../../core/errors.ts'

export const deskFail = defineErrors({
  'desk.room_unknown': {
    status: 422,
    zh: '本小区没有房号 {room}，请核对',
    en: 'This estate has no room {room}; check it',
  },
  'desk.class_unknown': {
    status: 422,
    zh: '没有此类别，请从列表中选择',
    en: 'There is no such class; choose one from the list',
  },
  'desk.accused_needed': { status: 422, zh: '请填写被投诉的房号', en: 'Give the room that is complained of' },
  'desk.unit_yours': {
    status: 422,
    zh: '被投诉的房号与投诉人房号相同，请核对',
    en: 'The room complained of is the complainant’s own; check it',
  },
  'desk.internal': {
    status: 422,
    zh: '涉及管理中心内部情况，不能当场答复，请转项目经理',
    en: 'This is an internal matter of the centre; pass it to the manager instead of answering',
  },
  'desk.at_once': {
    status: 422,
    zh: '只有咨询可以当场答复办结',
    en: 'Only an inquiry can be answered at once',
  },
  'desk.state': {
    status: 409,
    zh: '工单当前状态不能进行此操作，请刷新后查看',
    en: 'The ticket’s present state does not allow this; refresh and look',
  },
  'desk.taken': {
    status: 409,
    zh: '已由 {name} 接单，如需转给他人请用“转单”',
    en: '{name} has taken this ticket; use “hand over” to pass it on',
  },
  'desk.not_taken': {
    status: 409,
    zh: '尚未接单，请先接单再登记到场',
    en: 'Nobody has taken it yet; take it before arriving',
  },
  'desk.not_yours': {
    status: 403,
    zh: '这张工单由 {name} 负责，请由其本人或调度人员操作',
    en: '{name} handles this ticket; he or a dispatcher must do this',
  },
  'desk.not_arrived': { status: 409, zh: '请先登记到场', en: 'Record the arrival first' },
  'desk.not_handled': { status: 409, zh: '请先填写处理结果', en: 'Record the result first' },
  'desk.closed': {
    status: 409,
    zh: '工单已办结，如需继续处理请重新打开',
    en: 'The ticket is closed; reopen it to go on',
  },
  'desk.not_closed': { status: 409, zh: '工单尚未办结，不需要重新打开', en: 'The ticket is still open' },
  'desk.signature_needed': {
    status: 422,
    zh: '此类工单需要业户签字，请签字或拍下签字单',
    en: 'This class wants the customer’s signature; sign on screen or photograph the signed slip',
  },
  'desk.signature_empty': {
    status: 422,
    zh: '签字是空白的，请重新签字',
    en: 'The signature is blank; sign again',
  },
  'desk.photo_needed': { status: 422, zh: '请拍照或填写文字', en: 'Add a photo or a text' },
  'desk.limit_needed': { status: 422, zh: '请给出处理时限', en: 'Give a time limit' },
  'desk.limit_fixed': {
    status: 409,
    zh: '此时限由承诺表规定，不能自行设定',
    en: 'This limit stands in the promise table and cannot be chosen',
  },
  'desk.limit.positive': { status: 422, zh: '请填写大于零的时限', en: 'Give a limit above zero' },
  'desk.limit.over': {
    status: 422,
    zh: '时限超过上限 {max}，请改短',
    en: 'The limit is above the most allowed ({max}); shorten it',
  },
  'desk.limit.reason': {
    status: 422,
    zh: '超过 {max} 的约定需要填写原因',
    en: 'A time beyond {max} wants a reason',
  },
  'desk.limit.approval': {
    status: 403,
    zh: '超过 {max} 须作为特殊情况由经理批准',
    en: 'Beyond {max} a manager must approve it as a special case',
  },
  'desk.postpone.second': {
    status: 409,
    zh: '同一件事只能推迟一次，不能再次推迟',
    en: 'One matter may be postponed once only',
  },
  'desk.postpone.late': {
    status: 409,
    zh: '承诺时间已过，不能再推迟；请尽快处理并说明',
    en: 'The promised time is over; it can no longer be postponed',
  },
  'desk.postpone.earlier': {
    status: 422,
    zh: '新的时间必须晚于原承诺时间',
    en: 'The new time must lie after the promised one',
  },
  'desk.postpone.none': {
    status: 409,
    zh: '没有可以推迟的完成时限',
    en: 'There is no completion promise to postpone',
  },
  'desk.paused': { status: 409, zh: '计时已暂停，请先恢复', en: 'The clock is paused; resume it first' },
  'desk.not_paused': { status: 409, zh: '计时没有暂停', en: 'The clock is not paused' },
  'desk.pause_reason': {
    status: 422,
    zh: '请选择列表中的暂停原因',
    en: 'Choose one of the listed reasons for a pause',
  },
  'desk.consent_class': {
    status: 409,
    zh: '只有没有统一标准的收费咨询才上门确定收费',
    en: 'Only a fee inquiry without a uniform price leads to a quotation on site',
  },
  'desk.consent_twice': {
    status: 409,
    zh: '业主已同意上门确定收费',
    en: 'The owner has already agreed to a quotation on site',
  },
  'desk.no_consent': {
    status: 409,
    zh: '未经业主同意不能派人上门，请先征得同意',
    en: 'Nobody may be sent without the owner’s consent; ask first',
  },
  'desk.explain.none': {
    status: 409,
    zh: '此工单没有三分钟承诺',
    en: 'This ticket has no three-minute promise',
  },
  'desk.explain.late': {
    status: 409,
    zh: '三分钟已过，事先说明必须在时限之前',
    en: 'The three minutes are over; the explanation must come before',
  },
  'desk.no_renovation': {
    status: 409,
    zh: '只有投诉其他业主的工单才关联装修档案',
    en: 'Only a complaint about another owner refers to a renovation file',
  },
  'desk.same_ticket': {
    status: 422,
    zh: '不能与自己关联，请选择另一张工单',
    en: 'A ticket cannot be joined to itself; choose another one',
  },
  'desk.join_closed': {
    status: 409,
    zh: '工单 {number} 已办结或已并入别的工单，请先重新打开它，或并入它所在的工单',
    en: '{number} is closed or joined elsewhere; reopen it first, or join the ticket it lives on in',
  },
  'desk.same_receiver': {
    status: 409,
    zh: '{name} 已是首接责任人',
    en: '{name} is the first receiver already',
  },
  'desk.rest_frame': {
    status: 422,
    zh: '休息时段的起止时间不能相同',
    en: 'Rest hours cannot begin and end at the same time',
  },
  'desk.no_phone': {
    status: 409,
    zh: '没有登记电话，请直接上门，或请前台补登',
    en: 'No telephone is registered; go there, or ask the front desk to add it',
  },
  'desk.file_limit': {
    status: 409,
    zh: '每张工单最多 {max} 张照片',
    en: 'A ticket holds {max} photos at most',
  },
  'desk.rule.amount': {
    status: 422,
    zh: '时限必须是大于零的整数',
    en: 'The limit must be a whole number above zero',
  },
  'desk.rule.most': {
    status: 422,
    zh: '时限太长，最多 {max}，请核对数字和单位',
    en: 'The limit is too long (at most {max}); check the figure and the unit',
  },
  'desk.rule.max': {
    status: 422,
    zh: '上限 {max} 小于时限 {amount}，请改大上限或改短时限',
    en: 'The cap {max} is below the limit {amount}; raise the cap or shorten the limit',
  },
  'desk.rule.soon': {
    status: 422,
    zh: '提前 {soon} 分钟提醒会早于受理（时限只有 {amount} 分钟），请改短提前量',
    en: 'A reminder {soon} minutes before would come before the start of {amount} minutes; shorten it',
  },
  'desk.rule.threeMinute': {
    status: 422,
    zh: '三分钟承诺不能超过 3 分钟，也不能限定时段',
    en: 'The three-minute promise cannot exceed 3 minutes nor keep service hours',
  },
  'desk.rule.order': {
    status: 422,
    zh: '“{first}”的时限比“办结”还长，请改短前者或改长后者',
    en: 'The limit for “{first}” is longer than the one for completion; change one of them',
  },
  'desk.rule.frame': {
    status: 422,
    zh: '服务时段 {frame} 不对：应为 08:30 至 12:00，结束晚于开始，一天的结束写 24:00',
    en: 'Service hours {frame} are wrong: write 08:30 to 12:00, the end after the start, 24:00 for the end of the day',
  },
  'desk.rule.frameOverlap': {
    status: 422,
    zh: '服务时段 {first} 与 {second} 重叠，请改开',
    en: 'Service hours {first} and {second} overlap; separate them',
  },
  'desk.rule.frameUnit': {
    status: 422,
    zh: '只有按分钟计的时限可以设服务时段，请改单位或删去时段',
    en: 'Only limits in minutes can have service hours; change the unit or drop the hours',
  },
  'desk.rule.past': {
    status: 422,
    zh: '生效日期 {from} 已过，已作出的承诺不能改；请选 {today} 或以后',
    en: '{from} is past and promises already made stay as they are; choose {today} or later',
  },
  'desk.rule.begun': {
    status: 409,
    zh: '这条规定已经生效，不能撤回；请从今天或以后另立新规定',
    en: 'This rule is in force and cannot be withdrawn; make a new one from today or later',
  },
  'desk.rule.same': {
    status: 409,
    zh: '与现行规定相同，没有需要保存的改动',
    en: 'This is what already holds; there is nothing to save',
  },
  'desk.rule.none': {
    status: 409,
    zh: '这个类别没有这项承诺，不能取消',
    en: 'The class does not carry this promise, so it cannot be taken away',
  },
  'desk.class.in_use': {
    status: 409,
    zh: '有 {count} 张工单属于此类别，不能删除；可以从某日起停用',
    en: '{count} tickets carry this class, so it cannot be deleted; retire it from a date instead',
  },
  'desk.class.seed': {
    status: 409,
    zh: '此类别来自公司统一规定，本小区不能删除；可以从某日起停用',
    en: 'This class comes from the general table and cannot be deleted here; retire it from a date instead',
  },
  'desk.class.name_taken': {
    status: 409,
    zh: '已有同名类别“{name}”，请换一个名称',
    en: 'There is a class named “{name}” already; choose another name',
  },
  'calendar.notice.empty': {
    status: 422,
    zh: '文件里没有日期，每行应如 2027-01-01,元旦,off',
    en: 'No dates found; each line should read 2027-01-01,New Year,off',
  },
  'calendar.notice.line': {
    status: 422,
    zh: '第 {line} 行看不懂，应如 2027-01-01,元旦,off',
    en: 'Line {line} is not read; write 2027-01-01,New Year,off',
  },
  'calendar.notice.date': {
    status: 422,
    zh: '第 {line} 行的日期不存在',
    en: 'The date in line {line} does not exist',
  },
  'calendar.notice.duplicate': {
    status: 422,
    zh: '第 {line} 行的日期重复',
    en: 'The date in line {line} is listed twice',
  },
  'calendar.notice.weekendWork': {
    status: 422,
    zh: '第 {line} 行：调休上班日应是周六或周日',
    en: 'Line {line}: a make-up workday must be a Saturday or Sunday',
  },
  'calendar.notice.yearMixed': {
    status: 422,
    zh: '第 {line} 行是另一年的日期，请每年一个文件',
    en: 'Line {line} is of another year; one file per year',
  },
  'calendar.notice.incomplete': {
    status: 422,
    zh: '缺少元旦或国庆节，请上传完整的放假通知',
    en: 'New Year or National Day is missing; upload the whole notice',
  },
})

export type DeskCode = (typeof deskFail.codes)[number]
