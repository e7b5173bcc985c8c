/**
 * Deadlines of a closure's work (SX-09): fencing, repairs, disinfection and grid tasks, the survey round, the checks of
 * who is isolated, and the note that a patrol leaves. Each is called to mind before its end, alarmed after it, and goes up when nobody answers.
 */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import { within } from '../../core/within.ts'
import { reporters } from '../gate/store-report.ts'
import { dayOf } from './care-list.ts'
import { taskKindWords } from './labels.ts'
import { turnsOf } from './rules-care.ts'
import { checksSince } from './store-care.ts'
import { placesWithin } from './store-place.ts'
import * as store from './store-work.ts'
import { linesOf } from './survey.ts'
import { type Person, takeBack, tell } from './tell.ts'

interface WorkRule {
  escalateMinutes: number
  beforeMinutes: number
  checkEscalateMinutes: number
}

const ruleOf = (ctx: Ctx) => ruleFor<WorkRule>(ctx.db, 'response.work', NIL, localDate(ctx.now).toString())

const person = (id: string | null, name: string | null): Person[] =>
  id === null ? [] : [{ id, name: name ?? '' }]

/** Each once: who was named first stays first. */
const once = (people: readonly Person[]) =>
  people.filter((p, i) => people.findIndex(q => q.id === p.id) === i)

/** On its last day whose work it is hears of it, from the day after also who asked for it. */
async function tellTasks(ctx: Ctx): Promise<void> {
  const { escalateMinutes } = await ruleOf(ctx)
  for (const task of await store.dueTasks(ctx.db, localDate(ctx.now).toString())) {
    const kind = taskKindWords[task.kind]
    const { title, due_on: day, late } = task
    await tell(ctx, {
      topic: 'response_task',
      id: task.id,
      what: late ? 'late' : 'due',
      estateId: task.estate_id,
      to: once([
        ...person(task.worker_id, task.worker_name),
        ...(late ? person(task.asked_id, task.asked_name) : []),
      ]),
      chain: { minutes: escalateMinutes },
      urgent: false,
      atOnce: false,
      title: late
        ? { zh: `任务逾期：${title}`, en: `Task overdue: ${title}` }
        : { zh: `今天完成：${title}`, en: `To be done today: ${title}` },
      body: late
        ? {
            zh: `${kind.zh}“${title}”应于 ${day} 完成，现已逾期，请立即处理并登记结果。`,
            en: `${kind.en} “${title}” was to be done by ${day}; do it now and record the result.`,
          }
        : {
            zh: `${kind.zh}“${title}”今天（${day}）为最后一天。`,
            en: `${kind.en} “${title}”: today (${day}) is its last day.`,
          },
    })
  }
}

/** Each neighbourhood hears how many of its estates are not checked yet; late also the town and who began the round. */
async function tellSurvey(ctx: Ctx): Promise<void> {
  const { escalateMinutes } = await ruleOf(ctx)
  const today = localDate(ctx.now).toString()
  const owing = new Set<string>()
  for (const round of await store.dueRounds(ctx.db, today)) {
    const open = (await linesOf(ctx, round.path, round)).filter(line => line.step !== 'checked')
    for (const [regionId, lines] of Map.groupBy(open, line => line.place.region_id)) {
      const [first] = lines
      if (first === undefined) continue
      const id = `${round.id}/${regionId}`
      owing.add(id)
      const late = round.due_on < today
      const officers = (role: string) => reporters(ctx.db, { path: first.place.region_path }, role, ctx.now)
      const n = lines.length
      await tell(ctx, {
        topic: 'response_survey',
        id,
        what: late ? 'late' : 'due',
        estateId: first.place.id,
        to: once([
          ...(await officers('neighbourhood_officer')),
          ...(late
            ? [...(await officers('subdistrict_officer')), ...person(round.made_by, round.made_name)]
            : []),
        ]),
        chain: { minutes: escalateMinutes },
        urgent: false,
        atOnce: false,
        title: late
          ? { zh: `摸底逾期：${round.title}`, en: `Survey overdue: ${round.title}` }
          : { zh: `今天完成摸底：${round.title}`, en: `Survey to be done today: ${round.title}` },
        body: {
          zh: `“${round.title}”最后一天为 ${round.due_on}，还有 ${n} 个小区未审核。`,
          en: `“${round.title}” ends on ${round.due_on}; ${n} estates are not checked yet.`,
        },
      })
    }
  }
  for (const id of await store.toldSubjects(ctx.db, 'response_survey'))
    if (!owing.has(id)) await within(ctx, inner => takeBack(inner, 'response_survey', id))
}

