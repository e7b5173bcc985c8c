/**
 * The role templates (SX-02, every role the mission names) and the closed list of permissions. A new use case adds
 * its permission here and to the roles that hold it; docs/ACCESS.md shows the difference.
 */
export const permissions = [
  'system.manage', 'region.manage', 'region.read', 'organisation.manage',
  'estate.create', 'estate.manage', 'estate.read', 'estate.import', 'profile.write', 'census.write', 'census.check',
  'settings.read', 'settings.write', 'rule.write',
  'account.manage', 'role.assign', 'device.manage',
  'person.read', 'person.write', 'person.reveal', 'household.profile.read', 'household.profile.write', 'consent.write', 'own.read', 'own.write',
  'roster.read', 'roster.write', 'post.check_in', 'steward.assign',
  'notice.read', 'notice.write', 'message.read', 'channel.manage', 'rulebook.read', 'rulebook.write',
  'catalogue.read', 'catalogue.write', 'price.write',
  'ticket.create', 'ticket.read', 'ticket.handle', 'ticket.dispatch', 'ticket.approve', 'ticket.own', 'followup.run', 'followup.close',
  'closure.read', 'closure.decide', 'closure.end', 'gate.read', 'gate.manage', 'gate.register', 'gate.incident', 'pass.issue', 'pass.own', 'rollup.read', 'rollup.submit',
  'board.read', 'audit.read', 'job.read', 'transfer.export', 'file.read', 'file.write',
] as const
export type Permission = (typeof permissions)[number]

interface RoleTemplate {
  zh: string
  en: string
  shell: 'console' | 'resident' | 'field' | 'gate' | 'board'
  permissions: readonly Permission[]
}

const anyStaff = ['estate.read', 'notice.read', 'message.read', 'rulebook.read', 'catalogue.read', 'ticket.create', 'ticket.read', 'file.read', 'file.write', 'roster.read', 'post.check_in'] as const
const fieldStaff = [...anyStaff, 'ticket.handle'] as const
const deskStaff = [...fieldStaff, 'person.read', 'person.write', 'person.reveal', 'consent.write', 'ticket.dispatch', 'pass.issue', 'gate.read', 'closure.read', 'transfer.export', 'settings.read'] as const
const gateStaff = [...anyStaff, 'gate.read', 'gate.register', 'gate.incident', 'closure.read', 'pass.issue', 'ticket.handle'] as const
const resident = ['own.read', 'own.write', 'ticket.own', 'ticket.create', 'pass.own', 'notice.read', 'message.read', 'catalogue.read', 'rulebook.read', 'file.write', 'file.read'] as const
const authority = ['region.read', 'estate.read', 'board.read', 'rollup.read', 'closure.read', 'gate.read', 'notice.read', 'message.read', 'rulebook.read', 'settings.read', 'roster.read', 'catalogue.read', 'transfer.export'] as const

function role(zh: string, en: string, shell: RoleTemplate['shell'], list: readonly Permission[]): RoleTemplate {
  return { zh, en, shell, permissions: [...new Set(list)] }
}

