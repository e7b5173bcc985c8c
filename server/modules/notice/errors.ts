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
})
