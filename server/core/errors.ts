/**
 * One error type. A code belongs to a closed list with a status and a text in both languages that says what
 * to do next; docs/ERRORS.md is printed from it. The log gets its own context, which no caller ever sees.
 */
export interface ErrorText {
  status: number
  zh: string
  en: string
}

export interface FieldError {
  path: string
  code: string
  zh: string
  en: string
}

const registry = new Map<string, ErrorText>()

/** Every known code with its texts, in code order. */
export function errorCatalogue(): [string, ErrorText][] {
  return [...registry].sort(([a], [b]) => (a < b ? -1 : 1))
}

export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly params: Record<string, string | number>
  readonly fields: FieldError[]
  readonly log: Record<string, unknown>

  constructor(
    code: string,
    more: {
      params?: Record<string, string | number>
      fields?: FieldError[]
      log?: Record<string, unknown>
    } = {},
  ) {
    super(code)
    this.code = code
    this.status = registry.get(code)?.status ?? 500
    this.params = more.params ?? {}
    this.fields = more.fields ?? []
    this.log = more.log ?? {}
  }

  /** The sentence for the caller, `{name}` filled from params. */
  text(lang: 'zh' | 'en'): string {
    const template = registry.get(this.code)?.[lang] ?? this.code
    return template.replace(/\{(\w+)\}/g, (_, name: string) => String(this.params[name] ?? ''))
  }
}

export type Fail<C extends string> = ((
  code: C,
  more?: ConstructorParameters<typeof AppError>[1],
) => AppError) & {
  readonly codes: readonly C[]
}

/**
 * Registers a module's refusal codes and answers a constructor that takes only those: `throw fail('desk.x')`.
 * @throws Error at start when a code is declared twice.
 */
export function defineErrors<const T extends Record<string, ErrorText>>(table: T): Fail<keyof T & string> {
  for (const [code, text] of Object.entries(table)) {
    if (registry.has(code)) throw new Error(`error code ${code} is declared twice`)
    registry.set(code, text)
  }
  const make = (code: keyof T & string, more?: ConstructorParameters<typeof AppError>[1]) =>
    new AppError(code, more)
  return Object.assign(make, { codes: Object.keys(table) as (keyof T & string)[] })
}

export const fail = defineErrors({
  'core.invalid': {
    status: 400,
    zh: '有 {count} 处填写有误，请按提示修改后再提交',
    en: '{count} field(s) need mending; correct them as shown and send again',
  },
  'core.malformed': {
    status: 400,
    zh: '内容不是有效的 JSON，请重新发送',
    en: 'The content is not valid JSON; send it again',
  },
  'core.signed_out': {
    status: 401,
    zh: '登录已结束，请重新登录；已填写的内容会保留',
    en: 'You are signed out; sign in again, what you typed is kept',
  },
  'core.forbidden': {
    status: 403,
    zh: '您的岗位不能进行此操作，请联系项目经理开通',
    en: 'Your role may not do this; ask the estate manager',
  },
  'core.origin': {
    status: 403,
    zh: '请求来源不明，请从安居页面操作',
    en: 'Unknown request origin; use the Anju pages',
  },
  'core.not_found': {
    status: 404,
    zh: '没有找到，可能已删除，或不在您的管理范围内',
    en: 'Not found; it may be gone or outside your area',
  },
  'core.stale': {
    status: 409,
    zh: '内容已被他人修改，请刷新后再试；您填写的内容会保留',
    en: 'Somebody changed this meanwhile; refresh and try again, what you typed is kept',
  },
  'core.conflict': { status: 409, zh: '与已有记录重复：{what}', en: 'Already there: {what}' },
  'core.reused_client_id': {
    status: 409,
    zh: '同一请求编号用于不同操作，请刷新页面',
    en: 'The same request id was used for something else; refresh the page',
  },
  'core.too_large': {
    status: 413,
    zh: '内容过大（上限 {limit}），请压缩或分次提交',
    en: 'Too large (limit {limit}); compress it or send it in parts',
  },
  'core.media_type': {
    status: 415,
    zh: '不支持的文件类型，请使用 {accepted}',
    en: 'This type of file is not accepted; use {accepted}',
  },
  'core.too_many': {
    status: 429,
    zh: '操作过于频繁，请 {seconds} 秒后再试',
    en: 'Too many attempts; try again in {seconds} seconds',
  },
  'core.internal': {
    status: 500,
    zh: '系统出错，已记录；请重试，若仍不行请把编号 {id} 告诉管理员',
    en: 'Something broke and was logged; try again, else give number {id} to the administrator',
  },
  'core.unavailable': {
    status: 503,
    zh: '数据库暂时不可用，您填写的内容会保留，请稍后再试',
    en: 'The database is away for a moment; what you typed is kept, try again shortly',
  },
})
