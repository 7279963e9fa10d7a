/** Draws digits with the model, and measures how far they are from those it was trained on. */
import { complete, type Gpt, type ImageTokenizer } from '@glassbox/core';

export interface DrawOptions {
  /** Images per digit. */
  readonly perDigit: number;
  readonly temperature: number;
  readonly seed: number;
}

export interface DrawnDigit {
  readonly asked: number;
  readonly pixels: Uint8Array;
}

const DIGITS = 10;
/** Rows side by side in one batch. */
const BATCH = 50;
const SHADES = ' ░▒█';

/** Digits 0 … 9 in turn, `perDigit` times; a row of tokens that is no image is left black. */
export async function drawDigits(model: Gpt, tokenizer: ImageTokenizer, options: DrawOptions): Promise<DrawnDigit[]> {
  const asked = Array.from({ length: DIGITS * options.perDigit }, (_, i) => i % DIGITS);
  const drawn: DrawnDigit[] = [];
  for (let first = 0; first < asked.length; first += BATCH) {
    const batch = asked.slice(first, first + BATCH);
    const prompts = batch.map((digit) => [tokenizer.labelToken(String(digit))]);
    const { temperature, seed } = options;
    const rows = await complete(model, prompts, {
      maxTokens: tokenizer.tokensPerImage,
      temperature,
      seed: seed + first,
    });
    for (const [index, { tokenIds }] of rows.entries())
      drawn.push({ asked: batch[index] ?? 0, pixels: toPixels(tokenizer, tokenIds) });
  }
  return drawn;
}

function toPixels(tokenizer: ImageTokenizer, tokenIds: Int32Array): Uint8Array {
  const label = tokenIds.findIndex((id) => id < DIGITS);
  return tokenizer.decodeImage(label === -1 ? tokenIds : tokenIds.subarray(0, label));
}

/** Mean absolute difference in grey levels, 0…255, of each image to the nearest of `others`. */
export function nearestDistances(images: readonly Uint8Array[], others: readonly Uint8Array[]): number[] {
  return images.map((image) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const other of others) {
      let sum = 0;
      for (let i = 0; i < image.length && sum < nearest; i++) sum += Math.abs((image[i] ?? 0) - (other[i] ?? 0));
      nearest = Math.min(nearest, sum);
    }
    return nearest / image.length;
  });
}

/** Images side by side in letters, every second row left out: letters are twice as high as wide. */
export function toLetters(images: readonly Uint8Array[], side: number): string {
  const lines = Array.from({ length: side / 2 }, (_, y) =>
    images
      .map((image) => Array.from(image.subarray(2 * y * side, (2 * y + 1) * side), shade).join(''))
      .join(' ')
      .trimEnd(),
  );
  return lines.join('\n');
}

function shade(grey: number): string {
  return SHADES[Math.round((grey * (SHADES.length - 1)) / 255)] ?? ' ';
}
