import { exampleBatches } from '@glassbox/core';
import { expect, it } from 'vitest';
import { takingTurns } from './pipeline-batches.ts';

function source(first: number) {
  const examples = Array.from({ length: 7 }, (_, i) => ({
    tokenIds: Int32Array.from([first, first + i]),
    counted: Uint8Array.from([1, 1]),
  }));
  return exampleBatches(examples, examples.slice(0, 2), { batchSize: 2, blockSize: 4, seed: 1 });
}

function turns() {
  const [a, b] = [source(0), source(100)];
  return takingTurns(a, b, b);
}

it('sources take turns in their order, each going on where it was', () => {
  const taking = turns();
  const firsts = Array.from({ length: 6 }, () => taking.next().inputs[0] ?? Number.NaN);
  expect(firsts).toEqual([0, 100, 100, 0, 100, 100]);
});

it('a restored source goes on with the very batches that an uninterrupted one gives', () => {
  for (let stop = 0; stop < 8; stop++) {
    const whole = turns();
    for (let k = 0; k < stop; k++) whole.next();
    const restored = turns();
    restored.restore(whole.state);
    for (let k = 0; k < 5; k++) expect([...restored.next().targets]).toEqual([...whole.next().targets]);
  }
});
