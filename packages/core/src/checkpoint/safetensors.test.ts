import { describe, expect, it } from 'vitest';
import { CheckpointError } from '../foundations/errors.ts';
import { readSafetensors } from './safetensors.ts';
import { floatValues, integerValues } from './safetensors-values.ts';
import { writeSafetensors } from './write-safetensors.ts';

/** A file with any header, honest or not. */
function fileOf(header: unknown, dataLength: number, announced?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(announced ?? text.length), true);
  file.set(text, 8);
  return file;
}

/** A header whose second byte is no UTF-8. */
function brokenText(): Uint8Array {
  const file = fileOf('{"a":1}', 0);
  file[9] = 0xff;
  return file;
}

const entry = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('writeSafetensors and readSafetensors', () => {
  it('give back names, shapes, values and metadata', () => {
    const file = writeSafetensors(
      [
        { name: 'half', shape: [3], values: Float32Array.from([0.5, -2, 65504]), dtype: 'F16' },
        { name: 'single', shape: [2, 2], values: Float32Array.from([1, 2, 3, Math.fround(0.1)]) },
        { name: 'whole', shape: [2], values: Int32Array.from([-1, 2 ** 31 - 1]) },
        { name: 'none', shape: [0, 4], values: new Float32Array(0) },
      ],
      { format: 'pt', note: '春' },
    );
    const { tensors, metadata } = readSafetensors(file);
    const get = (name: string) => tensors.get(name) ?? expect.fail(name);
    expect(metadata).toEqual({ format: 'pt', note: '春' });
    expect([...floatValues(get('half'))]).toEqual([0.5, -2, 65504]);
    expect([...floatValues(get('single'))]).toEqual([1, 2, 3, Math.fround(0.1)]);
    expect([...integerValues(get('whole'))]).toEqual([-1, 2 ** 31 - 1]);
    expect(get('none').shape).toEqual([0, 4]);
    expect(floatValues(get('single')).buffer).toBe(file.buffer); // a view, not a copy
  });

  it('reads BF16, and F32 that is not aligned in memory', () => {
    const bytes = fileOf({ a: entry(0, 4, [2], 'BF16'), b: entry(4, 8) }, 8);
    bytes.set([0x80, 0x3f, 0x49, 0xc0, 0, 0, 0x80, 0x3f], bytes.length - 8);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const { tensors } = readSafetensors(shifted.subarray(1));
    expect(Array.from(tensors.values(), (tensor) => [...floatValues(tensor)])).toEqual([[1, -3.140625], [1]]);
  });

  it('copies no byte: every tensor is a view into the file, and so are the numbers of F32 and I32', () => {
    const file = writeSafetensors([
      { name: 'half', shape: [3], values: Float32Array.from([1, 2, 3]), dtype: 'F16' },
      { name: 'single', shape: [2], values: Float32Array.from([1, 2]) },
      { name: 'whole', shape: [1], values: Int32Array.from([7]) },
    ]);
    const { tensors } = readSafetensors(file);
    for (const { bytes } of tensors.values()) expect(bytes.buffer).toBe(file.buffer);
    const single = tensors.get('single') ?? expect.fail();
    const view = floatValues(single);
    expect([view.buffer, view.byteOffset]).toEqual([file.buffer, single.bytes.byteOffset]);
    expect(integerValues(tensors.get('whole') ?? expect.fail()).buffer).toBe(file.buffer);
    view[1] = 5;
    expect([...floatValues(single)]).toEqual([1, 5]); // the file itself changed
  });

  it('reads F64 in single precision', () => {
    const file = fileOf({ a: entry(0, 16, [2], 'F64') }, 16);
    new DataView(file.buffer).setFloat64(file.length - 16, 0.1, true);
    new DataView(file.buffer).setFloat64(file.length - 8, -2, true);
    const { tensors } = readSafetensors(file);
    expect([...floatValues(tensors.get('a') ?? expect.fail())]).toEqual([Math.fround(0.1), -2]);
  });

  it('keeps a tensor called __proto__ and long metadata apart from everything else', () => {
    const note = `"{[\\${'春'.repeat(400_000)}`;
    const file = writeSafetensors([{ name: '__proto__', shape: [1], values: Float32Array.from([3]) }], { note });
    const { tensors, metadata } = readSafetensors(file);
    expect([...tensors.keys()]).toEqual(['__proto__']);
    expect(metadata.note === note).toBe(true);
  });

  it('leaves dtypes it has no numbers for readable as bytes, and says so when asked for numbers', () => {
    const tensor = readSafetensors(fileOf({ mask: entry(0, 3, [3], 'BOOL') }, 3)).tensors.get('mask') ?? expect.fail();
    expect(() => floatValues(tensor)).toThrow(/"mask": dtype BOOL was found; F32, F16, BF16 or F64/);
    expect(() => integerValues(tensor)).toThrow(/I32 was needed/);
  });
});

