/** All settings, read once at start from the environment and checked. */
import { resolve } from 'node:path'
import { z } from 'zod'

const Settings = z.object({
  ANJU_DATA: z.string().default('data'),
  ANJU_HOST: z.string().default('0.0.0.0'),
  ANJU_PORT: z.coerce.number().int().min(0).max(65535).default(3180),
  /** HTTPS beside HTTP for phones on the LAN; `off` where a proxy ends TLS. */
  ANJU_TLS_PORT: z.union([z.literal('off'), z.coerce.number().int().min(0).max(65535)]).default(3181),
  DATABASE_URL: z.string().optional(),
  /** A role that owns the schema, for migrations; DATABASE_URL when absent. */
  DATABASE_OWNER_URL: z.string().optional(),
  ANJU_POOL: z.coerce.number().int().min(2).max(200).default(12),
  /** 32 bytes in hex; without it the program keeps a key file in its data folder. */
  ANJU_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i)
    .optional(),
  ANJU_PUBLIC_URL: z.string().optional(),
  ANJU_SMS_URL: z.string().optional(),
  ANJU_SMS_TOKEN: z.string().optional(),
  /** A broker for devices that speak MQTT (mqtt://user:password@host); off without it. */
  ANJU_MQTT_URL: z
    .string()
    .regex(/^(mqtts?|wss?):\/\//)
    .optional(),
  ANJU_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ANJU_TRUST_PROXY: z.string().optional(),
  /** Who reads /metrics from another machine says `Authorization: Bearer …`; without it only this machine reads it. */
  ANJU_METRICS_TOKEN: z.string().min(16).optional(),
})

export interface Config {
  dataDir: string
  host: string
  port: number
  tlsPort: number | 'off'
  databaseUrl: string | undefined
  ownerUrl: string | undefined
  pool: number
  masterKey: string | undefined
  publicUrl: string | undefined
  sms: { url: string; token: string | undefined } | undefined
  mqttUrl?: string | undefined
  log: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  trustProxy: string | undefined
  metricsToken: string | undefined
  demo: boolean
}

/**
 * Reads the settings.
 * @throws Error naming every wrong variable, before anything is started.
 */
export function readConfig(env: NodeJS.ProcessEnv, demo = false): Config {
  const parsed = Settings.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(i => `  ${i.path.join('.')}: ${i.message}`)
    throw new Error(`settings / 设置有误:\n${lines.join('\n')}`)
  }
  const s = parsed.data
  return {
    dataDir: resolve(s.ANJU_DATA),
    host: s.ANJU_HOST,
    port: s.ANJU_PORT,
    tlsPort: s.ANJU_TLS_PORT,
    databaseUrl: s.DATABASE_URL,
    ownerUrl: s.DATABASE_OWNER_URL,
    pool: s.ANJU_POOL,
    masterKey: s.ANJU_MASTER_KEY,
    publicUrl: s.ANJU_PUBLIC_URL,
    sms: s.ANJU_SMS_URL ? { url: s.ANJU_SMS_URL, token: s.ANJU_SMS_TOKEN } : undefined,
    mqttUrl: s.ANJU_MQTT_URL,
    log: s.ANJU_LOG,
    trustProxy: s.ANJU_TRUST_PROXY,
    metricsToken: s.ANJU_METRICS_TOKEN,
    demo,
  }
}
