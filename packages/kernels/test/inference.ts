/** The tests of ops without a gradient, on whichever backend is active: KV cache, uniform numbers, halves, int8. */
import {
  engine,
  memory,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  cachedAttention,
  createKvCache,
  fromHalf,
  type HalfFormat,
  linear,
  linearInt8,
  quantizeInt8,
  selfAttention,
  toHalf,
  uniform,
} from '../src/index.ts';
import { hashBits } from '../src/random/hash.ts';
import { largestError, onCpu, seeded, seededValues } from './compute.ts';

export interface InferenceOptions {
  /** Room for another order of summing in float32, in units of the largest value. */
  tolerance?: number;
  /** Whether the device keeps float32 numbers below 2⁻¹²⁶; GPUs may make them 0. */
  keepsSubnormals?: boolean;
}

/** Runs every suite of this file. */
export function testInference(
  activate: () => Promise<unknown>,
  { tolerance = 2e-5, keepsSubnormals = true }: InferenceOptions = {},
): void {
  beforeAll(async () => {
    await activate();
  });
  testCache(tolerance);
  testUniform();
  testHalves(keepsSubnormals);
  testInt8(tolerance);
}

/** `pieces` are the T of each call; together they make the whole sequence. */
const CACHE_CASES = [
  { title: 'token by token', B: 1, C: 8, nHead: 2, pieces: [1, 1, 1, 1, 1], blockSize: 5 },
  { title: 'a prompt, then tokens', B: 2, C: 15, nHead: 3, pieces: [5, 1, 1, 2], blockSize: 11 },
  { title: 'a long prompt', B: 1, C: 65, nHead: 1, pieces: [67, 1], blockSize: 131 },
  { title: 'left padding', B: 2, C: 6, nHead: 2, pieces: [4, 1, 1], blockSize: 7, padding: [0, 2] },
];

function testCache(tolerance: number): void {
  test.each(CACHE_CASES)('cachedAttention of $title is selfAttention of the whole', async (cacheCase) => {
    const { B, C, nHead, pieces, blockSize, padding } = cacheCase;
    const T = pieces.reduce((total, piece) => total + piece, 0);
    const maskOf = (keys: number) =>
      padding && {
        mask: Uint8Array.from({ length: B * keys }, (_, i) =>
          i % keys < (padding[Math.floor(i / keys)] ?? 0) ? 0 : 1,
        ),
      };
    const before = memory();
    const qkv = seeded<Tensor3D>([B, T, 3 * C], 5, 2);
    const whole = selfAttention(qkv, { nHead, ...maskOf(T) });
    const cache = createKvCache({ batch: B, blockSize, nEmbd: C });
    let start = 0;
    for (const piece of pieces) {
      // The cache outlives the tidy that everything else dies in.
      const [actual, expected] = tidy(() => {
        const rows = slice(qkv, [0, start, 0], [-1, piece, -1]);
        return [
          cachedAttention(rows, cache, { nHead, ...maskOf(blockSize) }),
          slice(whole, [0, start, 0], [-1, piece, -1]),
        ];
      }) as [Tensor, Tensor];
      expect(largestError(await actual.data(), await expected.data()), `from ${start}`).toBeLessThan(tolerance);
      actual.dispose();
      expected.dispose();
      start += piece;
      expect(cache.length).toBe(start);
    }
    cache.dispose();
    cache.dispose();
    for (const used of [qkv, whole]) used.dispose();
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
  });

  test('a cache whose length was lowered forgets the last tokens', async () => {
    const cache = createKvCache({ batch: 1, blockSize: 4, nEmbd: 6 });
    const [first, wrong, second] = [1, 2, 3].map((seed) => seeded<Tensor3D>([1, 2, 18], seed)) as [
      Tensor3D,
      Tensor3D,
      Tensor3D,
    ];
    const step = (qkv: Tensor3D) => cachedAttention(qkv, cache, { nHead: 2 });
    const made = [step(first)];
    made.push(step(second));
    cache.length = 2;
    made.push(step(wrong));
    cache.length = 2;
    made.push(step(second));
    expect(await made[3]?.data()).toEqual(await made[1]?.data());
    for (const used of [first, wrong, second, ...made, cache]) used.dispose();
  });
}

function testUniform(): void {
  test.each([[[1]], [[257]], [[3, 5, 7]], [[0]]])('uniform %j has the same bits everywhere', async (shape) => {
    const draws = uniform(shape, -12345);
    const size = shape.reduce((product, length) => product * length, 1);
    const expected = Float32Array.from({ length: size }, (_, i) => Math.floor(hashBits(-12345, i) / 256) / 2 ** 24);
    expect(draws.shape).toEqual(shape);
    expect(await draws.data()).toEqual(expected);
    draws.dispose();
  });
}

const ALL_PATTERNS = Uint16Array.from({ length: 2 ** 16 }, (_, pattern) => pattern);

