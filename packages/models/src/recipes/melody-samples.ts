/** Writes melodies with the model, each from a region, a meter and a key on. */
import { complete, type Gpt, type Melody, type MelodyTokenizer, TokenizerError } from '@glassbox/core';

export interface MelodyOptions {
  readonly start: { readonly label: string; readonly meter: string; readonly key: string };
  readonly count: number;
  readonly temperature: number;
  readonly seed: number;
}

/** `count` melodies; undefined for one that was not finished within the model's view or whose tokens are no melody. */
export async function sampleMelodies(
  model: Gpt,
  tokenizer: MelodyTokenizer,
  { start, count, temperature, seed }: MelodyOptions,
): Promise<(Melody | undefined)[]> {
  const prompt = tokenizer.startTokens(start);
  const rows = await complete(
    model,
    Array.from({ length: count }, () => prompt),
    { maxTokens: model.config.blockSize - prompt.length, temperature, seed, stopTokens: [tokenizer.endToken] },
  );
  return rows.map(({ tokenIds, ended }) => {
    if (ended !== 'stop') return undefined;
    try {
      return tokenizer.decodeMelody([...prompt, ...tokenIds]);
    } catch (error) {
      if (error instanceof TokenizerError) return undefined; // counted as not well formed
      throw error;
    }
  });
}
