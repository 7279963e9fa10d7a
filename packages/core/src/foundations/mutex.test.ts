import { expect, it } from 'vitest';
import { createMutex } from './mutex.ts';

it('runs tasks one after another, in order, also after a failed one', async () => {
  const exclusive = createMutex();
  const events: string[] = [];
  const task = (name: string, fails = false) =>
    exclusive(async () => {
      events.push(`${name} starts`);
      await Promise.resolve();
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([task('a'), task('b', true), task('c')]);
  expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
