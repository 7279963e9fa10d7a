/** What `pnpm lesson new` writes and refuses, and what `pnpm lesson check` prints. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check, requireLesson } from '../src/cli/check-command.ts';
import { newLesson } from '../src/cli/new-lesson.ts';
import { UsageError } from '../src/cli/usage-error.ts';
import { checkCourse, loadCourse } from '../src/load-course.ts';
import { isError, describe as line } from '../src/problem.ts';
import { createFixtureCourse, type FixtureCourse } from './fixture-course.ts';

let course: FixtureCourse;

beforeEach(() => {
  course = createFixtureCourse();
  cpSync(join(import.meta.dirname, '../template'), join(course.root, 'template'), { recursive: true });
  // The template cites a term of the real glossary, which the fixture has too.
});
afterEach(() => course.remove());

function make(slug: string, options: { module?: string; place?: string; title?: { zh?: string; en?: string } } = {}) {
  return newLesson({ root: course.root, slug, title: {}, ...options });
}

/** Every file below lessons/ with its text. */
function lessons(): Record<string, string> {
  const files = readdirSync(join(course.root, 'lessons'), { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    files.filter((file) => /\./.test(file)).map((file) => [file, course.read(`lessons/${file}`)]),
  );
}

describe('lesson new', () => {
  it('makes a draft that builds at once, with nothing to mend but its placeholders', () => {
    expect(make('why-rhyme', { title: { zh: '为什么押韵', en: 'Why: "rhyme"' } })).toContain('/en/lessons/why-rhyme');
    const own = checkCourse(course.root, { drafts: true }).problems.filter(({ file }) => file.includes('why-rhyme'));
    expect(own.filter(isError).map(line)).toEqual([]);
    expect(own.map(({ found }) => found).filter((found) => !found.startsWith('a placeholder'))).toEqual([]);
    const { lessons: all, publicQuizzes } = loadCourse(course.root, { drafts: true });
    expect(all.at(-1)).toMatchObject({
      folder: '33-why-rhyme',
      slug: 'why-rhyme',
      draft: true,
      title: { zh: '为什么押韵', en: 'Why: "rhyme"' },
    });
    expect(new Set(publicQuizzes['why-rhyme']?.questions.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(3);
  });

  it('leaves the course that learners see as it was', () => {
    const before = loadCourse(course.root);
    make('why-rhyme');
    const after = loadCourse(course.root);
    expect(after.lessons.at(-1)).toMatchObject({ slug: 'why-rhyme', status: 'planned' });
    expect({ ...after, lessons: after.lessons.slice(0, -1) }).toEqual(before);
  });

  it('takes the module and the place it is given', () => {
    make('first', { module: '3', place: '9' });
    expect(Object.keys(lessons())).toContain('39-first/zh.mdx');
  });

  it('writes what is missing of a planned lesson, and keeps its words', () => {
    expect(make('gpt-journey')).toContain('Filled the planned lesson packages/curriculum/lessons/32-gpt-journey');
    expect(checkCourse(course.root, { drafts: true }).problems.filter(isError)).toEqual([]);
    expect(course.read('lessons/32-gpt-journey/lesson.yaml')).toContain('status: draft');
    expect(course.read('lessons/32-gpt-journey/lesson.yaml')).toContain('summary: { zh: 一句话, en: One line }');
  });

  it.each([
    ['Why-Rhyme', {}, 'found the slug "Why-Rhyme"; needed lower-case letters'],
    ['../away', {}, 'found the slug "../away"'],
    ['a--b', {}, 'found the slug "a--b"'],
    ['next-token', {}, 'found the slug "next-token" in lessons/31-next-token'],
    ['new', { module: 'poetry' }, 'found --module poetry; needed one of training (3)'],
    ['new', { place: '1' }, 'found --place 1, where training has a lesson already; needed a free one: 0, 3, 4'],
    ['new', { place: '10' }, 'found --place 10; needed one digit'],
  ])('refuses %s %j and writes nothing', (slug, options, message) => {
    const before = lessons();
    expect(() => make(slug, options)).toThrow(UsageError);
    expect(() => make(slug, options)).toThrow(message);
    expect(lessons()).toEqual(before);
  });
});

describe('lesson check', () => {
  function run(options: { slug?: string; json?: boolean }): { code: number; text: string } {
    let text = '';
    const print = (part: string) => {
      text += part;
    };
    const code = check({ root: course.root, slug: options.slug, json: options.json ?? false, print });
    return { code, text };
  }

  beforeEach(() =>
    course.change('lessons/31-next-token/lesson.yaml', (text) => text.replace('minutes: 10', 'minutes: 1')),
  );

  it('ends with 0 when there are only warnings, and with 1 when there is an error', () => {
    expect(run({})).toMatchObject({ code: 0, text: expect.stringContaining('2 lessons: 0 errors, 2 warnings') });
    course.change('lessons/32-gpt-journey/lesson.yaml', (text) => text.replace('planned', 'soon'));
    const { code, text } = run({});
    expect(code).toBe(1);
    expect(text).toContain(
      'packages/curriculum/lessons/32-gpt-journey/lesson.yaml:1:1: found status = "soon"; needed one of ready, draft, planned',
    );
  });

  it('tells of one lesson and of the files it shares with all', () => {
    course.change('lessons/32-gpt-journey/lesson.yaml', (text) => text.replace('planned', 'soon'));
    expect(run({ slug: 'next-token' })).toMatchObject({ code: 0 });
    expect(run({ slug: 'gpt-journey' })).toMatchObject({ code: 1 });
    course.change('glossary.yaml', (text) => text.replace(', en: A unit', ''));
    expect(run({ slug: 'next-token' }).text).toContain('packages/curriculum/glossary.yaml:2:47: found');
  });

  it('gives an editor JSON', () => {
    const { errors, warnings, problems } = JSON.parse(run({ json: true }).text);
    expect([errors, warnings]).toEqual([0, 2]);
    expect(problems[0]).toEqual({
      level: 'warning',
      file: 'lessons/31-next-token/lesson.yaml',
      line: 2,
      column: 1,
      found: 'minutes = 1',
      needed: expect.stringContaining('at least 2'),
    });
  });

  it('knows lessons by slug and by folder', () => {
    const folders = ['31-next-token'];
    expect(() => requireLesson(folders, 'next-token')).not.toThrow();
    expect(() => requireLesson(folders, '31-next-token')).not.toThrow();
    expect(() => requireLesson(folders, 'next')).toThrow('found no lesson "next"; needed one of next-token.');
  });
});
