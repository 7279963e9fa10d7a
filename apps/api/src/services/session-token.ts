/** A browser's token: random, and stored only as its SHA-256. */
import { createHash, randomBytes } from 'node:crypto';

/** Browsers keep no cookie longer than 400 days; every visit renews session and cookie. */
export const SESSION_DAYS = 400;
/** So long after signing in, work that was queued under the token before is still taken. */
const RETIRED_DAYS = 30;
export const DAY_MS = 86_400_000;
const TOKEN_BYTES = 32;

export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function sessionExpiry(from: Date): Date {
  return new Date(from.getTime() + SESSION_DAYS * DAY_MS);
}

export function retiredExpiry(from: Date): Date {
  return new Date(from.getTime() + RETIRED_DAYS * DAY_MS);
}
