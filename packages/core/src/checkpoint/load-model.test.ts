import { createRandom } from '@glassbox/kernels';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { createGpt, type Gpt } from '../model/gpt.ts';
import { charTokenizer } from '../tokenizer/char-tokenizer.ts';
import { loadModel } from './load-model.ts';
import { readSafetensors } from './safetensors.ts';
import { floatValues } from './safetensors-values.ts';
import { saveModel } from './save-model.ts';
import { type TensorToWrite, writeSafetensors } from './write-safetensors.ts';

const IDS = Int32Array.from([1, 2, 3, 4, 5, 6]);
const tokenizer = charTokenizer('abcdefgh');

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

async function savedModel(dtype: 'F32' | 'F16' = 'F32'): Promise<{ directory: Directory; logits: number[] }> {
  const model = createGpt({ vocabSize: 8, nLayer: 2, nHead: 2, nEmbd: 8, blockSize: 8 }, { seed: 1 });
  const directory = memoryDirectory();
  await saveModel(model, tokenizer, directory, { dtype });
  const logits = await logitsOf(model);
  return { directory, logits };
}

async function logitsOf(model: Gpt): Promise<number[]> {
  const logits = model.forward(IDS, [1, 6]);
  const values = [...(await logits.data())];
  logits.dispose();
  model.dispose();
  return values;
}

/** Writes the weights again after a change to their list. */
async function rewrite(directory: Directory, change: (tensors: TensorToWrite[]) => TensorToWrite[]): Promise<void> {
  const { tensors } = readSafetensors((await directory.read('model.safetensors')) ?? new Uint8Array(0));
  const list = Array.from(tensors.values(), (tensor) => ({
    name: tensor.name,
    shape: tensor.shape,
    values: floatValues(tensor),
  }));
  await directory.write('model.safetensors', writeSafetensors(change(list)));
}

async function setConfig(directory: Directory, change: object): Promise<void> {
  const json = JSON.parse(new TextDecoder().decode(await directory.read('config.json')));
  await directory.write('config.json', new TextEncoder().encode(JSON.stringify({ ...json, ...change })));
}

describe('saveModel and loadModel', () => {
  it('give back the same logits to the last bit, and the tokenizer', async () => {
    const { directory, logits } = await savedModel();
    const loaded = await loadModel(directory);
    expect(loaded.tokenizer?.decode([0, 1, 2])).toBe('abc');
    expect(await logitsOf(loaded.model)).toEqual(logits);
    expect(await directory.list()).toEqual(['config.json', 'model.safetensors', 'tokenizer.json']);
  });

  it('keep logits within half precision in F16, in half the bytes', async () => {
    const [half, single] = [await savedModel('F16'), await savedModel()];
    const sizeBytes = async ({ directory }: typeof half) => (await directory.read('model.safetensors'))?.length ?? 0;
    expect(await sizeBytes(half)).toBeLessThan(0.75 * (await sizeBytes(single)));
    const logits = await logitsOf((await loadModel(half.directory)).model);
    // every weight moves by up to 2⁻¹¹ of itself; logits of about 1 by a few times that
    for (const [i, logit] of logits.entries())
      expect(Math.abs(logit - (half.logits[i] ?? Number.NaN))).toBeLessThan(4 * 2 ** -11);
  });
});

