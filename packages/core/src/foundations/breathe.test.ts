import { expect, it } from 'vitest';
import { createBreather } from './breathe.ts';

it('gives the event loop a turn, so that a timer fires in the middle of a busy loop', async () => {
  const breathe = createBreather(0);
  let fired = false;
  setTimeout(() => {
    fired = true;
  }, 0);
  for (let round = 0; round < 10_000 && !fired; round++) await breathe();
  expect(fired).toBe(true);
});
