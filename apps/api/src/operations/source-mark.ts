/**
 * Tells requests of one network from those of another without telling which network it is: the log needs that to show that a
 * hundred refused sign-ins came from one place. The key is drawn by this process, kept nowhere, and drawn anew every day, so no
 * mark can be turned back into an address, or found again on the next day.
 */
import { createHmac, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const MARK_DIGITS = 10;
const DAY_MS = 86_400_000;

/** Returns what marks an address: the same one within a day (UTC) of this process, ten hexadecimal digits. */
export function sourceMarks(now: () => number = Date.now): (address: string) => string {
  let day: number | undefined;
  let key = Buffer.alloc(0);
  return (address) => {
    const today = Math.floor(now() / DAY_MS);
    if (today !== day) [day, key] = [today, randomBytes(KEY_BYTES)];
    return createHmac('sha256', key).update(address).digest('hex').slice(0, MARK_DIGITS);
  };
}
