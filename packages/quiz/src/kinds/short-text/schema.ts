/** A short-text question as an author writes it, and what becomes of it: `accept` lists the right forms per language. */
import { z } from 'zod';
import { acceptField, findFormIssues } from '../../compile/accepted-forms.ts';
import { fields, localText, questionFields } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, seal } from '../../compile/identity.ts';
import type { ShortTextPublic } from './public.ts';
import type { ShortTextKey, ShortTextSecret } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('short-text'),
    accept: acceptField,
    feedback: fields({ right: localText, wrong: localText }, 'the remarks: { right, wrong }'),
  },
  'a short-text question',
);

export const shortTextCompiler = defineKind({
  schema,
  findIssues: (raw) => findFormIssues(raw.accept, ['accept']),
  toSecret,
});

function toSecret(authored: z.output<typeof schema>): ShortTextSecret {
  const question: ShortTextPublic = {
    ...publicBase(authored, 'short-text'),
  };
  const key: ShortTextKey = {
    accept: { zh: authored.accept.zh, en: authored.accept.en },
    feedback: { right: authored.feedback.right, wrong: authored.feedback.wrong },
  };
  return seal(question, key);
}
