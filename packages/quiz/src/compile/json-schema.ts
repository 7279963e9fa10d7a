/**
 * quiz.yaml as JSON Schema, for completion and squiggles in an editor. Made from the schemas that the compiler uses; rules
 * over several fields (exactly one right option) are the compiler's alone.
 */
import { z } from 'zod';
import { compilers } from '../generated/compilers.ts';
import { quizSchema } from './compile-quiz.ts';
import { isFields, type RawFields } from './rules.ts';

/** What editors understand best. */
const TARGET = 'draft-7';
/** In a question with parameters a formula may stand for a number. */
const FORMULA = { type: 'string', pattern: '^\\s*=', description: 'A formula over the parameters: "= n * 2"' };

/** Returns the schema of quiz.yaml with all kinds. A question is checked by the schema of the kind it names. */
export function quizJsonSchema(): RawFields {
  const kinds = Object.entries(compilers).map(([kind, { schema }]) => [kind, toJson(schema)] as const);
  const quiz = toJson(quizSchema);
  const question = {
    type: 'object',
    required: ['id', 'kind', 'prompt'],
    properties: { kind: { enum: kinds.map(([kind]) => kind) } },
    allOf: kinds.map(([kind]) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
      then: { $ref: `#/definitions/${kind}` },
    })),
  };
  const properties = isFields(quiz.properties) ? quiz.properties : {};
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'quiz.yaml',
    ...quiz,
    properties: { ...properties, questions: { type: 'array', minItems: 1, items: question } },
    definitions: Object.fromEntries(kinds.map(([kind, schema]) => [kind, withFormulas(schema)])),
  };
}

function toJson(schema: z.ZodType): RawFields {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    target: TARGET,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // "at least minus infinity" is no limit, and no JSON.
      if (jsonSchema.minimum === Number.NEGATIVE_INFINITY) delete jsonSchema.minimum;
    },
  });
  return json;
}

/** The fields that mechanics read before anything is drawn stay as they are. */
const FIXED = ['points', 'attempts', 'hints', 'parameters', 'variants', 'certainty'];

function withFormulas(schema: RawFields): RawFields {
  const properties = isFields(schema.properties) ? schema.properties : {};
  const changed = Object.entries(properties).map(([name, part]) => [name, FIXED.includes(name) ? part : allow(part)]);
  return { ...schema, properties: Object.fromEntries(changed) };
}

function allow(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(allow);
  if (!isFields(schema)) return schema;
  if (schema.type === 'number' || schema.type === 'integer') {
    const { default: fallback, ...rest } = schema;
    return { anyOf: [rest, FORMULA], ...(fallback !== undefined && { default: fallback }) };
  }
  return Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, allow(part)]));
}
