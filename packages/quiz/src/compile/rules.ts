/**
 * Rules that look at more than one field. They read the raw YAML value, not the parsed one, so that they speak even
 * when something else in the question is wrong: an author gets every problem at once.
 */

/** A problem inside one question. `path` leads to it; `found` is given when the value there does not say it. */
export interface Issue {
  path: (string | number)[];
  needed: string;
  found?: string;
  /** Points at the name of the last field in `path` instead of at its value. */
  atKey?: true;
}

export type RawFields = Record<string, unknown>;

/** Says whether a raw value is a mapping. */
export function isFields(value: unknown): value is RawFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the mappings in a raw list with their places; anything else is left to the schema to complain about. */
export function entriesOf(value: unknown): { index: number; entry: RawFields }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, index) => (isFields(entry) ? [{ index, entry }] : []));
}

/** Exactly one entry of a list has `correct: true`. */
export function findOneRight(field: string, noun: string, value: unknown): Issue[] {
  const entries = entriesOf(value);
  const right = entries.filter(({ entry }) => entry.correct === true);
  const needed = `exactly one ${noun} with "correct: true"`;
  if (entries.length > 0 && right.length === 0)
    return [{ path: [field], found: `no right ${noun}`, needed, atKey: true }];
  return right
    .slice(1)
    .map(({ index }) => ({ path: [field, index, 'correct'], found: `one more right ${noun}`, needed, atKey: true }));
}

/** IDs, Chinese texts and English texts must each be unique in a list of options or items. */
export function findRepeats(field: string, value: unknown): Issue[] {
  const ids = findRepeated(value, ({ id }) => id).map(({ index, first, value: id }) => ({
    path: [field, index, 'id'],
    found: `the ID "${id}" again`,
    needed: `an ID that ${field}[${first}] does not have`,
  }));
  const texts = (['zh', 'en'] as const).flatMap((locale) =>
    findRepeated(value, ({ text }) => (isFields(text) ? text[locale] : undefined)).map(({ index, first }) => ({
      path: [field, index, 'text', locale],
      found: `the same text as ${field}[${first}]`,
      needed: 'a different text: a learner could not tell the two apart',
    })),
  );
  return [...ids, ...texts];
}

/** Returns every entry whose read text an earlier entry already has. */
export function findRepeated(
  list: unknown,
  read: (entry: RawFields) => unknown,
): { index: number; first: number; value: string }[] {
  const firsts = new Map<string, number>();
  return entriesOf(list).flatMap(({ index, entry }) => {
    const found = read(entry);
    if (typeof found !== 'string') return [];
    const value = found.trim();
    const first = firsts.get(value);
    if (first !== undefined) return [{ index, first, value }];
    firsts.set(value, index);
    return [];
  });
}
