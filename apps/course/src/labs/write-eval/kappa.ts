/** Cohen's κ of two judges who said yes or no to the same things (Cohen 1960): (observed − by chance) / (1 − by chance). */
export interface JudgePair {
  human: boolean;
  rule: boolean;
}

/** Returns both; κ is undefined where each judge always says the same and chance alone would agree. */
export function agreement(pairs: readonly JudgePair[]): { agreed: number; kappa: number | undefined } {
  const agreed = pairs.filter(({ human, rule }) => human === rule).length;
  const human = pairs.filter((pair) => pair.human).length / pairs.length;
  const rule = pairs.filter((pair) => pair.rule).length / pairs.length;
  const chance = human * rule + (1 - human) * (1 - rule);
  return { agreed, kappa: chance < 1 ? (agreed / pairs.length - chance) / (1 - chance) : undefined };
}
