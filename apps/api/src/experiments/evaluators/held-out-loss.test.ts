import { deflateRawSync, gzipSync } from 'node:zlib';
import { writeSafetensors } from '@glassbox/core';
import { beforeAll, expect, test } from 'vitest';
import { changed, changedJson, checkpoint, type Files } from '../../../test/fixtures/checkpoint.ts';
import type { Refusal } from './evaluator.ts';
import { heldOutLoss } from './held-out-loss.ts';

let sound: Files;
beforeAll(async () => {
  sound = await checkpoint();
});

const authored = { texts: ['tang-five', 'plays'] };
const evaluate = (files: Files) => heldOutLoss({ files, settings: undefined, authored }, () => undefined);
const bytes = (text: string) => new TextEncoder().encode(text);

test('an untrained model is as surprised as a blind guess, by the text its vocabulary can write', async () => {
  const shares: number[] = [];
  const metrics = await heldOutLoss({ files: sound, settings: undefined, authored }, (share) => shares.push(share));
  expect(Object.keys(metrics)).toEqual(['parameters', 'plays-nats']);
  const vocabulary = JSON.parse(new TextDecoder().decode(sound.get('config.json'))).vocab_size;
  expect(metrics['plays-nats']).toBeCloseTo(Math.log(vocabulary), 1);
  expect(shares.at(-1)).toBe(1);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
});

test('a longer context changes the windows and hardly the figure of a model that has learnt nothing', async () => {
  const metrics = await evaluate(await checkpoint({ blockSize: 200 }));
  expect(metrics['plays-nats']).toBeCloseTo((await evaluate(sound))['plays-nats'] ?? 0, 1);
});

/** A safetensors file whose header says what we like. */
function withHeader(header: string, data = new Uint8Array(0), length = bytes(header).length): Uint8Array {
  const file = new Uint8Array(8 + bytes(header).length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(bytes(header), 8);
  file.set(data, 8 + bytes(header).length);
  return file;
}

const weights = (change: (bytes: Uint8Array) => Uint8Array) => () => changed(sound, 'model.safetensors', change);
const config = (change: (json: Record<string, unknown>) => unknown) => () => changedJson(sound, 'config.json', change);
const tokenizer = (change: (json: Record<string, unknown>) => unknown) => () =>
  changedJson(sound, 'tokenizer.json', change);

const HOSTILE: readonly [string, string, () => Files][] = [
  ['weights cut short', 'weights-damaged', weights((file) => file.subarray(0, file.length - 5))],
  ['an empty file', 'weights-damaged', weights(() => new Uint8Array(0))],
  ['a header of 2⁶³ bytes', 'weights-damaged', weights(() => withHeader('{}', undefined, 2 ** 62))],
  [
    'tensors that overlap',
    'weights-damaged',
    weights(() =>
      withHeader(
        '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}',
        new Uint8Array(12),
      ),
    ),
  ],
  [
    'a tensor of 2⁵³ numbers',
    'weights-damaged',
    weights(() =>
      withHeader('{"a":{"dtype":"F32","shape":[94906265,94906265],"data_offsets":[0,8]}}', new Uint8Array(8)),
    ),
  ],
  [
    'strangers’ tensors',
    'weights-damaged',
    weights(() => writeSafetensors([{ name: 'x', shape: [1], values: Float32Array.of(1) }], {})),
  ],
  [
    'a zip bomb',
    'weights-damaged',
    weights(
      () => new Uint8Array(Buffer.concat([Buffer.from('PK\u0003\u0004'), deflateRawSync(Buffer.alloc(1 << 20))])),
    ),
  ],
  ['a gzip bomb', 'weights-damaged', weights(() => new Uint8Array(gzipSync(Buffer.alloc(1 << 20))))],
  ['weights that are not numbers', 'not-finite', weights((file) => file.fill(0xff, file.length - 4_000))],
  ['a config for 10⁹ parameters', 'model-too-large', config((json) => ({ ...json, n_embd: 8_192, n_layer: 2 }))],
  ['a config for 10⁹ layers', 'model-too-large', config((json) => ({ ...json, n_layer: 1e9 }))],
  ['a config for more than fits a number', 'config-damaged', config((json) => ({ ...json, vocab_size: 1e300 }))],
  ['a context of a million', 'model-too-wide', config((json) => ({ ...json, n_positions: 400_000 }))],
  ['a negative width', 'config-damaged', config((json) => ({ ...json, n_embd: -8 }))],
  ['a width its heads do not divide', 'config-damaged', config((json) => ({ ...json, n_head: 3 }))],
  ['a config of another shape than the weights', 'weights-damaged', config((json) => ({ ...json, n_embd: 16 }))],
  ['another architecture', 'weights-damaged', config((json) => ({ ...json, model_type: 'llama' }))],
  ['a config that is no JSON', 'config-damaged', () => changed(sound, 'config.json', () => bytes('{'))],
  [
    'a config nested ten thousand deep',
    'config-damaged',
    () => changed(sound, 'config.json', () => bytes('['.repeat(8_000) + ']'.repeat(8_000))),
  ],
  [
    'a prototype in the config',
    'config-damaged',
    () => changed(sound, 'config.json', () => bytes('{"__proto__":{"vocab_size":1}}')),
  ],
  ['no tokenizer in the file', 'tokenizer-damaged', tokenizer(() => ({}))],
  [
    'a tokenizer nested a hundred thousand deep',
    'tokenizer-damaged',
    () => changed(sound, 'tokenizer.json', () => bytes(`{"model":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)),
  ],
  [
    'a tokenizer with a hole in its numbers',
    'tokenizer-damaged',
    tokenizer((json) => ({ ...json, model: { type: 'WordLevel', vocab: { a: 0, b: 7 }, unk_token: '<unk>' } })),
  ],
  [
    'a vocabulary larger than the model',
    'wrong-vocabulary',
    tokenizer((json) => ({ ...json, added_tokens: specials(vocabularyOf(json)) })),
  ],
  [
    'a tokenizer that makes everything one and the same token',
    'text-not-covered',
    tokenizer((json) => ({
      ...json,
      normalizer: { type: 'Lowercase' },
      model: { type: 'WordLevel', vocab: { '<unk>': 0 }, unk_token: '<unk>' },
    })),
  ],
  [
    'a vocabulary without the letter e',
    'text-not-covered',
    tokenizer((json) => {
      const vocab = Object.keys(vocabularyOf(json)).map((character, id) => [character === 'e' ? 'é' : character, id]);
      return { ...json, model: { type: 'WordLevel', vocab: Object.fromEntries(vocab), unk_token: '<unk>' } };
    }),
  ],
];

function vocabularyOf(json: Record<string, unknown>): Record<string, number> {
  return (json.model as { vocab: Record<string, number> }).vocab;
}

function specials(vocabulary: Record<string, number>) {
  const first = Object.keys(vocabulary).length;
  return Array.from({ length: 10 }, (_, index) => ({ id: first + index, content: `<|${index}|>`, special: true }));
}

test.each(HOSTILE)('%s: refused (%s), in both languages', async (_name, code, make) => {
  const refusal = await evaluate(make()).then(
    (metrics) => expect.fail(`it was evaluated: ${JSON.stringify(metrics)}`),
    (error: Refusal) => error,
  );
  expect({ name: refusal.name, code: refusal.code }).toEqual({ name: 'Refusal', code });
  expect(refusal.text.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(refusal.text.en).toMatch(/\w/);
});
