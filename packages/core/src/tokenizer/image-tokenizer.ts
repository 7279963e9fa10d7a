/**
 * Images as tokens, so that a GPT can draw. Grey values are rounded to a few levels, and each small square of pixels
 * becomes one token, in reading order: 28 × 28 pixels in squares of 2 × 2 are 196 tokens, and with 4 levels there are
 * 4⁴ = 256 kinds of squares. Single pixels (as in iGPT) would make sequences four times as long, attention sixteen times
 * as dear; a learned codebook (as in VQ-VAE) would be shorter still, but nobody could see what a token means.
 * Written down, a square is the word of its levels, `0132`, and a label such as `<7>` stands before its image.
 *
 * @see Chen et al. 2020, Generative Pretraining from Pixels, §3.1
 */
import { ConfigError, TokenizerError } from '../foundations/errors.ts';
import type { Tokenizer } from './tokenizer.ts';
import { wordTokenizer } from './word-tokenizer.ts';

/** Size, patches and greys of the images. */
export interface ImageTokenizerOptions {
  /** Pixels; multiples of patchSize. Default 28. */
  readonly width?: number;
  readonly height?: number;
  /** Side of the square that is one token, in pixels. Default 2. */
  readonly patchSize?: number;
  /** Grey levels, black and white included, 2 to 10. Default 4. */
  readonly levels?: number;
  /** What images may be asked for by; each is a token, `<7>`. Default: the ten digits. */
  readonly labels?: readonly string[];
}

export interface ImageTokenizer extends Tokenizer {
  readonly width: number;
  readonly height: number;
  readonly patchSize: number;
  readonly levels: number;
  readonly tokensPerImage: number;
  /** The token that announces an image of this label. Throws a TokenizerError if there is no such label. */
  labelToken(label: string): number;
  /**
   * The tokens of an image, [tokensPerImage], without its label.
   * @param pixels [height·width], row-major, 0 black … 255 white
   */
  encodeImage(pixels: ArrayLike<number>): Int32Array;
  /** The image of its tokens, [height·width], 0…255. A drawing that is not finished is black where tokens are missing. */
  decodeImage(tokenIds: ArrayLike<number>): Uint8Array;
  /** The image that `decodeImage(encodeImage(pixels))` gives: every pixel at the nearest level. */
  quantize(pixels: ArrayLike<number>): Uint8Array;
}

const WHITE = 255;
/** A GPT's embedding has one row per kind of square. */
const MOST_PATCHES = 65_536;
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * Returns the tokenizer of images of one size. Labels have the first ids, then come the squares, counted as numbers in
 * base `levels` whose first digit is the upper left pixel.
 *
 * @throws ConfigError if a size is no multiple of patchSize, or an option is out of range
 * @example const tokenizer = imageTokenizer(); [tokenizer.labelToken('7'), ...tokenizer.encodeImage(pixels)];
 */
export function imageTokenizer(options: ImageTokenizerOptions = {}): ImageTokenizer {
  const { width = 28, height = 28, patchSize = 2, levels = 4, labels = DIGITS } = options;
  const grid = checkGrid({ width, height, patchSize, levels });
  const labelWords = labels.map((label) => `<${label}>`);
  const patchWords = Array.from({ length: grid.kinds }, (_, code) =>
    code.toString(levels).padStart(patchSize * patchSize, '0'),
  );
  const words = wordTokenizer([...labelWords, ...patchWords]);
  const firstPatch = labels.length;
  return {
    ...words,
    width,
    height,
    patchSize,
    levels,
    tokensPerImage: grid.tokens,
    labelToken: (label) => (labels.includes(label) ? labels.indexOf(label) : failLabel(label, labels)),
    encodeImage: (pixels) => encodeImage(toLevels(pixels, grid), grid, firstPatch),
    decodeImage: (tokenIds) => decodeImage(tokenIds, grid, firstPatch),
    quantize: (pixels) => Uint8Array.from(toLevels(pixels, grid), (level) => toGrey(level, levels)),
  };
}

interface Grid {
  readonly width: number;
  readonly height: number;
  readonly patchSize: number;
  readonly levels: number;
  /** Squares per image. */
  readonly tokens: number;
  /** Different squares, levels^(patchSize²). */
  readonly kinds: number;
}

