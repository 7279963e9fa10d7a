/**
 * What today's key makes of one earlier answer. Pure. The key that counts is the one of the very wording the learner saw;
 * an answer to another wording is left alone unless the author says that the wording still asks the same.
 */
import { certaintyPoints } from '@glassbox/quiz';
import { atWorth, type SecretQuestion, score } from '@glassbox/quiz/score';
import type { AttemptRow } from '../../db/attempts.ts';
import type { FrozenAttempt } from '../../db/regrades.ts';
import { share } from '../question-standing.ts';

export interface RegradeRules {
  /** Lets an answer lose points under the new key. */
  mayLower: boolean;
  /** Takes answers to an earlier wording too: options are matched by the IDs their author gave them. */
  includeRewordings: boolean;
}

/** `current`: graded by today's key already. The others say why an answer stays as it is. */
export type Standstill = 'current' | 'by-hand' | 'reworded' | 'unreadable' | 'kept';
export type NewGrade = Pick<
  AttemptRow,
  'questionFingerprint' | 'response' | 'presented' | 'verdict' | 'score' | 'maxScore' | 'feedback' | 'certaintyPoints'
>;
export type Outcome = { change: NewGrade } | { stays: Standstill };

/**
 * Returns how an attempt is graded by today's key, or why it stays.
 *
 * @param current the question as it is today: all its variants.
 */
export function gradeAnew(
  { attempt, frozen }: FrozenAttempt,
  current: readonly SecretQuestion[],
  { mayLower, includeRewordings }: RegradeRules,
): Outcome {
  if (current.some(({ fingerprint }) => fingerprint === frozen.fingerprint)) return { stays: 'current' };
  if (attempt.gradedBy !== 'server') return { stays: 'by-hand' };
  const sameWording = current.find(({ version }) => version === frozen.version);
  const target = sameWording ?? (includeRewordings ? findReworded(frozen, current) : undefined);
  if (target === undefined) return { stays: 'reworded' };
  const translate = sameWording ? <Value>(value: Value) => value : translator(frozen, target);
  const response = translate(attempt.response);
  const result = score(target, response);
  if (result.verdict === 'ungraded') return { stays: 'unreadable' };
  const graded = atWorth(result, attempt.worth);
  if (!mayLower && share(graded.score, graded.maxScore) < share(attempt.score, attempt.maxScore))
    return { stays: 'kept' };
  return {
    change: {
      questionFingerprint: target.fingerprint,
      response,
      presented: translate(attempt.presented),
      verdict: graded.verdict,
      score: graded.score,
      maxScore: graded.maxScore,
      feedback: graded.feedback,
      certaintyPoints:
        attempt.certainty === null ? null : certaintyPoints(share(result.score, result.maxScore), attempt.certainty),
    },
  };
}

/** Without variants there is one question to compare with; variants are the same only under the same draw. */
function findReworded(frozen: SecretQuestion, current: readonly SecretQuestion[]): SecretQuestion | undefined {
  const draw = (question: SecretQuestion) => JSON.stringify(question.variant?.parameters ?? null);
  return current.find((question) => question.kind === frozen.kind && draw(question) === draw(frozen));
}

/** Public IDs of options hash their texts; what an author called them stays when a text is corrected. */
function translator(from: SecretQuestion, to: SecretQuestion): <Value>(value: Value) => Value {
  const known = new Map(authoredIds(to.key).map(({ id, authoredId }) => [authoredId, id]));
  const names = new Map(
    authoredIds(from.key).flatMap(({ id, authoredId }) => {
      const now = known.get(authoredId);
      return now === undefined ? [] : [[id, now] as const];
    }),
  );
  // The shape stays, only IDs in it change.
  return <Value>(value: Value) => replaceTexts(value, names) as Value;
}

function authoredIds(value: unknown): { id: string; authoredId: string }[] {
  if (Array.isArray(value)) return value.flatMap(authoredIds);
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'id' in value && 'authoredId' in value && typeof value.id === 'string' && typeof value.authoredId === 'string'
      ? [{ id: value.id, authoredId: value.authoredId }]
      : [];
  return [...own, ...Object.values(value).flatMap(authoredIds)];
}

function replaceTexts(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((part) => replaceTexts(part, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [names.get(name) ?? name, replaceTexts(part, names)]),
  );
}
