/** A small sample of `pnpm --filter @glassbox/api fuzz`, in one process and always the same: it keeps the attack itself alive. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attack } from '../../fuzz/attack.ts';
import { faultsOf } from '../../fuzz/judge.ts';
import type { OpenApi } from '../../fuzz/operations.ts';
import { knownQuestions } from '../../fuzz/questions.ts';
import { learner } from '../../src/db/tables.ts';
import { openAny, type TestDatabase } from '../databases.ts';
import { createWorld, type World, wholeCourse } from './world.ts';

const REQUESTS = 250;
const SEED = 20_261_125;

let opened: TestDatabase;
let world: World;
beforeAll(async () => {
  opened = await openAny();
  world = await createWorld(opened);
});
afterAll(() => opened.remove());

test(`${REQUESTS} hostile requests: no failure inside, no stack, no hang, and every refusal says what and why`, async () => {
  const { app, db } = world;
  const document = (await app.browser().get<OpenApi>('/api/openapi.json')).body;
  const report = await attack({
    send: app.request,
    origin: 'http://localhost:4321',
    document,
    questions: knownQuestions(wholeCourse()),
    async newcomer(actor) {
      if (actor === 'visitor') return undefined;
      const browser = await app.signedIn();
      const { learnerId } = (await browser.get<{ learnerId: string }>('/api/learner')).body;
      await db.update(learner).set({ role: actor }).where(eq(learner.id, learnerId));
      return browser.cookie;
    },
    requests: REQUESTS,
    seed: SEED,
  });
  expect(report.faults).toEqual([]);
  expect(app.logged).toEqual([]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  // It reached what lies behind the refusals, and the refusals.
  for (const status of [200, 400, 401, 403, 404, 415, 422])
    expect(report.statuses[status], `${status}`).toBeGreaterThan(0);
});

test('the judge sees what it is there to see', () => {
  const operation = { name: 'GET /x', method: 'GET', path: '/x', parameters: [], statuses: new Set([200]) };
  const request = { operation, actor: 'visitor' as const, method: 'GET', path: '/x', headers: {}, twist: '' };
  const judged = (status: number, text: string, tookMs = 1) => {
    const headers = new Headers({ 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
    return faultsOf(request, { status, headers, text, tookMs }).join();
  };
  const refusal = (message: string, field?: string) => JSON.stringify({ error: { code: 'x', message, field } });
  expect(judged(200, '{}')).toBe('');
  expect(judged(422, refusal('A whole sentence.', 'name'))).toBe('');
  expect(judged(422, refusal('A whole sentence.'))).toContain('names no field');
  expect(judged(500, refusal('Something went wrong.'))).toContain('answered 500');
  expect(judged(404, refusal('at read (/srv/app.ts:1:2)'))).toContain('tells');
  expect(judged(404, refusal('Failed query: select 1'))).toContain('tells');
  expect(judged(200, '{}', 60_000)).toContain('took 60000 ms');
  expect(judged(201, '{}')).toContain('does not name');
});
