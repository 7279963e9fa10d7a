/**
 * What an author may write around a question of any kind: certainty, hints, attempts, variants, the pool it belongs to.
 * `questionFields` spreads these, so that every kind's schema knows the names; the kinds themselves ignore them.
 */
import { z } from 'zod';
import type { AttemptRules } from '../question.ts';
import { fields, id, list, localText, number, text } from './authored-base.ts';
import type { Issue, RawFields } from './rules.ts';

const YES_NO = 'true or false, without quotes';
const COST_NEEDED = 'a share of the points above 0 and at most 1, such as 0.25';
const MAX_NEEDED = 'a whole number of tries from 1 to 20';
const PENALTY_NEEDED = 'a share of the points from 0 to 1, such as 0.25';
const PARAMETER_NEEDED =
  'a range { from, to, step? }, a list of numbers or of texts { zh, en }, or a formula such as "= n * 2"';
const VARIANTS_NEEDED = 'a whole number of variants from 2 to 50';

export const attemptsField = fields(
  {
    max: z.int({ error: MAX_NEEDED }).min(1, { error: MAX_NEEDED }).max(20, { error: MAX_NEEDED }).optional(),
    penalty: number(PENALTY_NEEDED, 0).max(1, { error: PENALTY_NEEDED }).optional(),
    newVariant: z.boolean({ error: YES_NO }).optional(),
  },
  'the rules of tries: { max?, penalty?, newVariant? }',
);

const parameter = z.union(
  [
    z.strictObject({ from: z.number(), to: z.number(), step: z.number().gt(0).optional() }),
    z.array(z.union([z.number(), z.string(), localText])).min(2),
    z.string().regex(/^\s*=/),
  ],
  { error: PARAMETER_NEEDED },
);
export type AuthoredParameter = z.output<typeof parameter>;

const NAME_NEEDED = 'a parameter name of letters, digits and _, beginning with a letter';
export const certaintyField = z.boolean({ error: YES_NO });

export const mechanicsFields = {
  certainty: certaintyField.optional(),
  hints: list(
    fields(
      { text: localText, cost: number(COST_NEEDED).gt(0, { error: COST_NEEDED }).max(1, { error: COST_NEEDED }) },
      'a hint: { text, cost }',
    ),
    1,
    'a list with at least one hint: { text, cost }',
  ).optional(),
  attempts: attemptsField.optional(),
  parameters: z
    .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, { error: NAME_NEEDED }), parameter, {
      error: 'a mapping from names to values: { n: { from: 2, to: 9 } }',
    })
    .optional(),
  constraints: list(text('a condition on the parameters, such as "a < b"'), 1, 'a list of conditions').optional(),
  variants: z
    .int({ error: VARIANTS_NEEDED })
    .min(2, { error: VARIANTS_NEEDED })
    .max(50, { error: VARIANTS_NEEDED })
    .optional(),
  pool: id.optional(),
};
const mechanicsSchema = z.object(mechanicsFields);
export type Mechanics = z.output<typeof mechanicsSchema>;

/** What the whole quiz says for its questions; a question's own word goes first. */
export interface QuizDefaults {
  certainty?: boolean | undefined;
  attempts?: AttemptRules | undefined;
}

/** Reads the mechanics of a raw question that its kind's schema has already found sound; `undefined` when it isn't. */
export function readMechanics(raw: RawFields): Mechanics | undefined {
  const parsed = mechanicsSchema.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

/** Rules over several mechanics of one question. */
export function findMechanicsIssues(raw: RawFields): Issue[] {
  const mechanics = readMechanics(raw);
  if (mechanics === undefined) return []; // the schema has said it already
  const { hints = [], parameters, constraints, variants, attempts } = mechanics;
  const issues: Issue[] = [];
  const idle = (path: string[], why: string) =>
    issues.push({ path, found: `"${path.at(-1)}", which would never be used`, needed: why, atKey: true });
  if (parameters === undefined && constraints !== undefined) idle(['constraints'], '"parameters", or no constraints');
  if (parameters === undefined && variants !== undefined) idle(['variants'], '"parameters", or no variants');
  if (parameters === undefined && attempts?.newVariant === true)
    idle(['attempts', 'newVariant'], '"parameters", so that there is a new variant to give');
  const total = hints.reduce((sum, { cost }) => sum + cost, 0);
  if (total > 1)
    issues.push({
      path: ['hints'],
      found: `hints that cost ${Number(total.toFixed(4))} together`,
      needed: 'costs of at most 1 together: they are shares of the points',
      atKey: true,
    });
  return issues;
}
