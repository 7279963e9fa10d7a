/** Values for fields: such as the schema asks for, and such as an attacker sends. */
import fc, { type GeneratorValue } from 'fast-check';
import type { Schema } from './operations.ts';

/** What the server told so far: names and ids that lead somewhere. */
export interface Known {
  /** By what they are of, as the address calls it: `cohorts`, `documents`. */
  ids: ReadonlyMap<string, readonly string[]>;
  /** Questions of the course: with their lesson, version, kind and option ids. */
  questions: readonly KnownQuestion[];
}

export interface KnownQuestion {
  lesson: string;
  questionId: string;
  questionVersion: string;
  kind: string;
  options: readonly string[];
}

export type Draw = GeneratorValue;
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What ids are of that have names of their own. */
export const RESOURCES: Readonly<Record<string, string>> = {
  cohort: 'cohorts',
  cohortId: 'cohorts',
  attemptId: 'attempts',
  reportId: 'reports',
  submissionId: 'submissions',
  learnerId: 'people',
  device: 'devices',
  member: 'member',
  invitationCode: 'code',
};

const NO_QUESTION: KnownQuestion = {
  lesson: 'start',
  questionId: 'none',
  questionVersion: 'x',
  kind: 'number',
  options: ['a'],
};

/** Texts that broke programs before. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud83d',
  '\u202Eabc',
  '\uFEFF',
  'é'.normalize('NFD'),
  '👩‍👩‍👧‍👦',
  '１２３',
  "' or 1=1 --",
  '"; drop table learner; --',
  '%',
  '\\',
  '../../etc/passwd',
  '..\\..\\windows',
  '<script>alert(1)</script>',
  '{{7*7}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what an attacker types.
  '${process.env.AUTH_SECRET}',
  '=cmd()',
  'a\r\nSet-Cookie: x=1',
  'javascript:alert(1)',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'NaN',
  'null',
  '1e999',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-02-30T00:00:00Z',
  '2026-11-23T12:00:00+23:59',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'x'.repeat(101),
  'a'.repeat(40_000),
  '字'.repeat(10_000),
] as const;

const WRONG: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  -0,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  {},
  [[]],
  [null],
  { $ne: null },
  { toString: 'x' },
  ['__proto__'],
];

/** One of several kinds of values. */
function either<T>(draw: Draw, ...kinds: fc.Arbitrary<T>[]): T {
  return draw(() => fc.oneof(...kinds));
}

export function hostileText(draw: Draw): string {
  return either<string>(
    draw,
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.uuid(),
  );
}

/** Anything that JSON can say and the field did not ask for. */
export function wrongValue(draw: Draw): Json {
  return either(
    draw,
    fc.constantFrom(...WRONG),
    fc.constantFrom<Json>(...HOSTILE_TEXTS),
    fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  );
}

export interface Context {
  /** Its name, which often says more than its schema. */
  field: string;
  /** What an `id` is of. */
  resource: string;
  question: KnownQuestion;
  known: Known;
  schemas: Record<string, Schema>;
}

/** A value that fits the schema as far as the schema says. */
export function fittingValue(draw: Draw, schema: Schema, context: Context): Json {
  const { question, schemas } = context;
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {};
    if (schema.$ref.endsWith('/QuestionResponse')) return answerTo(draw, question);
    return fittingValue(draw, named, context);
  }
  if (schema.const !== undefined) return schema.const as Json;
  if (schema.enum) return draw(fc.constantFrom, ...(schema.enum as Json[]));
  const options = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (options && options.length > 0) return fittingValue(draw, draw(fc.constantFrom, ...options), context);
  const type = Array.isArray(schema.type) ? draw(fc.constantFrom, ...schema.type) : schema.type;
  switch (type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      if (properties.length === 0)
        return draw(() => fc.dictionary(fc.string({ maxLength: 12 }), jsonLeaf(), { maxKeys: 4 }));
      return Object.fromEntries(
        properties.map(([name, child]) => [name, fittingValue(draw, child, { ...context, field: name })]),
      );
    }
    case 'array': {
      const length = draw(fc.nat, { max: 4 });
      return Array.from({ length }, () => fittingValue(draw, schema.items ?? {}, context));
    }
    case 'integer':
      return draw(fc.integer, { min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 100, 2 ** 31) });
    case 'number':
      return draw(fc.double, { min: schema.minimum ?? 0, max: schema.maximum ?? 100, noNaN: true });
    case 'boolean':
      return draw(fc.boolean);
    case 'null':
      return null;
    case 'string':
      return fittingText(draw, schema, context);
    default:
      return draw(jsonLeaf);
  }
}

