/** A lesson as its author sees it: what `pnpm lesson check` says, objectives, and every question with its key. */
import type { CheckedCourse, Problem } from '@glassbox/curriculum';
import type { LocalText } from '@glassbox/quiz';
import { rightResponse, type SecretQuestion } from '@glassbox/quiz/score';
import type { AuthorLesson, AuthorProblem, AuthorQuestion, AuthorVariant, KeyLine } from './contract.ts';

const PACKAGE = 'packages/curriculum';

/** Returns the view of a lesson, or `undefined` when there is no such lesson. */
export function lessonView({ course, problems }: CheckedCourse, slug: string): AuthorLesson | undefined {
  const lesson = course.lessons.find((each) => each.slug === slug);
  if (!lesson) return undefined;
  const quiz = course.secretQuizzes[slug];
  const questions = (quiz?.questions ?? []).map((question): AuthorQuestion => {
    const { objective } = question.public;
    const variants = (quiz?.variants?.[question.id] ?? [question]).map(viewVariant);
    return { id: question.id, ...(objective !== undefined && { objective }), variants };
  });
  return {
    slug,
    folder: `${PACKAGE}/lessons/${lesson.folder}`,
    draft: lesson.draft === true,
    problems: problemsOf(problems, lesson.folder),
    objectives: lesson.objectives.map(({ id, text }) => ({
      id,
      text,
      questions: questions.flatMap((question) => (question.objective === id ? [question.id] : [])),
    })),
    questions,
  };
}

/** Problems of a lesson's folder and of the files all lessons share. */
export function problemsOf(problems: readonly Problem[], folder: string | undefined): AuthorProblem[] {
  return problems.flatMap(({ level, ...problem }): AuthorProblem[] => {
    const isOwn = folder !== undefined && problem.file.startsWith(`lessons/${folder}/`);
    if (problem.file.startsWith('lessons/') && !isOwn) return [];
    return [{ level: level ?? 'error', ...problem, file: `${PACKAGE}/${problem.file}` }];
  });
}

function viewVariant(secret: SecretQuestion): AuthorVariant {
  return {
    ...(secret.variant && { parameters: secret.variant.parameters }),
    question: secret.public,
    key: keyLines(secret.key, [], textsById(secret.public)),
    hints: secret.hints ?? [],
    right: rightResponse(secret),
  };
}

/**
 * Any kind's key as lines: a text in both languages with the path to it, named as the author named things. A new kind
 * needs nothing here.
 */
function keyLines(value: unknown, path: readonly string[], texts: ReadonlyMap<string, LocalText>): KeyLine[] {
  if (isLocalText(value)) return [{ label: path.join(' › '), text: value }];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    const text = String(value);
    return [{ label: path.join(' › '), text: texts.get(text) ?? { zh: text, en: text } }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((part, index) => keyLines(part, [...path, nameOf(part, index)], texts));
  }
  if (typeof value !== 'object' || value === null) return [];
  const { id: _, authoredId: __, correct, ...rest } = value as Record<string, unknown>;
  const lines = Object.entries(rest).flatMap(([name, part]) => keyLines(part, [...path, name], texts));
  return typeof correct === 'boolean' ? lines.map((line) => ({ ...line, correct })) : lines;
}

function nameOf(part: unknown, index: number): string {
  const name = typeof part === 'object' && part !== null && 'authoredId' in part ? part.authoredId : undefined;
  return typeof name === 'string' ? name : String(index + 1);
}

/** Keys name options by public IDs; a person wants the words. */
function textsById(value: unknown): Map<string, LocalText> {
  const found = new Map<string, LocalText>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('id' in part && typeof part.id === 'string' && 'text' in part && isLocalText(part.text))
      found.set(part.id, part.text);
    for (const inner of Object.values(part)) look(inner);
  };
  look(value);
  return found;
}

function isLocalText(value: unknown): value is LocalText {
  return (
    typeof value === 'object' &&
    value !== null &&
    'zh' in value &&
    'en' in value &&
    typeof value.zh === 'string' &&
    typeof value.en === 'string'
  );
}
