/** Experiments for the worker to be hit at: settings for the knowledge base of lesson 42, which take about a second. */
import { randomUUID } from 'node:crypto';
import { lessons } from '@glassbox/curriculum/public';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { createCatalogue, listQuestions } from '../src/catalogue.ts';
import type { ExperimentView } from '../src/schemas/experiment.ts';
import { LEARNERS, learnerCookie, learnerId } from './learners.ts';
import { sleep } from './site.ts';

export interface Run {
  id: string;
  learner: number;
  learnerId: string;
}

const found = listQuestions(createCatalogue(lessons, secretQuizzes)).find(
  ({ question }) => question.kind === 'experiment' && question.public.evaluator === 'hallucination-rate',
);
const SETTINGS = { search: 'both', passages: 5, threshold: 0.7 };
const RETRY_MS = 200;

/** Each experiment is another learner's; the answers come from the first ones. */
let next = LEARNERS - 2;

/** Hands an experiment in and starts it, with the same key until the server has taken it. */
export async function handIn(url: string, settings: unknown = SETTINGS): Promise<Run> {
  if (found === undefined) throw new Error('the course has no experiment that measures hallucination');
  const learner = next;
  next -= 1;
  const { lesson, question } = found;
  const body = {
    idempotencyKey: randomUUID(),
    lesson,
    questionId: question.id,
    questionVersion: question.version,
    settings,
  };
  const { id } = await call(url, learner, '/api/experiments', body);
  await call(url, learner, `/api/experiments/${id}/start`, {});
  return { id, learner, learnerId: learnerId(learner) };
}

export function readRun(url: string, { id, learner }: Pick<Run, 'id' | 'learner'>): Promise<ExperimentView> {
  return call(url, learner, `/api/experiments/${id}`);
}

/** Repeats while nothing answers or the database is away. */
async function call(url: string, learner: number, path: string, body?: object): Promise<ExperimentView> {
  for (;;) {
    const response = await fetch(url + path, {
      headers: { cookie: learnerCookie(learner), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    }).catch(() => undefined);
    const answer = await response?.json().catch(() => undefined);
    if (response?.ok) return answer as ExperimentView;
    if (response !== undefined && response.status < 500) {
      throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}; 200 or 201 was needed`);
    }
    await sleep(RETRY_MS);
  }
}
