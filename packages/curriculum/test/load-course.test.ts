import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCourse } from '../src/load-course.ts';
import { CurriculumError } from '../src/problem.ts';
import { createFixtureCourse, type FixtureCourse } from './fixture-course.ts';

const LESSON = 'lessons/31-next-token';
let course: FixtureCourse;

beforeEach(() => {
  course = createFixtureCourse();
});
afterEach(() => course.remove());

function problems() {
  try {
    loadCourse(course.root);
  } catch (error) {
    if (error instanceof CurriculumError) return error.problems;
    throw error;
  }
  return [];
}

describe('loadCourse', () => {
  it('lists ready and planned lessons in course order', () => {
    const { lessons, modules } = loadCourse(course.root);
    expect(modules).toEqual([{ id: 'training', number: 3, title: { zh: '训练', en: 'Training' } }]);
    expect(lessons.map(({ slug, order, module, status }) => [slug, order, module, status])).toEqual([
      ['next-token', 0, 'training', 'ready'],
      ['gpt-journey', 1, 'training', 'planned'],
    ]);
  });

  it('gives sources and a quiz to ready lessons only', () => {
    const { sources, publicQuizzes, secretQuizzes } = loadCourse(course.root);
    expect(Object.keys(sources)).toEqual(['next-token']);
    expect(Object.keys(publicQuizzes)).toEqual(['next-token']);
    expect(Object.keys(secretQuizzes)).toEqual(['next-token']);
  });

  it('shows a draft as planned, and as a ready lesson where drafts are asked for', () => {
    course.change(`${LESSON}/lesson.yaml`, (text) => text.replace('ready', 'draft'));
    const shown = (drafts: boolean) => {
      const { lessons, publicQuizzes } = loadCourse(course.root, { drafts });
      return [lessons[0]?.status, lessons[0]?.draft, Object.keys(publicQuizzes)];
    };
    expect(shown(false)).toEqual(['planned', true, []]);
    expect(shown(true)).toEqual(['ready', true, ['next-token']]);
  });

  it('gives a lesson its objectives', () => {
    const objective = 'objectives:\n  - { id: count, text: { zh: 会数, en: Count } }\n';
    course.change(`${LESSON}/lesson.yaml`, (text) => text + objective);
    const [first, second] = loadCourse(course.root).lessons;
    expect(first?.objectives).toEqual([{ id: 'count', text: { zh: '会数', en: 'Count' } }]);
    expect(second?.objectives).toEqual([]);
  });

  it('numbers sources by their first citation', () => {
    const { sources } = loadCourse(course.root);
    expect(sources['next-token']?.map(({ id }) => id)).toEqual(['second', 'first']);
  });

  it.each(['zh.mdx', 'en.mdx', 'quiz.yaml', 'sources.yaml', 'lesson.yaml'])('misses %s of a ready lesson', (name) => {
    course.change(`${LESSON}/${name}`, () => undefined);
    expect(problems()).toContainEqual(expect.objectContaining({ file: `${LESSON}/${name}`, found: 'no such file' }));
  });

  it('reports a source nobody cites and one that stands twice, at their places', () => {
    course.change(`${LESSON}/sources.yaml`, (text) => text.replace('id: second', 'id: first'));
    course.change(`${LESSON}/zh.mdx`, (text) => text.replace(' <Cite id="second" />', ''));
    course.change(`${LESSON}/en.mdx`, (text) => text.replace(' <Cite id="second" />', ''));
    expect(problems()).toEqual([
      { file: `${LESSON}/sources.yaml`, line: 10, column: 5, found: 'the source first twice', needed: 'each id once' },
    ]);
    course.change(`${LESSON}/sources.yaml`, (text) => text);
    expect(problems()).toEqual([
      expect.objectContaining({ line: 10, column: 5, found: 'a source nobody cites: second' }),
    ]);
  });

  it('reports mistakes in a quiz with their place', () => {
    course.change(`${LESSON}/quiz.yaml`, (text) => text.replace(', en: Why }', ' }'));
    const [problem] = problems();
    expect(problem).toMatchObject({ file: `${LESSON}/quiz.yaml`, line: 4 });
  });

  it('reports a folder that belongs to no module', () => {
    course.change('lessons/41-why-hallucinate/lesson.yaml', () => 'status: planned\n');
    expect(problems()).toEqual([expect.objectContaining({ file: 'lessons/41-why-hallucinate' })]);
  });

  it.each([['a slug', 'lessons/33-next-token/lesson.yaml', 'lessons/33-next-token', 'the slug next-token twice']])(
    'reports %s that two folders share',
    (_, file, where, found) => {
      course.change(file, () => 'status: planned\nminutes: 1\ntitle: &t { zh: 甲, en: A }\nsummary: *t\nlabs: []\n');
      expect(problems()).toEqual([expect.objectContaining({ file: where, found })]);
    },
  );

  it('reports a glossary term and a module that stand twice', () => {
    course.change('glossary.yaml', (text) => `${text}${text.split('\n')[1]}\n`);
    course.change('modules.yaml', (text) => `${text}${text.split('\n')[1]}\n`);
    expect(problems().map(({ found }) => found)).toEqual([
      'the module training twice',
      'the number 3 twice',
      'the term token twice',
    ]);
  });

  it('reports the problems of all files at once, each as file:line:column', () => {
    course.change(`${LESSON}/lesson.yaml`, (text) => text.replace('minutes: 10', 'minutes: soon'));
    course.change('glossary.yaml', (text) => text.replace(', en: A unit', ''));
    course.change('lessons/32-gpt-journey/lesson.yaml', (text) => text.replace('planned', 'soon'));
    expect(() => loadCourse(course.root)).toThrow(
      [
        'lessons: 3 problems; nothing was built',
        'glossary.yaml:2:47: found no terms.0.definition.en; needed a value of type string',
        `${LESSON}/lesson.yaml:2:1: found minutes = "soon"; needed a value of type number`,
        'lessons/32-gpt-journey/lesson.yaml:1:1: found status = "soon"; needed one of ready, draft, planned',
      ].join('\n'),
    );
  });
});
