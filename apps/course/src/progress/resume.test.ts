import type { LessonProgress, Progress } from '@glassbox/api/client';
import { expect, test } from 'vitest';
import { resumePlace } from './resume.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();

function progress(states: Record<string, LessonProgress['state']>, place: Progress['place'] = null): Progress {
  const lessons = Object.entries(states).map(([slug, state]) => ({
    slug,
    state,
    questionsTotal: 3,
    questionsAnswered: 0,
    questionsRight: 0,
    score: 0,
    maxScore: 3,
    labsDone: [],
  }));
  return { lessons, place, course: { lessonsDone: 0, lessonsTotal: lessons.length, score: 0, maxScore: 9 } };
}

test('nothing begun and nothing read: nothing to resume', () => {
  expect(resumePlace(progress({ a: 'new', b: 'new' }))).toBeUndefined();
});

test('the place that was read last, with its section', () => {
  const read = { lesson: 'b', section: 'lab', at: at(9) };
  expect(resumePlace(progress({ a: 'started', b: 'new' }, read))).toEqual({ lesson: 'b', section: 'lab' });
});

test('of two devices, the one that read later', () => {
  const server = { lesson: 'a', section: 'idea', at: at(9) };
  const here = { lesson: 'b', section: 'product', at: at(10) };
  const states = { a: 'started', b: 'started' } as const;
  expect(resumePlace(progress(states, server), here)).toEqual({ lesson: 'b', section: 'product' });
  expect(resumePlace(progress(states, { ...server, at: at(11) }), here)).toEqual({ lesson: 'a', section: 'idea' });
});

test('after a lesson that is done comes the next open one, then an open one before it', () => {
  const read = { lesson: 'b', section: 'questions', at: at(9) };
  expect(resumePlace(progress({ a: 'new', b: 'done', c: 'new' }, read))).toEqual({ lesson: 'c', section: null });
  expect(resumePlace(progress({ a: 'new', b: 'done', c: 'done' }, read))).toEqual({ lesson: 'a', section: null });
});

test('with everything done it is the lesson read last, from its beginning', () => {
  const read = { lesson: 'b', section: 'questions', at: at(9) };
  expect(resumePlace(progress({ a: 'done', b: 'done' }, read))).toEqual({ lesson: 'b', section: null });
});

test('a lesson that is gone counts as nothing read', () => {
  const read = { lesson: 'gone', section: null, at: at(9) };
  expect(resumePlace(progress({ a: 'done', b: 'started' }, read))).toEqual({ lesson: 'b', section: null });
});
