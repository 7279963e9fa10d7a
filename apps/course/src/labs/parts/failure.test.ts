import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';

test('an error keeps its code and words', () => {
  const error = Object.assign(new Error('the file is cut off'), { code: 'checkpoint' });
  expect(failureOf(error)).toEqual({ code: 'checkpoint', message: 'the file is cut off' });
  expect(failureOf('odd')).toEqual({ code: 'UNKNOWN', message: 'odd' });
});

test('a worker that the lab itself closed is no failure', () => {
  expect(failureOf(Object.assign(new Error('closed'), { code: 'WORKER_CLOSED' }))).toBeUndefined();
});
