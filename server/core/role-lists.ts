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
