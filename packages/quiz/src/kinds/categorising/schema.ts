/** A categorising question as an author writes it, and what becomes of it: every item names its `group`. */
import { z } from 'zod';
import { fields, id, list, localText, questionFields, rightWrong } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { optionId, publicBase, publicOptions, seal } from '../../compile/identity.ts';
import { entriesOf, findRepeats, type Issue, type RawFields } from '../../compile/rules.ts';
import type { CategorisingPublic } from './public.ts';
import type { CategorisingSecret } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('categorising'),
    groups: list(fields({ id, text: localText }, 'a group: { id, text }'), 2, 'a list of at least 2 groups'),
    items: list(
      fields({ id, text: localText, group: id, feedback: rightWrong }, 'an item: { id, text, group, feedback }'),
      3,
      'a list of at least 3 items',
    ),
  },
  'a categorising question',
);

export const categorisingCompiler = defineKind({ schema, findIssues, toSecret });

function findIssues(raw: RawFields): Issue[] {
  const groups = entriesOf(raw.groups).map(({ entry }) => entry.id);
  const unknown = entriesOf(raw.items).filter(
    ({ entry }) => typeof entry.group === 'string' && !groups.includes(entry.group),
  );
  return [
    ...findRepeats('groups', raw.groups),
    ...findRepeats('items', raw.items),
    ...unknown.map(({ index }) => ({
      path: ['items', index, 'group'],
      needed: `the ID of one of the groups: ${groups.join(', ')}`,
    })),
  ];
}

function toSecret(authored: z.output<typeof schema>): CategorisingSecret {
  // Items and groups are named apart, so that one text may stand in both.
  const [itemName, groupName] = [authored.id, `${authored.id} group`];
  const groups = authored.groups.map(({ id: authoredId, text }) => ({
    authoredId,
    id: optionId(groupName, text),
    text,
  }));
  const question: CategorisingPublic = {
    ...publicBase(authored, 'categorising'),
    groups: groups.map(({ id: publicId, text }) => ({ id: publicId, text: { zh: text.zh, en: text.en } })),
    items: publicOptions(itemName, authored.items),
  };
  const items = authored.items.map(({ id: authoredId, text, group, feedback }) => ({
    id: optionId(itemName, text),
    authoredId,
    group: groups.find((each) => each.authoredId === group)?.id ?? '', // it is there: findIssues
    feedback: { right: feedback.right, wrong: feedback.wrong },
  }));
  return seal(question, {
    groups: groups.map(({ id: publicId, authoredId }) => ({ id: publicId, authoredId })),
    items,
  });
}
