/** Loads the whole course from its folder and refuses it with every problem at once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicQuiz } from '@glassbox/quiz';
import type { SecretQuiz } from '@glassbox/quiz/score';
import type { z } from 'zod';
import { type Lesson, loadLesson } from './load-lesson.ts';
import { CurriculumError, type Problem } from './problem.ts';
import type { GlossaryEntry, LessonMeta, ModuleMeta, Source } from './public.ts';
import { readYaml } from './read-yaml.ts';
import { glossarySchema, modulesSchema } from './schema.ts';

export interface Course {
  modules: ModuleMeta[];
  lessons: LessonMeta[];
  glossary: GlossaryEntry[];
  sources: Record<string, Source[]>;
  publicQuizzes: Record<string, PublicQuiz>;
  secretQuizzes: Record<string, SecretQuiz>;
}

/** `31-next-token`: the first digit is the module's number, the second the place in it. */
const FOLDER = /^(?<module>\d)\d-(?<slug>[a-z0-9]+(-[a-z0-9]+)*)$/;

export interface LoadOptions {
  /** Loads drafts as if they were ready; else they stand in the course as planned and their files are not read. */
  drafts?: boolean;
}

/**
 * Returns the course in `root`, which holds `modules.yaml`, `glossary.yaml` and `lessons/`.
 * Throws CurriculumError with the place of every problem in any file.
 */
export function loadCourse(root: string, { drafts = false }: LoadOptions = {}): Course {
  const problems: Problem[] = [];
  const modules = readRoot(root, 'modules.yaml', modulesSchema, problems)?.modules ?? [];
  const glossary = readRoot(root, 'glossary.yaml', glossarySchema, problems)?.terms ?? [];
  problems.push(
    ...twice(
      'modules.yaml',
      'module',
      modules.map(({ id }) => id),
    ),
  );
  problems.push(
    ...twice(
      'modules.yaml',
      'number',
      modules.map((entry) => String(entry.number)),
    ),
  );
  problems.push(
    ...twice(
      'glossary.yaml',
      'term',
      glossary.map(({ id }) => id),
    ),
  );

  const course: Course = {
    modules: modules.toSorted((a, b) => a.number - b.number),
    lessons: [],
    glossary: glossary.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    sources: {},
    publicQuizzes: {},
    secretQuizzes: {},
  };
  loadLessons(root, course, drafts, problems);
  if (problems.length > 0) throw new CurriculumError(problems);
  return course;
}

function loadLessons(root: string, course: Course, drafts: boolean, problems: Problem[]): void {
  const folders = readdirSync(join(root, 'lessons')).toSorted();
  const slugs: string[] = [];
  for (const folder of folders) {
    const { module: digit, slug } = FOLDER.exec(folder)?.groups ?? {};
    const module = course.modules.find(({ number }) => String(number) === digit)?.id;
    if (!slug || !module) {
      const needed = 'NN-slug, where the first digit is the number of a module in modules.yaml';
      problems.push({ file: `lessons/${folder}`, line: 1, column: 1, found: `a folder called ${folder}`, needed });
      continue;
    }
    slugs.push(slug);
    const termIds = course.glossary.map(({ id }) => id);
    const loaded = loadLesson({ root, folder, slug, module, order: course.lessons.length, termIds, drafts });
    problems.push(...loaded.problems);
    if (loaded.lesson) addLesson(course, loaded.lesson);
  }
  problems.push(...twice('lessons', 'slug', slugs));
}

function addLesson(course: Course, { meta, sources, quiz }: Lesson): void {
  course.lessons.push(meta);
  if (meta.status === 'ready') course.sources[meta.slug] = sources;
  if (!quiz) return;
  course.publicQuizzes[meta.slug] = quiz.public;
  course.secretQuizzes[meta.slug] = quiz.secret;
}

function readRoot<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
  problems: Problem[],
): z.output<Schema> | undefined {
  if (!existsSync(join(root, file))) {
    problems.push({ file, line: 1, column: 1, found: 'no such file', needed: 'it, beside lessons/' });
    return undefined;
  }
  const result = readYaml(readFileSync(join(root, file), 'utf8'), file, schema);
  problems.push(...result.problems);
  return result.value;
}

function twice(file: string, what: string, values: readonly string[]): Problem[] {
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(repeated)].map((value) => ({
    file,
    line: 1,
    column: 1,
    found: `the ${what} ${value} twice`,
    needed: 'it once',
  }));
}
