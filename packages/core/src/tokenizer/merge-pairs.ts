/** The one rule of byte-pair encoding: replace the pair that was learnt first by its token, until no pair is known. */

/** What two neighbours become. */
export interface Merge {
  /** Its place in the list of merges; the lower, the earlier it was learnt, the sooner it is done. */
  readonly rank: number;
  readonly tokenId: number;
}

export interface MergeTable {
  /** One more than the highest id. */
  readonly vocabSize: number;
  /** By `pairKey`. */
  readonly merges: ReadonlyMap<number, Merge>;
}

/** A number for each pair of ids; exact up to vocabularies of 94 million tokens. */
export function pairKey(left: number, right: number, vocabSize: number): number {
  return left * vocabSize + right;
}

/**
 * Returns the tokens of one piece of text. In each round every place of the best pair is merged, from the left: as
 * every merge makes a token that only later merges use, that gives the same as merging them one by one.
 *
 * @param bytes the ids of the piece's single bytes
 * @see Sennrich et al. 2016, arXiv:1508.07909, algorithm 1; Karpathy, minbpe
 */
export function mergePairs(bytes: readonly number[], { vocabSize, merges }: MergeTable): readonly number[] {
  let tokenIds = bytes;
  for (;;) {
    let best: Merge | undefined;
    let bestKey = -1;
    for (let i = 0; i + 1 < tokenIds.length; i++) {
      const key = pairKey(tokenIds[i] ?? 0, tokenIds[i + 1] ?? 0, vocabSize);
      const merge = merges.get(key);
      if (merge && (!best || merge.rank < best.rank)) {
        best = merge;
        bestKey = key;
      }
    }
    if (!best) return tokenIds;
    tokenIds = replacePair(tokenIds, bestKey, best.tokenId, vocabSize);
  }
}

/** Every place of one pair replaced by its token, from the left: three of the same make one token and a single one. */
export function replacePair(
  tokenIds: readonly number[],
  key: number,
  tokenId: number,
  vocabSize: number,
): readonly number[] {
  const result: number[] = [];
  for (let i = 0; i < tokenIds.length; i++) {
    const left = tokenIds[i] ?? 0;
    const right = tokenIds[i + 1];
    const found = right !== undefined && pairKey(left, right, vocabSize) === key;
    result.push(found ? tokenId : left);
    if (found) i++;
  }
  return result;
}
