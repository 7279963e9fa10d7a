/** The account of this browser: who is signed in, on which devices, and signing out. */
import { createRoute, z } from '@hono/zod-openapi';
import { readToken, removeToken } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { authHeaders, passCookies } from '../http/sign-in-cookies.ts';
import { accountSchema, devicesSchema, endedSchema } from '../schemas/account.ts';
import { json, nothingSchema, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';

const accountRoute = createRoute({
  method: 'get',
  path: '/api/account',
  summary: 'The account of this browser, and the ways to sign in.',
  responses: { 200: { description: 'Also for anonymous learners.', content: json(accountSchema) } },
});

const signOutRoute = createRoute({
  method: 'post',
  path: '/api/account/sign-out',
  summary: 'Signs this browser out. The work stays in the account.',
  request: { body: { required: true, content: json(nothingSchema) } },
  responses: { 200: { description: 'Signed out.', content: json(nothingSchema) } },
});

const devicesRoute = createRoute({
  method: 'get',
  path: '/api/account/devices',
  summary: 'The browsers that are signed in to this account.',
  responses: {
    200: { description: 'The one seen last first.', content: json(devicesSchema) },
    401: refusal('Nobody is signed in.'),
  },
});

const endRoute = createRoute({
  method: 'post',
  path: '/api/account/devices/end',
  summary: 'Signs one browser out, or all but this one.',
  request: {
    body: { required: true, content: json(z.object({ device: z.union([z.uuid(), z.literal('others')]) })) },
  },
  responses: {
    200: { description: 'How many were signed out.', content: json(endedSchema) },
    401: refusal('Nobody is signed in.'),
    422: refusal('A field could not be read.'),
  },
});

export function accountRoutes({ accounts, auth }: Services) {
  return openApiRouter()
    .openapi(accountRoute, async (c) => {
      const { account, work } = await accounts.of(readToken(c));
      return c.json({ account, work, methods: { provider: auth.provider ?? null } }, 200);
    })
    .openapi(signOutRoute, async (c) => {
      await accounts.signOut(readToken(c));
      passCookies(c, await auth.signOut(authHeaders(c)));
      removeToken(c);
      return c.json({}, 200);
    })
    .openapi(devicesRoute, async (c) => c.json({ devices: await accounts.devices(readToken(c)) }, 200))
    .openapi(endRoute, async (c) => {
      const { device } = c.req.valid('json');
      const which = device === 'others' ? device : { id: device };
      return c.json({ ended: await accounts.endDevices(readToken(c), which) }, 200);
    });
}
