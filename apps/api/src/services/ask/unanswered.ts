/**
 * Questions the course could not answer: kept without who asked, alike ones together, for instructors to see what is
 * missing. What looks like an address or a long number is masked, and what nobody asked again for half a year is gone.
 */
import { randomUUID } from 'node:crypto';
import { cosine, termsOf } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import { insertAudit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import {
  addToGroup,
  deleteUnansweredBefore,
  insertUnanswered,
  listOpenGroups,
  listUnanswered,
  lockGrouping,
  setHandled,
  type UnansweredRow,
} from '../../db/unanswered-questions.ts';
import { ApiError } from '../../errors.ts';
import type { UnansweredQuery, UnansweredQuestion } from '../../schemas/ask.ts';

/**
 * Two questions count as one if they share so much of their terms and their vectors are so near. Of the 2,415 pairs
 * per language of questions without an answer in calibration/questions.yaml at most one passes both; see unanswered.test.ts.
 */
const SHARED_TERMS = 0.4;
const ALIKE = 0.6;
const KEPT_DAYS = 180;
const DAY_MS = 86_400_000;
/** Groups a new question is compared with. */
const COMPARED_GROUPS = 500;
const MAX_WORDINGS = 5;
const LIST_LIMIT = 200;

const MASK = '•••';
const ADDRESSES = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?:\/\/\S+|\+?\d[\d\s-]{6,}\d/giu;

/** Returns a question without e-mail addresses, links, and numbers of eight digits and more. */
export function maskPersonal(question: string): string {
  return question.replace(ADDRESSES, MASK);
}

/** Returns the group a question belongs to: one of the same words, else the one most like it, if it is like it. */
export function findGroup(
  question: string,
  vector: Float32Array,
  groups: readonly Pick<UnansweredRow, 'id' | 'question' | 'wordings' | 'vector'>[],
): string | undefined {
  const words = wordsOf(question);
  const same = groups.find((group) => [group.question, ...group.wordings].some((other) => wordsOf(other) === words));
  if (same) return same.id;
  const terms = new Set(termsOf(question));
  let [best, likeness]: [string | undefined, number] = [undefined, ALIKE];
  for (const group of groups) {
    const value = cosine(vector, Float32Array.from(group.vector));
    if (value < likeness || sharedTerms(terms, new Set(termsOf(group.question))) < SHARED_TERMS) continue;
    [best, likeness] = [group.id, value];
  }
  return best;
}

/** Stores that a question was refused. `vector` is the engine's, of the masked question. */
export async function recordUnanswered(
  db: Database,
  { locale, question, vector, now }: { locale: Locale; question: string; vector: Float32Array; now: Date },
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockGrouping(tx);
    await deleteUnansweredBefore(tx, new Date(now.getTime() - KEPT_DAYS * DAY_MS));
    const groups = await listOpenGroups(tx, locale, COMPARED_GROUPS);
    const id = findGroup(question, vector, groups);
    const group = groups.find((each) => each.id === id);
    if (group) {
      const others = group.wordings.filter((wording) => wording !== question);
      const wordings = question === group.question ? group.wordings : [...others, question].slice(-MAX_WORDINGS);
      await addToGroup(tx, group.id, wordings, now);
      return;
    }
    await insertUnanswered(tx, {
      id: randomUUID(),
      locale,
      question,
      wordings: [],
      vector: [...vector],
      timesAsked: 1,
      firstAskedAt: now,
      lastAskedAt: now,
      handledAt: null,
      handledBy: null,
    });
  });
}

export interface UnansweredService {
  /** Most asked first, at most 200; `total` counts all. */
  list(query: UnansweredQuery): Promise<{ questions: UnansweredQuestion[]; total: number }>;
  /** Throws `ApiError` 404. */
  setHandled(id: string, handled: boolean, by: string): Promise<void>;
}

export function unansweredService({ db, now }: { db: Database; now: () => Date }): UnansweredService {
  return {
    async list({ locale, state }) {
      const { rows, total } = await listUnanswered(db, { locale, handled: state === 'handled', limit: LIST_LIMIT });
      return { questions: rows.map(view), total };
    },
    async setHandled(id, handled, by) {
      const at = now();
      await db.transaction(async (tx) => {
        if (!(await setHandled(tx, id, handled ? { at, by } : null))) {
          throw new ApiError(404, 'question-unknown', 'There is no such question any more.', { field: 'id' });
        }
        const action = handled ? 'unanswered.handled' : 'unanswered.reopened';
        await insertAudit(tx, { at, learnerId: by, action, subject: id });
      });
    },
  };
}

function view(row: Omit<UnansweredRow, 'vector'>): UnansweredQuestion {
  const { id, locale, question, wordings, timesAsked, firstAskedAt, lastAskedAt, handledAt } = row;
  return {
    id,
    locale,
    question,
    wordings,
    timesAsked,
    firstAskedAt: firstAskedAt.toISOString(),
    lastAskedAt: lastAskedAt.toISOString(),
    handled: handledAt !== null,
  };
}

/** Jaccard's index: of the terms of both, the share that stands in each. */
function sharedTerms(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((term) => b.has(term)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/** Letters and digits alone. */
function wordsOf(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