/** Pattern → value, where the standard leaves no doubt. */
const KNOWN: Record<HalfFormat, [number, number][]> = {
  float16: [
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
    [0xfc01, Number.NaN],
  ],
  bfloat16: [
    [0x0000, 0],
    [0x8000, -0],
    [0x0080, 2 ** -126],
    [0x3f80, 1],
    [0xc000, -2],
    [0x4049, 3.140625],
    [0x7f7f, 255 * 2 ** 120],
    [0x7f80, Number.POSITIVE_INFINITY],
    [0xff80, Number.NEGATIVE_INFINITY],
    [0x7fc0, Number.NaN],
    [0xff81, Number.NaN],
  ],
};

function testHalves(keepsSubnormals: boolean): void {
  const isKept = (value: number) => keepsSubnormals || value === 0 || !(Math.abs(value) < 2 ** -126);

  describeFormats((format) => {
    test(`fromHalf gives what ${format} patterns stand for, in order of size`, async () => {
      const values = await decodeAll(format);
      for (const [pattern, value] of KNOWN[format]) expect(values[pattern], `0x${pattern.toString(16)}`).toBe(value);
      const infinity = KNOWN[format].find(([, value]) => value === Number.POSITIVE_INFINITY)?.[0] ?? 0;
      for (let pattern = 0; pattern < infinity; pattern++) {
        const [low = Number.NaN, high = Number.NaN] = [values[pattern], values[pattern + 1]];
        if (isKept(high) && !(low < high)) expect.fail(`0x${pattern.toString(16)}: ${low}, then ${high}`);
        if (values[pattern + 0x8000] !== -low) expect.fail(`0x${pattern.toString(16)} has another size below 0`);
      }
      for (let pattern = infinity + 1; pattern < 0x8000; pattern++) {
        const both = [values[pattern], values[pattern + 0x8000]];
        if (!both.every(Number.isNaN)) expect.fail(`0x${pattern.toString(16)} is ${both}; NaN was needed`);
      }
    });

    test(`toHalf undoes fromHalf for every ${format} pattern`, async () => {
      const values = await decodeAll(format);
      const patterns = ALL_PATTERNS.filter((pattern) => {
        const value = values[pattern] ?? Number.NaN;
        return !Number.isNaN(value) && isKept(value);
      });
      const encoded = await encode(
        Float32Array.from(patterns, (pattern) => values[pattern] ?? 0),
        format,
      );
      expect(encoded).toEqual(patterns);
      const nans = await encode(Float32Array.of(Number.NaN, 1, -Number.NaN), format);
      const back = await decode(nans, format);
      expect([...back]).toEqual([Number.NaN, 1, Number.NaN]);
    });

    test(`toHalf takes the nearest ${format}, the even one of two as near, and infinity beyond the largest`, async () => {
      const values = await decodeAll(format);
      const infinity = values.indexOf(Number.POSITIVE_INFINITY);
      const finite = Array.from({ length: infinity - 1 }, (_, pattern) => pattern).filter((p) =>
        isKept(values[p + 1] ?? 0),
      );
      const middle = (pattern: number) => ((values[pattern] ?? 0) + (values[pattern + 1] ?? 0)) / 2; // exact in float32
      const ties = await encode(Float32Array.from(finite, middle), format);
      expect(ties).toEqual(Uint16Array.from(finite, (pattern) => pattern + (pattern & 1)));
      const below = await encode(
        Float32Array.from(finite, (p) => -nextDown(middle(p))),
        format,
      );
      expect(below).toEqual(Uint16Array.from(finite, (pattern) => 0x8000 + pattern));
      const last = values[infinity - 1] ?? 0;
      const limit = last + (last - (values[infinity - 2] ?? 0)) / 2; // half a step above the largest
      const large = await encode(Float32Array.of(limit, -limit, nextDown(limit), Number.POSITIVE_INFINITY), format);
      expect([...large]).toEqual([infinity, infinity + 0x8000, infinity - 1, infinity]);
    });

    test(`${format} conversion leaves no tensor behind`, async () => {
      const before = memory();
      await encode(seededValues([3], 1), format);
      await decode(Uint16Array.of(1, 2, 3), format);
      await decode(new Uint16Array(0), format);
      expect(memory().numTensors).toBe(before.numTensors);
      expect(memory().numDataBuffers).toBe(before.numDataBuffers);
    });
  });
}

function describeFormats(tests: (format: HalfFormat) => void): void {
  tests('float16');
  tests('bfloat16');
}

const decodeAll = (format: HalfFormat) => decode(ALL_PATTERNS, format);

async function decode(bits: Uint16Array, format: HalfFormat): Promise<Float32Array> {
  const decoded = fromHalf(bits, format, [bits.length]);
  const values = ((await decoded.data()) as Float32Array).slice();
  decoded.dispose();
  return values;
}

