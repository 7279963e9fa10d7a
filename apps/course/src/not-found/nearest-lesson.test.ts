import { expect, test } from 'vitest';
import { nearestLesson } from './nearest-lesson.ts';

const slugs = ['start', 'next-token', 'transformer', 'rlhf', 'ship-it'];

test('a slip of the keyboard, a missing folder or the folder’s own number leads to the lesson meant', () => {
  expect(nearestLesson('/lessons/strat', slugs)).toBe('start');
  expect(nearestLesson('/en/next-token', slugs)).toBe('next-token');
  expect(nearestLesson('/lessons/Next_Tokens.html/', slugs)).toBe('next-token');
  expect(nearestLesson('/lessons/36-rlhf', slugs)).toBe('rlhf');
});

test('an address that is like no lesson leads to none', () => {
  for (const path of ['/', '/lessons/', '/course', '/lessons/%E0%A4', '/wp-admin.php'])
    expect(nearestLesson(path, slugs), path).toBeUndefined();
});
