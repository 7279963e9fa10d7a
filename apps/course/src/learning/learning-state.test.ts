import type { Progress } from '@glassbox/api/client';
import { expect, test } from 'vitest';
import { arrived, failed } from './learning-state.ts';

function progressWith(state: 'new' | 'started'): Progress {
  const lesson = {
    slug: 'start',
    state,
    questionsTotal: 5,
    questionsAnswered: 0,
    questionsRight: 0,
    score: 0,
    maxScore: 6,
    labsDone: [],
  };
  return { lessons: [lesson], course: { lessonsDone: 0, lessonsTotal: 2, score: 0, maxScore: 6 }, place: null };
}

test('a learner who has done nothing sees the way to lesson one, not a table of zeros', () => {
  expect(arrived(progressWith('new'))).toEqual({ view: 'empty' });
  expect(arrived(progressWith('started')).view).toBe('progress');
});

test('without a network the last known progress is shown; with one, a failure is called a failure', () => {
  const last = { progress: progressWith('started'), at: '2026-11-23T20:00:00.000Z' };
  expect(failed(false, last)).toEqual({ view: 'offline', last });
  expect(failed(false, undefined)).toEqual({ view: 'offline', last: undefined });
  expect(failed(true, last)).toEqual({ view: 'error' });
});