async function encode(values: Float32Array, format: HalfFormat): Promise<Uint16Array> {
  const x = tensor(values);
  const bits = await toHalf(x, format);
  x.dispose();
  return bits;
}

/** The float32 before a positive one. */
function nextDown(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer);
  return new Float32Array(Uint32Array.of((bits[0] ?? 0) - 1).buffer)[0] ?? Number.NaN;
}

/** [N, C, E] */
const INT8_SIZES = [
  [1, 1, 1],
  [1, 13, 5],
  [2, 7, 3],
  [1, 65, 130],
  [5, 33, 257],
  [70, 9, 8],
  [0, 3, 5],
];

function testInt8(tolerance: number): void {
  test.each(INT8_SIZES)(
    'linearInt8 %i×%i×%i gives what the reference gives, with all that is fused',
    async (...sizes) => {
      const run = () => runInt8(sizes as [number, number, number]);
      const expected = await onCpu(run);
      const actual = await run();
      expect(actual.values).toEqual(expected.values);
      expect(largestError(actual.scales, expected.scales)).toBeLessThan(1e-7);
      expect(largestError(actual.plain, expected.plain)).toBeLessThan(tolerance);
      expect(largestError(actual.fused, expected.fused)).toBeLessThan(tolerance);
    },
  );

  test('linearInt8 is off by at most max|w|/254·Σ|x| of the column', async () => {
    const [N, C, E] = [5, 37, 19];
    const x = seeded<Tensor2D>([N, C], 1);
    const weight = seeded<Tensor2D>([C, E], 2, 3);
    const small = quantizeInt8(weight);
    const [exact, close] = [linear(x, weight), linearInt8(x, small)];
    const [wanted, got] = [await exact.data(), await close.data()];
    const [xs, ws] = [seededValues([N, C], 1), seededValues([C, E], 2, 3)];
    for (let n = 0; n < N; n++) {
      const total = xs.slice(n * C, (n + 1) * C).reduce((sum, value) => sum + Math.abs(value), 0);
      for (let e = 0; e < E; e++) {
        const largest = ws.reduce((most, value, i) => (i % E === e ? Math.max(most, Math.abs(value)) : most), 0);
        const error = Math.abs((got[n * E + e] ?? Number.NaN) - (wanted[n * E + e] ?? 0));
        expect(error, `row ${n}, column ${e}`).toBeLessThanOrEqual((largest / 254) * total + 1e-5);
      }
    }
    expect(largestError(got, wanted)).toBeGreaterThan(1e-4); // it is a quantized product
    for (const used of [x, weight, exact, close, small]) used.dispose();
  });

  test('weights that are whole multiples of a power of 2 come through exactly, and zero columns as zeros', async () => {
    const [C, E] = [254, 6];
    const level = (c: number, e: number) => (e === 4 ? 0 : ((c * (2 * e + 1)) % 255) - 127);
    const values = Float32Array.from(
      { length: C * E },
      (_, i) => level(Math.floor(i / E), i % E) * 2 ** -((i % E) + 3),
    );
    // Row 0 of each column is its largest, ±127.
    const weight = tensor(values, [C, E]) as Tensor2D;
    const identity = tensor(
      Float32Array.from({ length: C * C }, (_, i) => (i % (C + 1) === 0 ? 1 : 0)),
      [C, C],
    ) as Tensor2D;
    const small = quantizeInt8(weight);
    const back = linearInt8(identity, small);
    const read = Float32Array.from(await back.data(), (value) => value + 0); // −0 counts as 0
    expect(read).toEqual(Float32Array.from(values, (value) => value + 0));
    expect((await small.scales.data())[4]).toBe(0);
    for (const used of [weight, identity, back, small]) used.dispose();
  });

  test('quantizing and multiplying leaves no tensor behind', async () => {
    const before = memory();
    await runInt8([2, 7, 3]);
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(engine().state.numTensors).toBe(before.numTensors);
  });
}

async function runInt8([N, C, E]: [number, number, number]) {
  const x = seeded<Tensor2D>([N, C], 1);
  const weight = seeded<Tensor2D>([C, E], 2);
  const bias = seeded<Tensor1D>([E], 3);
  const residual = seeded<Tensor2D>([N, E], 4);
  const small = quantizeInt8(weight);
  const plain = linearInt8(x, small);
  const fused = linearInt8(x, small, bias, { activation: 'gelu', residual });
  const read = async (t: Tensor) => (await t.data()).slice();
  const result = {
    values: await read(small.values),
    scales: await read(small.scales),
    plain: await read(plain),
    fused: await read(fused),
  };
  expect(small.values.shape).toEqual([C, Math.ceil(E / 4)]);
  for (const used of [x, weight, bias, residual, small, plain, fused]) used.dispose();
  return result;
}
