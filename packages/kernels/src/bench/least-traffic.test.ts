import { expect, test } from 'vitest';
import { countLeastTraffic, listLeastTraffic } from './least-traffic.ts';

const SIZES = { nLayer: 1, nEmbd: 2, nHead: 1, T: 3, B: 1, V: 5 };

test('products read both operands and write the result: [3, 2]·[2, 5] moves 6 + 10 + 15 floats', () => {
  const found = listLeastTraffic(SIZES, 100).find(({ operation }) => operation === 'x·W → logits');
  expect(found).toEqual({ operation: 'x·W → logits', times: 1, floats: 31 });
});

test('attention reads q, k, v and writes its output and one log-sum per row, nothing of T×T', () => {
  const at = (T: number) =>
    listLeastTraffic({ ...SIZES, T }, 100).find(({ operation }) => operation === 'attention')?.floats;
  expect(at(3)).toBe(4 * 6 + 3);
  expect(at(6)).toBe(2 * (4 * 6 + 3));
});

test('a second layer adds what one layer moves, and the optimizer seven floats per weight', () => {
  const [one, two, three] = [1, 2, 3].map((nLayer) => countLeastTraffic({ ...SIZES, nLayer }, 100)) as [
    number,
    number,
    number,
  ];
  expect(three - two).toBe(two - one);
  expect(countLeastTraffic(SIZES, 101) - countLeastTraffic(SIZES, 100)).toBe(7 * 4);
});
