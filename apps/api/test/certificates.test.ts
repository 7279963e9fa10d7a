import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { importJWK, type JWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificate, certificateNumber, learner } from '../src/db/tables.ts';
import type { AttemptRequest } from '../src/schemas/attempt.ts';
import type { CertificateVerification, OwnCertificate, OwnCertificates } from '../src/schemas/certificate.ts';
import type { LearnerView } from '../src/schemas/learner.ts';
import type { Progress } from '../src/schemas/progress.ts';
import type { Review } from '../src/schemas/review.ts';
import { runRetention } from '../src/services/rights/retention.ts';
import { RIGHT } from './course.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type Browser, NOON, submission, type TestApp, testApp } from './harness.ts';
import { signIn } from './sign-in.ts';

let opened: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  opened = await openAny();
  app = await testApp(opened.database);
});
afterAll(() => opened.remove());

const QUESTIONS: [string, keyof typeof RIGHT][] = [
  ['first-lesson', 'colour'],
  ['first-lesson', 'several'],
  ['first-lesson', 'count'],
  ['first-lesson', 'sequence'],
  ['second-lesson', 'word'],
];
/** Wrong answers worth 3 of the 6 points of the course: `several` has two, `count` one. */
const WRONG: Partial<Record<keyof typeof RIGHT, object>> = {
  several: { kind: 'multiple-choice', choices: ['m2'] },
  count: { kind: 'number', value: '1' },
};

/** A learner who has done the whole course. */
async function graduate(wrong: typeof WRONG = {}): Promise<Browser> {
  const browser = await app.signedIn();
  for (const [lesson, questionId] of QUESTIONS) {
    const response = structuredClone(wrong[questionId] ?? RIGHT[questionId]) as AttemptRequest['response'];
    const { status } = await browser.post('/api/attempts', submission({ lesson, questionId, response }));
    expect(status).toBe(201);
  }
  for (const lab of ['count-words', 'be-the-model']) {
    const activity = { idempotencyKey: randomUUID(), lesson: 'first-lesson', activity: 'lab-finished', lab };
    expect((await browser.post('/api/activities', activity)).status).toBe(201);
  }
  return browser;
}

const wish = (name = '林小满', language = 'zh') => ({ name, language });
const own = async (browser: Browser) => (await browser.get<OwnCertificates>('/api/certificates')).body;
const verify = (id: string) => app.browser().get<CertificateVerification>(`/api/certificates/${id}`);

async function issued(browser: Browser, body: object = wish()): Promise<OwnCertificate> {
  const { status, body: got } = await browser.post<OwnCertificate>('/api/certificates', body);
  expect(status).toBe(201);
  return got;
}

test('before the course is done the rule says what is missing and nothing is issued', async () => {
  const browser = await app.signedIn();
  expect((await own(browser)).rule).toEqual({
    lessonsDone: 0,
    lessonsTotal: 2,
    score: 0,
    maxScore: 6,
    shareNeeded: 0.7,
    fulfilled: false,
  });
  const refused = await browser.post('/api/certificates', wish());
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'certificate-not-earned' } } });
  expect((await app.browser().post('/api/certificates', wish())).status).toBe(401);
});

test('all lessons done with too few points is not enough; with the share of points it is', async () => {
  const half = await graduate(WRONG);
  expect((await own(half)).rule).toMatchObject({ lessonsDone: 2, score: 3, fulfilled: false });
  expect((await half.post('/api/certificates', wish())).status).toBe(409);
  expect((await own(await graduate({ count: WRONG.count ?? {} }))).rule).toMatchObject({ score: 5, fulfilled: true });
});

test('anyone verifies an issued certificate by its number, and reads exactly what was checked', async () => {
  const { id } = await issued(await graduate());
  expect(await verify(id)).toMatchObject({
    status: 200,
    body: {
      id,
      state: 'valid',
      issuedAt: NOON.toISOString(),
      checks: ['register', 'signature', 'claims', 'time', 'print'].map((check) => ({ check, passed: true })),
      certificate: {
        name: '林小满',
        language: 'zh',
        issuer: 'Glassbox',
        lessons: 2,
        share: 0.7,
        address: `http://localhost:4321/certificates/${id}`,
      },
    },
  });
  expect((await verify(randomUUID())).status).toBe(404);
  expect((await app.browser().get('/api/certificates/1')).status).toBe(422);
});

