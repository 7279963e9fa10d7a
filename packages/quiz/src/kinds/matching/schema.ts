/** A matching question as an author writes it, and what becomes of it: `pairs` belong together, `distractors` to nothing. */
import { z } from 'zod';
import { fields, id, list, localText, questionFields, rightWrong } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { optionId, publicBase, publicOptions, seal } from '../../compile/identity.ts';
import { entriesOf, findRepeated, type Issue, isFields, type RawFields } from '../../compile/rules.ts';
import { LOCALES } from '../../question.ts';
import type { MatchingPublic } from './public.ts';
import type { MatchingSecret } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('matching'),
    pairs: list(
      fields({ id, left: localText, right: localText, feedback: rightWrong }, 'a pair: { id, left, right, feedback }'),
      2,
      'a list of at least 2 pairs',
    ),
    distractors: list(
      fields({ text: localText }, 'a right side that belongs to nothing: { text }'),
      1,
      'a list of right sides that belong to nothing: { text }',
    ).default([]),
  },
  'a matching question',
);

export const matchingCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  const issues: Issue[] = findRepeated(raw.pairs, (pair) => pair.id).map(({ index, first, value }) => ({
    path: ['pairs', index, 'id'],
    found: `the ID "${value}" again`,
    needed: `an ID that pairs[${first}] does not have`,
  }));
  for (const locale of LOCALES) {
    issues.push(...findSame(sidesOf(raw.pairs, 'pairs', 'left', locale)));
    issues.push(
      ...findSame([
        ...sidesOf(raw.pairs, 'pairs', 'right', locale),
        ...sidesOf(raw.distractors, 'distractors', 'text', locale),
      ]),
    );
  }
  return issues;
}

interface Side {
  path: Issue['path'];
  text: string;
}

function sidesOf(value: unknown, list: string, field: string, locale: string): Side[] {
  return entriesOf(value).flatMap(({ index, entry }) => {
    const side = entry[field];
    const text = isFields(side) ? side[locale] : undefined;
    return typeof text === 'string' ? [{ path: [list, index, field, locale], text: text.trim() }] : [];
  });
}

/** Two sides that read alike: a learner could not tell which one was meant. */
function findSame(sides: readonly Side[]): Issue[] {
  return sides.flatMap(({ path, text }, index) => {
    const earlier = sides.slice(0, index).find((side) => side.text === text);
    if (!earlier) return [];
    const [list, place] = earlier.path;
    return [
      {
        path,
        found: `the same text as in ${list}[${place}]`,
        needed: 'a different text: a learner could not tell the two apart (for several that share one: categorising)',
      },
    ];
  });
}

function toSecret(authored: z.output<typeof schema>): MatchingSecret {
  // The two sides are named apart, so that one text may stand on both.
  const [leftName, rightName] = [`${authored.id} left`, `${authored.id} right`];
  const rights = [...authored.pairs.map(({ right }) => right), ...authored.distractors.map(({ text }) => text)];
  const question: MatchingPublic = {
    ...publicBase(authored, 'matching'),
    left: publicOptions(
      leftName,
      authored.pairs.map(({ left }) => ({ text: left })),
    ),
    right: publicOptions(
      rightName,
      rights.map((text) => ({ text })),
    ),
  };
  const pairs = authored.pairs.map(({ id: authoredId, left, right, feedback }) => ({
    id: optionId(leftName, left),
    authoredId,
    partner: { id: optionId(rightName, right), authoredId: `${authoredId} partner` },
    feedback: { right: feedback.right, wrong: feedback.wrong },
  }));
  const distractors = authored.distractors.map(({ text }, index) => ({
    id: optionId(rightName, text),
    authoredId: `distractor ${index + 1}`,
  }));
  return seal(question, { pairs, distractors });
}
