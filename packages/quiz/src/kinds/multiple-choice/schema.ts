/** A multiple choice as an author writes it, and what becomes of it: some options are `correct`, some are not. */
import { z } from 'zod';
import { fields, list, optionFields, questionFields } from '../../compile/authored.ts';
import { choiceKey } from '../../compile/choice-key.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, publicOptions, seal } from '../../compile/identity.ts';
import { entriesOf, findRepeats, type Issue, type RawFields } from '../../compile/rules.ts';
import type { MultipleChoicePublic } from './public.ts';
import type { MultipleChoiceSecret } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('multiple-choice'),
    options: list(optionFields, 2, 'a list of at least 2 options'),
  },
  'a multiple-choice question',
);

export const multipleChoiceCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  const options = entriesOf(raw.options);
  const right = options.filter(({ entry }) => entry.correct === true);
  const needed = 'at least one option with "correct: true" and at least one without';
  const issues: Issue[] = [];
  if (options.length > 0 && right.length === 0)
    issues.push({ path: ['options'], found: 'no right option', needed, atKey: true });
  if (options.length > 0 && right.length === options.length)
    issues.push({ path: ['options'], found: 'only right options', needed, atKey: true });
  return [...issues, ...findRepeats('options', raw.options)];
}

function toSecret(authored: z.output<typeof schema>): MultipleChoiceSecret {
  const question: MultipleChoicePublic = {
    ...publicBase(authored, 'multiple-choice'),
    options: publicOptions(authored.id, authored.options),
  };
  return seal(question, choiceKey(authored.id, authored.options));
}
