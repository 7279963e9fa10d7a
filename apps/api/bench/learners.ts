/**
 * Learners for the benches: made straight in the database, with the row and the cookie that GET /api/learner would make, and
 * the answers they send. Their names are numbers in the shape of UUIDs, so that pgbench can name the same ones.
 */
import { randomUUID } from 'node:crypto';
import { type SecretQuestion, seededRandom } from '@glassbox/quiz/score';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { QUESTIONS } from '../scripts/learner-client.ts';
import type { AttemptRequest } from '../src/client.ts';
import type { Database } from '../src/db/database.ts';
import * as tables from '../src/db/tables.ts';
import { learner, session } from '../src/db/tables.ts';
import { makeAnswer } from '../src/demo/answers.ts';
import { hashToken, sessionExpiry } from '../src/services/session-token.ts';

/** Texts are assessed by their writers, which takes a second request; they have a limit of their own. */
const ANSWERABLE = QUESTIONS.filter(({ question }) => question.kind !== 'free-text');
/** So many learners: no two answers under way are ever the same learner's. */
export const LEARNERS = 2_000;

const UUID_PREFIX = '00000000-0000-4000-8000-';
const UUID_DIGITS = 12;
export const TOKEN_LENGTH = 43;

export function learnerId(index: number): string {
  return UUID_PREFIX + index.toString(16).padStart(UUID_DIGITS, '0');
}

/** The cookie of a learner made by `insertLearners`. */
export function learnerCookie(index: number): string {
  return `glassbox_learner=${tokenOf(index)}`;
}

export function learnerTokenHash(index: number): string {
  return hashToken(tokenOf(index));
}

function tokenOf(index: number): string {
  return String(index).padStart(TOKEN_LENGTH, 'A');
}

/** Makes learners 0 to `count` - 1 with a browser each. */
export async function insertLearners(url: string, count = LEARNERS): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await insertLearnersInto(drizzle(client, { schema: tables }), count);
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

/** The same on any database, from learner `first` on. */
export async function insertLearnersInto(db: Database, count = LEARNERS, first = 0): Promise<void> {
  const indices = Array.from({ length: count }, (_, index) => first + index);
  const createdAt = new Date();
  const times = { createdAt, lastSeenAt: createdAt, expiresAt: sessionExpiry(createdAt) };
  await db.insert(learner).values(indices.map((index) => ({ id: learnerId(index), createdAt })));
  await db.insert(session).values(
    indices.map((index) => ({
      id: randomUUID(),
      learnerId: learnerId(index),
      tokenHash: learnerTokenHash(index),
      ...times,
    })),
  );
}

/** Returns answers of invented learners of middling ability to the real course, as a browser sends them: right and wrong ones. */
export function answersOf(seed: string): () => AttemptRequest {
  const random = seededRandom(seed);
  const answer = answersTo(seed);
  return () => {
    const { lesson, question } = pick(random);
    return answer(lesson, question);
  };
}

/** The same, to a question that is given. */
export function answersTo(seed: string): (lesson: string, question: SecretQuestion) => AttemptRequest {
  const random = seededRandom(`${seed}, answers`);
  return (lesson, question) => ({
    idempotencyKey: randomUUID(),
    lesson,
    questionId: question.id,
    questionVersion: question.version,
    response: makeAnswer(question, 0, random) ?? fail(question),
    answeredAt: new Date().toISOString(),
  });
}

function pick(random: () => number) {
  const found = ANSWERABLE[Math.floor(random() * ANSWERABLE.length)];
  if (found === undefined) throw new Error('the course has no questions');
  return found;
}

function fail({ id, kind }: SecretQuestion): never {
  throw new Error(`${id}: no answer can be made up to a question of kind ${kind}`);
}
