/**
 * How a question comes to one learner: which variant, which questions of a pool, which order of the options. Everything
 * is decided by a seed (learner, question, round), so it can be made again, and nothing by a key.
 */
import type { PublicQuestion } from '../quiz.ts';
import { type Random, seededRandom, shuffle } from './random.ts';

/**
 * Returns the question with each of its lists of options, at any depth, in the order that the seed decides. Lists of
 * options are the ones whose entries have an ID and a text; all others keep their order. Version and IDs stay.
 */
export function inOrderOf(question: PublicQuestion, seed: string): PublicQuestion {
  return shuffleLists(question, seededRandom(seed)) as PublicQuestion; // same shape, lists permuted
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

function shuffleLists(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    const list = value.map((entry) => shuffleLists(entry, random));
    return list.every(isOption) ? shuffle(list, random) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shuffleLists(part, random)]));
}

function isOption(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'id' in entry && 'text' in entry;
}
