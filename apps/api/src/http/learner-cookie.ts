/**
 * The learner's cookie: a random 256-bit token that scripts can't read and other sites don't get sent. Whenever the browser
 * came by https, also through a proxy of ours that says so, it is `Secure` and named `__Host-…`: then no other host of the same
 * domain and no plain http can plant one. http://localhost has the bare name.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { ApiError } from '../errors.ts';
import type { LearnerView } from '../schemas/learner.ts';
import type { Services } from '../services/services.ts';
import { SESSION_DAYS } from '../services/session-token.ts';
import type { ApiEnvironment } from './environment.ts';
import { cameByHttps } from './outside.ts';

const LEARNER_COOKIE = 'glassbox_learner';
const PREFIX = 'host';

const SECONDS_PER_DAY = 86_400;
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** Where work that was done offline arrives, maybe under the cookie from before signing in. */
const HANDING_IN = new Set(['/api/attempts', '/api/activities']);

/** Reads the cookie and puts its learner, if there is one, into `c.var.learner`. */
export function identifyLearner(learners: Services['learners']): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    const token = readToken(c);
    const use = c.req.method === 'POST' && HANDING_IN.has(c.req.path) ? 'handing-in' : 'everything';
    c.set('learner', token === undefined ? undefined : await learners.find(token, use));
    await next();
  };
}

/** Returns the learner of this request, or throws `ApiError` 401. */
export function requireLearner(c: Context<ApiEnvironment>): LearnerView {
  const learner = c.get('learner');
  if (learner === undefined) {
    throw new ApiError(
      401,
      'learner-missing',
      'No learner came with this request. Call GET /api/learner, then send it again.',
    );
  }
  return learner;
}

/** Returns the token of this request; anything that can't be one counts as none. */
export function readToken(c: Context): string | undefined {
  const token = cameByHttps(c) ? getCookie(c, LEARNER_COOKIE, PREFIX) : getCookie(c, LEARNER_COOKIE);
  return token !== undefined && TOKEN_PATTERN.test(token) ? token : undefined;
}

/** Sends the token to the browser, or renews it there. */
export function writeToken(c: Context, token: string): void {
  setCookie(c, LEARNER_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: SESSION_DAYS * SECONDS_PER_DAY,
    ...(cameByHttps(c) && { secure: true, prefix: PREFIX }),
  });
}

/** Takes the token from the browser. */
export function removeToken(c: Context): void {
  deleteCookie(c, LEARNER_COOKIE, { path: '/', ...(cameByHttps(c) && { secure: true, prefix: PREFIX }) });
}
