/**
 * Fills a database with a demonstration: an instructor, two cohorts of invented learners over six weeks, reports with
 * and without answers, texts that were read. The same seed and course make the same people; times count back from now.
 */
import { randomUUID } from 'node:crypto';
import { type Random, seededRandom } from '@glassbox/quiz/score';
import type { Catalogue } from '../catalogue.ts';
import type { Database } from '../db/database.ts';
import { insertLearner } from '../db/learners.ts';
import { authUser, cohortMember } from '../db/tables.ts';
import { activityService } from '../services/activities.ts';
import { attemptService } from '../services/attempts.ts';
import { presentationService } from '../services/presentations.ts';
import { reportService } from '../services/reports.ts';
import type { Instructor } from '../services/teach/instructor.ts';
import { teachService } from '../services/teach/teach.ts';
import { live, type World } from './learner-life.ts';
import { COHORTS, NOTES, REPORTS } from './words.ts';

const DAY_MS = 86_400_000;
const WEEKS_MS = 42 * DAY_MS;
/** Learners come over this many days. */
const ARRIVAL_DAYS = 39;
/** One in so many learners reports a question. */
const REPORT_SHARE = 0.2;
const READ_TEXTS = 12;

export interface DemoOptions {
  db: Database;
  catalogue: Catalogue;
  /** When the six weeks end. */
  now: Date;
  seed: string;
  /** Signs in as the instructor. */
  email: string;
  /** Told now and then how far it is. */
  onProgress?: (done: number, total: number) => void;
}

/** Returns how many people and answers there are now. */
export async function seedDemo(options: DemoOptions): Promise<{ learners: number; answers: number }> {
  const { db, catalogue, now, seed, email, onProgress } = options;
  const begins = new Date(now.getTime() - WEEKS_MS);
  let clock = begins;
  const context = { db, catalogue, now: () => clock };
  const reports = reportService(context);
  const teach = teachService(context);
  const world: World = {
    db,
    services: {
      attempts: attemptService(context),
      activities: activityService(context),
      presentations: presentationService(context),
    },
    catalogue,
    setClock: (to) => {
      clock = to;
    },
  };
  const instructor = await makeInstructor(db, email, begins);
  const random = seededRandom(seed);
  const total = COHORTS.reduce((sum, { size }) => sum + size, 0);
  let [learners, answers] = [0, 0];
  for (const { name, size } of COHORTS) {
    world.setClock(begins);
    const { cohortId } = await teach.cohorts.create(instructor, name);
    for (let place = 0; place < size; place++) {
      const arrives = new Date(begins.getTime() + random() * ARRIVAL_DAYS * DAY_MS);
      const learnerId = await makeLearner(db, arrives);
      await db.insert(cohortMember).values({ cohortId, learnerId, joinedAt: arrives });
      const answered = await live(world, learnerId, { seed: `${seed}/${name}/${place}`, begins: arrives, ends: now });
      answers += answered.length;
      const about = answered[Math.floor(random() * answered.length)];
      if (about !== undefined && random() < REPORT_SHARE) {
        world.setClock(about.at);
        const { reason, text } = pick(REPORTS, random);
        const { at: _at, ...question } = about;
        await reports.report(learnerId, { idempotencyKey: randomUUID(), ...question, reason, text });
      }
      learners++; // not inside the optional call, which is skipped with its arguments when nobody listens
      onProgress?.(learners, total);
    }
  }
  world.setClock(now);
  await answerSome(teach, instructor, random);
  return { learners, answers };
}

/** Answers the reports whose text has an answer, and reads some of the texts that wait. */
async function answerSome(
  teach: ReturnType<typeof teachService>,
  instructor: Instructor,
  random: Random,
): Promise<void> {
  for (const { reportId, text } of await teach.reports(instructor, 'open')) {
    const answer = REPORTS.find((report) => report.text === text)?.answer;
    if (answer !== undefined && random() < 0.8) await teach.answer(instructor, reportId, answer);
  }
  for (const { attemptId, score, maxScore } of (await teach.texts(instructor, 'waiting')).slice(0, READ_TEXTS)) {
    const own = random() < 0.6 ? score : Math.max(0, Math.min(maxScore, score - maxScore / 4));
    await teach.override(instructor, attemptId, { score: own, note: pick(NOTES, random) });
  }
}

async function makeInstructor(db: Database, email: string, createdAt: Date): Promise<Instructor> {
  const accountId = randomUUID();
  await db
    .insert(authUser)
    .values({ id: accountId, name: '', email, emailVerified: true, createdAt, updatedAt: createdAt });
  const learnerId = randomUUID();
  await insertLearner(db, { id: learnerId, createdAt, role: 'instructor', accountId });
  return { learnerId, role: 'instructor' };
}

async function makeLearner(db: Database, createdAt: Date): Promise<string> {
  const id = randomUUID();
  await insertLearner(db, { id, createdAt, role: 'learner', accountId: null });
  return id;
}

function pick<Item>(list: readonly Item[], random: Random): Item {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('demo: a list to pick from is empty; at least one entry was needed.');
  return found;
}
