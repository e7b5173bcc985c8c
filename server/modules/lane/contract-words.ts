/** The lane's closed lists of words: codes, kinds, makers. Imports nothing; contracts, rules and parsers share them. */

/** Each rule that a decision may name; its sentence stands in `words.ts`. */
export const decisionCodes = [
  'right_special',
  'right_owner',
  'right_monthly',
  'right_visitor',
  'right_temporary',
  'right_exit',
  'temporary',
  'group_temporary',
  'leaving_free',
  'device_list',
  'replay',
  'barred',
  'barred_out',
  'lane_direction',
  'gate_closed',
  'outside_hours',
  'other_lane',
  'no_right',
  'registration',
  'no_plate',
  'unsure',
  'fake',
  'doubtful',
  'near',
  'group_full',
  'passback',
  'expired',
  'early',
  'lane_not_allowed',
  'unknown',
  'unpaid',
  'by_hand',
  'free_passage',
  'card',
  'card_open',
  'card_unknown',
  'card_ended',
  'card_elsewhere',
] as const

export const plateKinds = [
  'ordinary',
  'new_energy',
  'police',
  'military',
  'embassy',
  'learner',
  'trailer',
  'border',
  'emergency',
  'other',
  'none',
] as const

/** S3-80: what passes a lane. */
export const vehicleKinds = ['car', 'truck', 'motorcycle', 'ebike', 'other'] as const

export const rightKinds = ['owner', 'monthly', 'visitor', 'temporary', 'exit', 'barred', 'special'] as const
/** `exit` lets one car out until a moment (free minutes, paid and in grace); `barred` keeps a plate out. */
export type RightKind = (typeof rightKinds)[number]

export const makers = ['vzenith', 'huaxia', 'hikvision', 'dahua', 'access', 'plain', 'agent'] as const

/** The largest message that is read at all. */
export const MESSAGE_LIMIT = 20 * 1024 * 1024