const jsonLeaf = () => fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>;

function fittingText(
  draw: Draw,
  { format, pattern, maxLength = 40, minLength = 0 }: Schema,
  { field, resource, question, known }: Context,
): string {
  if (format === 'uuid') {
    if (field === 'idempotencyKey') return draw(fc.uuid);
    const fitting = known.ids.get(RESOURCES[field] ?? resource) ?? [];
    const any = [...known.ids.values()].flat();
    const choices = [fitting, fitting, fitting, any]
      .filter((ids) => ids.length > 0)
      .map((ids) => fc.constantFrom(...ids));
    return either(draw, ...choices, fc.uuid());
  }
  if (field === 'member') return draw(fc.constantFrom, ...(known.ids.get('member') ?? ['0'.repeat(24)]));
  if (format === 'email') return draw(fc.emailAddress);
  if (format === 'date-time')
    return draw(fc.date, { min: new Date(0), max: new Date(4e12), noInvalidDate: true }).toISOString();
  if (field === 'lesson' || field === 'slug') return question.lesson;
  if (field === 'questionId') return question.questionId;
  if (field === 'questionVersion' || field === 'version') return question.questionVersion;
  if (field === 'code')
    return either(draw, fc.stringMatching(/^\d{6}$/), fc.constantFrom(...(known.ids.get('code') ?? ['K7QM-3XTP'])));
  if (field === 'fileName')
    return draw(fc.constantFrom, 'a.md', 'a.txt', 'a.html', 'a.pdf', 'a.mdx', 'a.yaml', 'a.exe');
  if (field === 'name' && pattern === undefined)
    return draw(fc.constantFrom, 'config.json', 'tokenizer.json', 'model.safetensors');
  if (field === 'met' || field === 'presented') return draw(fc.constantFrom, ...question.options);
  if (pattern !== undefined) return draw(fc.stringMatching, new RegExp(pattern, 'u'));
  return draw(fc.string, { minLength, maxLength: Math.min(maxLength, 60), unit: 'grapheme' });
}

/** An answer in the form of the question's kind, right or not. */
function answerTo(draw: Draw, { kind, options }: KnownQuestion): Json {
  const one = () => draw(fc.constantFrom, ...options);
  const some = () => draw(fc.subarray, [...options]);
  const text = () => draw(fc.string, { maxLength: 30, unit: 'grapheme' });
  const number = () => either(draw, fc.integer().map(String), fc.constantFrom('1,024', '1e3', '50%', '½', '-', '１２'));
  switch (kind) {
    case 'single-choice':
      return { kind, choice: one() };
    case 'multiple-choice':
      return { kind, choices: some() };
    case 'ordering':
      return { kind, order: some() };
    case 'number':
    case 'prediction':
      return { kind, value: number() };
    case 'short-text':
    case 'free-text':
      return { kind, text: text() };
    default:
      return {
        kind,
        ...(draw(
          fc.dictionary,
          fc.constantFrom('pairs', 'places', 'answers', 'values', 'choices'),
          jsonLeaf(),
        ) as object),
      };
  }
}

export function pickQuestion(draw: Draw, { questions }: Known): KnownQuestion {
  return questions.length === 0 ? NO_QUESTION : draw(fc.constantFrom, ...questions);
}
