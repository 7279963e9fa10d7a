/** A true-or-false question as an author writes it, and what becomes of it: `answer`, and exactly one right reason. */
import { z } from 'zod';
import { fields, list, optionFields, questionFields, rightWrong } from '../../compile/authored.ts';
import { choiceKey } from '../../compile/choice-key.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, publicOptions, seal } from '../../compile/identity.ts';
import { findOneRight, findRepeats, type RawFields } from '../../compile/rules.ts';
import type { TrueFalsePublic } from './public.ts';
import type { TrueFalseSecret } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('true-false'),
    answer: z.boolean({ error: 'true or false, without quotes: whether the prompt is true' }),
    reasons: list(optionFields, 2, 'a list of at least 2 reasons'),
    feedback: rightWrong,
  },
  'a true-false question',
);

export const trueFalseCompiler = defineKind({
  schema,
  findIssues: ({ reasons }: RawFields) => [
    ...findOneRight('reasons', 'reason', reasons),
    ...findRepeats('reasons', reasons),
  ],
  toSecret,
});

function toSecret(authored: z.output<typeof schema>): TrueFalseSecret {
  const question: TrueFalsePublic = {
    ...publicBase(authored, 'true-false'),
    reasons: publicOptions(authored.id, authored.reasons),
  };
  const { options } = choiceKey(authored.id, authored.reasons);
  const { right, wrong } = authored.feedback;
  return seal(question, { answer: authored.answer, reasons: options, feedback: { right, wrong } });
}
