/** A prediction as an author writes it, and what becomes of it. */
import { z } from 'zod';
import { fields, id, localText, number, questionFields, text } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, seal } from '../../compile/identity.ts';
import type { PredictionPublic } from './public.ts';
import type { PredictionSecret } from './score.ts';

const DISTANCE_NEEDED = 'a number of at least 0, in the unit of the value';
const SHARE_NEEDED = 'a share of the value from 0 to below 1, such as 0.1 for 10 %';
const schema = fields(
  {
    ...questionFields,
    kind: z.literal('prediction'),
    lab: id,
    measure: text('the name of a number that the lab reports when it is finished'),
    unit: localText.optional(),
    tolerance: number(DISTANCE_NEEDED, 0).default(0),
    relativeTolerance: number(SHARE_NEEDED, 0).lt(1, { error: SHARE_NEEDED }).default(0),
    feedback: fields(
      { made: localText, close: localText, above: localText, below: localText },
      'the remarks: { made, close, above, below }',
    ),
  },
  'a prediction',
);

export const predictionCompiler = defineKind({ schema, findIssues: () => [], toSecret });

function toSecret(authored: z.output<typeof schema>): PredictionSecret {
  const { lab, measure, unit, tolerance, relativeTolerance, feedback } = authored;
  const question: PredictionPublic = { ...publicBase(authored, 'prediction'), lab };
  if (unit) question.unit = { zh: unit.zh, en: unit.en };
  return seal(question, { measure, tolerance, relativeTolerance, feedback });
}
