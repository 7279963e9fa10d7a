/** How well a learner's certainty fits: the first certain answer to each question of the course. */
import { type Calibration, CERTAINTY_STAKES } from '@glassbox/quiz';
import { type CertainAnswer, calibrate } from '@glassbox/quiz/score';
import { listCertainAttempts } from '../db/attempts.ts';
import type { Database } from '../db/database.ts';

/** Returns the summary, or `undefined` before the first certain answer. Retries come after feedback and don't count. */
export async function calibrationOf(db: Database, learnerId: string): Promise<Calibration | undefined> {
  const firsts = new Map<string, CertainAnswer>();
  for (const { lesson, questionId, certainty, certaintyPoints } of await listCertainAttempts(db, learnerId)) {
    const question = `${lesson}/${questionId}`;
    if (certainty === null || certaintyPoints === null || firsts.has(question)) continue;
    firsts.set(question, { certainty, share: Math.max(0, certaintyPoints) / CERTAINTY_STAKES[certainty].right });
  }
  return calibrate([...firsts.values()]);
}
