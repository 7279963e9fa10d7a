/**
 * The sizes of GPT-2 and GPT-3 as published, to count and to compare with. Two rows of GPT-3's table do not add up, and
 * are given here in the nearest form that does: XL is printed with 24 heads of 128, which is not 2048 (16 heads are),
 * and 13B with a width of 5140, which is not 40 heads of 128 (5120 is).
 */
import type { GptConfig } from './gpt-config.ts';

/** A model of a paper: its shape, and how large the paper says it is. */
export interface PublishedSize {
  readonly name: string;
  /** As the paper rounds it. */
  readonly publishedParameters: number;
  readonly config: GptConfig;
}

const VOCABULARY = 50257;
const GPT2_BLOCK = 1024;
const GPT3_BLOCK = 2048;

/**
 * The four sizes of GPT-2.
 *
 * @see Radford et al. 2019, table 2, whose counts (117M, 345M, 762M, 1542M) its authors later corrected to these
 */
export const GPT2_SIZES: readonly PublishedSize[] = [
  size('GPT-2 Small', 124e6, [12, 12, 768], GPT2_BLOCK),
  size('GPT-2 Medium', 355e6, [24, 16, 1024], GPT2_BLOCK),
  size('GPT-2 Large', 774e6, [36, 20, 1280], GPT2_BLOCK),
  size('GPT-2 XL', 1558e6, [48, 25, 1600], GPT2_BLOCK),
];

/**
 * The eight sizes of GPT-3.
 *
 * @see Brown et al. 2020, arXiv:2005.14165, table 2.1
 */
export const GPT3_SIZES: readonly PublishedSize[] = [
  size('GPT-3 Small', 125e6, [12, 12, 768], GPT3_BLOCK),
  size('GPT-3 Medium', 350e6, [24, 16, 1024], GPT3_BLOCK),
  size('GPT-3 Large', 760e6, [24, 16, 1536], GPT3_BLOCK),
  size('GPT-3 XL', 1.3e9, [24, 16, 2048], GPT3_BLOCK),
  size('GPT-3 2.7B', 2.7e9, [32, 32, 2560], GPT3_BLOCK),
  size('GPT-3 6.7B', 6.7e9, [32, 32, 4096], GPT3_BLOCK),
  size('GPT-3 13B', 13e9, [40, 40, 5120], GPT3_BLOCK),
  size('GPT-3 175B', 175e9, [96, 96, 12288], GPT3_BLOCK),
];

function size(
  name: string,
  publishedParameters: number,
  [nLayer, nHead, nEmbd]: readonly [number, number, number],
  blockSize: number,
): PublishedSize {
  return { name, publishedParameters, config: { vocabSize: VOCABULARY, nLayer, nHead, nEmbd, blockSize } };
}
