/** The whole rights table as a file: a change of rights is a readable difference. */
import { expect, test } from 'vitest'
import { routesOf } from '../../server/app.ts'
import { may, permissions, type Role, roles } from '../../server/core/access.ts'
import { roleNames } from '../../server/core/roles.ts'
import { frozen } from './frozen.ts'

function matrix(): string {
  const lines = [
    '# Who may do what',
    '',
    'Generated from server/core/roles.ts and the routes; do not edit. A role holds within its scope (system, region, organisation, estate, building, unit) and its dates.',
    '',
    '## Roles',
    '',
  ]
  for (const name of roleNames) {
    const r = roles[name]
    lines.push(
      `### ${name} · ${r.zh} · ${r.en}`,
      '',
      `Works in: ${r.shell}.`,
      '',
      permissions
        .filter(p => may(name, p))
        .map(p => `\`${p}\``)
        .join(' '),
      '',
    )
  }
  lines.push('## Routes', '', '| Route | Permission | Roles |', '|---|---|---|')
  for (const { key, endpoint } of routesOf()) {
    const p = endpoint.permission
    const who =
      p === 'public'
        ? 'anybody'
        : p === 'signed-in'
          ? 'anybody signed in'
          : roleNames.filter(r => may(r, p)).join(', ')
    lines.push(`| \`${key}\` | ${p} | ${who} |`)
  }
  return `${lines.join('\n')}\n`
}

test('docs/ACCESS.md is the rights table and the routes as they are', () => {
  frozen('docs/ACCESS.md', matrix())
})

test('[SX-02] every role the mission names is a template', () => {
  const named: Role[] = [
    'steward',
    'duty_director',
    'area_keeper',
    'gardener',
    'owner',
    'resident',
    'lessee',
    'manager',
    'leading_group_member',
    'subdistrict_officer',
    'group_office',
    'responsible_leader',
    'section_cadre',
    'grid_worker',
    'brigade_member',
    'guard',
    'police',
    'parking_operator',
    'committee_candidate',
    'committee_member',
    'repair_worker',
    'cleaner',
    'cashier',
    'storekeeper',
    'command_operator',
    'auditor',
    'administrator',
    'privacy_officer',
    'employee',
    'subject_unit',
    'neighbourhood_officer',
    'coordination_group',
    'headquarters',
    'bureau_officer',
  ]
  for (const name of named) expect(roleNames, name).toContain(name)
})

test('no permission without a role, no role without a permission', () => {
  expect(permissions.filter(p => !roleNames.some(r => may(r, p)))).toEqual([])
  expect(roleNames.filter(r => roles[r].permissions.length === 0)).toEqual([])
})
