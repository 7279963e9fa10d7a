import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
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

  it.each<[string, object, RegExp]>([
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