describe('a folder from elsewhere', () => {
  it('loads without the transformer. prefix, with mask buffers and a stored tied head', async () => {
    const { directory, logits } = await savedModel();
    await rewrite(directory, (tensors) => {
      const plain = tensors.map((tensor) => ({ ...tensor, name: tensor.name.replace('transformer.', '') }));
      const head = { ...(plain[0] ?? expect.fail()), name: 'lm_head.weight' };
      const mask = { name: 'h.0.attn.bias', shape: [1, 1, 2, 2], values: Float32Array.from([1, 0, 1, 1]) };
      const masked = { name: 'h.0.attn.masked_bias', shape: [], values: Float32Array.from([-1e4]) };
      return [...plain, head, mask, masked];
    });
    expect(await logitsOf((await loadModel(directory)).model)).toEqual(logits);
  });

  it('loads with n_ctx instead of n_positions, and in shards', async () => {
    const { directory, logits } = await savedModel();
    await setConfig(directory, { n_positions: undefined });
    const { tensors } = readSafetensors((await directory.read('model.safetensors')) ?? new Uint8Array(0));
    const weightMap: Record<string, string> = {};
    for (const [index, tensor] of [...tensors.values()].entries()) {
      const shard = `model-${index}.safetensors`;
      weightMap[tensor.name] = shard;
      await directory.write(
        shard,
        writeSafetensors([{ name: tensor.name, shape: tensor.shape, values: floatValues(tensor) }]),
      );
    }
    await directory.remove('model.safetensors');
    await directory.write(
      'model.safetensors.index.json',
      new TextEncoder().encode(JSON.stringify({ weight_map: weightMap })),
    );
    expect(await logitsOf((await loadModel(directory)).model)).toEqual(logits);
  });

  it('loads without a tokenizer, and with the reason when there is one it can’t read', async () => {
    const { directory } = await savedModel();
    await directory.write(
      'tokenizer.json',
      new TextEncoder().encode('{"model":{"type":"BPE","vocab":{"ab":0},"merges":[]}}'),
    );
    const other = await loadModel(directory);
    expect(other.tokenizer).toBeUndefined();
    expect(other.tokenizerProblem?.message).toMatch(/tokenizer\.json: it could not be read/);
    other.model.dispose();
    await directory.remove('tokenizer.json');
    const none = await loadModel(directory);
    expect([none.tokenizer, none.tokenizerProblem]).toEqual([undefined, undefined]);
    none.model.dispose();
  });

  it('loads from its head alone where the table of tokens is left out', async () => {
    const { directory, logits } = await savedModel();
    await rewrite(directory, (tensors) =>
      tensors.map((tensor) =>
        tensor.name === 'transformer.wte.weight' ? { ...tensor, name: 'lm_head.weight' } : tensor,
      ),
    );
    expect(await logitsOf((await loadModel(directory)).model)).toEqual(logits);
  });

  it.each<[string, object, RegExp]>([
    ['more layers than can be', { n_layer: 1e9 }, /n_layer: 1000000000 was found; at most 28/],
    ['heads that do not divide the width', { n_head: 3 }, /config\.json: model: nEmbd is 8; a multiple of nHead/],
    ['an epsilon of 0', { layer_norm_epsilon: 0 }, /config\.json: model: layerNormEpsilon is 0/],
    ['dropout that is text', { resid_pdrop: '0.1' }, /resid_pdrop: "0\.1" was found; a number/],
    ['a BERT', { model_type: 'bert' }, /"bert" was found; "gpt2" was needed; read this folder with loadBert/],
    ['another architecture', { model_type: 'llama' }, /config\.json, model_type: "llama"/],
    ['another GELU', { activation_function: 'gelu' }, /activation_function: "gelu" was found; one of gelu_new/],
    ['another MLP width', { n_inner: 99 }, /n_inner: 99 was found; null or 32/],
    ['no width', { n_embd: undefined }, /n_embd: nothing was found/],
    ['another size', { vocab_size: 9 }, /"transformer\.wte\.weight": shape \[8, 8\] was found; \[9, 8\]/],
    ['more layers', { n_layer: 3 }, /"transformer\.h\.2\.ln_1\.weight": no such tensor/],
    ['fewer layers', { n_layer: 1 }, /"transformer\.h\.1\.ln_1\.weight": a tensor was found that GPT-2/],
  ])('with %s is refused by name', async (_, change, words) => {
    const { directory } = await savedModel();
    await setConfig(directory, change);
    await expect(loadModel(directory)).rejects.toThrow(words);
  });

  it.each<[string, (tensors: TensorToWrite[]) => TensorToWrite[], string]>([
    [
      'a parameter under both its names',
      (tensors) => [...tensors, { ...(tensors[0] ?? expect.fail()), name: 'wte.weight' }],
      'wte.weight',
    ],
    [
      'a parameter of whole numbers',
      (tensors) =>
        tensors.map((tensor) =>
          tensor.name.endsWith('wpe.weight') ? { ...tensor, values: new Int32Array(tensor.values.length) } : tensor,
        ),
      'transformer.wpe.weight',
    ],
    [
      'a parameter of another rank',
      (tensors) => tensors.map((tensor) => (tensor.name.endsWith('ln_f.bias') ? { ...tensor, shape: [8, 1] } : tensor)),
      'transformer.ln_f.bias',
    ],
    ['a parameter missing', (tensors) => tensors.slice(1), 'transformer.wte.weight'],
    [
      'a stranger',
      (tensors) => [...tensors, { name: 'h.0.attn.c_attn.lora', shape: [1], values: new Float32Array(1) }],
      'h.0.attn.c_attn.lora',
    ],
  ])('with %s is refused by name, and leaves no tensor behind', async (_, change, tensor) => {
    const { directory } = await savedModel();
    await rewrite(directory, change);
    const before = memory().numTensors;
    await expect(loadModel(directory)).rejects.toMatchObject({ code: 'checkpoint', tensor });
    expect(memory().numTensors).toBe(before);
  });

  it('with changed bytes anywhere loads or is refused with a CheckpointError, and leaves no tensor behind', async () => {
    const { directory } = await savedModel('F16');
    const random = createRandom(20261125);
    const pick = (count: number) => Math.floor(random.next() * count);
    for (const name of ['model.safetensors', 'config.json']) {
      const valid = (await directory.read(name)) ?? expect.fail();
      const before = memory().numTensors;
      for (let run = 0; run < 150; run++) {
        const bytes = valid.slice(0, pick(8) === 0 ? pick(valid.length) : valid.length);
        for (let change = 0; change <= pick(4); change++) bytes[pick(Math.min(bytes.length, 2500))] = pick(256);
        await directory.write(name, bytes);
        const loaded = await loadModel(directory).catch((error: unknown) => {
          if (error instanceof CheckpointError) return undefined;
          throw error;
        });
        loaded?.model.dispose();
      }
      expect(memory().numTensors).toBe(before);
      await directory.write(name, valid);
    }
  });

  it('with a head of its own, without weights or without a config is refused', async () => {
    const { directory } = await savedModel();
    await rewrite(directory, (tensors) => [
      ...tensors,
      { name: 'lm_head.weight', shape: [8, 8], values: new Float32Array(64) },
    ]);
    await expect(loadModel(directory)).rejects.toThrow(/"lm_head\.weight": a head of its own/);
    await directory.remove('model.safetensors');
    await expect(loadModel(directory)).rejects.toThrow(/model\.safetensors: no such file was found/);
    await directory.write('config.json', new TextEncoder().encode('{'));
    await expect(loadModel(directory)).rejects.toThrow(/config\.json: it is not JSON/);
    await directory.remove('config.json');
    await expect(loadModel(directory)).rejects.toThrow(/config\.json: no such file was found/);
  });
});
