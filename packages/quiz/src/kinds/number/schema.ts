/** A number question as an author writes it, and what becomes of it. */
import { z } from 'zod';
import { fields, list, localText, number, questionFields, text } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, seal } from '../../compile/identity.ts';
import { type Issue, isFields, type RawFields } from '../../compile/rules.ts';
import type { NumberPublic } from './public.ts';
import type { NumberKey, NumberSecret } from './score.ts';

/**
 * Without a `nearTolerance`, near is ten times the tolerance, or a tenth of the answer when it must be met exactly;
 * beside a range it is one width of the range to either side.
 */
const NEAR_TOLERANCES = 10;
const NEAR_SHARE = 0.1;

const ANSWER_NEEDED = 'the right number, without quotes, unit or thousands separators';
const EDGE_NEEDED = 'an edge of the accepted range: a number, without quotes';
const DISTANCE_NEEDED = 'a number of at least 0, in the unit of the answer';
const SHARE_NEEDED = 'a share of the answer from 0 to below 1, such as 0.05 for 5 %';
const schema = fields(
  {
    ...questionFields,
    kind: z.literal('number'),
    answer: number(ANSWER_NEEDED).optional(),
    range: fields({ from: number(EDGE_NEEDED), to: number(EDGE_NEEDED) }, 'a range: { from, to }').optional(),
    tolerance: number(DISTANCE_NEEDED, 0).default(0),
    relativeTolerance: number(SHARE_NEEDED, 0).lt(1, { error: SHARE_NEEDED }).default(0),
    nearTolerance: number(DISTANCE_NEEDED, 0).optional(),
    unit: localText.optional(),
    acceptUnits: list(text('a spelling of the unit'), 1, 'a list of spellings of the unit').optional(),
    unitRequired: z.boolean({ error: 'true or false, without quotes' }).default(false),
    feedback: fields(
      { right: localText, wrong: localText, near: localText.optional(), unitMissing: localText.optional() },
      'the remarks: { right, wrong, near?, unitMissing? }',
    ),
  },
  'a number question',
);
type Authored = z.output<typeof schema>;

export const numberCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  const { near, unitMissing } = isFields(raw.feedback) ? raw.feedback : {};
  const required = raw.unitRequired === true;
  const issues: Issue[] = [];
  const demand = (holds: boolean, path: string[], needed: string, found?: string) => {
    if (!holds) issues.push(found ? { path, needed, found, atKey: true } : { path, needed });
  };
  const noUnit = raw.unit === undefined;
  demand(!required || !noUnit, ['unit'], 'the unit { zh, en }, because of "unitRequired: true"');
  demand(!raw.acceptUnits || !noUnit, ['unit'], 'the unit { zh, en }, because of "acceptUnits"');
  demand(
    !required || unitMissing !== undefined,
    ['feedback', 'unitMissing'],
    'a remark for the right number without its unit, because of "unitRequired: true"',
  );
  const idle = (field: string) => `"${field}", which would never be used`;
  demand(
    required || unitMissing === undefined,
    ['feedback', 'unitMissing'],
    '"unitRequired: true" in the question, or no such remark',
    idle('unitMissing'),
  );
  demand(
    raw.nearTolerance === undefined || near !== undefined,
    ['nearTolerance'],
    'a remark "near" in the feedback, or no "nearTolerance"',
    idle('nearTolerance'),
  );
  return [...issues, ...findRangeIssues(raw), ...findNearIssue(raw, near)];
}

/** Either one number with its tolerances, or a range with its edges. */
function findRangeIssues(raw: RawFields): Issue[] {
  const { answer, range } = raw;
  if (range === undefined) return answer === undefined ? [{ path: ['answer'], needed: ANSWER_NEEDED }] : [];
  const { from, to } = isFields(range) ? range : {};
  const idle = ['answer', 'tolerance', 'relativeTolerance'].filter((field) => raw[field] !== undefined);
  const issues: Issue[] = idle.map((field) => ({
    path: [field],
    found: `"${field}" beside a "range"`,
    needed: 'either one number with a tolerance, or a range',
    atKey: true,
  }));
  if (typeof from === 'number' && typeof to === 'number' && from >= to)
    issues.push({ path: ['range', 'to'], needed: `more than "from", which is ${from}` });
  return issues;
}

/** A `near` remark must be reachable: its distance is larger than the tolerance. */
function findNearIssue(raw: RawFields, near: unknown): Issue[] {
  const { answer, tolerance = 0, relativeTolerance = 0, nearTolerance } = raw;
  if (near === undefined || typeof answer !== 'number') return [];
  if (typeof tolerance !== 'number' || typeof relativeTolerance !== 'number') return [];
  const accepted = Math.max(tolerance, relativeTolerance * Math.abs(answer));
  if (typeof nearTolerance === 'number' && nearTolerance <= accepted)
    return [{ path: ['nearTolerance'], needed: `more than the tolerance, which is ${accepted}` }];
  if (nearTolerance === undefined && accepted === 0 && answer === 0)
    return [{ path: ['nearTolerance'], needed: 'how far "near" reaches: the answer is 0 and has no tolerance' }];
  return [];
}

function toSecret(authored: Authored): NumberSecret {
  const question: NumberPublic = {
    ...publicBase(authored, 'number'),
  };
  const unitSpellings = spellings(authored);
  if (authored.unitRequired) question.unitRequired = true;
  else if (authored.unit) {
    question.unit = { zh: authored.unit.zh, en: authored.unit.en };
    question.unitSpellings = unitSpellings;
  }
  return seal(question, toKey(authored, unitSpellings));
}

function spellings({ unit, acceptUnits = [] }: Authored): string[] {
  return unit ? [...new Set([unit.zh, unit.en, ...acceptUnits])] : [];
}

function toKey({ feedback, range, ...authored }: Authored, unitSpellings: string[]): NumberKey {
  const answer = range ? (range.from + range.to) / 2 : (authored.answer ?? 0); // one of them is there: findRangeIssues
  const tolerance = range
    ? (range.to - range.from) / 2
    : Math.max(authored.tolerance, authored.relativeTolerance * Math.abs(answer));
  const key: NumberKey = {
    answer,
    tolerance,
    nearTolerance: feedback.near ? nearToleranceOf(authored.nearTolerance, tolerance, answer, range) : 0,
    unitSpellings,
    feedback: { right: feedback.right, wrong: feedback.wrong },
  };
  if (range) key.range = { from: range.from, to: range.to };
  if (feedback.near) key.feedback.near = feedback.near;
  if (feedback.unitMissing) key.feedback.unitMissing = feedback.unitMissing;
  return key;
}

/** Near a range counts from its edges; near a number, from the number. */
function nearToleranceOf(
  authored: number | undefined,
  tolerance: number,
  answer: number,
  range: Authored['range'],
): number {
  if (range) return tolerance + (authored ?? range.to - range.from);
  return authored ?? (tolerance > 0 ? NEAR_TOLERANCES * tolerance : NEAR_SHARE * Math.abs(answer));
}
