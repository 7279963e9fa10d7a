import { expect, it } from 'vitest';
import { createSpeedometer } from './speed.ts';

it('divides the tokens of the last twenty steps by their time', () => {
  const speed = createSpeedometer();
  expect(speed.add(100, 50)).toBe(2000);
  expect(speed.add(100, 150)).toBe(1000);
  for (let step = 0; step < 19; step++) speed.add(100, 100);
  expect(speed.add(100, 100)).toBe(1000); // both first steps are forgotten
});
