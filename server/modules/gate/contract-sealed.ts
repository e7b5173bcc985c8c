/** What a terminal seals to the server. */
import { z } from 'zod'

/** A record sealed on the phone to the server's public key (ECDH P-256, HKDF-SHA256, AES-256-GCM). */
export const SealedRecord = z.object({
  kid: z.string().max(80),
  epk: z.string().max(200),
  iv: z.string().max(40),
  box: z.string().max(60_000),
})
