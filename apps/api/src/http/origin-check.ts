/**
 * Refuses writes that another site's page sends with the learner's cookie. Browsers name the page's origin on every
 * such request; programs that aren't browsers send none and carry no one else's cookie.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../errors.ts';
import { ownHosts } from './outside.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

export function originCheck(): MiddlewareHandler {
  return async (c, next) => {
    if (!READING.has(c.req.method) && !isOwnPage(c)) {
      throw new ApiError(403, 'foreign-origin', 'This request came from a page of another site and was refused.');
    }
    await next();
  };
}

function isOwnPage(c: Context): boolean {
  const origin = c.req.header('origin');
  if (origin === undefined) {
    const site = c.req.header('sec-fetch-site');
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  if (!URL.canParse(origin)) return false;
  return ownHosts(c).includes(new URL(origin).host);
}
