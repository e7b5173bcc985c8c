/** Accounts, sign-in, roles held somewhere, keys: what may be asked and answered. */
import { z } from 'zod'
import { endpoints } from '../../core/contract.ts'
import { defineErrors } from '../../core/errors.ts'
import { keyRoles, type Role, roleNames } from '../../core/roles.ts'

export const accountFail = defineErrors({
  'people.wrong_password': {
    status: 401,
    zh: '用户名或密码不正确，请重新输入；忘记密码请联系管理员重置',
    en: 'User name or password is wrong; try again, or ask the administrator for a new password',
  },
  'people.wrong_code': {
    status: 401,
    zh: '验证码不正确或已过期，请重新输入或重新获取',
    en: 'The code is wrong or too old; type it again or ask for a new one',
  },
  'people.phone_unknown': {
    status: 403,
    zh: '该手机号未登记在任何房屋，请联系物业前台登记后再登录',
    en: 'This phone number is registered in no home; ask the front desk to register it, then sign in',
  },
  'people.sms_failed': {
    status: 503,
    zh: '验证码短信未能发出，请稍后再试，或联系物业前台',
    en: 'The code could not be sent; try again later or ask the front desk',
  },
  'people.account_closed': {
    status: 403,
    zh: '该账号已停用，请联系管理员',
    en: 'This account is closed; ask the administrator',
  },
  'people.username_taken': {
    status: 409,
    zh: '用户名“{username}”已被使用，请换一个',
    en: 'The user name “{username}” is taken; choose another',
  },
  'people.password_weak': {
    status: 400,
    zh: '密码太简单：至少 10 位，不含用户名，不要用常见组合',
    en: 'The password is too simple: ten characters or more, without the user name, no common pattern',
  },
  'people.role_place': {
    status: 409,
    zh: '“{role}”不能授权在这一级，请选择正确的范围',
    en: 'The role “{role}” cannot be held at that level; choose another place',
  },
  'people.assignment_over': {
    status: 409,
    zh: '该授权已结束，请刷新查看',
    en: 'That role has already ended; refresh to see it',
  },
  'people.last_administrator': {
    status: 409,
    zh: '这是最后一名系统管理员，请先指定另一名',
    en: 'This is the last administrator; appoint another one first',
  },
  'people.set_up': {
    status: 409,
    zh: '系统已完成初始设置，请直接登录',
    en: 'The system is already set up; sign in',
  },
})

export const RoleName = z.enum(roleNames as [Role, ...Role[]])
export const Scope = z.enum(['system', 'region', 'organisation', 'estate', 'building', 'unit'])
export const Username = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{2,31}$/, {
    error: '用户名为 3–32 位字母、数字、点或下划线，以字母开头',
  })
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  // control and bidi characters would make a name show as another one
  .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u)
export const Instant = z.iso.datetime({ offset: true })

export const Assignment = z.object({
  id: z.uuid(),
  role: RoleName,
  roleName: z.string(),
  scope: Scope,
  targetId: z.uuid().nullable(),
  targetName: z.string(),
  estateId: z.uuid().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  live: z.boolean(),
  endReason: z.string().nullable(),
})

export const NewAssignment = z.object({
  role: RoleName,
  scope: Scope,
  /** The region, organisation, building or unit; an estate is named by estateId, the whole system by nothing. */
  targetId: z.uuid().optional(),
  estateId: z.uuid().optional(),
  from: Instant.optional(),
  until: Instant.optional(),
})

export const Account = z.object({
  id: z.uuid(),
  name: z.string(),
  username: z.string().nullable(),
  phone: z.string().nullable(),
  disabledAt: z.string().nullable(),
  twoFactor: z.boolean(),
  assignments: z.array(Assignment),
})

const AccountParam = z.object({ accountId: z.uuid() })
const Password = z.string().max(128)
const Empty = z.object({})
export const Shell = z.enum(['console', 'resident', 'field', 'gate', 'board'])

