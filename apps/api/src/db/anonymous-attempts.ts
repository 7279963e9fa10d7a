/** Table `anonymous_attempt`: what stays of the answers of a learner who is deleted. */
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { anonymousAttempt, attempt } from './tables.ts';

/** Copies what statistics need of a learner's answers, in random order and without anything that ties them together. */
export async function keepAnonymousAttempts(tx: Database, learnerId: string): Promise<void> {
  await tx.execute(sql`
    insert into ${anonymousAttempt}
      (lesson, question_id, question_fingerprint, verdict, score, max_score, is_first, choices, month)
    select lesson, question_id, question_fingerprint, verdict, score, max_score,
      row_number() over (partition by lesson, question_id order by answered_at, received_at) = 1,
      case response->>'kind'
        when 'single-choice' then jsonb_build_array(response->'choice')
        when 'multiple-choice' then response->'choices'
      end,
      date_trunc('month', answered_at at time zone 'UTC')::date
    from ${attempt} where learner_id = ${learnerId} order by random()`);
}
