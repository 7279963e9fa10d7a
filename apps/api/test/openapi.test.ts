import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../src/client.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { submission, type TestApp, testApp } from './harness.ts';

let opened: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  opened = await openAny();
  app = await testApp(opened.database);
});
afterAll(() => opened.remove());

interface Operation {
  summary?: string;
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
}

test('the document names every route, what it answers with and the form of every refusal', async () => {
  const { body } = await app
    .browser()
    .get<{ openapi: string; paths: Record<string, Record<string, Operation>> }>('/api/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
  expect(operations.map(({ name }) => name).sort()).toEqual([
    'DELETE /api/certificates/{id}',
    'DELETE /api/teach/cohorts/{id}/members/{member}',
    'DELETE /api/teach/documents/{id}',
    'GET /api/account',
    'GET /api/account/devices',
    'GET /api/admin/people',
    'GET /api/ask/documents/{id}',
    'GET /api/certificates',
    'GET /api/certificates/issuer',
    'GET /api/certificates/keys',
    'GET /api/certificates/keys/{id}',
    'GET /api/certificates/revoked',
    'GET /api/certificates/{id}',
    'GET /api/certificates/{id}/credential',
    'GET /api/cohorts',
    'GET /api/experiments/{id}',
    'GET /api/health',
    'GET /api/health/experiments',
    'GET /api/invitations/{code}',
    'GET /api/learner',
    'GET /api/lessons/{slug}/attempts',
    'GET /api/lessons/{slug}/experiments',
    'GET /api/lessons/{slug}/quiz',
    'GET /api/mastery',
    'GET /api/me/export',
    'GET /api/notices',
    'GET /api/progress',
    'GET /api/ready',
    'GET /api/regrades',
    'GET /api/review',
    'GET /api/teach/cohorts',
    'GET /api/teach/cohorts/{id}/members',
    'GET /api/teach/documents',
    'GET /api/teach/export/{table}',
    'GET /api/teach/free-texts',
    'GET /api/teach/lessons/{slug}',
    'GET /api/teach/lessons/{slug}/questions/{id}',
    'GET /api/teach/overview',
    'GET /api/teach/reports',
    'GET /api/teach/unanswered',
    'POST /api/account/code',
    'POST /api/account/devices/end',
    'POST /api/account/passkey/request',
    'POST /api/account/passkey/sign-in',
    'POST /api/account/passkeys',
    'POST /api/account/passkeys/creation',
    'POST /api/account/passkeys/remove',
    'POST /api/account/provider',
    'POST /api/account/sign-in',
    'POST /api/account/sign-out',
    'POST /api/activities',
    'POST /api/admin/roles',
    'POST /api/admin/sessions/end',
    'POST /api/ask',
    'POST /api/attempts',
    'POST /api/certificates',
    'POST /api/cohorts/join',
    'POST /api/cohorts/leave',
    'POST /api/experiments',
    'POST /api/experiments/{id}/cancel',
    'POST /api/experiments/{id}/start',
    'POST /api/lessons/{slug}/questions/{questionId}/hints',
    'POST /api/lessons/{slug}/questions/{questionId}/rounds',
    'POST /api/me/delete',
    'POST /api/place',
    'POST /api/regrades/{id}/seen',
    'POST /api/reports',
    'POST /api/submissions/{id}/assessment',
    'POST /api/teach/attempts/{id}/score',
    'POST /api/teach/cohorts',
    'POST /api/teach/cohorts/{id}/code',
    'POST /api/teach/cohorts/{id}/name',
    'POST /api/teach/cohorts/{id}/state',
    'POST /api/teach/documents',
    'POST /api/teach/reports/{id}/answer',
    'POST /api/teach/unanswered/{id}',
    'PUT /api/experiments/{id}/files/{name}',
    'PUT /api/teach/documents/{id}',
  ]);
  for (const { name, operation } of operations) {
    expect(operation.summary, name).toMatch(/\.$/);
    for (const [status, response] of Object.entries(operation.responses)) {
      if (status === '204' || response.content?.['text/csv']) continue;
      const [schema] = Object.values(response.content ?? {}).map((content) => content.schema);
      expect(schema, `${name} ${status}`).toBeDefined();
      if (status.startsWith('4')) expect(schema?.$ref).toBe('#/components/schemas/Error');
    }
  }
});

test('the typed client sends and reads what the routes say', async () => {
  const { cookie = '' } = await app.signedIn();
  const client = createClient('http://localhost:4321', {
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('cookie', cookie);
      return app.request(new URL(String(input)).pathname, { ...init, headers });
    },
  });
  const answer = await client.api.attempts.$post({ json: submission() });
  if (answer.status !== 201) throw new Error(`201 was needed, got ${answer.status}`);
  const { verdict, bestScore } = await answer.json();
  expect([verdict, bestScore]).toEqual(['right', 1]);
  const history = await client.api.lessons[':slug'].attempts.$get({ param: { slug: 'first-lesson' } });
  if (!history.ok) throw new Error(`200 was needed, got ${history.status}`);
  expect((await history.json()).attempts.map(({ questionId }) => questionId)).toEqual(['colour']);
});
