/** How groups compare with labels, with another grouping, and what is typical of one. Pure. */

/** How many members of a group carry each label, the most frequent first. */
export function composition(members: readonly number[], labels: ArrayLike<number>): { label: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const member of members) {
    const label = labels[member] ?? 0;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count || a.label - b.label);
}

/** Share of samples that carry the most frequent label of their group, 0…1. It rises with the number of groups. */
export function purity(members: readonly (readonly number[])[], labels: ArrayLike<number>): number {
  const right = members.reduce((sum, group) => sum + (composition(group, labels)[0]?.count ?? 0), 0);
  return labels.length === 0 ? 0 : right / labels.length;
}

/** Of all pairs that shared a group before, the share that still does; 1 when there was no pair. */
export function stillTogether(before: ArrayLike<number>, now: ArrayLike<number>): number {
  let pairs = 0;
  let kept = 0;
  for (let a = 0; a < before.length; a++) {
    for (let b = a + 1; b < before.length; b++) {
      if (before[a] !== before[b]) continue;
      pairs++;
      if (now[a] === now[b]) kept++;
    }
  }
  return pairs === 0 ? 1 : kept / pairs;
}

const NOT_A_CHARACTER = /[^\p{Script=Han}]/gu;

/** The characters that stand in more of a group's poems than of all poems, the most typical first. */
export function typicalCharacters(members: readonly number[], texts: readonly string[], most: number): string[] {
  const share = (of: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const text of of) {
      for (const character of new Set(text.replace(NOT_A_CHARACTER, ''))) {
        counts.set(character, (counts.get(character) ?? 0) + 1 / of.length);
      }
    }
    return counts;
  };
  const everywhere = share(texts);
  const here = share(members.map((member) => texts[member] ?? ''));
  return [...here]
    .map(([character, part]) => ({ character, more: part - (everywhere.get(character) ?? 0) }))
    .sort((a, b) => b.more - a.more)
    .slice(0, most)
    .map(({ character }) => character);
}

/** Which of the choices of the prediction a purity of ten groups of digits is: about 25, 55, 75, 95 %. */
export function choiceOfPurity(share: number): number {
  return share < 0.4 ? 0 : share < 0.67 ? 1 : share < 0.87 ? 2 : 3;
}
