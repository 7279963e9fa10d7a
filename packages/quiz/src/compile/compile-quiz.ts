/** One quiz.yaml in, a public and a secret bundle out: the only place where the two come apart. */
import { z } from 'zod';
import type { PublicQuiz } from '../quiz.ts';
import type { SecretQuestion, SecretQuiz } from '../score/secret.ts';
import { fields, list, questionFields } from './authored.ts';
import { QuizAuthoringError } from './authoring-error.ts';
import { schemaIssues } from './define-kind.ts';
import { findCompiler, KIND_NAMES } from './kinds.ts';
import { findRepeated, type Issue, isFields } from './rules.ts';
import { readYaml } from './yaml-source.ts';

export interface CompileOptions {
  /** How messages name the file. */
  file: string;
  /** Slug of the lesson. */
  lesson: string;
}
export interface CompiledQuiz {
  public: PublicQuiz;
  secret: SecretQuiz;
}

const quizSchema = fields(
  { questions: list(z.unknown(), 1, 'a list with at least one question') },
  'a mapping with the field "questions"',
);

/**
 * Compiles the text of a quiz.yaml. Questions keep the order of the file in both bundles.
 *
 * @returns plain JSON, twice: `public` may be served to anyone, `secret` must stay on the server.
 * @throws QuizAuthoringError with every problem of the file when there is one.
 */
export function compileQuiz(yamlText: string, { file, lesson }: CompileOptions): CompiledQuiz {
  const source = readYaml(yamlText, file);
  if (source.problems.length > 0) throw new QuizAuthoringError(file, source.problems);
  const { issues, questions } = compileQuestions(source.data);
  if (issues.length > 0) throw new QuizAuthoringError(file, issues.map(source.locate).sort(byPlace));
  return {
    public: { lesson, questions: questions.map((question) => question.public) },
    secret: { lesson, questions },
  };
}

function compileQuestions(data: unknown): { issues: Issue[]; questions: SecretQuestion[] } {
  const parsed = quizSchema.safeParse(data);
  const issues = parsed.success ? [] : schemaIssues(parsed.error);
  const raws = isFields(data) && Array.isArray(data.questions) ? data.questions : [];
  const outcomes = raws.map(compileQuestion);
  for (const [index, outcome] of outcomes.entries())
    if ('issues' in outcome)
      issues.push(...outcome.issues.map((issue) => ({ ...issue, path: ['questions', index, ...issue.path] })));
  issues.push(...findRepeatedIds(raws));
  return { issues, questions: outcomes.flatMap((outcome) => ('question' in outcome ? [outcome.question] : [])) };
}

function compileQuestion(raw: unknown): ReturnType<NonNullable<ReturnType<typeof findCompiler>>> {
  if (!isFields(raw)) return { issues: [{ path: [], needed: 'a question: { id, kind, prompt, … }' }] };
  const compile = findCompiler(raw.kind);
  if (compile) return compile(raw);
  const common = z.looseObject(questionFields).safeParse(raw);
  const kind = { path: ['kind'], needed: `one of: ${KIND_NAMES.join(', ')}` };
  return { issues: [kind, ...(common.success ? [] : schemaIssues(common.error))] };
}

function findRepeatedIds(raws: unknown[]): Issue[] {
  return findRepeated(raws, ({ id }) => id).map(({ index, first, value }) => ({
    path: ['questions', index, 'id'],
    found: `the ID "${value}" again`,
    needed: `an ID that questions[${first}] does not have`,
  }));
}

function byPlace(left: { line: number; column: number }, right: { line: number; column: number }): number {
  return left.line - right.line || left.column - right.column;
}
