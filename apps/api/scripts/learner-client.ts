/** A learner at a real server: the typed client with a cookie jar, and right answers to the real course. */
import { randomUUID } from 'node:crypto';
import { lessons } from '@glassbox/curriculum/public';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { rightResponse } from '@glassbox/quiz/score';
import { createCatalogue, listQuestions } from '../src/catalogue.ts';
import { type AttemptRequest, type Client, createClient, type Progress } from '../src/client.ts';

export const QUESTIONS = listQuestions(createCatalogue(lessons, secretQuizzes)).filter(
  // Experiments are handed in and measured, not answered.
  ({ question }) => question.kind !== 'experiment',
);

export interface LearnerClient {
  client: Client;
  /** `glassbox_learner=…` */
  cookie: string;
}

/** Returns a client that carries this cookie, or one of a new learner. */
export async function connect(url: string, cookie?: string): Promise<LearnerClient> {
  const known = cookie ?? (await newCookie(url));
  const fetchWithCookie: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', known);
    return fetch(input, { ...init, headers });
  };
  return { client: createClient(url, { fetch: fetchWithCookie }), cookie: known };
}

async function newCookie(url: string): Promise<string> {
  const response = await fetch(`${url}/api/learner`);
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`GET /api/learner answered ${response.status} without a cookie`);
  return cookie;
}

/** A right answer to a question of the real course; `index` goes round. */
export function rightAnswer(index: number): AttemptRequest {
  const found = QUESTIONS[index % QUESTIONS.length];
  if (found === undefined) throw new Error('the course has no questions');
  return {
    idempotencyKey: randomUUID(),
    lesson: found.lesson,
    questionId: found.question.id,
    questionVersion: found.question.version,
    response: rightResponse(found.question),
    answeredAt: new Date().toISOString(),
  };
}

export async function getProgress({ client }: LearnerClient): Promise<Progress> {
  return (await client.api.progress.$get()).json();
}
