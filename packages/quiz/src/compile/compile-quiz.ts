/** One quiz.yaml in, a public and a secret bundle out: the only place where the two come apart. */
import { z } from 'zod';
import { withoutSurplus } from '../mechanics/present.ts';
import type { PublicQuiz } from '../quiz.ts';
import type { SecretQuestion, SecretQuiz } from '../score/secret.ts';
import { fields, list, questionFields } from './authored.ts';
import { QuizAuthoringError } from './authoring-error.ts';
import { compileWithMechanics } from './compile-variants.ts';
import { schemaIssues } from './define-kind.ts';
import { findCompiler, KIND_NAMES } from './kinds.ts';
import { attemptsField, certaintyField } from './mechanics-schema.ts';
import { findPoolIssues, joinPools, poolsField } from './pools.ts';
import { entriesOf, findRepeated, type Issue, isFields } from './rules.ts';
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

/** The file around its questions. */
export const quizSchema = fields(
  {
    questions: list(z.unknown(), 1, 'a list with at least one question'),
    certainty: certaintyField.optional(),
    attempts: attemptsField.optional(),
    pools: poolsField.optional(),
  },
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
  const { issues, questions, variants } = compileQuestions(source.data);
  issues.push(...findPoolIssues(source.data));
  if (issues.length > 0) throw new QuizAuthoringError(file, issues.map(source.locate).sort(byPlace));
  const pools = joinPools(readPools(source.data), listFields(source.data));
  return {
    public: { lesson, questions: withoutSurplus(questions, pools).map((question) => question.public) },
    secret: {
      lesson,
      questions,
      ...(Object.keys(variants).length > 0 && { variants }),
      ...(pools.length > 0 && { pools }),
    },
  };
}

interface Compiled {
  issues: Issue[];
  questions: SecretQuestion[];
  variants: Record<string, SecretQuestion[]>;
}

function compileQuestions(data: unknown): Compiled {
  const parsed = quizSchema.safeParse(data);
  const compiled: Compiled = { issues: parsed.success ? [] : schemaIssues(parsed.error), questions: [], variants: {} };
  const defaults = parsed.success ? parsed.data : {};
  const raws = isFields(data) && Array.isArray(data.questions) ? data.questions : [];
  for (const [index, raw] of raws.entries()) {
    const { issues, variants } = compileWithMechanics(raw, defaults, compileQuestion);
    compiled.issues.push(...issues.map((issue) => ({ ...issue, path: ['questions', index, ...issue.path] })));
    const [first, ...others] = variants;
    if (first === undefined) continue;
    compiled.questions.push(first);
    if (others.length > 0) compiled.variants[first.id] = variants;
  }
  compiled.issues.push(...findRepeatedIds(raws));
  return compiled;
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

function readPools(data: unknown): { id: string; draw: number }[] {
  const parsed = quizSchema.safeParse(data);
  return parsed.success ? (parsed.data.pools ?? []) : [];
}

/** The ID and the pool of every question of a file that was found sound. */
function listFields(data: unknown): { id: string; pool?: string }[] {
  return entriesOf(isFields(data) ? data.questions : []).map(({ entry }) => ({
    id: String(entry.id),
    ...(typeof entry.pool === 'string' && { pool: entry.pool }),
  }));
}

function byPlace(left: { line: number; column: number }, right: { line: number; column: number }): number {
  return left.line - right.line || left.column - right.column;
}
