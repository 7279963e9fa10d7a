/** How surprised the model is by each token of a text, in bits: the length of the shortest code for it. */
import { createBreather } from '../foundations/breathe.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/**
 * Returns −log₂ p(token | what precedes it) for every token of the text, in bits. The first entry is NaN: nothing
 * precedes it, and the model says nothing about it. In texts longer than blockSize every token but the first ones is
 * judged with at least half a blockSize of context.
 *
 * @throws TokenizerError on an unknown character
 * @see Shannon 1948, section 6
 */
export async function surprisal(model: Gpt, tokenizer: Tokenizer, text: string): Promise<number[]> {
  const tokenIds = tokenizer.encode(text);
  const bits = new Array<number>(tokenIds.length).fill(Number.NaN);
  const { blockSize } = model.config;
  const stride = Math.max(1, Math.floor(blockSize / 2));
  const breathe = createBreather();
  for (let start = 0, judged = 1; judged < tokenIds.length; start += stride) {
    const window = tokenIds.slice(start, Math.min(start + blockSize, tokenIds.length - 1));
    const logits = await windowLogits(model, window);
    for (; judged <= start + window.length; judged++) {
      bits[judged] = bitsOf(logits, judged - 1 - start, tokenIds[judged] ?? 0, model.config.vocabSize);
    }
    await breathe();
  }
  return bits;
}

/** [T·V] */
async function windowLogits(model: Gpt, window: Int32Array): Promise<Float32Array> {
  const logits = model.forward(window, [1, window.length]);
  try {
    return (await logits.data()) as Float32Array;
  } finally {
    logits.dispose();
  }
}

/** log₂ Σ exp(logits) − logit of the token, with the highest logit taken out so that exp stays finite. */
function bitsOf(logits: Float32Array, row: number, tokenId: number, vocabSize: number): number {
  const scores = logits.subarray(row * vocabSize, (row + 1) * vocabSize);
  const highest = scores.reduce((high, score) => Math.max(high, score), Number.NEGATIVE_INFINITY);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
  return (highest + Math.log(total) - (scores[tokenId] ?? Number.NaN)) / Math.LN2;
}
