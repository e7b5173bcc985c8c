/** Use cases of work at an estate: asked for, begun, done with a photo, seen (S6-14, S6-16, S6-21, S6-23, S6-24). */
import { instantText, localDate } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { Upload } from '../../core/verb.ts'
import { query, verb } from '../../core/verb.ts'
import { accountById } from '../people/store-accounts.ts'
import { able, pathOf, self } from './actor.ts'
import { responseApi } from './contract.ts'
import { responseFail } from './errors.ts'
import { taskStateWords } from './labels.ts'
import { doneFault, isLate, minutesUsed, type TaskAct, taskActs, taskRefusal } from './rules-task.ts'
import { type PlaceRow, placeById, placesWithin } from './store-place.ts'
import * as store from './store-task.ts'
import { takeBack } from './tell.ts'

type Shown = Pick<PlaceRow, 'name' | 'region_name'>
const text = (at: store.TaskRow['done_at']) => at && instantText(at)

function allowed(ctx: Ctx, row: store.TaskRow) {
  const me = self(ctx).id
  const facts = { state: row.state, workerId: row.account_id, doneBy: row.done_by }
  const may = (act: TaskAct) =>
    able(() => ctx.reach(taskActs[act].permission, row.estate_id))
      ? taskRefusal(act, facts, me)
      : 'core.forbidden'
  return {
    start: may('start'),
    done: may('done'),
    see: may('see'),
    giveBack: may('return'),
    cancel: may('cancel'),
    assign: may('assign'),
  }
}

export function present(ctx: Ctx, row: store.TaskRow, place: Shown) {
  return {
    id: row.id,
    estateId: row.estate_id,
    estate: place.name,
    region: place.region_name,
    kind: row.kind,
    title: row.title,
    place: row.place,
    detail: row.detail,
    dueOn: row.due_on,
    late: isLate(row.state, row.due_on, localDate(ctx.now).toString()),
    organisation: row.organisation_name,
    worker: row.account_name,
    workerId: row.account_id,
    state: row.state,
    startedAt: text(row.started_at),
    startedBy: row.started_name,
    doneAt: text(row.done_at),
    doneBy: row.done_name,
    deviceAt: text(row.device_at),
    minutes: row.minutes,
    material: row.material,
    cost: row.cost,
    note: row.note,
    photos: row.photos,
    returned: row.returned_reason,
    seenBy: row.seen_name,
    seenAt: text(row.seen_at),
    madeBy: row.made_name,
    version: row.version,
    allowed: allowed(ctx, row),
  }
}

async function placeOf(ctx: Ctx, estateId: string): Promise<PlaceRow> {
  const place = await placeById(ctx.db, estateId)
  if (place === undefined) throw fail('core.not_found')
  return place
}

async function load(ctx: Ctx, estateId: string, id: string): Promise<store.TaskRow> {
  const row = await store.taskById(ctx.db, estateId, id)
  if (row === undefined) throw fail('core.not_found')
  return row
}

async function shown(ctx: Ctx, estateId: string, id: string) {
  return present(ctx, await load(ctx, estateId, id), await placeOf(ctx, estateId))
}

interface Asked {
  kind?: store.TaskFilter['kind']
  state?: store.TaskFilter['state']
  open?: 'yes' | undefined
  late?: 'yes' | undefined
  q?: string | undefined
  offset: number
  limit: number
}

function filterOf(ctx: Ctx, asked: Asked): store.TaskFilter {
  return {
    kind: asked.kind,
    state: asked.state,
    open: asked.open === 'yes',
    lateOn: asked.late === 'yes' ? localDate(ctx.now).toString() : undefined,
    q: asked.q,
    offset: asked.offset,
    limit: asked.limit,
  }
}

