import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CANARY, createFixtureCourse, type FixtureCourse } from '../test/fixture-course.ts';
import { publicModule, secretModule } from './emit.ts';
import { loadCourse } from './load-course.ts';

let course: FixtureCourse;

beforeEach(() => {
  course = createFixtureCourse();
});
afterEach(() => course.remove());

/** Runs the module text as a browser or the server would. */
async function load(text: string): Promise<Record<string, unknown>> {
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

describe('publicModule', () => {
  it('exports the course, and the questions without keys and feedback', async () => {
    const module = await load(publicModule(loadCourse(course.root)));
    expect(Object.keys(module).toSorted()).toEqual(['glossary', 'lessons', 'modules', 'publicQuizzes', 'sources']);
    expect(module.publicQuizzes).toMatchObject({
      'next-token': { lesson: 'next-token', questions: [{ id: 'why', prompt: { zh: '为什么' } }, { id: 'name' }] },
    });
  });

  it('holds no word of the key, which the secret module does hold', () => {
    const loaded = loadCourse(course.root);
    expect(publicModule(loaded)).not.toContain(CANARY);
    expect(secretModule(loaded)).toContain(CANARY);
  });

  it('leaves out whatever is added to the course without being named', () => {
    const grown = { ...loadCourse(course.root), answers: CANARY };
    expect(publicModule(grown)).not.toContain(CANARY);
  });
});

describe('secretModule', () => {
  it('exports the keys of the same lessons and nothing else', async () => {
    const module = await load(secretModule(loadCourse(course.root)));
    expect(Object.keys(module)).toEqual(['secretQuizzes']);
    expect(Object.keys(module.secretQuizzes as object)).toEqual(['next-token']);
  });
});
