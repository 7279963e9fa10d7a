/** What all questions and all options carry. Schemas of kinds take everything they are made of from here. */
import { z } from 'zod';
import { fields, id, localText } from './authored-base.ts';
import { mechanicsFields } from './mechanics-schema.ts';

export * from './authored-base.ts';

const MAX_POINTS = 100;
const POINTS_NEEDED = `a whole number of points from 1 to ${MAX_POINTS}`;
/** What every authored question carries besides its `kind`. */
export const questionFields = {
  id,
  points: z
    .int({ error: POINTS_NEEDED })
    .min(1, { error: POINTS_NEEDED })
    .max(MAX_POINTS, { error: POINTS_NEEDED })
    .default(1),
  prompt: localText,
  /** The objective of the lesson that this question is about. */
  objective: id.optional(),
  ...mechanicsFields,
};

export const optionFields = fields(
  {
    id,
    text: localText,
    correct: z.boolean({ error: 'true or false, without quotes' }).default(false),
    feedback: localText,
  },
  'an option: { id, text, correct?, feedback }',
);

/** What a learner reads when something is right, and when it is wrong. */
export const rightWrong = fields({ right: localText, wrong: localText }, 'the remarks: { right, wrong }');