function checkGrid(shape: Omit<Grid, 'tokens' | 'kinds'>): Grid {
  const { width, height, patchSize, levels } = shape;
  if (!(Number.isInteger(patchSize) && patchSize >= 1)) failOption('patchSize', patchSize, 'a whole number from 1 up');
  for (const [field, value] of Object.entries({ width, height })) {
    if (!(Number.isInteger(value / patchSize) && value > 0)) failOption(field, value, `a multiple of ${patchSize}`);
  }
  if (!(Number.isInteger(levels) && levels >= 2 && levels <= 10))
    failOption('levels', levels, 'a whole number, 2 to 10,');
  const kinds = levels ** (patchSize * patchSize);
  if (kinds > MOST_PATCHES)
    failOption('levels', levels, `at most ${MOST_PATCHES} kinds of squares, levels^(patchSize²),`);
  return { ...shape, tokens: (width / patchSize) * (height / patchSize), kinds };
}

/** [height·width] levels, 0 … levels - 1. */
function toLevels(pixels: ArrayLike<number>, { width, height, levels }: Grid): Uint8Array {
  if (pixels.length !== width * height) {
    throw new TokenizerError(
      `encodeImage: ${pixels.length} pixels were found; ${width} × ${height} = ${width * height} were needed; scale the image.`,
    );
  }
  return Uint8Array.from({ length: pixels.length }, (_, place) => {
    const grey = pixels[place] ?? Number.NaN;
    if (!(grey >= 0 && grey <= WHITE)) {
      throw new TokenizerError(
        `encodeImage: pixel ${place} is ${grey}; a grey value from 0 to ${WHITE} was needed; convert the image.`,
      );
    }
    return Math.round((grey * (levels - 1)) / WHITE);
  });
}

function toGrey(level: number, levels: number): number {
  return Math.round((level * WHITE) / (levels - 1));
}

function encodeImage(pixelLevels: Uint8Array, grid: Grid, firstPatch: number): Int32Array {
  const tokenIds = new Int32Array(grid.tokens).fill(firstPatch);
  for (const { token, place, weight } of pixelsOf(grid)) {
    tokenIds[token] = (tokenIds[token] ?? 0) + (pixelLevels[place] ?? 0) * weight;
  }
  return tokenIds;
}

function decodeImage(tokenIds: ArrayLike<number>, grid: Grid, firstPatch: number): Uint8Array {
  const { tokens, kinds, levels } = grid;
  if (tokenIds.length > tokens) {
    throw new TokenizerError(
      `decodeImage: ${tokenIds.length} tokens were found; at most ${tokens} were needed; leave the label out and stop there.`,
    );
  }
  const wrong = Array.from(tokenIds).findIndex((id) => !(id >= firstPatch && id < firstPatch + kinds));
  if (wrong !== -1) {
    throw new TokenizerError(
      `decodeImage: token ${wrong} has id ${tokenIds[wrong]}; ids of squares, ${firstPatch} to ${firstPatch + kinds - 1}, ` +
        'were needed; a label inside an image is no square.',
    );
  }
  const pixels = new Uint8Array(grid.width * grid.height);
  for (const { token, place, weight } of pixelsOf(grid)) {
    const code = (tokenIds[token] ?? firstPatch) - firstPatch;
    pixels[place] = toGrey(Math.floor(code / weight) % levels, levels);
  }
  return pixels;
}

/** Every pixel with the token it belongs to and the weight of its digit in that token's number. */
function* pixelsOf({
  width,
  height,
  patchSize,
  levels,
}: Grid): Generator<{ token: number; place: number; weight: number }> {
  const patchesPerRow = width / patchSize;
  for (let place = 0; place < width * height; place++) {
    const x = place % width;
    const y = Math.floor(place / width);
    const token = Math.floor(y / patchSize) * patchesPerRow + Math.floor(x / patchSize);
    const digit = (y % patchSize) * patchSize + (x % patchSize);
    yield { token, place, weight: levels ** (patchSize * patchSize - 1 - digit) };
  }
}

function failLabel(label: string, labels: readonly string[]): never {
  throw new TokenizerError(`labelToken: ${JSON.stringify(label)} was found; one of ${labels.join(' ')} was needed.`);
}

function failOption(field: string, value: unknown, needed: string): never {
  throw new ConfigError(
    `imageTokenizer: ${field} is ${String(value)}; ${needed} was needed; change the options.`,
    field,
  );
}
