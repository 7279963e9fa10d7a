import { describe, expect, it } from 'vitest';
import { readSafetensors } from './safetensors.ts';
import { floatValues } from './safetensors-values.ts';
import { draftSafetensors, type TensorToWrite, writeSafetensors } from './write-safetensors.ts';

const one = (change: Partial<TensorToWrite> = {}): TensorToWrite => ({
  name: 'a',
  shape: [2],
  values: Float32Array.from([1, 2]),
  ...change,
});

describe('writeSafetensors', () => {
  it('keeps every tensor at a place that its element divides, whatever the order', () => {
    const file = writeSafetensors([
      one({ name: 'half', shape: [3], values: Float32Array.from([1, 2, 3]), dtype: 'F16' }),
      one({ name: 'single' }),
      one({ name: 'ids', values: Int32Array.from([1, 2]) }),
    ]);
    const places = Array.from(readSafetensors(file).tensors.values(), ({ name, bytes }) => [
      name,
      bytes.byteOffset % 4,
    ]);
    expect(places).toEqual([
      ['single', 0],
      ['ids', 0],
      ['half', 0],
    ]);
  });

  it('writes infinities and NaN in F16, and refuses numbers that would become infinite', () => {
    const values = Float32Array.from([Number.POSITIVE_INFINITY, Number.NaN]);
    const stored = readSafetensors(writeSafetensors([one({ values, dtype: 'F16' })])).tensors.get('a');
    expect([...floatValues(stored ?? expect.fail())]).toEqual([Number.POSITIVE_INFINITY, Number.NaN]);
    const large = one({ name: 'big', values: Float32Array.from([1, -70000]), dtype: 'F16' });
    expect(() => writeSafetensors([large])).toThrow(/"big": -70000 was found; numbers up to 65504.*save as F32/);
    expect(() => writeSafetensors([large])).toThrow(expect.objectContaining({ tensor: 'big' }));
  });

  it.each<[string, TensorToWrite[], RegExp]>([
    ['a name twice', [one(), one()], /"a": the name is taken/],
    ['the name of the metadata', [one({ name: '__metadata__' })], /"__metadata__": the name is taken/],
    ['values that do not fit the shape', [one({ shape: [3] })], /"a": 2 values were found; 3 for its shape/],
  ])('refuses %s', (_, tensors, words) => {
    expect(() => writeSafetensors(tensors)).toThrow(words);
  });
});

describe('draftSafetensors', () => {
  it('takes values in any order and equals the file written at once', () => {
    const tensors = [one({ name: 'a' }), one({ name: 'b', values: Float32Array.from([3, 4]), dtype: 'F16' })];
    const draft = draftSafetensors([
      { name: 'a', shape: [2], dtype: 'F32' },
      { name: 'b', shape: [2], dtype: 'F16' },
    ]);
    draft.put('b', Float32Array.from([3, 4]));
    draft.put('a', Float32Array.from([1, 2]));
    expect(draft.file).toEqual(writeSafetensors(tensors));
    expect(() => draft.put('c', new Float32Array(2))).toThrow(/"c": no such tensor was planned/);
  });
});
