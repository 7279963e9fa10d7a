/** Signing in by a code in a mail, and by a provider. Known and unknown addresses are answered alike. */
import { createRoute } from '@hono/zod-openapi';
import { ApiError } from '../errors.ts';
import { openApiRouter } from '../http/router.ts';
import { authHeaders, passCookies, settleSignIn } from '../http/sign-in-cookies.ts';
import { codeRequestSchema, codeSignInSchema, returnToSchema } from '../schemas/account.ts';
import { json, nothingSchema, refusal } from '../schemas/common.ts';
import { addressSchema } from '../schemas/sign-in.ts';
import type { Services } from '../services/services.ts';
import type { AddressOf } from './address-of.ts';

const codeRoute = createRoute({
  method: 'post',
  path: '/api/account/code',
  summary: 'Mails a sign-in code.',
  request: { body: { required: true, content: json(codeRequestSchema) } },
  responses: {
    200: { description: 'Sent, whether or not this address has an account.', content: json(nothingSchema) },
    422: refusal('This is not an address.'),
    429: refusal('Too many codes for this address or from this network.'),
    503: refusal('The mail could not be sent.'),
  },
});

const signInRoute = createRoute({
  method: 'post',
  path: '/api/account/sign-in',
  summary: 'Signs in with a code; an unknown address gets an account. What was done in this browser comes along.',
  request: { body: { required: true, content: json(codeSignInSchema) } },
  responses: {
    200: { description: 'Signed in.', content: json(nothingSchema) },
    403: refusal('The code is wrong, used up or too old.'),
    422: refusal('A field could not be read.'),
    429: refusal('Too many tries for this address or from this network.'),
  },
});

const providerRoute = createRoute({
  method: 'post',
  path: '/api/account/provider',
  summary: 'Begins signing in with the provider that is set up.',
  request: { body: { required: true, content: json(returnToSchema) } },
  responses: {
    200: { description: 'Where to go.', content: json(addressSchema) },
    404: refusal('No provider is set up.'),
    422: refusal('A field could not be read.'),
    429: refusal('Too many tries from this network.'),
    503: refusal('The provider does not answer.'),
  },
});

/** better-auth's own name; the provider is told it as the address to come back to. */
const CALLBACK_PATH = '/api/auth/callback/oidc';

export function signInRoutes(services: Services, addressOf: AddressOf) {
  const { auth, signInLimits } = services;
  const router = openApiRouter()
    .openapi(codeRoute, async (c) => {
      const { email, locale } = c.req.valid('json');
      await signInLimits.sendCode(email, addressOf(c));
      await auth.sendCode(email, locale).catch((cause: unknown) => {
        if (cause instanceof ApiError) throw cause;
        throw new ApiError(503, 'mail-not-sent', 'The mail could not be sent. Try again in a few minutes.', { cause });
      });
      return c.json({}, 200);
    })
    .openapi(signInRoute, async (c) => {
      const { email, code } = c.req.valid('json');
      await signInLimits.tryCode(email, addressOf(c));
      const response = await auth.signInByCode(email, code, authHeaders(c));
      if (!(await settleSignIn(c, services, response))) {
        throw new ApiError(403, 'code-wrong', 'This code is wrong, used up or too old. Ask for a new one.', {
          field: 'code',
        });
      }
      return c.json({}, 200);
    })
    .openapi(providerRoute, async (c) => {
      if (auth.provider === undefined) throw new ApiError(404, 'provider-unknown', 'No provider is set up here.');
      await signInLimits.tryOther(addressOf(c));
      const returnTo = c.req.valid('json').locale === 'en' ? '/en/account' : '/account';
      const response = await auth.beginProvider(returnTo, authHeaders(c));
      const found = addressSchema.safeParse(await response.json().catch(() => undefined));
      if (!response.ok || !found.success) {
        throw new ApiError(503, 'provider-unreachable', 'The provider does not answer. Try again later.');
      }
      passCookies(c, response);
      return c.json({ url: found.data.url }, 200);
    });
  router.get(CALLBACK_PATH, async (c) => {
    await signInLimits.tryOther(addressOf(c));
    const response = await auth.finishProvider(c.req.raw);
    const location = response.headers.get('location');
    if (location === null) throw new ApiError(403, 'provider-refused', 'The provider did not sign anybody in.');
    if (!(await settleSignIn(c, services, response))) c.set('turnedAway', 'provider-refused');
    return c.redirect(location, 302);
  });
  return router;
}
