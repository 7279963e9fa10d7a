/** A text with blanks as an author writes it, `… {name} …` in both languages, and what becomes of it. */
import { z } from 'zod';
import { acceptField, findFormIssues } from '../../compile/accepted-forms.ts';
import { fields, id, list, localText, number, questionFields, rightWrong } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, seal } from '../../compile/identity.ts';
import { entriesOf, findRepeated, type Issue, isFields, type RawFields } from '../../compile/rules.ts';
import { LOCALES } from '../../question.ts';
import type { BlanksPublic, TextPart } from './public.ts';
import type { BlanksSecret } from './score.ts';

const DISTANCE_NEEDED = 'a number of at least 0, in the unit of the answer';
const schema = fields(
  {
    ...questionFields,
    kind: z.literal('blanks'),
    text: localText,
    blanks: list(
      fields(
        {
          id,
          accept: acceptField.optional(),
          answer: number('the right number, without quotes, unit or thousands separators').optional(),
          tolerance: number(DISTANCE_NEEDED, 0).default(0),
          feedback: rightWrong,
        },
        'a blank: { id, accept or answer, tolerance?, feedback }',
      ),
      1,
      'a list of at least one blank',
    ),
  },
  'a blanks question',
);
type Authored = z.output<typeof schema>;

/** `{name}`; `{{name}}` is a parameter and is gone before a kind sees the text. */
const BLANK = /\{([a-z0-9-]+)\}/g;

export const blanksCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  const blanks = entriesOf(raw.blanks);
  const issues: Issue[] = findRepeated(raw.blanks, (blank) => blank.id).map(({ index, first, value }) => ({
    path: ['blanks', index, 'id'],
    found: `the ID "${value}" again`,
    needed: `an ID that blanks[${first}] does not have`,
  }));
  for (const { index, entry } of blanks) {
    const path = ['blanks', index];
    issues.push(...findFormIssues(entry.accept, [...path, 'accept']));
    const both = entry.accept !== undefined && entry.answer !== undefined;
    const neither = entry.accept === undefined && entry.answer === undefined;
    if (both)
      issues.push({
        path: [...path, 'answer'],
        found: '"answer" beside "accept"',
        needed: 'one of the two',
        atKey: true,
      });
    if (neither) issues.push({ path: [...path, 'accept'], needed: 'the accepted forms, or the number as "answer"' });
    if (entry.tolerance !== undefined && entry.answer === undefined)
      issues.push({
        path: [...path, 'tolerance'],
        found: '"tolerance", which would never be used',
        needed: 'a number as "answer", or no tolerance',
        atKey: true,
      });
  }
  const ids = blanks.flatMap(({ entry }) => (typeof entry.id === 'string' ? [entry.id] : []));
  return [...issues, ...findTextIssues(raw.text, ids)];
}

/** Each language has every blank exactly once, and no other. */
function findTextIssues(text: unknown, ids: readonly string[]): Issue[] {
  if (!isFields(text)) return [];
  return LOCALES.flatMap((locale): Issue[] => {
    const words = text[locale];
    if (typeof words !== 'string') return [];
    const used = [...words.matchAll(BLANK)].map(([, name = '']) => name);
    const path = ['text', locale];
    const missing = ids.filter((name) => used.filter((other) => other === name).length !== 1);
    const unknown = used.filter((name) => !ids.includes(name));
    return [
      ...missing.map((name) => ({
        path,
        found: `"{${name}}" ${used.includes(name) ? 'more than once' : 'nowhere'} in the text`,
        needed: `each blank once: {${name}}`,
      })),
      ...unknown.map((name) => ({
        path,
        found: `"{${name}}", which is no blank`,
        needed: `a blank with the ID "${name}", or other brackets`,
      })),
    ];
  });
}

function toSecret(authored: Authored): BlanksSecret {
  const order = [...authored.text.zh.matchAll(BLANK)].map(([, name = '']) => name);
  const publicId = (name: string) => `b${order.indexOf(name) + 1}`;
  const blanks = order.flatMap((name) => authored.blanks.filter((blank) => blank.id === name));
  const question: BlanksPublic = {
    ...publicBase(authored, 'blanks'),
    text: { zh: toParts(authored.text.zh, publicId), en: toParts(authored.text.en, publicId) },
    blanks: blanks.map((blank) =>
      blank.answer === undefined ? { id: publicId(blank.id) } : { id: publicId(blank.id), numeric: true },
    ),
  };
  const keys = blanks.map(({ id: authoredId, accept, answer, tolerance, feedback }) => ({
    id: publicId(authoredId),
    authoredId,
    ...(accept && { accept: { zh: accept.zh, en: accept.en } }),
    ...(answer !== undefined && { answer: { value: answer, tolerance } }),
    feedback: { right: feedback.right, wrong: feedback.wrong },
  }));
  return seal(question, { blanks: keys });
}

/** `'a {b} c'` becomes `['a ', { blank }, ' c']`; empty pieces are left out. */
function toParts(text: string, publicId: (name: string) => string): TextPart[] {
  return text
    .split(BLANK)
    .map((piece, index) => (index % 2 === 0 ? piece : { blank: publicId(piece) }))
    .filter((part) => part !== '');
}
