/** Passkeys: signing in with one, and the ones of an account. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { ApiError } from '../errors.ts';
import { readToken } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { authHeaders, passCookies, settleSignIn } from '../http/sign-in-cookies.ts';
import { passkeyCreatedSchema, passkeyOptionsSchema, passkeyProofSchema } from '../schemas/account.ts';
import { json, nothingSchema, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';
import type { AddressOf } from './address-of.ts';

const emptyBody = { body: { required: true, content: json(nothingSchema) } } as const;

const requestRoute = createRoute({
  method: 'post',
  path: '/api/account/passkey/request',
  summary: 'What the browser needs to ask for a passkey. Names no account.',
  request: emptyBody,
  responses: {
    200: { description: 'Options for navigator.credentials.get.', content: json(passkeyOptionsSchema) },
    429: refusal('Too many tries from this network.'),
  },
});

const signInRoute = createRoute({
  method: 'post',
  path: '/api/account/passkey/sign-in',
  summary: 'Signs in with a passkey. What was done in this browser comes along.',
  request: { body: { required: true, content: json(passkeyProofSchema) } },
  responses: {
    200: { description: 'Signed in.', content: json(nothingSchema) },
    403: refusal('No account has this passkey, or the proof is not sound.'),
    422: refusal('A field could not be read.'),
    429: refusal('Too many tries from this network.'),
  },
});

const createOptionsRoute = createRoute({
  method: 'post',
  path: '/api/account/passkeys/creation',
  summary: 'What the browser needs to make a passkey for this account.',
  request: emptyBody,
  responses: {
    200: { description: 'Options for navigator.credentials.create.', content: json(passkeyOptionsSchema) },
    401: refusal('Nobody is signed in.'),
    403: refusal('The sign-in is too long ago.'),
  },
});

const addRoute = createRoute({
  method: 'post',
  path: '/api/account/passkeys',
  summary: 'Adds a passkey that the browser has made.',
  request: { body: { required: true, content: json(passkeyCreatedSchema) } },
  responses: {
    200: { description: 'Added.', content: json(nothingSchema) },
    401: refusal('Nobody is signed in.'),
    403: refusal('The sign-in is too long ago, or the passkey is not sound.'),
    422: refusal('A field could not be read.'),
  },
});

const removeRoute = createRoute({
  method: 'post',
  path: '/api/account/passkeys/remove',
  summary: 'Removes a passkey of this account.',
  request: { body: { required: true, content: json(z.object({ id: z.string().min(1).max(100) })) } },
  responses: {
    200: { description: 'Removed.', content: json(nothingSchema) },
    401: refusal('Nobody is signed in.'),
    403: refusal('The sign-in is too long ago.'),
    404: refusal('This account has no such passkey.'),
    422: refusal('A field could not be read.'),
  },
});

export function passkeyRoutes(services: Services, addressOf: AddressOf) {
  const { auth, accounts, signInLimits } = services;
  return openApiRouter()
    .openapi(requestRoute, async (c) => {
      await signInLimits.tryOther(addressOf(c));
      const response = await auth.passkeyRequest(authHeaders(c));
      passCookies(c, response);
      return c.json(await readOptions(response), 200);
    })
    .openapi(signInRoute, async (c) => {
      await signInLimits.tryOther(addressOf(c));
      const { response: answer, ...proof } = c.req.valid('json');
      const { userHandle, ...rest } = answer;
      const whole = { ...proof, response: { ...rest, ...(userHandle !== undefined && { userHandle }) } };
      const response = await auth.signInByPasskey(whole, authHeaders(c));
      if (!(await settleSignIn(c, services, response))) {
        throw new ApiError(403, 'passkey-unknown', 'No account here has this passkey. Sign in by code instead.');
      }
      return c.json({}, 200);
    })
    .openapi(createOptionsRoute, async (c) => {
      await requireOwnAccount(c);
      const response = await auth.passkeyCreation(authHeaders(c));
      if (!response.ok) throw notFresh();
      passCookies(c, response);
      return c.json(await readOptions(response), 200);
    })
    .openapi(addRoute, async (c) => {
      await requireOwnAccount(c);
      const { name, credential } = c.req.valid('json');
      const response = await auth.addPasskey(credential, name, authHeaders(c));
      if (!response.ok) throw notFresh();
      return c.json({}, 200);
    })
    .openapi(removeRoute, async (c) => {
      await accounts.removePasskey(readToken(c), c.req.valid('json').id);
      return c.json({}, 200);
    });

  /** The learner's cookie and better-auth's must speak of the same account. */
  async function requireOwnAccount(c: Context): Promise<void> {
    const signIn = await auth.findSession(c.req.header('cookie') ?? '');
    await accounts.requireAccount(readToken(c), signIn?.userId);
  }
}

async function readOptions(response: Response) {
  return passkeyOptionsSchema.parse({ options: await response.json() });
}

function notFresh(): ApiError {
  return new ApiError(403, 'sign-in-again', 'This needs a sign-in of just now. Sign in again, then send it again.');
}
