/**
 * The guard's page of the agent, for the hours when the booth has no server: what was read last at each lane and why it
 * waits, and the barrier by hand with a name and a reason. Plain HTML, no script needed; opened by six digits.
 */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { DecisionCode } from '../server/modules/lane/decide.ts'
import { sayDecision } from '../server/modules/lane/words.ts'
import type { Verdict } from './judge.ts'
import type { Page } from './listen.ts'

export interface Shown extends Verdict {
  lane: string
}

export interface State {
  name: string
  estate: string
  zone: string
  cut: boolean
  revoked: boolean
  full: boolean
  unkept: number
  backlog: { events: number; oldestMs: number | null }
  lanes: { id: string; name: string; direction: 'in' | 'out' | 'both' }[]
  shown: readonly Shown[]
}

export interface Booth {
  pin: string
  state: () => State
  open: (hand: {
    laneId: string
    direction: 'in' | 'out'
    plate: string
    name: string
    reason: string
  }) => Promise<boolean>
}

const wrong = { count: 0, until: 0 }

function pinFits(given: string, pin: string): boolean {
  const now = performance.now()
  if (now < wrong.until) return false
  const a = Buffer.from(given.padEnd(6).slice(0, 6))
  const ok = timingSafeEqual(a, Buffer.from(pin.padEnd(6).slice(0, 6)))
  wrong.count = ok ? 0 : wrong.count + 1
  // ten thousand tries a second would find six digits in a minute
  if (wrong.count >= 5) wrong.until = now + Math.min(600_000, 5000 * 2 ** (wrong.count - 5))
  return ok
}

const html = (text: string) =>
  text.replace(
    /[&<>"']/g,
    sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  )

const css = `:root{color-scheme:dark light;--ground:#0f1414;--card:#1a2222;--ink:#e8efee;--weak:#a9b8b6;--line:#2c3837;--edge:#6b7c7a;--bad:#ffb4a8;--good:#8fdcc4;--act:#1a7565}
@media (prefers-color-scheme:light){:root{--ground:#f3f6f5;--card:#fff;--ink:#172120;--weak:#4d5c5a;--line:#d5dedc;--edge:#6b7c7a;--bad:#a32414;--good:#0d6150;--act:#12705f}}
body{font:20px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;background:var(--ground);color:var(--ink)}
main{max-width:1200px;margin:0 auto;padding:16px}h1{font-size:24px;margin:8px 0}h2{font-size:20px;margin:8px 0}p{margin:6px 0}
.two{display:grid;gap:16px;align-items:start}@media (min-width:900px){.two{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}
.top{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}.top form{width:auto}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px}.pin{max-width:420px;margin:64px auto}
.bad{color:var(--bad)}.good{color:var(--good)}.num{font-variant-numeric:tabular-nums;white-space:nowrap}
input,select,button{font:inherit;min-height:52px;border-radius:8px;border:1px solid var(--edge);padding:4px 12px;background:var(--ground);color:inherit;box-sizing:border-box;width:100%}
button{background:var(--act);color:#fff;border:0;font-weight:600}.plain{background:none;color:inherit;border:1px solid var(--edge);width:auto;font-weight:400}
label{display:block;margin:8px 0}small{color:var(--weak)}table{width:100%;border-collapse:collapse}tr+tr td{border-top:1px solid var(--line)}td{padding:8px 6px;vertical-align:top}`

interface Words {
  lang: string
  title: string
  pin: string
  enter: string
  wrongPin: string
  line: (s: State) => string
  full: (n: number) => string
  open: string
  plate: string
  who: string
  why: string
  lane: string
  way: { in: string; out: string }
  last: string
  refresh: string
  none: string
  done: string
  failed: string
}

const zh: Words = {
  lang: 'zh-CN',
  title: '门岗备用页',
  pin: '输入六位数字',
  enter: '进入',
  wrongPin: '数字不对，或试得太多次，请稍后再试',
  line: s =>
    s.revoked
      ? '本机已被停用，请联系管理员重新登记'
      : s.cut
        ? `与服务器断开，闸机照常判断；${s.backlog.events} 条记录等待上传`
        : `与服务器连接正常${s.backlog.events > 0 ? `，${s.backlog.events} 条正在上传` : ''}`,
  full: n => `磁盘已满：照常判断放行，但 ${n} 条没有记下。请清理磁盘并通知管理员`,
  open: '手动开闸',
  plate: '车牌（可不填）',
  who: '您的姓名',
  why: '原因',
  lane: '车道',
  way: { in: '进', out: '出' },
  last: '最近识别',
  refresh: '刷新',
  none: '还没有车辆。相机识别后会显示在这里',
  done: '已发出开闸命令并登记',
  failed: '相机没有接受命令，请手动抬杆；本次已登记',
}

const en: Words = {
  lang: 'en',
  title: 'Gatehouse page',
  pin: 'Enter the six digits',
  enter: 'Enter',
  wrongPin: 'Wrong digits, or too many tries: wait a moment',
  line: s =>
    s.revoked
      ? 'This agent was withdrawn; ask the administrator to enrol it again'
      : s.cut
        ? `Cut off from the server; the lanes decide as always; records waiting: ${s.backlog.events}`
        : `Connected${s.backlog.events > 0 ? `; records being sent: ${s.backlog.events}` : ''}`,
  full: n =>
    `The disk is full: lanes go on, but records not kept: ${n}. Make room and tell the administrator`,
  open: 'Open the barrier',
  plate: 'Plate (may stay empty)',
  who: 'Your name',
  why: 'Reason',
  lane: 'Lane',
  way: { in: 'in', out: 'out' },
  last: 'Read last',
  refresh: 'Refresh',
  none: 'No car yet. What the cameras read appears here',
  done: 'The command was sent and recorded',
  failed: 'The camera did not take the command: lift the barrier by hand; it was recorded',
}

function frame(w: Words, body: string): Page {
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="${w.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${w.title}</title><style>${css}</style></head><body><main>${body}</main></body></html>`,
  }
}

