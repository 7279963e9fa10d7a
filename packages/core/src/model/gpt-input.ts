/** What a model is given: tokens, which of them count, and where they stand. All is checked here, before any kernel runs. */
import { ShapeError } from '@glassbox/kernels';
import type { BatchShape } from '../data/batches.ts';
import type { GptCache } from './gpt-cache.ts';
import type { GptConfig } from './gpt-config.ts';

/** How tokens are read: which count, where they stand, and what was read before. */
export interface ForwardOptions {
  /**
   * B·T bytes, 1 = may be attended; padding is 0, on the left or on the right. With a cache B·capacity bytes, one per
   * place of the cache. What comes out at a padded place means nothing. Default: all may.
   */
  readonly mask?: Uint8Array;
  /** B·T places in 0…blockSize−1. Default: each row counts its tokens that may be attended, from 0; padding stands at 0. */
  readonly positions?: Int32Array;
  /** Tokens read before; the new ones are appended. With it nothing has a gradient. */
  readonly cache?: GptCache;
}

/**
 * Throws a ShapeError unless tokenIds, mask and positions fit shape, model and cache. Token ids themselves are checked
 * by the embedding.
 */
export function checkInput(
  where: string,
  tokenIds: Int32Array,
  shape: BatchShape,
  { mask, positions, cache }: ForwardOptions,
  config: GptConfig,
): void {
  checkTokens(where, tokenIds, shape, config);
  const [B, T] = shape;
  if (cache) checkCache(where, cache, shape);
  const places = B * (cache?.capacity ?? T);
  if (mask && mask.length !== places) {
    failLength(where, 'mask', mask.length, `${places} bytes, ${cache ? 'B·capacity' : 'B·T'},`);
  }
  if (!positions) return;
  if (positions.length !== B * T) failLength(where, 'positions', positions.length, `${B * T} places, B·T,`);
  const wrong = positions.find((position) => !(position >= 0 && position < config.blockSize));
  if (wrong === undefined) return;
  throw new ShapeError(
    `${where}: a position is ${wrong}; 0 to ${config.blockSize - 1} was needed, blockSize is ${config.blockSize}; crop the tokens.`,
    { expected: `0…${config.blockSize - 1}`, actual: String(wrong) },
  );
}

/** Throws a ShapeError unless `position` is one of T places. */
export function checkPosition(position: number, T: number): void {
  if (Number.isInteger(position) && position >= 0 && position < T) return;
  throw new ShapeError(
    `logitsAt: position is ${position}; 0 to ${T - 1} was needed for T = ${T}; count places from 0.`,
    { expected: `0…${T - 1}`, actual: String(position) },
  );
}

/**
 * Returns the place of every token, B·T, or undefined where every row simply counts from 0.
 *
 * A token's place is the number of tokens of its row before it that may be attended; a padded token stands at 0.
 */
export function placesOf([B, T]: BatchShape, { mask, positions, cache }: ForwardOptions): Int32Array | undefined {
  if (positions) return positions;
  const past = cache?.length ?? 0;
  if (!mask) return past === 0 ? undefined : Int32Array.from({ length: B * T }, (_, i) => past + (i % T));
  const width = mask.length / B;
  const places = new Int32Array(B * T);
  for (let row = 0; row < B; row++) {
    let seen = 0;
    for (let place = 0; place < past + T; place++) {
      const counts = mask[row * width + place] === 1;
      if (place >= past) places[row * T + place - past] = counts ? seen : 0;
      if (counts) seen++;
    }
  }
  return places;
}

function checkTokens(where: string, tokenIds: Int32Array, [B, T]: BatchShape, { blockSize }: GptConfig): void {
  if (!(T >= 1 && T <= blockSize)) {
    throw new ShapeError(
      `${where}: T is ${T}; 1 to ${blockSize}, the model's blockSize, was needed; crop the tokens to the last ${blockSize}.`,
      { expected: `[B, 1…${blockSize}]`, actual: `[${B}, ${T}]` },
    );
  }
  if (!(B >= 1 && B * T === tokenIds.length)) {
    throw new ShapeError(
      `${where}: ${tokenIds.length} tokens were found; ${B}·${T} were needed for shape [${B}, ${T}]; check the batch.`,
      { expected: `[${B}, ${T}]`, actual: `[${tokenIds.length}]` },
    );
  }
}

function checkCache(where: string, cache: GptCache, [B, T]: BatchShape): void {
  const room = cache.capacity - cache.length;
  if (cache.batch === B && T <= room) return;
  throw new ShapeError(
    `${where}: [${B}, ${T}] tokens were found; [${cache.batch}, 1…${room}] were needed for the room left in the cache; ` +
      'make a cache for this batch, or start over with the last tokens.',
    { expected: `[${cache.batch}, 1…${room}]`, actual: `[${B}, ${T}]` },
  );
}

function failLength(where: string, name: string, found: number, needed: string): never {
  throw new ShapeError(
    `${where}: ${name} has ${found} elements; ${needed} were needed; make one per token of the batch.`,
    { expected: needed, actual: String(found) },
  );
}
