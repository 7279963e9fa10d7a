import { describe, expect, it } from 'vitest';
import { exampleBatches, type TokenExample } from './examples.ts';

/** Tokens first … first + length − 1, of which the last `answer` count. */
function example(first: number, length: number, answer = 1): TokenExample {
  return {
    tokenIds: Int32Array.from({ length }, (_, i) => first + i),
    counted: Uint8Array.from({ length }, (_, i) => (i >= length - answer ? 1 : 0)),
  };
}

const options = { batchSize: 2, blockSize: 20, seed: 1 };

describe('exampleBatches', () => {
  it('pads on the right and asks for counted tokens only, each at the place before it', () => {
    const { inputs, targets, shape } = exampleBatches([example(10, 4, 2)], [], { ...options, batchSize: 1 }).next();
    expect(shape).toEqual([1, 8]);
    expect([...inputs]).toEqual([10, 11, 12, 0, 0, 0, 0, 0]);
    expect([...targets]).toEqual([-1, 12, 13, -1, -1, -1, -1, -1]);
  });

  it('makes a batch as wide as its longest example, in steps of 8 and never beyond blockSize', () => {
    const widthOf = (length: number) => exampleBatches([example(1, length)], [], options).next().shape[1];
    expect([2, 9, 10, 17, 18, 21].map(widthOf)).toEqual([8, 8, 16, 16, 20, 20]);
  });

  it('shows every example once per epoch, also when batches cross its end', () => {
    const examples = Array.from({ length: 5 }, (_, i) => example(10 * (i + 1), 3));
    const data = exampleBatches(examples, [], options);
    expect(data.batchesPerEpoch).toBe(2.5);
    const firsts = Array.from({ length: 10 }, () => data.next()).flatMap(({ inputs, shape: [, T] }) => [
      inputs[0],
      inputs[T],
    ]);
    for (let epoch = 0; epoch < 4; epoch++) {
      expect(firsts.slice(epoch * 5, epoch * 5 + 5).sort()).toEqual([10, 20, 30, 40, 50]);
    }
  });

  it('validates on the same examples each time, spread over all', () => {
    const validation = Array.from({ length: 10 }, (_, i) => example(10 * (i + 1), 3));
    const data = exampleBatches([example(1, 3)], validation, options);
    const firstsOf = (count: number) =>
      data.validation(count).map(({ inputs, shape: [, T] }) => [inputs[0], inputs[T]]);
    expect(firstsOf(2)).toEqual([
      [10, 30],
      [60, 80],
    ]);
    expect(firstsOf(2)).toEqual(firstsOf(2));
    expect(firstsOf(99).flat()).toHaveLength(10);
    expect(exampleBatches([example(1, 3)], [], options).validation(3)).toEqual([]);
  });

  it('goes on from a saved state', () => {
    const make = () =>
      exampleBatches(
        Array.from({ length: 5 }, (_, i) => example(10 * i, 3)),
        [],
        options,
      );
    const [first, second] = [make(), make()];
    for (let i = 0; i < 4; i++) first.next();
    second.restore(JSON.parse(JSON.stringify(first.state)));
    expect(second.next()).toEqual(first.next());
    expect(second.state).toEqual({ seed: 1, cursor: 5 });
  });

  it.each<[string, TokenExample[], RegExp]>([
    ['no example', [], /no example to train on/],
    ['one that is too long', [example(1, 3), example(1, 22)], /training example 1 has 22 tokens.*21, were needed/],
    [
      'one without an answer',
      [example(1, 3, 0)],
      /training example 0 has 3 tokens and none after the first that counts/,
    ],
    [
      'one whose first token alone counts',
      [{ ...example(1, 2), counted: Uint8Array.of(1, 0) }],
      /none after the first/,
    ],
    ['marks of another length', [{ ...example(1, 3), counted: Uint8Array.of(0, 1) }], /none after the first/],
  ])('refuses %s', (_, examples, words) => {
    expect(() => exampleBatches(examples, [], options)).toThrow(words);
  });
});
