/** Carries cookies between better-auth and the browser, and ties a sign-in to the learner of this browser. */
import type { Context } from 'hono';
import type { Services } from '../services/services.ts';
import { readToken, writeToken } from './learner-cookie.ts';
import { cameByHttps } from './outside.ts';

/** Returns the headers better-auth may see: cookies, and what the browser calls itself. */
export function authHeaders(c: Context): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/** Gives the browser the cookies of an answer; `Secure` whenever it came by https. */
export function passCookies(c: Context, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const isSecure = /;\s*secure/i.test(cookie);
    c.header('Set-Cookie', cameByHttps(c) && !isSecure ? `${cookie}; Secure` : cookie, { append: true });
  }
}

/** Passes the cookies on and, when they hold a new sign-in, ties it to the learner. Returns whether they did. */
export async function settleSignIn(
  c: Context,
  { auth, accounts }: Pick<Services, 'auth' | 'accounts'>,
  response: Response,
): Promise<boolean> {
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const signIn = await auth.findSession(cookie);
  passCookies(c, response);
  if (signIn === undefined) return false;
  const userAgent = c.req.header('user-agent')?.slice(0, MAX_USER_AGENT);
  writeToken(c, await accounts.link(signIn, { token: readToken(c), userAgent }));
  return true;
}

const MAX_USER_AGENT = 300;
