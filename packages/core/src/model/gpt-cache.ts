/** What a model remembers of the tokens it has read, one key-value cache per layer, so that the next token costs one row. */
import { createKvCache, type KvCache } from '@glassbox/kernels';
import { ConfigError } from '../foundations/errors.ts';
import type { GptConfig } from './gpt-config.ts';

/** The memory of tokens read, passed to `forward`, `hidden` and `logitsAt`, which append to it; whoever made it disposes it. */
export interface GptCache {
  /** One per layer, all of the same length. */
  readonly layers: readonly KvCache[];
  /** B */
  readonly batch: number;
  /** S, the most tokens per row it can hold. */
  readonly capacity: number;
  /** How many places of each row are filled. Set it lower to forget the last ones, 0 to start over. */
  length: number;
  /** Frees all layers; twice is harmless. */
  dispose(): void;
}

/** The size of a cache. */
export interface GptCacheOptions {
  /** B */
  readonly batch: number;
  /** S; default blockSize. */
  readonly capacity?: number;
}

/**
 * Returns an empty cache for `forward`, `hidden` and `logitsAt`; the caller disposes it. It takes 8·nLayer·B·S·C bytes.
 *
 * @throws KernelError if a size is not a positive integer; ConfigError if capacity exceeds blockSize
 * @see Pope et al. 2022, arXiv:2211.05102, section 2.1
 * @example const cache = createGptCache(model.config, { batch: 1 });
 */
export function createGptCache(config: GptConfig, { batch, capacity = config.blockSize }: GptCacheOptions): GptCache {
  if (capacity > config.blockSize) {
    throw new ConfigError(
      `createGptCache: capacity is ${capacity}; at most ${config.blockSize}, the model's blockSize, was needed; lower it.`,
      'capacity',
    );
  }
  const layers: KvCache[] = [];
  for (let layer = 0; layer < config.nLayer; layer++) {
    layers.push(createKvCache({ batch, blockSize: capacity, nEmbd: config.nEmbd }));
  }
  return {
    layers,
    batch,
    capacity,
    get length() {
      return layers[0]?.length ?? 0;
    },
    set length(length) {
      for (const layer of layers) layer.length = length;
    },
    dispose() {
      for (const layer of layers) layer.dispose();
    },
  };
}
