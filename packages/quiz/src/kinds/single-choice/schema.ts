/** A single choice as an author writes it, and what becomes of it: exactly one option is `correct`. */
import { z } from 'zod';
import { fields, list, optionFields, questionFields } from '../../compile/authored.ts';
import { choiceKey } from '../../compile/choice-key.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, publicOptions, seal } from '../../compile/identity.ts';
import { findOneRight, findRepeats, type RawFields } from '../../compile/rules.ts';
import type { SingleChoicePublic } from './public.ts';
import type { SingleChoiceSecret } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('single-choice'),
    options: list(optionFields, 2, 'a list of at least 2 options'),
  },
  'a single-choice question',
);

export const singleChoiceCompiler = defineKind({
  schema,
  findIssues: ({ options }: RawFields) => [
    ...findOneRight('options', 'option', options),
    ...findRepeats('options', options),
  ],
  toSecret,
});

function toSecret(authored: z.output<typeof schema>): SingleChoiceSecret {
  const question: SingleChoicePublic = {
    ...publicBase(authored, 'single-choice'),
    options: publicOptions(authored.id, authored.options),
  };
  return seal(question, choiceKey(authored.id, authored.options));
}