export const regionTasks = query(
  'response.region_tasks',
  responseApi['GET /api/regions/:regionId/response/tasks'],
  async (ctx, input) => {
    const places = await placesWithin(ctx.db, pathOf(ctx, input.regionId))
    const byId = new Map(places.map(p => [p.id, p]))
    const ids = [...byId.keys()]
    const filter = filterOf(ctx, input)
    const { rows, total } = await store.tasks(ctx.db, ids, filter)
    const today = localDate(ctx.now).toString()
    // the sums are of the kind that is looked at, whatever state is filtered
    const sums = await store.taskSums(ctx.db, ids, { kind: input.kind }, today)
    const fenced = await store.fencedEstates(ctx.db, ids)
    return {
      items: rows.map(r => present(ctx, r, byId.get(r.estate_id) ?? { name: '', region_name: '' })),
      total,
      sums: {
        all: sums.all,
        done: sums.done,
        toSee: sums.to_see,
        late: sums.late,
        minutes: sums.minutes,
        cost: sums.cost,
        notFenced: ids.length - fenced.size,
      },
    }
  },
)

export const estateTasks = query(
  'response.estate_tasks',
  responseApi['GET /api/estates/:estateId/response/tasks'],
  async (ctx, input) => {
    const place = await placeOf(ctx, input.estateId)
    const mine = input.mine === 'yes' ? self(ctx).id : undefined
    const filter = { ...filterOf(ctx, input), mine }
    const { rows, total } = await store.tasks(ctx.db, [input.estateId], filter)
    return { items: rows.map(r => present(ctx, r, place)), total }
  },
)

export const getTask = query(
  'response.task',
  responseApi['GET /api/estates/:estateId/response/tasks/:taskId'],
  (ctx, input) => shown(ctx, input.estateId, input.taskId),
)

async function workerOf(ctx: Ctx, id: string | undefined): Promise<{ id: string; name: string } | null> {
  if (id === undefined) return null
  const account = await accountById(ctx.db, id)
  if (account === undefined) throw fail('core.not_found')
  return { id: account.id, name: account.name }
}

/** What stands still of a message that it is due or late is over once it moved on (SX-09). */
async function told(ctx: Ctx, row: store.TaskRow, action: string, more: object = {}, reason?: string) {
  if (action !== 'start') await takeBack(ctx, 'response_task', row.id)
  await ctx.audit(
    {
      action: `response.task_${action}`,
      subject: 'response_task',
      subjectId: row.id,
      before: { state: row.state },
      after: { kind: row.kind, title: row.title, ...more },
      reason,
    },
    row.estate_id,
  )
  await ctx.signal({ estateId: row.estate_id, topic: 'response', ref: row.id })
}

export const addTask = verb(
  'response.add_task',
  responseApi['POST /api/estates/:estateId/response/tasks'],
  async (ctx, input) => {
    const by = self(ctx)
    const id = newId<'task'>(ctx.now.epochMilliseconds)
    const worker = await workerOf(ctx, input.workerId)
    await store.insertTask(ctx.db, input.estateId, {
      id,
      kind: input.kind,
      title: input.title,
      place: input.place ?? null,
      detail: input.detail ?? null,
      dueOn: input.dueOn,
      organisation: input.organisation,
      worker,
      planKey: null,
      by: by.id,
      name: by.name,
      at: ctx.now,
    })
    const row = await load(ctx, input.estateId, id)
    await told(ctx, row, 'add', { dueOn: input.dueOn, worker: worker?.name ?? null })
    if (worker)
      await ctx.enqueue(
        'notice.send',
        {
          estateId: input.estateId,
          to: { accountId: worker.id, name: worker.name },
          kind: 'response.task',
          title: { zh: '新任务', en: 'New task' },
          body: {
            zh: `${input.title}，${input.dueOn} 前完成`,
            en: `${input.title}, to be done by ${input.dueOn}`,
          },
          ref: { topic: 'response', id },
        },
        { estateId: input.estateId },
      )
    return present(ctx, row, await placeOf(ctx, input.estateId))
  },
)

/** @throws what taskRefusal answers, in words */
async function insist(ctx: Ctx, act: TaskAct, row: store.TaskRow): Promise<void> {
  const facts = { state: row.state, workerId: row.account_id, doneBy: row.done_by }
  const answer = taskRefusal(act, facts, self(ctx).id)
  if (answer !== true)
    throw responseFail(answer, {
      params: { state: taskStateWords[row.state][ctx.lang], name: row.account_name ?? '' },
    })
}