test('a stranger verifies the downloaded credential with nothing but the addresses written in it', async () => {
  const { id } = await issued(await graduate(), wish('Ada Lovelace', 'en'));
  const download = await app.request(`/api/certificates/${id}/credential`);
  expect(download.headers.get('content-type')).toMatch(/^text\/plain/);
  const token = await download.text();
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  const { body: jwk } = await app.browser().get<JWK>(new URL(header.kid).pathname);
  const key = await importJWK(jwk);
  const { payload } = await jwtVerify(token, key, { currentDate: NOON });
  expect(payload).toMatchObject({
    jti: `http://localhost:4321/certificates/${id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
  });
  const { body: issuer } = await app.browser().get<object>(new URL(payload.iss ?? '').pathname);
  expect(issuer).toEqual(payload.issuer);
  const { body: all } = await app.browser().get<{ keys: { kid: string }[] }>('/api/certificates/keys');
  expect(all.keys.map(({ kid }) => kid)).toContain(header.kid.split('/').at(-1));
  expect(JSON.stringify(all)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
});

test('the same wish twice gives the same certificate; the second sending creates nothing', async () => {
  const browser = await graduate();
  const first = await issued(browser);
  const again = await browser.post<OwnCertificate>('/api/certificates', wish());
  expect([again.status, again.body]).toEqual([200, first]);
  expect((await own(browser)).certificates).toEqual([first]);
});

test('a learner who deletes everything revokes: the number is told to be gone, the name is nowhere', async () => {
  const browser = await graduate();
  const { id } = await issued(browser, wish('一个要被忘记的名字'));
  const { body: me } = await browser.get<LearnerView>('/api/learner');
  await opened.database.db.delete(learner).where(eq(learner.id, me.learnerId));
  const { status, body } = await verify(id);
  expect([status, body.state, body.certificate]).toEqual([200, 'revoked', null]);
  expect(body.checks).toEqual([{ check: 'register', passed: false }]);
  const { body: list } = await app.browser().get<{ revokedCredential: object[] }>('/api/certificates/revoked');
  expect(list.revokedCredential).toContainEqual({ id: `http://localhost:4321/certificates/${id}`, revoked: true });
  expect((await app.browser().get(`/api/certificates/${id}/credential`)).status).toBe(404);
  const rows = await opened.database.db.select().from(certificateNumber).where(eq(certificateNumber.id, id));
  expect(Object.keys(rows[0] ?? {})).toEqual(['id', 'issuedAt']);
});

test('a learner withdraws a certificate with a misspelt name and gets another; nobody else can', async () => {
  const browser = await graduate();
  const { id } = await issued(browser, wish('Adda'));
  const withdraw = (by: Browser) => by.delete(`/api/certificates/${id}`);
  expect((await withdraw(await app.signedIn())).status).toBe(404);
  expect((await withdraw(app.browser())).status).toBe(401);
  expect((await verify(id)).body.state).toBe('valid');
  expect((await withdraw(browser)).body).toEqual({ revoked: true });
  expect((await verify(id)).body.state).toBe('revoked');
  expect((await issued(browser, wish('Ada'))).id).not.toBe(id);
});

test('an anonymous learner who does not come any more keeps the certificate; one without is forgotten', async () => {
  const later = new Date(NOON.getTime() + 500 * 86_400_000);
  const { id } = await issued(await graduate());
  await app.signedIn();
  const forgotten = await runRetention(
    { db: opened.database.db, now: () => later },
    { keepAnonymousDays: 400, keepAuditDays: 0 },
  );
  expect(forgotten).toBeGreaterThan(0);
  expect((await verify(id)).body.state).toBe('valid');
});

test('a learner holds three certificates at most', async () => {
  const browser = await graduate();
  for (const name of ['A', 'B', 'C']) await issued(browser, wish(name));
  const fourth = await browser.post('/api/certificates', wish('D'));
  expect(fourth).toMatchObject({ status: 409, body: { error: { code: 'certificate-limit' } } });
});

test('issuing and withdrawing in turns ends after ten a day, and goes on the day after', async () => {
  const browser = await graduate();
  for (let n = 0; n < 10; n += 1) {
    const { id } = await issued(browser);
    await browser.delete(`/api/certificates/${id}`);
  }
  expect((await browser.post('/api/certificates', wish())).status).toBe(429);
  app.setClock(new Date(NOON.getTime() + 86_400_000));
  try {
    await issued(browser);
  } finally {
    app.setClock(NOON);
  }
});

test('signing in on a second device brings certificates, reviews and the newest place together', async () => {
  const email = `${randomUUID()}@example.org`;
  const [laptop, phone] = [await graduate(), await app.signedIn()];
  const { id } = await issued(laptop);
  const at = (minutes: number) => new Date(NOON.getTime() - minutes * 60_000).toISOString();
  const missed = (questionId: keyof typeof RIGHT, minutes: number) =>
    submission({ questionId, response: WRONG[questionId] as AttemptRequest['response'], answeredAt: at(minutes) });
  await laptop.post('/api/attempts', missed('count', 50));
  await laptop.post('/api/place', { lesson: 'first-lesson', section: 'idea', at: at(9) });
  await phone.post('/api/attempts', missed('several', 20));
  await phone.post('/api/place', { lesson: 'second-lesson', section: null, at: at(4) });
  await signIn(app, phone, email);
  await signIn(app, laptop, email);
  expect((await own(laptop)).certificates.map((each) => each.id)).toEqual([id]);
  expect((await verify(id)).body.state).toBe('valid');
  const { body: review } = await laptop.get<Review>('/api/review');
  // Both missed the same objective: the card of the later review stays.
  expect(review.cards.map(({ due }) => due)).toEqual([at(10)]);
  expect((await laptop.get<Progress>('/api/progress')).body.place?.lesson).toBe('second-lesson');
});

test.each(['', '   ', 'x'.repeat(81), 'a\u0007b', 'a\u202Eb', 'line\nline', 42])(
  'the name %j cannot be printed',
  async (name) => {
    const browser = await graduate();
    expect(await browser.post('/api/certificates', { name, language: 'zh' })).toMatchObject({
      status: 422,
      body: { error: { field: 'name' } },
    });
  },
);

test('a certificate that someone changed in the database is told to be invalid', async () => {
  const { id } = await issued(await graduate());
  const { db } = opened.database;
  await db.update(certificate).set({ name: '别人' }).where(eq(certificate.id, id));
  const printed = (await verify(id)).body;
  expect([printed.state, printed.certificate?.name]).toEqual(['invalid', '林小满']);
  expect(printed.checks).toContainEqual({ check: 'print', passed: false });
  await db.update(certificate).set({ token: 'no.token.atall' }).where(eq(certificate.id, id));
  expect((await verify(id)).body).toMatchObject({ state: 'invalid', certificate: null });
});
