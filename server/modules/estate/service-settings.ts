/** Use cases of settings and of the open places that must not be filled silently (SX-10). */
import { type Permission, reach, reachRegion, reachSystem } from '../../core/access.ts'
import { AppError, fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { allSettings, type Setting, settingKinds, settingOf } from '../../core/settings.ts'
import { fieldErrors, query, verb } from '../../core/verb.ts'
import { estateApi, estateFail } from './contract.ts'
import './open-places.ts'
import { openSetting, sealSetting } from './settings.ts'
import { regionByPath } from './store.ts'
import { putSetting, type SettingScope, type StoredSetting, storedSettings } from './store-settings.ts'

type Place = 'system' | 'region' | 'estate'
const placeOf = (scope: SettingScope): Place =>
  scope.estateId !== undefined ? 'estate' : scope.regionPath !== undefined ? 'region' : 'system'

/** A wider place may fill what a narrower one would: the installation serves all, a region its estates. */
const width: Record<Place, number> = { estate: 0, region: 1, system: 2 }

/** Whether this caller may write this setting at this place: true, or the refusal's code. */
function mayWrite(ctx: Ctx, setting: Setting, scope: SettingScope): true | string {
  const permission: Permission = 'settings.write'
  const place = placeOf(scope)
  if (width[place] < width[setting.place]) return 'estate.setting_place'
  try {
    if (scope.estateId !== undefined) reach(ctx.actor, permission, ctx.house.directory(scope.estateId))
    else if (scope.regionPath !== undefined) reachRegion(ctx.actor, permission, scope.regionPath)
    else reachSystem(ctx.actor, permission)
    return true
  } catch (error) {
    return error instanceof AppError ? error.code : 'core.forbidden'
  }
}

async function present(ctx: Ctx, setting: Setting, scope: SettingScope, stored: StoredSetting[]) {
  const nearest = stored.find(s => s.key === setting.key)
  const value =
    nearest === undefined ? (setting.initial ?? null) : await openSetting(ctx, setting, nearest.value)
  const here = await scopeId(ctx, scope)
  const from =
    nearest === undefined
      ? setting.initial === undefined
        ? null
        : ('initial' as const)
      : nearest.scope_id === here
        ? ('here' as const)
        : nearest.scope_id === NIL
          ? ('system' as const)
          : ('region' as const)
  return {
    key: setting.key,
    kind: setting.kind,
    place: setting.place,
    title: setting.title,
    hint: setting.hint,
    open: setting.open ?? null,
    value,
    from,
    fromName: nearest?.place ?? null,
    empty: setting.open !== undefined && nearest === undefined,
    changedBy: nearest?.changed_by ?? null,
    changedAt: nearest?.changed_at ?? null,
    mayWrite: mayWrite(ctx, setting, scope),
  }
}

/** @throws core.not_found when the region is not there */
async function scopeId(ctx: Ctx, scope: SettingScope): Promise<string> {
  if (scope.estateId !== undefined) return scope.estateId
  if (scope.regionPath === undefined) return NIL
  const region = await regionByPath(ctx.db, scope.regionPath)
  if (region === undefined) throw fail('core.not_found')
  return region.id
}

export const listSettings = query('estate.settings', estateApi['GET /api/settings'], async (ctx, input) => {
  if (input.regionPath !== undefined) reachRegion(ctx.actor, 'settings.read', input.regionPath)
  await scopeId(ctx, input)
  const stored = await storedSettings(ctx.db, input)
  return { items: await Promise.all(allSettings().map(s => present(ctx, s, input, stored))) }
})

/** Fills a setting at a place, or clears it there with null; the next wider place then serves again. */
export const writeSetting = verb(
  'estate.write_setting',
  estateApi['PUT /api/settings/:key'],
  async (ctx, input) => {
    const setting = settingOf(input.key)
    if (setting === undefined) throw fail('core.not_found')
    const refusal = mayWrite(ctx, setting, input)
    if (refusal === 'estate.setting_place')
      throw estateFail('estate.setting_place', { params: { title: setting.title[ctx.lang] } })
    if (refusal !== true) throw fail(refusal === 'core.not_found' ? 'core.not_found' : 'core.forbidden')
    const value = input.value ?? null
    if (value !== null) {
      const read = settingKinds[setting.kind].safeParse(value)
      if (!read.success) {
        const fields = fieldErrors(read.error).map(f => ({
          ...f,
          path: f.path === '' ? 'value' : `value.${f.path}`,
        }))
        throw fail('core.invalid', { params: { count: fields.length }, fields })
      }
    }
    const id = await scopeId(ctx, input)
    const before = (await storedSettings(ctx.db, input)).find(s => s.key === setting.key && s.scope_id === id)
    if (input.seen !== undefined && (before?.changed_at ?? null) !== input.seen) throw fail('core.stale')
    const by = 'name' in ctx.actor ? ctx.actor.name : ''
    const kept = await sealSetting(ctx, setting, value)
    await putSetting(ctx.db, { scopeId: id, key: setting.key, value: kept, by, at: ctx.now })
    await ctx.audit(
      {
        action: 'setting.write',
        subject: 'setting',
        subjectId: setting.key,
        before: before?.value,
        after: { place: id, value: kept },
      },
      input.estateId ?? NIL,
    )
    return present(ctx, setting, input, await storedSettings(ctx.db, input))
  },
)
