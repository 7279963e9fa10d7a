/**
 * How common each character of a vocabulary is in a text; sums to 1. Each counts once more than it occurs, so that none
 * is impossible; characters outside the vocabulary do not count.
 */
export function characterFrequencies(text: string, vocabulary: readonly string[]): Record<string, number> {
  const counts = new Map(vocabulary.map((character) => [character, 1]));
  for (const character of text) {
    const count = counts.get(character);
    if (count !== undefined) counts.set(character, count + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return Object.fromEntries([...counts].map(([character, count]) => [character, count / total]));
}
