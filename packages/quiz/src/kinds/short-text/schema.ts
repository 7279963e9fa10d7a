/** A short-text question as an author writes it, and what becomes of it: `accept` lists the right forms per language. */
import { z } from 'zod';
import { fields, list, localText, questionFields, text } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, seal } from '../../compile/identity.ts';
import { type Issue, isFields, type RawFields } from '../../compile/rules.ts';
import { LOCALES } from '../../question.ts';
import { normaliseText } from '../../text.ts';
import type { ShortTextPublic } from './public.ts';
import type { ShortTextKey, ShortTextSecret } from './score.ts';
import { MAX_TEXT_LENGTH } from './validate.ts';

const FORM_NEEDED = 'an accepted form: a text, in quotes if it looks like a number';
const forms = list(text(FORM_NEEDED), 1, 'a list of at least one accepted form');
const schema = fields(
  {
    ...questionFields,
    kind: z.literal('short-text'),
    accept: fields({ zh: forms, en: forms }, 'accepted forms in both languages: { zh: […], en: […] }'),
    feedback: fields({ right: localText, wrong: localText }, 'the remarks: { right, wrong }'),
  },
  'a short-text question',
);

export const shortTextCompiler = defineKind({ schema, findIssues, toSecret });

/** A form that no answer could ever match. */
function findIssues(raw: RawFields): Issue[] {
  const accept = isFields(raw.accept) ? raw.accept : {};
  return LOCALES.flatMap((locale) => {
    const list: unknown = accept[locale];
    if (!Array.isArray(list)) return [];
    return list.flatMap((form: unknown, index): Issue[] => {
      if (typeof form !== 'string' || form.trim() === '') return [];
      const path = ['accept', locale, index];
      if (normaliseText(form) === '') return [{ path, needed: 'a form with a letter or digit in it' }];
      return form.length > MAX_TEXT_LENGTH ? [{ path, needed: `at most ${MAX_TEXT_LENGTH} characters` }] : [];
    });
  });
}

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