export const roles = {
  administrator: role('系统管理员', 'System administrator', 'console', ['system.manage', 'region.manage', 'region.read', 'organisation.manage', 'estate.create', 'estate.manage', 'estate.read', 'estate.import', 'profile.write', 'settings.read', 'settings.write', 'rule.write', 'account.manage', 'role.assign', 'device.manage', 'channel.manage', 'audit.read', 'job.read', 'message.read', 'notice.read', 'roster.read', 'gate.read', 'gate.manage', 'catalogue.read', 'rulebook.read', 'transfer.export', 'file.read', 'board.read']),
  auditor: role('审计员', 'Auditor', 'console', ['audit.read', 'estate.read', 'region.read', 'message.read', 'settings.read', 'transfer.export', 'rulebook.read']),
  privacy_officer: role('个人信息保护负责人', 'Data-protection officer', 'console', ['audit.read', 'estate.read', 'person.read', 'person.reveal', 'consent.write', 'message.read', 'settings.read', 'rulebook.read']),
  manager: role('项目经理', 'Estate manager', 'console', [...deskStaff, 'estate.manage', 'estate.import', 'profile.write', 'census.write', 'settings.write', 'rule.write', 'account.manage', 'role.assign', 'device.manage', 'roster.write', 'steward.assign', 'notice.write', 'rulebook.write', 'catalogue.write', 'price.write', 'ticket.approve', 'followup.run', 'gate.manage', 'gate.register', 'gate.incident', 'rollup.read', 'rollup.submit', 'board.read', 'audit.read', 'job.read', 'channel.manage']),
  duty_director: role('分管投诉咨询的主任', 'Director for complaints and inquiries', 'console', [...deskStaff, 'ticket.approve', 'followup.run', 'followup.close', 'board.read', 'roster.write', 'notice.write', 'rollup.read']),
  office: role('办公室', 'Office', 'console', [...deskStaff, 'estate.import', 'profile.write', 'census.write', 'notice.write', 'roster.write', 'steward.assign', 'catalogue.write', 'followup.run', 'rulebook.write', 'board.read', 'gate.manage', 'rollup.read', 'rollup.submit']),
  front_desk: role('前台', 'Front desk', 'console', deskStaff),
  steward: role('礼宾助理·管家', 'Steward', 'field', [...deskStaff, 'household.profile.read', 'household.profile.write']),
  cashier: role('收费员', 'Cashier', 'console', [...anyStaff, 'person.read', 'transfer.export']),
  area_keeper: role('管理职责人', 'Area keeper', 'field', fieldStaff),
  repair_worker: role('维修工', 'Repair worker', 'field', fieldStaff),
  cleaner: role('保洁员', 'Cleaner', 'field', fieldStaff),
  gardener: role('绿化养护员', 'Gardener', 'field', fieldStaff),
  guard: role('秩序维护员', 'Guard', 'gate', gateStaff),
  storekeeper: role('仓库管理员', 'Storekeeper', 'console', anyStaff),
  command_operator: role('指挥中心值班员', 'Command-centre operator', 'console', [...deskStaff, 'board.read', 'gate.incident', 'rollup.read']),
  parking_operator: role('外部停车管理员', 'External parking staff', 'gate', ['estate.read', 'gate.read', 'message.read', 'post.check_in', 'file.write']),
  employee: role('员工', 'Employee', 'field', anyStaff),
  owner: role('业主', 'Owner', 'resident', resident),
  resident: role('住户', 'Resident', 'resident', resident),
  lessee: role('租客', 'Lessee', 'resident', resident),
  committee_member: role('业委会委员', 'Owners’ committee member', 'resident', [...resident, 'estate.read', 'board.read']),
  committee_candidate: role('业委会候选人（两代表一委员）', 'Committee candidate', 'resident', resident),
  neighbourhood_officer: role('社区工作人员', 'Neighbourhood officer', 'board', [...authority, 'census.write', 'roster.write', 'rollup.submit', 'gate.register', 'gate.incident', 'notice.write']),
  grid_worker: role('网格员', 'Grid worker', 'field', ['estate.read', 'gate.read', 'gate.register', 'gate.incident', 'closure.read', 'message.read', 'notice.read', 'roster.read', 'post.check_in', 'file.write', 'file.read']),
  subdistrict_officer: role('街道·镇负责人', 'Subdistrict officer', 'board', [...authority, 'census.check', 'rollup.submit', 'roster.write', 'notice.write']),
  bureau_officer: role('住建局工作人员', 'Housing bureau officer', 'board', [...authority, 'census.write', 'census.check', 'estate.create', 'region.manage', 'organisation.manage', 'rule.write', 'gate.manage']),
  responsible_leader: role('包保县级领导', 'Responsible county leader', 'board', authority),
  section_cadre: role('科级干部', 'Section-level cadre', 'board', [...authority, 'roster.write']),
  coordination_group: role('综合协调组', 'Coordination group', 'board', [...authority, 'rollup.submit']),
  headquarters: role('指挥部', 'Headquarters', 'board', [...authority, 'closure.decide', 'closure.end', 'rollup.submit', 'notice.write']),
  leading_group_member: role('领导小组成员', 'Leading-group member', 'board', authority),
  group_office: role('领导小组办公室', 'Leading-group office', 'board', [...authority, 'census.check', 'notice.write']),
  police: role('警力', 'Police', 'board', ['estate.read', 'gate.read', 'gate.incident', 'closure.read', 'message.read', 'rollup.read', 'board.read']),
  brigade_member: role('扑火队员', 'Brigade member', 'gate', gateStaff),
  subject_unit: role('包保·建设主体单位', 'Subject unit', 'gate', [...gateStaff, 'roster.write']),
  device: role('设备·系统接口', 'Device or integration', 'gate', ['gate.register', 'gate.read', 'estate.read']),
} as const satisfies Record<string, RoleTemplate>

export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as Role[]
