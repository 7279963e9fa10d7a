import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttemptRequest } from '../src/schemas/attempt.ts';
import type { Mastery } from '../src/schemas/mastery.ts';
import type { Review } from '../src/schemas/review.ts';
import { RIGHT } from './course.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';
import { courseWithObjectives } from './objectives-course.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const after = (ms: number) => new Date(NOON.getTime() + ms);
const WRONG: Record<string, object> = {
  colour: { kind: 'single-choice', choice: 'c1' },
  several: { kind: 'multiple-choice', choices: ['m2'] },
  count: { kind: 'number', value: '1' },
};

function answer(questionId: string, response: object, at: Date): AttemptRequest {
  return submission({ questionId, response: response as AttemptRequest['response'], answeredAt: at.toISOString() });
}

describe('spaced review', () => {
  let opened: TestDatabase;
  let app: TestApp;
  beforeAll(async () => {
    opened = await openAny();
    app = await testApp(opened.database, { catalogue: courseWithObjectives() });
  });
  afterAll(() => opened.remove());

  /** Sets the server's clock, answers at that time and returns the status. */
  async function at(browser: Browser, time: Date, request: AttemptRequest): Promise<number> {
    app.setClock(time);
    return (await browser.post('/api/attempts', request)).status;
  }
  const reviewOf = async (browser: Browser) => (await browser.get<Review>('/api/review')).body;

  test('a right answer leaves nothing to review, a browser without a learner has nothing', async () => {
    const browser = await app.signedIn();
    await at(browser, NOON, answer('colour', { ...RIGHT.colour }, NOON));
    const nothing = { at: NOON.toISOString(), cards: [], later: 0 };
    expect(await reviewOf(browser)).toEqual(nothing);
    expect(await reviewOf(app.browser())).toEqual(nothing);
  });

  test('a missed objective is due in ten minutes and asks another question of it, without a key', async () => {
    const browser = await app.signedIn();
    await at(browser, NOON, answer('colour', WRONG.colour ?? {}, NOON));
    const { cards } = await reviewOf(browser);
    expect(cards).toMatchObject([
      { lesson: 'first-lesson', objective: 'facts', due: after(10 * MINUTE_MS).toISOString(), reps: 1 },
    ]);
    expect(cards[0]?.question.id).toBe('several');
    expect(JSON.stringify(cards)).not.toContain('CANARY');
  });

  test('two misses of one objective make one card; questions without an objective share the lesson’s', async () => {
    const browser = await app.signedIn();
    await at(browser, NOON, answer('colour', WRONG.colour ?? {}, NOON));
    await at(browser, after(1000), answer('several', WRONG.several ?? {}, after(1000)));
    await at(browser, after(2000), answer('count', WRONG.count ?? {}, after(2000)));
    const order = ['s1', 's3', 's2'];
    await at(browser, after(3000), answer('sequence', { kind: 'ordering', order }, after(3000)));
    const { cards } = await reviewOf(browser);
    expect(cards.map(({ objective, question }) => [objective, question.id])).toEqual([
      ['facts', 'several'],
      ['counting', 'count'],
      ['lesson', 'sequence'],
    ]);
  });

  test('reviewed right when due it goes away for days, missed again it comes back in ten minutes', async () => {
    const browser = await app.signedIn();
    const due = after(10 * MINUTE_MS);
    await at(browser, NOON, answer('count', WRONG.count ?? {}, NOON));
    await at(browser, due, answer('count', { ...RIGHT.count }, due));
    const learnt = (await reviewOf(browser)).cards[0];
    const pause = Date.parse(learnt?.due ?? '') - due.getTime();
    expect(pause).toBeGreaterThanOrEqual(DAY_MS);
    const again = new Date(learnt?.due ?? '');
    await at(browser, again, answer('count', WRONG.count ?? {}, again));
    expect((await reviewOf(browser)).cards[0]?.due).toBe(new Date(again.getTime() + 10 * MINUTE_MS).toISOString());
  });

  test('an answer given offline counts from when it was given, and sent twice it counts once', async () => {
    const browser = await app.signedIn();
    await at(browser, NOON, answer('count', WRONG.count ?? {}, NOON));
    const given = after(12 * MINUTE_MS);
    const kept = answer('count', { ...RIGHT.count }, given);
    expect(await at(browser, after(3 * DAY_MS), kept)).toBe(201);
    const once = await reviewOf(browser);
    expect(await at(browser, after(3 * DAY_MS), kept)).toBe(200);
    expect(await reviewOf(browser)).toEqual(once);
    expect(once.cards[0]).toMatchObject({ reps: 2 });
    expect(Date.parse(once.cards[0]?.due ?? '')).toBeLessThanOrEqual(given.getTime() + 3 * DAY_MS);
  });

  test('two answers kept offline give the same card in whatever order they arrive, if the later one was reviewed first or not', async () => {
    const missed = answer('count', WRONG.count ?? {}, NOON);
    const late = await app.signedIn();
    await at(late, after(DAY_MS), answer('colour', { ...RIGHT.colour }, after(MINUTE_MS)));
    await at(late, after(DAY_MS), missed);
    const { cards } = await reviewOf(late);
    expect(cards).toMatchObject([{ objective: 'counting', due: after(10 * MINUTE_MS).toISOString() }]);
  });

  test('an answer that cannot be read changes no card', async () => {
    const browser = await app.signedIn();
    expect(await at(browser, NOON, answer('count', { kind: 'number', value: 'many' }, NOON))).toBe(422);
    expect((await reviewOf(browser)).cards).toEqual([]);
  });

  test('mastery follows the answers per objective, in the order of the lesson', async () => {
    const browser = await app.signedIn();
    await at(browser, NOON, answer('colour', { ...RIGHT.colour }, NOON));
    await at(browser, after(1000), answer('several', WRONG.several ?? {}, after(1000)));
    const { objectives } = (await browser.get<Mastery>('/api/mastery')).body;
    expect(
      objectives.map(({ lesson, objective, questions, answers, level }) => [
        lesson,
        objective,
        questions,
        answers,
        level,
      ]),
    ).toEqual([
      ['first-lesson', 'counting', 1, 0, 'unknown'],
      ['first-lesson', 'facts', 2, 2, 'shaky'],
      ['first-lesson', 'lesson', 1, 0, 'unknown'],
      ['second-lesson', 'lesson', 1, 0, 'unknown'],
    ]);
    expect(objectives[1]?.estimate).toBeCloseTo(1.8 / 3.8, 12);
  });

  test('for a browser without a learner mastery of nothing is known', async () => {
    const { objectives } = (await app.browser().get<Mastery>('/api/mastery')).body;
    expect(new Set(objectives.map(({ level }) => level))).toEqual(new Set(['unknown']));
  });
});
