/**
 * Cuts the Tang poems into stanzas of four equal lines, the form that the poet learns.
 * A quatrain (绝句) is one stanza, an eight-line poem (律诗) is two; a poem that is damaged or irregular is left out.
 */
export interface Stanza {
  /** `五绝`, `七绝`, `五律` or `七律`, as the source names the form. */
  readonly form: string;
  /** Characters per line, without the mark that ends it: 5 or 7. */
  readonly lineLength: 5 | 7;
  /** Two lines of text, two sentences each: `白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。` */
  readonly text: string;
}

const LINES_PER_STANZA = 4;
const VERSE = /([\u4e00-\u9fff]+)([，。？！；、：])/g;

/** Reads `form ⇥ author ⇥ title ⇥ poem` rows and returns every regular stanza in their order. */
export function readStanzas(tsv: string): Stanza[] {
  return tsv.split('\n').flatMap((row) => {
    const [form = '', , , poem = ''] = row.split('\t');
    return stanzasOf(form, poem);
  });
}

function stanzasOf(form: string, poem: string): Stanza[] {
  const lineLength = form.startsWith('五') ? 5 : 7;
  const lines = [...poem.matchAll(VERSE)];
  const whole = lines.map((line) => line[0]).join('') === poem;
  const regular = lines.length % LINES_PER_STANZA === 0 && lines.every((line) => line[1]?.length === lineLength);
  if (!whole || !regular) return [];
  return Array.from({ length: lines.length / LINES_PER_STANZA }, (_, index) => {
    const [a, b, c, d] = lines.slice(index * LINES_PER_STANZA, (index + 1) * LINES_PER_STANZA).map((line) => line[0]);
    return { form, lineLength, text: `${a}${b}\n${c}${d}` };
  });
}

/** Keeps the stanzas all of whose characters stand at least `minCount` times in the whole: a small, well-practised alphabet. */
export function keepFrequent(stanzas: readonly Stanza[], minCount: number): Stanza[] {
  const counts = new Map<string, number>();
  for (const { text } of stanzas) {
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return stanzas.filter(({ text }) => [...text].every((character) => (counts.get(character) ?? 0) >= minCount));
}

/** One text with an empty line after each stanza, as the training reads it. */
export function joinStanzas(stanzas: readonly Stanza[]): string {
  return stanzas.map(({ text }) => `${text}\n\n`).join('');
}
