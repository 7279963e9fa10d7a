/** Which answers a person judges without the rule's word: half of them right by the rule where there are such, in random order. */
import { createRandom } from '@glassbox/core';
import type { BlindPlace, ScoredCase } from './contract.ts';

const BLIND_COUNT = 6;

export function drawBlind(scored: readonly ScoredCase[], seed: number): BlindPlace[] {
  const random = createRandom(seed);
  const shuffled = <T>(list: readonly T[]) =>
    list
      .map((value) => ({ value, key: random.next() }))
      .sort((one, other) => one.key - other.key)
      .map(({ value }) => value);
  // One answer of each case: two to one question would give each other away.
  const places = shuffled(
    scored.map((_, index): BlindPlace => ({ index, system: random.next() < 0.5 ? 'first' : 'second' })),
  );
  const isRight = ({ index, system }: BlindPlace) => scored[index]?.[system].verdict === 'right';
  const [right, other] = [places.filter(isRight), places.filter((place) => !isRight(place))];
  const half = Math.max(BLIND_COUNT / 2, BLIND_COUNT - other.length);
  const chosen = right.slice(0, half);
  return shuffled([...chosen, ...other.slice(0, BLIND_COUNT - chosen.length)]);
}
