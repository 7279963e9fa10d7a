import { expect, it } from 'vitest';
import { epochRow, shuffled } from './epochs.ts';

it('draws every number once per epoch, in another order each time', () => {
  const numberAt = epochRow(7, 1);
  const epochs = [0, 1, 2].map((epoch) => Array.from({ length: 7 }, (_, i) => numberAt(epoch * 7 + i)));
  for (const epoch of epochs) expect([...epoch].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(new Set(epochs.map(String)).size).toBe(3);
});

it('gives the same number at a place whatever was asked before, and others under another seed', () => {
  const [straight, jumping, other] = [epochRow(50, 1), epochRow(50, 1), epochRow(50, 2)];
  const places = [120, 3, 60, 4, 121];
  expect(places.map(jumping)).toEqual(places.map((place) => straight(place)));
  expect(places.map(other)).not.toEqual(places.map(straight));
});

it('puts every number at every place equally often', () => {
  const [count, draws] = [4, 8000];
  const seen = Array.from({ length: count * count }, () => 0);
  for (let seed = 0; seed < draws; seed++) {
    shuffled(count, seed).forEach((number, place) => {
      seen[place * count + number] = (seen[place * count + number] ?? 0) + 1;
    });
  }
  const deviation = Math.sqrt(draws * (1 / count) * (1 - 1 / count));
  for (const times of seen) expect(Math.abs(times - draws / count)).toBeLessThan(5 * deviation);
});
