/** An ordering question as an author writes it, and what becomes of it: `items` stand in the right order. */
import { z } from 'zod';
import { fields, id, list, localText, questionFields } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { optionId, publicBase, publicOptions, seal } from '../../compile/identity.ts';
import { findRepeats } from '../../compile/rules.ts';
import type { OrderingPublic } from './public.ts';
import type { OrderingKey, OrderingSecret } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('ordering'),
    items: list(
      fields({ id, text: localText }, 'an item: { id, text }'),
      3,
      'a list of at least 3 items, in the right order',
    ),
    feedback: fields(
      { right: localText, wrong: localText, partly: localText.optional() },
      'the remarks: { right, wrong, partly? }',
    ),
  },
  'an ordering question',
);

export const orderingCompiler = defineKind({
  schema,
  findIssues: (raw) => findRepeats('items', raw.items),
  toSecret,
});

function toSecret(authored: z.output<typeof schema>): OrderingSecret {
  const question: OrderingPublic = {
    ...publicBase(authored, 'ordering'),
    items: publicOptions(authored.id, authored.items),
  };
  const { right, wrong, partly } = authored.feedback;
  const key: OrderingKey = {
    order: authored.items.map((item) => ({ id: optionId(authored.id, item.text), authoredId: item.id })),
    feedback: partly ? { right, wrong, partly } : { right, wrong },
  };
  return seal(question, key);
}
