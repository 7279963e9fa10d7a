/** Which of the weighed sentences an extractive answer quotes: shared by the generator and the fitting of its threshold. */

/** How much is quoted. */
export interface QuoteOptions {
  /** Default 2. */
  readonly maxSentences?: number;
  /** A further sentence must be at least this share as probable as the best. Default 0.6. */
  readonly minShare?: number;
}

/**
 * Returns the sentences to quote: none if the best is below the threshold, else the best and those nearly as probable.
 *
 * @param sorted most probable first
 */
export function chooseQuotes<Sentence extends { readonly probability: number }>(
  sorted: readonly Sentence[],
  threshold: number,
  { maxSentences = 2, minShare = 0.6 }: QuoteOptions = {},
): Sentence[] {
  const least = Math.max(threshold, minShare * (sorted[0]?.probability ?? 0));
  return sorted.filter(({ probability }) => probability >= least).slice(0, maxSentences);
}
