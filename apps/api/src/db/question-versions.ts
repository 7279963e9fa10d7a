/** Table `question_version`: what was asked, frozen with its key. */
import type { SecretQuestion } from '@glassbox/quiz/score';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { questionVersion } from './tables.ts';

/**
 * Stores the questions served from now on, in one statement. A known fingerprint keeps its text and key and only
 * notes that it was served again.
 */
export async function freezeQuestions(
  db: Database,
  questions: readonly { lesson: string; question: SecretQuestion }[],
  now: Date,
): Promise<void> {
  if (questions.length === 0) return;
  const rows = questions.map(({ lesson, question }) => ({
    lesson,
    questionId: question.id,
    fingerprint: question.fingerprint,
    version: question.version,
    question,
    firstServedAt: now,
    lastServedAt: now,
  }));
  await db
    .insert(questionVersion)
    .values(rows)
    .onConflictDoUpdate({
      target: [questionVersion.lesson, questionVersion.questionId, questionVersion.fingerprint],
      set: { lastServedAt: sql`excluded.last_served_at` },
    });
}

/** Returns the question as last served under this public version. */
export async function findQuestionVersion(
  db: Database,
  lesson: string,
  questionId: string,
  version: string,
): Promise<SecretQuestion | undefined> {
  const rows = await db
    .select({ question: questionVersion.question })
    .from(questionVersion)
    .where(
      and(
        eq(questionVersion.lesson, lesson),
        eq(questionVersion.questionId, questionId),
        eq(questionVersion.version, version),
      ),
    )
    .orderBy(desc(questionVersion.lastServedAt))
    .limit(1);
  return rows[0]?.question;
}

/** Returns the question with this key, as it was frozen. */
export async function findQuestionByFingerprint(
  db: Database,
  lesson: string,
  questionId: string,
  fingerprint: string,
): Promise<SecretQuestion | undefined> {
  const rows = await db
    .select({ question: questionVersion.question })
    .from(questionVersion)
    .where(
      and(
        eq(questionVersion.lesson, lesson),
        eq(questionVersion.questionId, questionId),
        eq(questionVersion.fingerprint, fingerprint),
      ),
    );
  return rows[0]?.question;
}
