/**
 * How a question comes to one learner: which variant, which questions of a pool, which order of the options. Everything
 * is decided by a seed (learner, question, round), so it can be made again, and nothing by a key.
 */
import { arrangeLists } from '../form.ts';
import type { PublicQuestion } from '../quiz.ts';
import { seededRandom, shuffle } from './random.ts';

/** Returns the question with its lists of options in the order that the seed decides. Version and IDs stay. */
export function inOrderOf(question: PublicQuestion, seed: string): PublicQuestion {
  const random = seededRandom(seed);
  return arrangeLists(question, (list) => shuffle(list, random));
}

/**
 * Returns the place of the variant for a round, 0-based: a learner goes through all variants, in an order of one's own,
 * before one comes again.
 */
export function variantFor(seed: string, variants: number, round: number): number {
  const places = shuffle([...Array(variants).keys()], seededRandom(seed));
  return places[round % variants] ?? 0;
}

/**
 * Returns which questions of a pool a learner gets, in the order of the pool. Questions drawn before stay drawn while
 * they exist, so that an edited pool never takes an answered question away.
 */
export function drawFromPool(
  seed: string,
  ids: readonly string[],
  draw: number,
  before: readonly string[] = [],
): string[] {
  const kept = ids.filter((id) => before.includes(id));
  const others = shuffle(
    ids.filter((id) => !before.includes(id)),
    seededRandom(seed),
  );
  const drawn = new Set([...kept, ...others].slice(0, draw));
  return ids.filter((id) => drawn.has(id));
}

/** Returns the questions that everyone sees before the server has drawn: of each pool the first ones. */
export function withoutSurplus<Question extends { id: string }>(
  questions: readonly Question[],
  pools: readonly { draw: number; questions: readonly string[] }[],
): Question[] {
  const surplus = new Set(pools.flatMap(({ draw, questions: ids }) => ids.slice(draw)));
  return questions.filter(({ id }) => !surplus.has(id));
}
