import { expect, test } from 'vitest';
import { lossRange, lossTicks } from './chart-options.ts';
import { lossColumns, lossRows } from './series.ts';

const history = Array.from({ length: 5_000 }, (_, i) => {
  const point = { step: i + 1, loss: 7 - i / 1_000 };
  return (i + 1) % 500 === 0 ? { ...point, validationLoss: point.loss + 0.1 } : point;
});

test('a long run is thinned for the chart without losing a validation point or the last step', () => {
  const [steps, training, validation, guess] = lossColumns(history, 7.1);
  expect(steps.length).toBeLessThan(1_300);
  expect(steps.at(-1)).toBe(5_000);
  expect(validation.filter((loss) => loss !== null)).toHaveLength(10);
  expect(training).toHaveLength(steps.length);
  expect(new Set(guess)).toEqual(new Set([7.1]));
});

test('the table shows a readable number of rows and ends with the last check', () => {
  const rows = lossRows(history);
  expect(rows).toHaveLength(10);
  expect(rows.at(-1)?.step).toBe(5_000);
  expect(lossRows(history.slice(0, 100)).length).toBeLessThanOrEqual(25);
  expect(lossRows([])).toEqual([]);
});

test('the loss axis leaves a margin and never goes below zero', () => {
  const [low, high] = lossRange(0.05, 7);
  expect(low).toBe(0);
  expect(high).toBeGreaterThan(7);
  expect(lossRange(null, null)).toEqual([0, 1]);
});

test('ticks a quarter apart show the quarter, others one decimal', () => {
  expect(lossTicks([3, 3.25, 3.5, 3.75], 0.25)).toEqual(['3.00', '3.25', '3.50', '3.75']);
  expect(lossTicks([5.5, 6, 6.5], 0.5)).toEqual(['5.5', '6.0', '6.5']);
  expect(lossTicks([0.1, 0.12], 0.02)).toEqual(['0.10', '0.12']);
});
