/** Loads one lesson folder. A planned lesson is its lesson.yaml; a ready one has all five files. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledQuiz, compileQuiz, QuizAuthoringError } from '@glassbox/quiz/compile';
import type { z } from 'zod';
import { checkLesson } from './check-lesson.ts';
import type { Problem } from './problem.ts';
import type { LessonMeta, Source } from './public.ts';
import { type LessonText, readMdx } from './read-mdx.ts';
import { readYaml } from './read-yaml.ts';
import { lessonSchema, sourcesSchema } from './schema.ts';

export interface Lesson {
  meta: LessonMeta;
  sources: Source[];
  /** Absent in a planned lesson. */
  quiz?: CompiledQuiz;
}

export interface LessonContext {
  /** The package folder; problems name files relative to it. */
  root: string;
  folder: string;
  slug: string;
  module: string;
  order: number;
  termIds: readonly string[];
  /** Whether a draft is loaded as if it were ready, or stands in the course as planned. */
  drafts: boolean;
}

/** Returns a lesson, or undefined and the problems that stand in its way. */
export function loadLesson(context: LessonContext): { lesson?: Lesson; problems: Problem[] } {
  const { folder, slug, module, order } = context;
  const { value, problems } = readLessonFile(context, 'lesson.yaml', lessonSchema);
  if (!value) return { problems };
  const { status, ...words } = value;
  const isReady = status === 'ready' || (status === 'draft' && context.drafts);
  const meta: LessonMeta = { slug, module, order, folder, status: isReady ? 'ready' : 'planned', ...words };
  if (status === 'draft') meta.draft = true;
  if (!isReady) return { lesson: { meta, sources: [] }, problems };

  const sourceFile = readLessonFile(context, 'sources.yaml', sourcesSchema);
  const sources = sourceFile.value?.sources ?? [];
  const sourceIds = sources.map(({ id }) => id);
  const [zh, en] = [readText(context, 'zh.mdx'), readText(context, 'en.mdx')];
  const { quiz, problems: quizProblems } = readQuiz(context);
  const found = [...problems, ...sourceFile.problems, ...zh.problems, ...en.problems, ...quizProblems];
  if (zh.text && en.text && sourceFile.value) {
    found.push(...checkLesson({ zh: zh.text, en: en.text, labs: meta.labs, sourceIds, termIds: context.termIds }));
    found.push(...checkSourceIds(sourceIds, zh.text, pathOf(context, 'sources.yaml'), sourceFile.locate));
  }
  const lesson: Lesson = { meta, sources: inCitedOrder(sources, zh.text) };
  return { lesson: quiz ? { ...lesson, quiz } : lesson, problems: found };
}

function readLessonFile<Schema extends z.ZodType>(context: LessonContext, name: string, schema: Schema) {
  const file = pathOf(context, name);
  const text = read(context, name);
  if (text !== undefined) return readYaml(text, file, schema);
  return { value: undefined, problems: [missing(file)], locate: () => ({ line: 1, column: 1 }) };
}

function readText(context: LessonContext, name: string): { text?: LessonText; problems: Problem[] } {
  const file = pathOf(context, name);
  const source = read(context, name);
  if (source === undefined) return { problems: [missing(file)] };
  const text = readMdx(source, file);
  return { text, problems: text.problems };
}

function readQuiz(context: LessonContext): { quiz?: CompiledQuiz; problems: Problem[] } {
  const file = pathOf(context, 'quiz.yaml');
  const text = read(context, 'quiz.yaml');
  if (text === undefined) return { problems: [missing(file)] };
  try {
    return { quiz: compileQuiz(text, { file, lesson: context.slug }), problems: [] };
  } catch (error) {
    if (!(error instanceof QuizAuthoringError)) throw error;
    return { problems: error.problems };
  }
}

function checkSourceIds(
  ids: readonly string[],
  zh: LessonText,
  file: string,
  locate: (path: readonly PropertyKey[]) => { line: number; column: number },
): Problem[] {
  const cited = citedIds(zh);
  return ids.flatMap((id, index) => {
    const place = { file, ...locate(['sources', index, 'id']) };
    if (ids.indexOf(id) !== index) return [{ ...place, found: `the source ${id} twice`, needed: 'each id once' }];
    if (!cited.includes(id))
      return [{ ...place, found: `a source nobody cites: ${id}`, needed: `<Cite id="${id}" />` }];
    return [];
  });
}

function inCitedOrder(sources: readonly Source[], zh: LessonText | undefined): Source[] {
  const cited = zh ? citedIds(zh) : [];
  return [...sources].sort((a, b) => cited.indexOf(a.id) - cited.indexOf(b.id));
}

function citedIds(text: LessonText): string[] {
  return text.components.filter(({ name }) => name === 'Cite').map(({ attributes }) => attributes.id ?? '');
}

function read(context: LessonContext, name: string): string | undefined {
  const path = join(context.root, pathOf(context, name));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function pathOf({ folder }: LessonContext, name: string): string {
  return `lessons/${folder}/${name}`;
}

function missing(file: string): Problem {
  return { file, line: 1, column: 1, found: 'no such file', needed: 'it, because the lesson is ready' };
}
