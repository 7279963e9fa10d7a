/** Measures whether a text has the form of a Tang quatrain: four lines of five, or four lines of seven characters. */

/** One line: characters up to a mark that ends it. */
const LINE = /[^，。？！；：、\n]*[，。？！；：、]/g;
const LINES = 4;

/** Numbers of characters of each line, marks left out: `[5, 5, 5, 5]` for a five-character quatrain. */
export function lineLengths(poem: string): number[] {
  return [...poem.matchAll(LINE)].map(([line]) => [...line].length - 1);
}

/** True for four lines that all have five or all have seven characters, with nothing left over. */
export function isQuatrain(poem: string): boolean {
  const text = poem.trim().replaceAll('\n', '');
  const lengths = lineLengths(text);
  const [first] = lengths;
  const whole = [...text].length === lengths.reduce((sum, length) => sum + length + 1, 0);
  return (
    whole && lengths.length === LINES && (first === 5 || first === 7) && lengths.every((length) => length === first)
  );
}

/** Share of `poems` that `isQuatrain`, 0…1. */
export function quatrainShare(poems: readonly string[]): number {
  return poems.filter(isQuatrain).length / poems.length;
}
