/**
 * The pieces that the schemas of all kinds are made of. Every `error` says what is needed, in words that follow
 * "needed …"; what was found and where comes from the YAML itself.
 */
import { z } from 'zod';

/** A mapping with exactly these fields; an unknown one is refused by name. */
export function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape, needed: string) {
  const allowed = `no field but: ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? allowed : needed) });
}

/** Text that is not empty; blank ends are cut. */
export function text(needed: string) {
  return z.string({ error: needed }).trim().min(1, { error: needed });
}

/** A number that is finite and at least `minimum`. */
export function number(needed: string, minimum = Number.NEGATIVE_INFINITY) {
  return z.number({ error: needed }).min(minimum, { error: needed });
}

export const localText = fields(
  { zh: text('a text in Chinese'), en: text('a text in English') },
  'the text in both languages: { zh: …, en: … }',
);

const ID_NEEDED = 'an ID of lower-case letters, digits and hyphens, such as why-shuffle (in quotes if it is a number)';
export const id = z.string({ error: ID_NEEDED }).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: ID_NEEDED });

/** A list with at least `minimum` entries. */
export function list<Item extends z.ZodType>(item: Item, minimum: number, needed: string) {
  return z.array(item, { error: needed }).min(minimum, { error: needed });
}
