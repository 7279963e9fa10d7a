/** Reads the whole course from its folder, with every problem at once; `loadCourse` refuses one that has errors. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicQuiz } from '@glassbox/quiz';
import type { SecretQuiz } from '@glassbox/quiz/score';
import type { z } from 'zod';
import { checkAcross } from './checks/check-across.ts';
import { checkParts } from './checks/check-parts.ts';
import { type Lesson, type LessonParts, type LoadedLesson, loadLesson } from './load-lesson.ts';
import { CurriculumError, isError, type Problem } from './problem.ts';
import type { GlossaryEntry, LessonMeta, ModuleMeta, Source } from './public.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';
import { glossarySchema, modulesSchema } from './schema.ts';
import { readSiteFacts, type SiteFacts } from './site-facts.ts';

export interface Course {
  modules: ModuleMeta[];
  lessons: LessonMeta[];
  glossary: GlossaryEntry[];
  sources: Record<string, Source[]>;
  publicQuizzes: Record<string, PublicQuiz>;
  secretQuizzes: Record<string, SecretQuiz>;
}

export interface LoadOptions {
  /** Loads drafts as if they were ready; else they stand in the course as planned and their files are not read. */
  drafts?: boolean;
  /** What the site can show; without it, what the site beside the package has. */
  site?: SiteFacts;
}

export interface CheckedCourse {
  /** What could be read; only without errors is it whole. */
  course: Course;
  /** Errors and warnings, by file and place. */
  problems: Problem[];
  /** Lessons whose page can't be made: lesson.yaml or a text is missing or can't be read. */
  unreadable: ReadonlySet<string>;
}

/** `31-next-token`: the first digit is the module's number, the second the place in it. */
export const FOLDER = /^(?<module>\d)(?<place>\d)-(?<slug>[a-z0-9]+(-[a-z0-9]+)*)$/;

/**
 * Returns the course in `root`, which holds `modules.yaml`, `glossary.yaml` and `lessons/`.
 * Throws CurriculumError with the place of every error in any file; warnings are `checkCourse`'s to tell.
 */
export function loadCourse(root: string, options: LoadOptions = {}): Course {
  const { course, problems } = checkCourse(root, options);
  const errors = problems.filter(isError);
  if (errors.length > 0) throw new CurriculumError(errors);
  return course;
}

/** Returns the course as far as it can be read with everything an author should know about it. */
export function checkCourse(root: string, options: LoadOptions = {}): CheckedCourse {
  const modules = readRoot(root, 'modules.yaml', modulesSchema);
  const glossary = readRoot(root, 'glossary.yaml', glossarySchema);
  const [moduleList, terms] = [modules.value?.modules ?? [], glossary.value?.terms ?? []];
  const problems = [
    ...modules.problems,
    ...glossary.problems,
    ...twice('modules.yaml', modules, 'modules', moduleList, 'id', 'module'),
    ...twice('modules.yaml', modules, 'modules', moduleList, 'number', 'number'),
    ...twice('glossary.yaml', glossary, 'terms', terms, 'id', 'term'),
  ];
  const course: Course = {
    modules: moduleList.toSorted((a, b) => a.number - b.number),
    lessons: [],
    glossary: terms.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    sources: {},
    publicQuizzes: {},
    secretQuizzes: {},
  };
  const lessons = loadLessons(root, course, options);
  return { course, problems: [...problems, ...lessons.problems], unreadable: lessons.unreadable };
}

function loadLessons(
  root: string,
  course: Course,
  { drafts = false, site = readSiteFacts(root) }: LoadOptions,
): Omit<CheckedCourse, 'course'> {
  const problems: Problem[] = [];
  const unreadable = new Set<string>();
  const allParts: LessonParts[] = [];
  const slugs: string[] = [];
  for (const folder of readdirSync(join(root, 'lessons')).toSorted()) {
    const { module: digit, slug } = FOLDER.exec(folder)?.groups ?? {};
    const module = course.modules.find(({ number }) => String(number) === digit)?.id;
    const place = { file: `lessons/${folder}`, line: 1, column: 1 };
    if (!slug || !module) {
      const needed = 'NN-slug, where the first digit is the number of a module in modules.yaml';
      problems.push({ ...place, found: `a folder called ${folder}`, needed });
      continue;
    }
    if (slugs.includes(slug)) problems.push({ ...place, found: `the slug ${slug} twice`, needed: 'it once' });
    slugs.push(slug);
    const loaded = loadLesson({ root, folder, slug, module, order: course.lessons.length, drafts });
    problems.push(...loaded.problems);
    if (!isReadable(loaded)) unreadable.add(slug);
    if (loaded.parts) allParts.push(loaded.parts);
    if (loaded.lesson) addLesson(course, loaded.lesson);
  }
  const context = {
    root,
    termIds: course.glossary.map(({ id }) => id),
    lessons: new Map(course.lessons.map(({ slug, status }) => [slug, status])),
    site,
  };
  for (const parts of allParts) problems.push(...checkParts(parts, context));
  return { problems: [...problems, ...checkAcross(allParts)], unreadable };
}

function isReadable({ parts }: LoadedLesson): boolean {
  if (parts?.meta.status !== 'ready') return parts !== undefined;
  return [parts.zh, parts.en].every((text) => text !== undefined && text.problems.length === 0);
}

function addLesson(course: Course, { meta, sources, quiz }: Lesson): void {
  course.lessons.push(meta);
  if (meta.status === 'ready') course.sources[meta.slug] = sources;
  if (!quiz) return;
  course.publicQuizzes[meta.slug] = quiz.public;
  course.secretQuizzes[meta.slug] = quiz.secret;
}

function readRoot<Schema extends z.ZodType>(root: string, file: string, schema: Schema): YamlFile<z.output<Schema>> {
  if (existsSync(join(root, file))) return readYaml(readFileSync(join(root, file), 'utf8'), file, schema);
  const place = { line: 1, column: 1 };
  return { problems: [{ file, ...place, found: 'no such file', needed: 'it, beside lessons/' }], locate: () => place };
}

/** Entries of a list whose value an earlier one has, at their places. */
function twice<Entry, Key extends keyof Entry & string>(
  file: string,
  { locate }: YamlFile<unknown>,
  list: string,
  entries: readonly Entry[],
  key: Key,
  what: string,
): Problem[] {
  const values = entries.map((entry) => entry[key]);
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [{ file, ...locate([list, index, key]), found: `the ${what} ${String(value)} twice`, needed: 'it once' }],
  );
}