export const Me = z.object({
  account: z.object({
    id: z.uuid(),
    name: z.string(),
    username: z.string().nullable(),
    mustChangePassword: z.boolean(),
    twoFactor: z.boolean(),
  }),
  roles: z.array(
    z.object({
      role: RoleName,
      name: z.string(),
      scope: Scope,
      targetId: z.string(),
      place: z.string(),
      estateId: z.string().nullable(),
    }),
  ),
  shells: z.array(Shell),
  /** Estates within reach, at most 300; `estatesTotal` says how many there are. `set` points into `sets`. */
  estates: z.array(z.object({ id: z.uuid(), name: z.string(), set: z.int() })),
  estatesTotal: z.int(),
  /** Each different set of permissions once. */
  sets: z.array(z.array(z.string())),
  /** All permissions held anywhere. */
  permissions: z.array(z.string()),
})

export const signInApi = endpoints({
  'GET /api/me': {
    permission: 'signed-in',
    summary: 'Who is signed in, with roles, places and permissions',
    response: Me,
  },
  'POST /api/sign-in': {
    permission: 'public',
    summary: 'Staff sign in with user name and password',
    body: z.object({ username: z.string().max(64), password: Password }),
    response: z.object({ twoFactor: z.boolean() }),
    produces: 'application/json',
    transaction: false,
  },
  'POST /api/sign-in/second': {
    permission: 'public',
    summary: 'The second factor: a code of the authenticator app or a backup code',
    body: z.object({ code: z.string().trim().min(6).max(16), trust: z.boolean().optional() }),
    response: Empty,
    produces: 'application/json',
    transaction: false,
  },
  'POST /api/sign-in/phone-code': {
    permission: 'public',
    summary: 'A resident asks for a code by SMS; the answer is the same whether the number is on file or not',
    body: z.object({ phone: z.string().max(40) }),
    response: z.object({ waitSeconds: z.int() }),
    produces: 'application/json',
    transaction: false,
    unaudited: 'nothing changed yet; the sign-in itself is audited',
  },
  'POST /api/sign-in/phone': {
    permission: 'public',
    summary: 'A resident signs in with the code',
    body: z.object({
      phone: z.string().max(40),
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    response: Empty,
    produces: 'application/json',
    transaction: false,
  },
  'POST /api/sign-out': {
    permission: 'signed-in',
    summary: 'End this session',
    response: Empty,
    produces: 'application/json',
    transaction: false,
  },
  'POST /api/me/password': {
    permission: 'signed-in',
    summary: 'Change the own password; every other session ends',
    body: z.object({ current: Password, next: Password }),
    response: Empty,
  },
  'POST /api/me/second-factor': {
    permission: 'signed-in',
    summary: 'Begin with a second factor: the address for the authenticator app and backup codes, shown once',
    body: z.object({ password: Password }),
    response: z.object({ uri: z.string(), qr: z.string(), backupCodes: z.array(z.string()) }),
    produces: 'application/json',
    transaction: false,
  },
  'POST /api/me/second-factor/confirm': {
    permission: 'signed-in',
    summary: 'Switch the second factor on with the first code',
    body: z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    response: Empty,
    produces: 'application/json',
    transaction: false,
  },
  'POST /api/me/second-factor/off': {
    permission: 'signed-in',
    summary: 'Switch the second factor off',
    body: z.object({ password: Password }),
    response: Empty,
    produces: 'application/json',
    transaction: false,
  },
  'GET /api/setup': {
    permission: 'public',
    summary: 'Whether the first administrator is still to be made',
    response: z.object({ needed: z.boolean() }),
  },
  'POST /api/setup': {
    permission: 'public',
    summary: 'First start: the first administrator, the branch of the region tree, the first estate',
    body: z.object({
      administrator: z.object({ username: Username, name: PersonName, password: Password }),
      region: z.object({
        city: z.string().trim().min(1).max(60),
        district: z.string().trim().min(1).max(60),
        subdistrict: z.string().trim().min(1).max(60),
        neighbourhood: z.string().trim().min(1).max(60),
      }),
      estate: z.object({
        name: z.string().trim().min(1).max(80),
        kind: z.enum(['compound', 'courtyard', 'single_building']),
      }),
    }),
    response: z.object({ estateId: z.uuid() }),
  },
})

export const accountApi = endpoints({
  'GET /api/roles': {
    permission: 'signed-in',
    summary: 'The role templates and where each may be held',
    response: z.object({
      items: z.array(
        z.object({
          role: RoleName,
          zh: z.string(),
          en: z.string(),
          shell: Shell,
          scopes: z.array(Scope),
        }),
      ),
    }),
  },
  'GET /api/accounts': {
    permission: 'account.manage',
    summary: 'Accounts in the caller’s scope with the roles they hold and held',
    query: z.object({
      q: z.string().trim().max(60).optional(),
      atEstate: z.uuid().optional(),
      role: RoleName.optional(),
      state: z.enum(['live', 'closed', 'all']).default('live'),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(Account), total: z.int() }),
  },
  'POST /api/accounts': {
    permission: 'account.manage',
    summary: 'Make a staff account with its first role; without a password one is made and shown once',
    body: z.object({
      username: Username,
      name: PersonName,
      password: Password.optional(),
      assignment: NewAssignment,
    }),
    response: z.object({ account: Account, password: z.string().nullable() }),
  },
  'GET /api/accounts/:accountId': {
    permission: 'account.manage',
    summary: 'One account',
    params: AccountParam,
    response: Account,
  },
  'POST /api/accounts/:accountId/assignments': {
    permission: 'role.assign',
    summary: 'Give a role at a place, from and until',
    params: AccountParam,
    body: NewAssignment,
    response: Account,
    idempotent: true,
  },
  'POST /api/accounts/:accountId/assignments/:assignmentId/end': {
    permission: 'role.assign',
    summary: 'End a role now; its sessions lose the right at once',
    params: AccountParam.extend({ assignmentId: z.uuid() }),
    body: z.object({ reason: z.string().trim().max(200).optional() }),
    response: Account,
  },
  'POST /api/accounts/:accountId/close': {
    permission: 'account.manage',
    summary: 'Somebody leaves: roles and sessions end now, the history stays',
    params: AccountParam,
    body: z.object({ reason: z.string().trim().max(200).optional() }),
    response: Account,
  },
  'POST /api/accounts/:accountId/reopen': {
    permission: 'account.manage',
    summary: 'Open a closed account again, without its old roles',
    params: AccountParam,
    response: Account,
  },
  'POST /api/accounts/:accountId/password': {
    permission: 'account.manage',
    summary: 'A new password, shown once, to be changed at the next sign-in; sessions end',
    params: AccountParam,
    response: z.object({ password: z.string() }),
  },
})

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  role: RoleName,
  hint: z.string(),
  madeAt: z.string(),
  until: z.string().nullable(),
  revokedAt: z.string().nullable(),
  live: z.boolean(),
})
const EstateParam = z.object({ estateId: z.uuid() })

export const keyApi = endpoints({
  'GET /api/estates/:estateId/api-keys': {
    permission: 'device.manage',
    summary: 'Keys of devices and other systems of this estate',
    params: EstateParam,
    response: z.object({ items: z.array(ApiKey) }),
  },
  'POST /api/estates/:estateId/api-keys': {
    permission: 'device.manage',
    summary: 'A new key, shown once (header x-api-key)',
    params: EstateParam,
    body: z.object({
      name: z.string().trim().min(1).max(80),
      /** What it may do: a device at the gate, a system that reads, one that raises tickets. */
      role: z.enum(keyRoles).default('device'),
      until: Instant.optional(),
    }),
    response: z.object({ key: z.string(), item: ApiKey }),
  },
  'POST /api/estates/:estateId/api-keys/:keyId/revoke': {
    permission: 'device.manage',
    summary: 'A key stops at once',
    params: EstateParam.extend({ keyId: z.uuid() }),
    response: ApiKey,
  },
})
