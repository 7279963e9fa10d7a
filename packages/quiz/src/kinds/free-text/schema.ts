/** A free-text question as an author writes it, and what becomes of it: model answer and criteria stay secret. */
import { z } from 'zod';
import { fields, id, list, localText, number, questionFields } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { optionId, publicBase, seal } from '../../compile/identity.ts';
import { findRepeats, type Issue, type RawFields } from '../../compile/rules.ts';
import type { FreeTextKey, FreeTextSecret } from './score.ts';
import { MAX_FREE_TEXT_LENGTH } from './validate.ts';

const POINTS_NEEDED = 'points above 0: the weight of this criterion';
const LENGTH_NEEDED = 'a whole number of characters from 1 to 1000';
const DEFAULT_MIN_LENGTH = 10;

const criterion = fields(
  { id, text: localText, points: number(POINTS_NEEDED).gt(0, { error: POINTS_NEEDED }).default(1) },
  'a criterion: { id, text, points? }',
);
const schema = fields(
  {
    ...questionFields,
    kind: z.literal('free-text'),
    minLength: z
      .int({ error: LENGTH_NEEDED })
      .min(1, { error: LENGTH_NEEDED })
      .max(MAX_FREE_TEXT_LENGTH / 4, { error: LENGTH_NEEDED })
      .default(DEFAULT_MIN_LENGTH),
    modelAnswer: localText,
    criteria: list(criterion, 1, 'a list with at least one criterion: { id, text, points? }'),
  },
  'a free-text question',
);

export const freeTextCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  return findRepeats('criteria', raw.criteria);
}

function toSecret(authored: z.output<typeof schema>): FreeTextSecret {
  const key: FreeTextKey = {
    modelAnswer: authored.modelAnswer,
    criteria: authored.criteria.map(({ id: authoredId, text, points }) => ({
      id: optionId(authored.id, text),
      authoredId,
      points,
      text,
    })),
  };
  return seal({ ...publicBase(authored, 'free-text'), minLength: authored.minLength }, key);
}
