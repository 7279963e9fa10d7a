/**
 * What time a device had when it sent a request, from its header `Sent-At`. A body that waits in the outbox says when something was
 * done by the device's clock; only this, told at the moment of sending, says how far that clock is off.
 */
import type { Context } from 'hono';

const HEADER = 'Sent-At';

/** Returns the time, or undefined where it was not told or can't be read. */
export function readSentAt(c: Context): Date | undefined {
  const time = Date.parse(c.req.header(HEADER) ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}
