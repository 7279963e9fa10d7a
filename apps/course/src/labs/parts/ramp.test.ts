import { expect, test } from 'vitest';
import { rampStep } from './ramp.ts';
import { visible } from './visible.ts';

test('the ramp runs from the first to the last colour and never backwards', () => {
  const steps = Array.from({ length: 101 }, (_, percent) => rampStep(percent / 100));
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(6);
  expect(steps.every((step, i) => i === 0 || step >= (steps[i - 1] ?? 0))).toBe(true);
});

test('a line break and a space can be seen', () => {
  expect(visible('\n', 'zh')).toContain('换行');
  expect(visible(' ', 'en')).toBe('␣');
  expect(visible('月', 'zh')).toBe('月');
});
