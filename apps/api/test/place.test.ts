import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Place } from '../src/schemas/place.ts';
import type { Progress } from '../src/schemas/progress.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type Browser, NOON, type TestApp, testApp } from './harness.ts';

const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000).toISOString();
const reading = (change: Partial<Place> = {}): Place => ({
  lesson: 'first-lesson',
  section: 'lab',
  at: at(-5),
  ...change,
});
const placeOf = async (browser: Browser) => (await browser.get<Progress>('/api/progress')).body.place;

describe('the place a learner reads at', () => {
  let opened: TestDatabase;
  let app: TestApp;
  beforeAll(async () => {
    opened = await openAny();
    app = await testApp(opened.database);
  });
  afterAll(() => opened.remove());

  test('is told with the progress, on every device of the learner', async () => {
    const browser = await app.signedIn();
    expect(await placeOf(browser)).toBeNull();
    expect((await browser.post('/api/place', reading())).body).toEqual({ stored: true });
    const other = app.browser();
    other.cookie = browser.cookie;
    expect(await placeOf(other)).toEqual(reading());
  });

  test('is the newest by the clock of the devices, whichever report arrives last', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/place', reading({ section: 'questions', at: at(-1) }));
    await browser.post('/api/place', reading({ lesson: 'second-lesson', section: null, at: at(-60) }));
    expect(await placeOf(browser)).toEqual(reading({ section: 'questions', at: at(-1) }));
  });

  test('from a clock that runs ahead is taken as read now, so that the next one can follow', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/place', reading({ at: at(600) }));
    expect((await placeOf(browser))?.at).toBe(at(0));
    await browser.post('/api/place', reading({ section: 'idea', at: at(0) }));
    expect((await placeOf(browser))?.section).toBe('idea');
  });

  test('from a clock that was set back is still the newest', async () => {
    const browser = await app.signedIn();
    await browser.post('/api/place', reading({ at: at(0) }));
    const slow = reading({ section: 'questions', at: at(-2880) });
    await browser.post('/api/place', slow, { 'sent-at': at(-2880) });
    expect(await placeOf(browser)).toEqual(reading({ section: 'questions', at: at(0) }));
  });

  test('without a learner is not stored, and makes none', async () => {
    const browser = app.browser();
    expect(await browser.post('/api/place', reading())).toMatchObject({ status: 200, body: { stored: false } });
    expect(browser.cookie).toBeUndefined();
  });

  test('in a lesson that does not exist, or in words that are no section, is refused', async () => {
    const browser = await app.signedIn();
    const unknown = await browser.post('/api/place', reading({ lesson: 'someday' }));
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'lesson-unknown', field: 'lesson' } } });
    const odd = await browser.post('/api/place', reading({ section: '#../x' }));
    expect(odd).toMatchObject({ status: 422, body: { error: { field: 'section' } } });
    expect(await placeOf(browser)).toBeNull();
  });
});