describe('a hostile or damaged file', () => {
  it.each<[string, Uint8Array, RegExp, string?]>([
    ['an empty file', new Uint8Array(0), /0 bytes were found; at least 8/],
    ['a header longer than the file', fileOf({}, 0, 1e6), /a header of 1000000 bytes was announced/],
    ['a header length beyond 2^53', fileOf({}, 0, 2 ** 60), /1152921504606846976 bytes was announced/],
    [
      'a header of more than 16 MiB',
      fileOf(' '.repeat(2 ** 24 + 1), 0),
      /16777217 bytes was announced; at most 16777216/,
    ],
    ['a header that is nested deeply', fileOf('['.repeat(2 ** 20), 0), /the header is not JSON/],
    ['a header in broken UTF-8', brokenText(), /the header is not JSON in UTF-8/],
    ['a header that is not JSON', fileOf('{"a":', 0), /the header is not JSON/],
    ['a header that is a list', fileOf([], 0), /not a JSON object/],
    [
      'a name twice',
      fileOf(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
        4,
      ),
      /"a" stands twice/,
      'a',
    ],
    [
      'a field twice',
      fileOf('{"a":{"dtype":"F32","dtype":"F16","shape":[1],"data_offsets":[0,4]}}', 4),
      /"dtype" stands twice/,
      'dtype',
    ],
    [
      'a name twice, once written with an escape',
      fileOf(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
        4,
      ),
      /"a" stands twice/,
      'a',
    ],
    ['metadata twice', fileOf('{"__metadata__":{},"__metadata__":{}}', 0), /"__metadata__" stands twice/],
    ['an unknown dtype', fileOf({ a: entry(0, 4, [1], 'F99') }, 4), /"a": dtype "F99"/, 'a'],
    ['a dtype from Object.prototype', fileOf({ a: entry(0, 4, [1], 'toString') }, 4), /"a": dtype "toString"/, 'a'],
    ['no shape', fileOf({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4), /"a": shape nothing/, 'a'],
    ['a negative dimension', fileOf({ a: entry(0, 4, [-1]) }, 4), /"a": shape \[-1\]/, 'a'],
    ['a shape whose size overflows', fileOf({ a: entry(0, 4, [2 ** 40, 2 ** 40]) }, 4), /"a": 4 bytes were found/, 'a'],
    [
      'a shape beyond all numbers',
      fileOf({ a: entry(0, 4, [0, ...Array(30).fill(2 ** 50)]) }, 4),
      /"a": 4 bytes were/,
      'a',
    ],
    ['a dimension that is no whole number', fileOf({ a: entry(0, 4, [1.5]) }, 4), /"a": shape \[1.5\]/, 'a'],
    [
      'a dimension that is text',
      fileOf('{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}', 4),
      /"a": shape/,
      'a',
    ],
    ['a dtype of other size', fileOf({ a: entry(0, 4, [1], 'F64') }, 4), /"a": 4 bytes were found; 8 for F64/, 'a'],
    ['a shape that does not fit', fileOf({ a: entry(0, 4, [2]) }, 4), /"a": 4 bytes were found; 8 for F32 \[2\]/, 'a'],
    ['offsets beyond the file', fileOf({ a: entry(0, 400) }, 4), /"a": data_offsets \[0,400\]/, 'a'],
    [
      'offsets the wrong way round',
      fileOf({ a: { ...entry(0, 4), data_offsets: [4, 0] } }, 4),
      /"a": data_offsets/,
      'a',
    ],
    ['negative offsets', fileOf({ a: { ...entry(0, 4), data_offsets: [-4, 0] } }, 4), /"a": data_offsets/, 'a'],
    ['no offsets', fileOf({ a: { dtype: 'F32', shape: [1] } }, 4), /"a": data_offsets nothing/, 'a'],
    [
      'one place for two tensors',
      fileOf({ a: entry(0, 4), b: entry(0, 4) }, 4),
      /"b": it starts at byte 0 and over/,
      'b',
    ],
    ['three offsets', fileOf({ a: { ...entry(0, 4), data_offsets: [0, 2, 4] } }, 4), /"a": data_offsets/, 'a'],
    [
      'overlapping tensors',
      fileOf({ a: entry(0, 8), b: entry(4, 12) }, 12),
      /"b": it starts at byte 4 and overlaps/,
      'b',
    ],
    [
      'a hole between tensors',
      fileOf({ a: entry(0, 4), b: entry(8, 12) }, 12),
      /"b": it starts at byte 8 and leaves a gap/,
      'b',
    ],
    ['bytes nobody owns', fileOf({ a: entry(0, 4) }, 12), /12 bytes of data were found; 4 are accounted for/],
    ['an entry that is null', fileOf({ a: null }, 0), /"a": dtype nothing/, 'a'],
  ])('with %s gets a CheckpointError that names it', (_, file, words, tensor) => {
    expect(() => readSafetensors(file)).toThrow(CheckpointError);
    expect(() => readSafetensors(file)).toThrow(words);
    if (tensor) expect(() => readSafetensors(file)).toThrow(expect.objectContaining({ tensor }));
  });

  it('that is cut off anywhere never passes', () => {
    const whole = writeSafetensors([{ name: 'a', shape: [2], values: Float32Array.from([1, 2]) }]);
    for (let length = 0; length < whole.length; length++) {
      expect(() => readSafetensors(whole.slice(0, length))).toThrow(CheckpointError);
    }
  });
});