/** Every hour: work and survey. Safe to repeat. */
export async function watchWork(ctx: Ctx): Promise<void> {
  await tellTasks(ctx)
  await tellSurvey(ctx)
}

const minutesUntil = (from: string, until: string) =>
  Temporal.PlainTime.from(from).until(Temporal.PlainTime.from(until), { largestUnit: 'minute' }).minutes

/** A check that is soon due, and one that was missed. A message names nobody who is looked after. */
async function tellChecks(ctx: Ctx): Promise<void> {
  const cases = await store.openCases(ctx.db)
  const { beforeMinutes, checkEscalateMinutes } = await ruleOf(ctx)
  const standing = new Set<string>()
  for (const [estateId, own] of Map.groupBy(cases, c => c.estate_id)) {
    const { rule, today, time } = await dayOf(ctx, estateId)
    const made = await checksSince(
      ctx.db,
      [estateId],
      own.map(c => c.id),
      today,
    )
    for (const c of own) {
      const done = made.filter(m => m.case_id === c.id && m.day === today).map(m => m.turn)
      const span = { startOn: c.start_on, endOn: c.end_on, checks: c.checks_a_day }
      for (const turn of turnsOf(span, done, today, time, rule)) {
        const missed = turn.state === 'missed'
        if (turn.state === 'done' || (!missed && minutesUntil(time, turn.until) > beforeMinutes)) continue
        const id = `${c.id}/${today}/${turn.turn}`
        standing.add(id)
        const above = missed
          ? await reporters(ctx.db, { path: c.region_path }, 'neighbourhood_officer', ctx.now)
          : []
        await tell(ctx, {
          topic: 'response_check',
          id,
          what: missed ? 'missed' : 'due',
          estateId,
          to: once([...person(c.worker_id, c.worker_name), ...above]),
          chain: { minutes: checkEscalateMinutes },
          urgent: missed,
          atOnce: true,
          title: missed
            ? { zh: `隔离检查漏检：应于 ${turn.until} 前`, en: `Check missed: due by ${turn.until}` }
            : { zh: `${turn.until} 前完成隔离检查`, en: `Check due by ${turn.until}` },
          body: {
            zh: `第 ${turn.turn} 次检查应于 ${turn.until} 前完成，请打开“隔离与关爱”。`,
            en: `Check ${turn.turn} is due by ${turn.until}; open “Isolation and care”.`,
          },
        })
      }
    }
  }
  for (const id of await store.toldSubjects(ctx.db, 'response_check'))
    if (!standing.has(id)) await within(ctx, inner => takeBack(inner, 'response_check', id))
}

/** Who planned a patrol hears before its end that a note is wanted, and after it that there is none. */
async function tellPatrols(ctx: Ctx): Promise<void> {
  const { beforeMinutes, escalateMinutes } = await ruleOf(ctx)
  const soon = ctx.now.add({ minutes: beforeMinutes })
  for (const patrol of await store.openPatrols(ctx.db, soon)) {
    const [place] = await placesWithin(ctx.db, patrol.region_path)
    if (place === undefined) continue
    const late = Temporal.Instant.compare(patrol.ends_at, ctx.now) < 0
    await tell(ctx, {
      topic: 'response_patrol',
      id: patrol.id,
      what: late ? 'late' : 'due',
      estateId: place.id,
      to: person(patrol.planned_id, patrol.planned_name),
      ...(late ? { chain: { minutes: escalateMinutes } } : {}),
      urgent: false,
      atOnce: !late,
      title: late
        ? { zh: `巡逻未记录：${patrol.route}`, en: `Patrol without a note: ${patrol.route}` }
        : { zh: `请记录巡逻情况：${patrol.route}`, en: `Note what the patrol found: ${patrol.route}` },
      body: {
        zh: `${patrol.leader} 带队的巡逻，请在“巡逻与复核”中记录情况。`,
        en: `The patrol led by ${patrol.leader}: record what it found under patrols and review.`,
      },
    })
  }
}

/** Every few minutes: checks and patrols. Safe to repeat. */
export async function watchSoon(ctx: Ctx): Promise<void> {
  await tellChecks(ctx)
  await tellPatrols(ctx)
}
