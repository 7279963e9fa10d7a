/** Loads one lesson folder. A planned lesson is its lesson.yaml; a ready one, and a draft that is shown, has all five files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledQuiz, compileQuiz, QuizAuthoringError } from '@glassbox/quiz/compile';
import type { z } from 'zod';
import type { QuizSource } from './checks/check-questions.ts';
import type { Problem } from './problem.ts';
import type { LessonMeta, Source } from './public.ts';
import { type LessonText, readMdx } from './read-mdx.ts';
import { type Locator, readRawYaml, readYaml } from './read-yaml.ts';
import { lessonSchema, sourcesSchema } from './schema.ts';

export interface Lesson {
  meta: LessonMeta;
  sources: Source[];
  /** Absent in a planned lesson. */
  quiz?: CompiledQuiz;
}

/** What was read of a lesson's files, as far as it could be: the checks work on this. */
export interface LessonParts {
  meta: LessonMeta;
  /** lesson.yaml */
  file: string;
  locate: Locator;
  zh?: LessonText;
  en?: LessonText;
  quizSource?: QuizSource;
  sourcesSource?: { file: string; sources: readonly Source[]; locate: Locator };
}

export interface LessonContext {
  /** The package folder; problems name files relative to it. */
  root: string;
  folder: string;
  slug: string;
  module: string;
  order: number;
  /** Whether a draft is loaded as if it were ready, or stands in the course as planned. */
  drafts: boolean;
}

export interface LoadedLesson {
  /** Absent when lesson.yaml can't be read. */
  lesson?: Lesson;
  parts?: LessonParts;
  /** What is wrong with each file by itself. */
  problems: Problem[];
}

/** Returns a lesson as far as it can be read, and the problems that stand in its way. Never throws for a mistake. */
export function loadLesson(context: LessonContext): LoadedLesson {
  const { folder, slug, module, order, drafts } = context;
  const { value, problems, locate } = readLessonFile(context, 'lesson.yaml', lessonSchema);
  if (!value) return { problems };
  const { status, ...words } = value;
  const isReady = status === 'ready' || (status === 'draft' && drafts);
  const meta: LessonMeta = { slug, module, order, folder, status: isReady ? 'ready' : 'planned', ...words };
  if (status === 'draft') meta.draft = true;
  const parts: LessonParts = { meta, file: pathOf(context, 'lesson.yaml'), locate };
  if (!isReady) {
    const idle = status === 'planned' ? idleFiles(context, parts) : [];
    return { lesson: { meta, sources: [] }, parts, problems: [...problems, ...idle] };
  }

  const sourceFile = readLessonFile(context, 'sources.yaml', sourcesSchema);
  const sources = sourceFile.value?.sources ?? [];
  if (sourceFile.value) {
    parts.sourcesSource = { file: pathOf(context, 'sources.yaml'), sources, locate: sourceFile.locate };
  }
  const texts = [readText(context, parts, 'zh'), readText(context, parts, 'en')];
  const { quiz, problems: quizProblems } = readQuiz(context, parts);
  const lesson: Lesson = { meta, sources: inCitedOrder(sources, parts.zh) };
  if (quiz) lesson.quiz = quiz;
  return { lesson, parts, problems: [...problems, ...sourceFile.problems, ...texts.flat(), ...quizProblems] };
}

/** Ids in the order of citation, each as often as it is cited. */
export function citedIds(text: LessonText): string[] {
  return text.components.filter(({ name }) => name === 'Cite').map(({ attributes }) => attributes.id ?? '');
}

function readLessonFile<Schema extends z.ZodType>(context: LessonContext, name: string, schema: Schema) {
  const file = pathOf(context, name);
  const text = read(context, name);
  if (text !== undefined) return readYaml(text, file, schema);
  return { value: undefined, problems: [missing(file)], locate: () => ({ line: 1, column: 1 }) };
}

function readText(context: LessonContext, parts: LessonParts, locale: 'zh' | 'en'): Problem[] {
  const file = pathOf(context, `${locale}.mdx`);
  const source = read(context, `${locale}.mdx`);
  if (source === undefined) return [missing(file)];
  const text = readMdx(source, file);
  parts[locale] = text;
  return text.problems;
}

function readQuiz(context: LessonContext, parts: LessonParts): { quiz?: CompiledQuiz; problems: Problem[] } {
  const file = pathOf(context, 'quiz.yaml');
  const text = read(context, 'quiz.yaml');
  if (text === undefined) return { problems: [missing(file)] };
  parts.quizSource = { file, ...readRawYaml(text) };
  try {
    return { quiz: compileQuiz(text, { file, lesson: context.slug }), problems: [] };
  } catch (error) {
    if (!(error instanceof QuizAuthoringError)) throw error;
    return { problems: error.problems };
  }
}

/** Texts of a lesson that is still planned: written, and shown to nobody, not even to their author. */
function idleFiles(context: LessonContext, { file, locate }: LessonParts): Problem[] {
  const others = readdirSync(join(context.root, 'lessons', context.folder)).filter((name) =>
    /\.mdx$|^quiz\.yaml$/.test(name),
  );
  if (others.length === 0) return [];
  const found = `status: planned beside ${others.join(', ')}`;
  return [
    { file, ...locate(['status']), found, needed: 'status: draft, which shows them in pnpm dev', level: 'warning' },
  ];
}

function inCitedOrder(sources: readonly Source[], zh: LessonText | undefined): Source[] {
  const cited = zh ? citedIds(zh) : [];
  return [...sources].sort((a, b) => cited.indexOf(a.id) - cited.indexOf(b.id));
}

function read(context: LessonContext, name: string): string | undefined {
  const path = join(context.root, pathOf(context, name));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function pathOf({ folder }: LessonContext, name: string): string {
  return `lessons/${folder}/${name}`;
}

function missing(file: string): Problem {
  return { file, line: 1, column: 1, found: 'no such file', needed: 'it, because the lesson is not only planned' };
}
