/** Certificates: earned, verified by anyone, revoked; and the documents a foreign verifier fetches. */
import { createRoute, z } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import {
  certificateIssuedSchema,
  certificateRequestSchema,
  documentSchema,
  ownCertificatesSchema,
  revocationSchema,
  tokenSchema,
  verificationSchema,
} from '../schemas/certificate.ts';
import { json, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';

const number = z.object({ id: z.uuid() });
const unknown = refusal('No such certificate was ever issued here.');

const ownRoute = createRoute({
  method: 'get',
  path: '/api/certificates',
  summary: "The rule, how far the learner is, and the learner's certificates.",
  responses: { 200: { description: 'Without a learner nothing is done.', content: json(ownCertificatesSchema) } },
});

const issueRoute = createRoute({
  method: 'post',
  path: '/api/certificates',
  summary: 'Issues a certificate with the name the learner gives.',
  request: { body: { required: true, content: json(certificateRequestSchema) } },
  responses: {
    201: { description: 'Issued and signed.', content: json(certificateIssuedSchema) },
    200: { description: 'There is one with this name and language: that one.', content: json(certificateIssuedSchema) },
    401: refusal('No learner.'),
    409: refusal('The rule is not fulfilled, or there are too many already.'),
    422: refusal('The name cannot be printed.'),
    429: refusal('Ten were issued within a day.'),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/api/certificates/{id}',
  summary:
    "Withdraws one of the learner's certificates: its name and credential are deleted, its number stays revoked.",
  request: { params: number },
  responses: {
    200: { description: 'Withdrawn.', content: json(revocationSchema) },
    401: refusal('No learner.'),
    404: refusal('No such certificate of this learner.'),
  },
});

const verifyRoute = createRoute({
  method: 'get',
  path: '/api/certificates/{id}',
  summary: 'Verifies a certificate for anyone who has its number, and says what was checked.',
  request: { params: number },
  responses: { 200: { description: 'What was found.', content: json(verificationSchema) }, 404: unknown },
});

const tokenRoute = createRoute({
  method: 'get',
  path: '/api/certificates/{id}/credential',
  summary: 'The Open Badges 3.0 credential as a compact JWS, as text.',
  request: { params: number },
  responses: {
    200: { description: 'The signed credential.', content: { 'text/plain': { schema: tokenSchema } } },
    404: unknown,
  },
});

const issuerRoute = createRoute({
  method: 'get',
  path: '/api/certificates/issuer',
  summary: 'The issuer, as an Open Badges profile.',
  responses: { 200: { description: 'A Profile.', content: json(documentSchema) } },
});

const keysRoute = createRoute({
  method: 'get',
  path: '/api/certificates/keys',
  summary: 'The public keys of all certificates, as a JWK set.',
  responses: { 200: { description: 'Newest first.', content: json(documentSchema) } },
});

const keyRoute = createRoute({
  method: 'get',
  path: '/api/certificates/keys/{id}',
  summary: 'One public key, as a JWK: what the `kid` of a credential leads to.',
  request: { params: number },
  responses: { 200: { description: 'A JWK.', content: json(documentSchema) }, 404: refusal('No such key.') },
});

const revokedRoute = createRoute({
  method: 'get',
  path: '/api/certificates/revoked',
  summary: 'The certificates that no longer hold, as a 1EdTech revocation list.',
  responses: { 200: { description: 'Numbers only.', content: json(documentSchema) } },
});

export function certificateRoutes({ certificates }: Services) {
  return openApiRouter()
    .openapi(ownRoute, async (c) => c.json(await certificates.of(c.get('learner')?.learnerId), 200))
    .openapi(issueRoute, async (c) => {
      const { result, replayed } = await certificates.issue(requireLearner(c).learnerId, c.req.valid('json'));
      return replayed ? c.json(result, 200) : c.json(result, 201);
    })
    .openapi(issuerRoute, (c) => c.json(certificates.issuer(), 200))
    .openapi(keysRoute, async (c) => c.json(await certificates.keys(), 200))
    .openapi(keyRoute, async (c) => c.json({ ...(await certificates.key(c.req.valid('param').id)) }, 200))
    .openapi(revokedRoute, async (c) => c.json(await certificates.revoked(), 200))
    .openapi(revokeRoute, async (c) => {
      await certificates.revoke(requireLearner(c).learnerId, c.req.valid('param').id);
      return c.json({ revoked: true as const }, 200);
    })
    .openapi(verifyRoute, async (c) => c.json(await certificates.verify(c.req.valid('param').id), 200))
    .openapi(tokenRoute, async (c) => c.text(await certificates.token(c.req.valid('param').id), 200));
}
