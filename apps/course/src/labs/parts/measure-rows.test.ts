import { expect, it } from 'vitest';
import { measuredRows } from './measure-rows.ts';

it('has a row for what any line measured, also where the last one has nothing', () => {
  const lines = [
    {
      points: [
        [32, 1],
        [64, 2],
      ],
    },
    { points: [[64, 20]] },
    { points: [] },
  ] as const;
  expect(measuredRows(lines, 24)).toEqual([
    { x: 32, values: [1, undefined, undefined] },
    { x: 64, values: [2, 20, undefined] },
  ]);
});

it('stands in the order of the axis and is thinned, with the last in it', () => {
  const line = { points: Array.from({ length: 100 }, (_, at) => [99 - at, at] as const) };
  const rows = measuredRows([line], 24);
  expect(rows.length).toBeLessThanOrEqual(25);
  expect(rows.map(({ x }) => x)).toEqual(rows.map(({ x }) => x).sort((a, b) => a - b));
  expect(rows.at(-1)).toEqual({ x: 99, values: [0] });
});
