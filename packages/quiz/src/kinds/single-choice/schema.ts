/** A single choice as an author writes it, and what becomes of it: exactly one option is `correct`. */
import { z } from 'zod';
import { fields, list, optionFields, questionFields } from '../../compile/authored.ts';
import { choiceKey } from '../../compile/choice-key.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, publicOptions, seal } from '../../compile/identity.ts';
import { entriesOf, findRepeats, type Issue, type RawFields } from '../../compile/rules.ts';
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

export const singleChoiceCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  const options = entriesOf(raw.options);
  const right = options.filter(({ entry }) => entry.correct === true);
  const needed = 'exactly one option with "correct: true"';
  const issues: Issue[] = right
    .slice(1)
    .map(({ index }) => ({ path: ['options', index, 'correct'], found: 'one more right option', needed, atKey: true }));
  if (options.length > 0 && right.length === 0)
    issues.push({ path: ['options'], found: 'no right option', needed, atKey: true });
  return [...issues, ...findRepeats('options', raw.options)];
}

function toSecret(authored: z.output<typeof schema>): SingleChoiceSecret {
  const question: SingleChoicePublic = {
    ...publicBase(authored, 'single-choice'),
    options: publicOptions(authored.id, authored.options),
  };
  return seal(question, choiceKey(authored.id, authored.options));
}
