/**
 * Whatever bytes come, a file is read or refused with a CheckpointError: nothing else is thrown, what is read lies inside
 * the file, and no memory is taken on the file's word.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from '../foundations/errors.ts';
import { readSafetensors } from './safetensors.ts';
import { floatValues } from './safetensors-values.ts';
import { writeSafetensors } from './write-safetensors.ts';

const RUNS = { seed: 20261125, numRuns: 3000 };

const VALID = writeSafetensors(
  [
    { name: 'a.weight', shape: [3, 2], values: Float32Array.from([1, 2, 3, 4, 5, 6]) },
    { name: 'b', shape: [4], values: Float32Array.from([1, 2, 3, 4]), dtype: 'F16' },
    { name: 'ids', shape: [2], values: Int32Array.from([1, 2]) },
  ],
  { format: 'pt' },
);

/** Reads a file and all its numbers; returns whether it was taken. */
function isTaken(file: Uint8Array): boolean {
  try {
    const { tensors } = readSafetensors(file);
    for (const tensor of tensors.values()) {
      expect(tensor.bytes.byteOffset + tensor.bytes.length).toBeLessThanOrEqual(file.byteOffset + file.length);
      if (['F32', 'F16', 'BF16', 'F64'].includes(tensor.dtype)) floatValues(tensor);
    }
    return true;
  } catch (error) {
    if (error instanceof CheckpointError) return false;
    throw error;
  }
}

describe('any bytes', () => {
  it('that differ from a valid file in up to eight places are read or refused', () => {
    const change = fc.tuple(fc.nat(VALID.length - 1), fc.nat(255));
    let refused = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const file = VALID.slice();
        for (const [place, value] of changes) file[place] = value;
        if (!isTaken(file)) refused++;
      }),
      RUNS,
    );
    expect(refused).toBeGreaterThan(RUNS.numRuns / 2); // most of the file is its header
  });

  it('after a header that announces them are read or refused', () => {
    const anyJson = fc.json({ maxDepth: 4 }).map((text) => new TextEncoder().encode(text));
    const anyHeader = fc.oneof(fc.uint8Array({ maxLength: 200 }), anyJson, anyEntries());
    fc.assert(
      fc.property(anyHeader, fc.uint8Array({ maxLength: 64 }), (header, data) => {
        const file = new Uint8Array(8 + header.length + data.length);
        new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
        file.set(header, 8);
        file.set(data, 8 + header.length);
        isTaken(file);
      }),
      RUNS,
    );
  });

  it('that lose a piece, or get one, anywhere in a valid file are refused', () => {
    fc.assert(
      fc.property(fc.nat(VALID.length - 1), fc.integer({ min: 1, max: 40 }), fc.boolean(), (place, length, isLost) => {
        const rest = VALID.subarray(isLost ? place + length : place);
        const added = isLost ? new Uint8Array(0) : new Uint8Array(length).fill(0x20);
        const file = Uint8Array.from([...VALID.subarray(0, place), ...added, ...rest]);
        expect(isTaken(file)).toBe(false);
      }),
      { ...RUNS, numRuns: 500 },
    );
  });
});

/** Headers that look right: entries with known dtypes, and shapes and offsets that may or may not agree. */
function anyEntries(): fc.Arbitrary<Uint8Array> {
  const whole = fc.oneof(fc.nat(64), fc.maxSafeNat(), fc.constantFrom(-1, 1.5, 2 ** 53, 0));
  const entry = fc.record({
    dtype: fc.constantFrom('F32', 'F16', 'BF16', 'F64', 'I32', 'BOOL', 'F99'),
    shape: fc.array(whole, { maxLength: 3 }),
    data_offsets: fc.array(whole, { minLength: 1, maxLength: 3 }),
  });
  return fc.dictionary(fc.string(), entry).map((header) => new TextEncoder().encode(JSON.stringify(header)));
}
