/**
 * Some weeks of one invented learner: sittings on some evenings, lesson by lesson, labs, answers, second tries, and for
 * most an end before the end. Everything goes through the services that real learners use, by a clock of its own.
 */
import { randomUUID } from 'node:crypto';
import type { QuestionResponse } from '@glassbox/quiz';
import { type Random, type SecretQuestion, score, seededRandom } from '@glassbox/quiz/score';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../db/database.ts';
import { recordGraded } from '../services/record-graded.ts';
import type { Services } from '../services/services.ts';
import { makeAnswer, normal } from './answers.ts';

/** What a life needs of the server. `setClock` moves the services' clock. */
export interface World {
  db: Database;
  services: Pick<Services, 'attempts' | 'activities' | 'presentations'>;
  catalogue: Catalogue;
  setClock(to: Date): void;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Chances per step: to stop for good, to go on another day; and after a wrong answer, to try again. */
const STOP = 0.018;
const PAUSE = 0.1;
const RETRY = 0.6;
/** How much more often the weak stop, per standard deviation. */
const STOP_SLOPE = 0.6;

/** Lives one learner's weeks from `begins` to `ends` at the latest; returns the questions that were answered. */
export async function live(
  world: World,
  learnerId: string,
  { seed, begins, ends }: { seed: string; begins: Date; ends: Date },
): Promise<{ lesson: string; questionId: string; questionVersion: string; at: Date }[]> {
  const random = seededRandom(seed);
  const ability = normal(random);
  const answered: { lesson: string; questionId: string; questionVersion: string; at: Date }[] = [];
  let clock = begins;
  /** Lets time pass and says whether the learner goes on. */
  const goOn = (minutes: number): boolean => {
    const pause = random() < PAUSE ? (1 + random() * 5) * DAY_MS : 0;
    clock = new Date(clock.getTime() + minutes * (0.4 + random() * 1.4) * MINUTE_MS + pause);
    world.setClock(clock);
    return clock < ends && random() > STOP * Math.exp(-STOP_SLOPE * ability);
  };

  for (const { slug, labs } of world.catalogue.lessons) {
    for (const lab of labs) {
      if (!goOn(7)) return answered;
      const key = { idempotencyKey: randomUUID(), lesson: slug, lab } as const;
      if (random() < 0.92) await world.services.activities.record(learnerId, { ...key, activity: 'lab-finished' });
    }
    const { questions } = await world.services.presentations.quiz(learnerId, slug);
    for (const { question } of questions) {
      if (!goOn(2)) return answered;
      const place = { lesson: slug, questionId: question.id, questionVersion: question.version };
      for (let tries = 0; tries < 3; tries++) {
        const verdict = await answerOnce(world, learnerId, { place, ability: ability + tries * 0.7, random, clock });
        if (verdict === undefined) break;
        if (tries === 0) answered.push({ ...place, at: clock });
        if (verdict === 'right' || random() > RETRY || !goOn(1)) break;
      }
    }
  }
  return answered;
}

interface Try {
  place: { lesson: string; questionId: string; questionVersion: string };
  ability: number;
  random: Random;
  clock: Date;
}

/** Returns the verdict, or `undefined` for a kind that has no answer to make up. */
async function answerOnce(world: World, learnerId: string, { place, ability, random, clock }: Try) {
  const variants = world.catalogue.variantsOf(place.lesson, place.questionId);
  const secret = variants.find(({ version }) => version === place.questionVersion);
  const response = secret && makeAnswer(secret, ability, random);
  if (secret === undefined || response === undefined) return undefined;
  if (response.kind === 'experiment') return recordRun(world, learnerId, { place, secret, response, clock });
  const certainty = secret.public.certainty ? { certainty: certaintyOf(ability, random) } : {};
  const recorded = await world.services.attempts.submit(learnerId, {
    idempotencyKey: randomUUID(),
    ...place,
    response: shorten(response, ability, random),
    ...certainty,
    answeredAt: clock.toISOString(),
  });
  if ('result' in recorded) return recorded.result.verdict;
  const { submissionId, criteria } = recorded.solution;
  const met = criteria.filter(() => random() < 0.55 + ability * 0.15).map(({ id }) => id);
  return (await world.services.attempts.assess(learnerId, submissionId, met)).result.verdict;
}

interface Run {
  place: Try['place'];
  secret: SecretQuestion;
  response: QuestionResponse;
  clock: Date;
}

/** A run is graded by a job and not by what a browser sends: its result comes in where the job's would. */
async function recordRun({ db }: World, learnerId: string, { place, secret, response, clock }: Run) {
  const result = score(secret, response);
  if (result.verdict === 'ungraded') return undefined;
  const answer = { idempotencyKey: randomUUID(), ...place, response, result, answeredAt: clock, now: clock };
  return (await db.transaction((tx) => recordGraded(tx, learnerId, answer))).verdict;
}

function certaintyOf(ability: number, random: Random): 1 | 2 | 3 {
  const sure = ability + normal(random);
  return sure > 0.7 ? 3 : sure > -0.5 ? 2 : 1;
}

/** A model answer is nobody's answer: the able write more of it. */
function shorten(response: QuestionResponse, ability: number, random: Random): QuestionResponse {
  if (response.kind !== 'free-text') return response;
  const share = Math.min(1, Math.max(0.35, 0.6 + ability * 0.2 + (random() - 0.5) * 0.2));
  return { ...response, text: response.text.slice(0, Math.ceil(response.text.length * share)) };
}
