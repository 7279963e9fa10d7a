import { expect, it } from 'vitest';
import { soundingAt, soundsOf } from './sounds.ts';

const notes = [
  { start: 0, ticks: 12, pitch: 69 },
  { start: 12, ticks: 12, pitch: null },
  { start: 24, ticks: 24, pitch: 81 },
];

it('gives each note its moment, length and height; rests are silent', () => {
  const [first, second, ...more] = soundsOf(notes);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ start: 0, hertz: 440, note: 0 });
  expect(second).toMatchObject({ hertz: 880, note: 2 });
  expect(second?.start).toBeCloseTo(2 * (first?.seconds ?? 0));
  expect(second?.seconds).toBeCloseTo(2 * (first?.seconds ?? 0));
});

it('knows what sounds when', () => {
  const sounds = soundsOf(notes);
  expect([0, 0.6, 1.2, 9].map((at) => soundingAt(sounds, at))).toEqual([0, undefined, 2, undefined]);
});