function signIn(w: Words, said = ''): Page {
  return frame(
    w,
    `<h1>${w.title}</h1>${said ? `<p class="bad" role="alert">${said}</p>` : ''}<form method="post" class="card pin"><label>${w.pin}<input name="pin" inputmode="numeric" autocomplete="off" maxlength="6" required autofocus></label><button>${w.enter}</button></form>`,
  )
}

function booth(w: Words, s: State, pin: string, said: { text: string; good: boolean } | undefined): Page {
  const lanes = s.lanes.map(l => `<option value="${html(l.id)}">${html(l.name)}</option>`).join('')
  const clock = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', timeZone: s.zone })
  const rows = s.shown
    .map(v => {
      const say = sayDecision(v.code as DecisionCode, v.plate)
      const near = v.near.length > 0 ? `<br><small>${v.near.map(html).join(' · ')}</small>` : ''
      return `<tr><td class="num">${clock.format(v.atMs)}<br><small>${html(v.lane)} ${w.way[v.direction]}</small></td><td class="${v.open ? 'good' : ''}">${html(w === zh ? say.zh : say.en)}${near}</td></tr>`
    })
    .join('')
  const again = `<form method="post"><input type="hidden" name="pin" value="${html(pin)}"><button class="plain">${w.refresh}</button></form>`
  return frame(
    w,
    `<div class="top"><h1>${html(s.estate)} · ${html(s.name)}</h1>${again}</div><p class="${s.cut || s.revoked ? 'bad' : 'good'}">${html(w.line(s))}</p>${s.full ? `<p class="bad" role="alert">${w.full(s.unkept)}</p>` : ''}${said ? `<p class="${said.good ? 'good' : 'bad'}" role="status">${said.text}</p>` : ''}
<div class="two"><form method="post" class="card"><input type="hidden" name="pin" value="${html(pin)}"><input type="hidden" name="act" value="open">
<label>${w.lane}<select name="lane">${lanes}</select></label><label>${w.way.in} / ${w.way.out}<select name="way"><option value="in">${w.way.in}</option><option value="out">${w.way.out}</option></select></label>
<label>${w.plate}<input name="plate" maxlength="16" autocomplete="off"></label><label>${w.who}<input name="who" maxlength="40" required></label><label>${w.why}<input name="why" maxlength="200" required></label><button>${w.open}</button></form>
<section class="card"><h2>${w.last}</h2>${rows ? `<table>${rows}</table>` : `<p>${w.none}</p>`}</section></div>`,
  )
}

/** GET / asks for the digits; every further page is a POST that carries them, so that no address tells them. */
export async function guardPage(request: IncomingMessage, body: Buffer, b: Booth): Promise<Page | undefined> {
  if ((request.url ?? '/').split('?')[0] !== '/') return undefined
  const w = /^\s*en/i.test(request.headers['accept-language'] ?? '') ? en : zh
  if (request.method === 'GET') return signIn(w)
  if (request.method !== 'POST') return undefined
  const form = new URLSearchParams(body.toString('utf8').slice(0, 5000))
  const pin = form.get('pin') ?? ''
  if (!pinFits(pin, b.pin)) return signIn(w, w.wrongPin)
  if (form.get('act') !== 'open') return booth(w, b.state(), pin, undefined)
  const name = (form.get('who') ?? '').trim().slice(0, 40)
  const reason = (form.get('why') ?? '').trim().slice(0, 200)
  if (name === '' || reason === '')
    return booth(w, b.state(), pin, { text: `${w.who} · ${w.why}`, good: false })
  const ok = await b.open({
    laneId: form.get('lane') ?? '',
    direction: form.get('way') === 'out' ? 'out' : 'in',
    plate: (form.get('plate') ?? '').trim().slice(0, 16),
    name,
    reason,
  })
  return booth(w, b.state(), pin, { text: ok ? w.done : w.failed, good: ok })
}
