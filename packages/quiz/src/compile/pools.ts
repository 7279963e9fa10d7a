/** Pools: `draw` of the questions that name them. Which ones a learner gets is decided on the server. */
import { z } from 'zod';
import type { QuestionPool } from '../score/secret.ts';
import { fields, id, list } from './authored-base.ts';
import { entriesOf, findRepeated, type Issue, isFields } from './rules.ts';

const DRAW_NEEDED = 'a whole number of questions, at least 1';
export const poolsField = list(
  fields({ id, draw: z.int({ error: DRAW_NEEDED }).min(1, { error: DRAW_NEEDED }) }, 'a pool: { id, draw }'),
  1,
  'a list with at least one pool: { id, draw }',
);

/** Rules over pools and the questions that name them; `data` is the raw file. */
export function findPoolIssues(data: unknown): Issue[] {
  if (!isFields(data)) return [];
  const members = Map.groupBy(
    entriesOf(data.questions).filter(({ entry }) => typeof entry.pool === 'string'),
    ({ entry }) => String(entry.pool),
  );
  const pools = entriesOf(data.pools);
  const known = new Set(pools.map(({ entry }) => entry.id));
  const strangers = [...members.values()].flat().filter(({ entry }) => !known.has(entry.pool));
  return [
    ...findRepeated(data.pools, ({ id: poolId }) => poolId).map(({ index, first, value }) => ({
      path: ['pools', index, 'id'],
      found: `the ID "${value}" again`,
      needed: `an ID that pools[${first}] does not have`,
    })),
    ...strangers.map(({ index, entry }) => ({
      path: ['questions', index, 'pool'],
      found: `a pool "${String(entry.pool)}" that is not there`,
      needed: `a pool of that ID in "pools": [{ id: ${String(entry.pool)}, draw: … }]`,
    })),
    ...pools.flatMap(({ index, entry }) => findSizeIssues(index, entry, members.get(String(entry.id)) ?? [])),
  ];
}

/** A pool holds more questions than it draws, and all are worth the same: else two learners' quizzes would differ. */
function findSizeIssues(index: number, pool: Record<string, unknown>, members: ReturnType<typeof entriesOf>): Issue[] {
  const { draw } = pool;
  const points = new Set(members.map(({ entry }) => entry.points ?? 1));
  const issues: Issue[] = [];
  if (typeof draw === 'number' && draw >= members.length)
    issues.push({
      path: ['pools', index, 'draw'],
      found: `a draw of ${draw} from ${members.length} ${members.length === 1 ? 'question' : 'questions'}`,
      needed: `more questions with "pool: ${String(pool.id)}" than are drawn`,
    });
  if (points.size > 1)
    issues.push({
      path: ['pools', index],
      found: `questions worth ${[...points].join(' and ')} points in one pool`,
      needed: 'the same points for all of them: every learner can earn as much',
    });
  return issues;
}

/** Returns the pools with the questions that name them. */
export function joinPools(
  pools: readonly { id: string; draw: number }[],
  questions: readonly { id: string; pool?: string | undefined }[],
): QuestionPool[] {
  return pools.map(({ id: poolId, draw }) => ({
    id: poolId,
    draw,
    questions: questions.filter(({ pool }) => pool === poolId).map((question) => question.id),
  }));
}