export const startTask = verb(
  'response.start_task',
  responseApi['POST /api/estates/:estateId/response/tasks/:taskId/start'],
  async (ctx, input) => {
    const row = await load(ctx, input.estateId, input.taskId)
    await insist(ctx, 'start', row)
    const begun = { name: self(ctx).name, at: ctx.now, device: ctx.deviceTime ?? null }
    if (!(await store.startTask(ctx.db, input.estateId, row.id, begun))) throw fail('core.stale')
    await told(ctx, row, 'start')
    return shown(ctx, input.estateId, row.id)
  },
)

async function keepPhoto(ctx: Ctx, estateId: string, upload: Upload | undefined): Promise<string[]> {
  if (upload === undefined) return []
  const kept = await ctx.house.files.putPhoto(
    ctx.db,
    ctx.now,
    estateId,
    upload.bytes,
    self(ctx).id,
    'response.task',
  )
  return [kept.id]
}

/** Done, with the photo in the same request, so that a phone without network keeps one record. @throws response.task_photo */
export const finishTask = verb(
  'response.finish_task',
  responseApi['POST /api/estates/:estateId/response/tasks/:taskId/done'],
  async (ctx, input) => {
    const row = await load(ctx, input.estateId, input.taskId)
    await insist(ctx, 'done', row)
    const photos = [...row.photos, ...(await keepPhoto(ctx, input.estateId, input.upload))]
    const fault = doneFault(row.kind, { photos: photos.length, material: input.material, cost: input.cost })
    if (fault !== undefined) throw responseFail(fault)
    const by = self(ctx)
    const device = ctx.deviceTime ?? null
    const ms = (at: store.TaskRow['done_at']) => at?.epochMilliseconds ?? null
    const done = await store.finishTask(ctx.db, input.estateId, row.id, {
      by: by.id,
      name: by.name,
      at: ctx.now,
      device,
      minutes: minutesUsed(
        input.minutes,
        { server: ms(row.started_at), device: ms(row.started_device) },
        { server: ctx.now.epochMilliseconds, device: ms(device) },
      ),
      material: input.material ?? null,
      cost: input.cost ?? null,
      note: input.note ?? null,
      photos,
    })
    if (!done) throw fail('core.stale')
    await told(ctx, row, 'done', { minutes: input.minutes, cost: input.cost, photos: photos.length })
    return shown(ctx, input.estateId, row.id)
  },
)

type Deciding = { estateId: string; taskId: string; version: number; reason?: string }

async function decide(ctx: Ctx, act: 'see' | 'return' | 'cancel', input: Deciding) {
  const row = await load(ctx, input.estateId, input.taskId)
  await insist(ctx, act, row)
  const to = {
    state: ({ see: 'seen', return: 'started', cancel: 'cancelled' } as const)[act],
    ...(input.reason === undefined ? {} : { reason: input.reason }),
    ...(act === 'see' ? { seen: { name: self(ctx).name, at: ctx.now } } : {}),
  }
  if (!(await store.moveTask(ctx.db, input.estateId, row.id, input.version, to))) throw fail('core.stale')
  await told(ctx, row, act, {}, input.reason)
  return shown(ctx, input.estateId, row.id)
}

const T = '/api/estates/:estateId/response/tasks/:taskId' as const
export const seeTask = verb('response.see_task', responseApi[`POST ${T}/see`], (ctx, i) =>
  decide(ctx, 'see', i),
)
export const returnTask = verb('response.return_task', responseApi[`POST ${T}/return`], (ctx, i) =>
  decide(ctx, 'return', i),
)
export const cancelTask = verb('response.cancel_task', responseApi[`POST ${T}/cancel`], (ctx, i) =>
  decide(ctx, 'cancel', i),
)

export const assignTask = verb(
  'response.assign_task',
  responseApi[`POST ${T}/assign`],
  async (ctx, input) => {
    const row = await load(ctx, input.estateId, input.taskId)
    await insist(ctx, 'assign', row)
    const worker = await workerOf(ctx, input.workerId)
    if (worker === null) throw fail('core.not_found')
    if (!(await store.assignTask(ctx.db, input.estateId, row.id, input.version, worker)))
      throw fail('core.stale')
    await told(ctx, row, 'assign', { worker: worker.name })
    return shown(ctx, input.estateId, row.id)
  },
)
