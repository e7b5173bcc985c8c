/** What the notice room refuses, and what to do next. */
import { defineErrors } from '../../core/errors.ts'

export const noticeFail = defineErrors({
  'notice.channel_name': {
    status: 409,
    zh: '已有名为“{name}”的通知渠道，请换一个名称',
    en: 'There is already a channel named “{name}”; choose another name',
  },
  'notice.channel_address': {
    status: 400,
    zh: '渠道地址须为 https:// 开头的完整网址，请从群机器人设置中复制',
    en: 'The address must be a full https:// address; copy it from the group robot’s settings',
  },
  'notice.sent': {
    status: 409,
    zh: '该通知已发布，不能再修改；如有错误请撤回后重新发布',
    en: 'This bulletin is published and cannot be changed; withdraw it and publish a new one',
  },
  'notice.not_sent': {
    status: 409,
    zh: '该通知尚未发布，无需撤回',
    en: 'This bulletin is not published; there is nothing to withdraw',
  },
  'notice.past': {
    status: 400,
    zh: '发布时间须晚于现在；需要立即发布请选“立即发布”',
    en: 'The time to publish must lie ahead; choose “publish now” instead',
  },
  'notice.schedule_audience': {
    status: 409,
    zh: '定期通报“{title}”的计划对象更广；请按计划的范围发布，只发给一部分人请另写一条通知',
    en: 'The regular bulletin “{title}” is planned for more people; send it to all of them, or write a separate one for a part',
  },
  'notice.category': {
    status: 400,
    zh: '没有“{category}”这一类通知，请重新选择',
    en: 'There is no category “{category}”; choose again',
  },
  'notice.category_exists': {
    status: 409,
    zh: '已有同名类别“{name}”',
    en: 'A category “{name}” is already there',
  },
  'notice.library_one': {
    status: 409,
    zh: '本小区已有这一类文本，请打开原有文本写新版本',
    en: 'The estate has its text of this kind already; open it and write a new version',
  },
  'notice.library_withdrawn': {
    status: 409,
    zh: '该文件已废止，不能再修改',
    en: 'This document is out of force and cannot be changed',
  },
  'notice.basis': {
    status: 400,
    zh: '依据“{text}”不在本小区的文件库中，请重新选择',
    en: 'The basis “{text}” is not in this library; choose again',
  },
  'notice.own_version': {
    status: 403,
    zh: '起草人不能批准自己的版本，请请另一位负责人批准',
    en: 'Who wrote a version cannot approve it; ask another person in charge',
  },
  'notice.decided': {
    status: 409,
    zh: '该版本已审批，请刷新查看',
    en: 'This version was decided already; look again',
  },
  'notice.other_version': {
    status: 409,
    zh: '该文件已有新版本，请阅读新版本后再确认',
    en: 'Another version holds now; read that one before you acknowledge',
  },
  'notice.not_approved': {
    status: 409,
    zh: '该文件尚未批准生效，暂不能检查执行效果',
    en: 'This document does not hold yet; its effect cannot be checked',
  },
  'notice.review_ahead': {
    status: 400,
    zh: '检查日期不能晚于今天',
    en: 'The day of the check cannot lie ahead',
  },
  'notice.not_published': {
    status: 409,
    zh: '该通知尚未发布，请直接修改',
    en: 'This bulletin is not published; change it directly',
  },
  'notice.cites': {
    status: 400,
    zh: '引用的文件不在本小区的文件库中，请重新选择',
    en: 'A cited document is not in this library; choose again',
  },
  'notice.flag': {
    status: 400,
    zh: '没有“{flag}”这一类家庭，请重新选择',
    en: 'There is no kind of household “{flag}”; choose again',
  },
})
