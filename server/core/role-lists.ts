/** Permissions that many roles share; core/roles.ts gives them out. */

export const resident = [
  'own.read',
  'own.write',
  'ticket.own',
  'ticket.create',
  'pass.own',
  'notice.read',
  'message.read',
  'catalogue.read',
  'rulebook.read',
  'file.write',
  'file.read',
  'deed.write',
  'ledger.own',
] as const

export const authority = [
  'region.read',
  'estate.read',
  'board.read',
  'rollup.read',
  'closure.read',
  'gate.read',
  'notice.read',
  'message.read',
  'rulebook.read',
  'settings.read',
  'roster.read',
  'catalogue.read',
  'transfer.export',
] as const

export const anyStaff = [
  'estate.read',
  'notice.read',
  'message.read',
  'rulebook.read',
  'catalogue.read',
  'ticket.create',
  'ticket.read',
  'file.read',
  'file.write',
  'roster.read',
  'post.check_in',
  'conduct.record',
  'service.record',
  'deed.write',
] as const
export const fieldStaff = [...anyStaff, 'ticket.handle'] as const
export const deskStaff = [
  ...fieldStaff,
  'conduct.read',
  'person.read',
  'person.write',
  'person.reveal',
  'consent.write',
  'ticket.dispatch',
  'pass.issue',
  'gate.read',
  'closure.read',
  'transfer.export',
  'settings.read',
  'steward.register',
] as const
export const gateStaff = [
  ...anyStaff,
  'gate.read',
  'gate.register',
  'gate.incident',
  'closure.read',
  'pass.issue',
  'ticket.handle',
] as const
