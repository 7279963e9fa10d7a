import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import { createGpt, type Gpt } from '../model/gpt.ts';
import { addLora, type LoraConfig, loraOfValues } from './lora.ts';
import { loadAdapter, saveAdapter } from './save-adapter.ts';

const CONFIG = { vocabSize: 5, nLayer: 2, nHead: 1, nEmbd: 4, blockSize: 6 };
const LAYER = 'transformer.h.1.attn.c_proj';
const IDS = Int32Array.of(1, 2, 3);

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
});

async function logitsOf(model: Gpt): Promise<number[]> {
  const logits = model.forward(IDS, [1, 3]);
  const values = [...(await logits.data())];
  logits.dispose();
  return values;
}

/** Adapters of every target with B no longer zero. */
function trainedAdapters(base: Gpt, lora: LoraConfig) {
  const start = addLora(base, { ...lora, seed: 1 });
  const values = new Map(
    Array.from(start.parameters, ([name, { size }], i) => [
      name,
      Float32Array.from({ length: size }, (_, j) => Math.sin(i + 3 * j) / 2),
    ]),
  );
  start.dispose();
  return loraOfValues(base, lora, values);
}

describe('addLora', () => {
  it('trains only A and B of the target layers, named and shaped as in PEFT', () => {
    const base = createGpt(CONFIG, { seed: 1 });
    const model = addLora(base, { rank: 3, targets: ['attn.c_attn', 'mlp.c_proj'], seed: 1 });
    const shapes = Array.from(model.parameters, ([name, { shape }]) => [name, shape]);
    expect(shapes.slice(0, 4)).toEqual([
      ['transformer.h.0.attn.c_attn.lora_A.weight', [3, 4]],
      ['transformer.h.0.attn.c_attn.lora_B.weight', [12, 3]],
      ['transformer.h.0.mlp.c_proj.lora_A.weight', [3, 16]],
      ['transformer.h.0.mlp.c_proj.lora_B.weight', [4, 3]],
    ]);
    expect(model.parameterCount).toBe(2 * (3 * 4 + 12 * 3 + 3 * 16 + 4 * 3));
    model.dispose();
    base.dispose();
  });

  it('computes with W + (α/r)·(B·A)ᵀ, and merges into exactly that', async () => {
    const base = createGpt(CONFIG, { seed: 1 });
    const lora = { rank: 2, alpha: 6, targets: ['attn.c_proj'], dropout: 0 };
    const model = trainedAdapters(base, lora);
    const read = async (from: Gpt, name: string) => [...((await from.parameters.get(name)?.data()) ?? [])];
    const [w, a, b] = [
      await read(base, `${LAYER}.weight`),
      await read(model, `${LAYER}.lora_A.weight`),
      await read(model, `${LAYER}.lora_B.weight`),
    ];
    const merged = model.merge();
    const found = await read(merged, `${LAYER}.weight`);
    for (let i = 0; i < 4; i++) {
      for (let o = 0; o < 4; o++) {
        const product = [0, 1].reduce((sum, r) => sum + (b[o * 2 + r] ?? 0) * (a[r * 4 + i] ?? 0), 0);
        expect(found[i * 4 + o]).toBeCloseTo((w[i * 4 + o] ?? 0) + (6 / 2) * product, 5);
      }
    }
    const [adapted, plain, untouched] = [await logitsOf(model), await logitsOf(merged), await logitsOf(base)];
    expect(adapted).toEqual(plain);
    expect(adapted).not.toEqual(untouched);
    for (const each of [model, merged, base]) each.dispose();
  });

  it('drops inputs of the adapter while training only, by the step’s seed', async () => {
    const base = createGpt(CONFIG, { seed: 1 });
    const model = trainedAdapters(base, { rank: 2, alpha: 2, targets: ['attn.c_attn'], dropout: 0.5 });
    const lossOf = async (dropoutSeed?: number) => {
      const loss = model.loss(IDS, IDS, [1, 3], dropoutSeed === undefined ? {} : { dropoutSeed });
      const [nats] = await loss.data();
      loss.dispose();
      return nats;
    };
    const losses = [await lossOf(), await lossOf(), await lossOf(1), await lossOf(1), await lossOf(2)];
    expect(losses[1]).toBe(losses[0]);
    expect(losses[3]).toBe(losses[2]);
    expect(new Set(losses).size).toBe(3);
    model.dispose();
    base.dispose();
  });

  it.each([
    ['rank', 0],
    ['rank', 1.5],
    ['alpha', 0],
    ['dropout', 1],
    ['seed', 0.5],
    ['targets', ['wte']],
    ['targets', []],
  ])('names %s when it is %j', (field, value) => {
    const base = createGpt(CONFIG, { seed: 1 });
    expect(() => addLora(base, { rank: 2, seed: 1, [field]: value })).toThrow(expect.objectContaining({ field }));
    base.dispose();
  });
});

describe('saveAdapter and loadAdapter', () => {
  async function saved(): Promise<{ base: Gpt; directory: Directory; logits: number[] }> {
    const base = createGpt(CONFIG, { seed: 1 });
    const model = trainedAdapters(base, { rank: 2, alpha: 8, targets: ['mlp.c_fc'], dropout: 0.1 });
    const directory = memoryDirectory();
    await saveAdapter(model, directory);
    const logits = await logitsOf(model);
    model.dispose();
    return { base, directory, logits };
  }

  it('give the same model back, from files as PEFT names them', async () => {
    const { base, directory, logits } = await saved();
    const loaded = await loadAdapter(base, directory);
    expect(await logitsOf(loaded)).toEqual(logits);
    const { tensors } = readSafetensors((await directory.read('adapter_model.safetensors')) ?? new Uint8Array(0));
    expect([...tensors.keys()][0]).toBe('base_model.model.transformer.h.0.mlp.c_fc.lora_A.weight');
    const config = JSON.parse(new TextDecoder().decode(await directory.read('adapter_config.json')));
    expect(config).toMatchObject({ peft_type: 'LORA', r: 2, lora_alpha: 8, lora_dropout: 0.1, fan_in_fan_out: true });
    expect(config.target_modules).toEqual(['mlp.c_fc']);
    loaded.dispose();
    base.dispose();
  });

  it.each<[string, string, object | undefined, RegExp]>([
    ['no file', 'adapter_model.safetensors', undefined, /adapter_model\.safetensors: no such file/],
    ['no settings', 'adapter_config.json', undefined, /adapter_config\.json: no such file/],
    ['another method', 'adapter_config.json', { peft_type: 'IA3' }, /peft_type is "IA3"/],
    ['DoRA', 'adapter_config.json', { peft_type: 'LORA', use_dora: true }, /plain LoRA was needed/],
    [
      'another rank',
      'adapter_config.json',
      { peft_type: 'LORA', r: 3, lora_alpha: 1, target_modules: ['mlp.c_fc'] },
      /lora_A\.weight: 8 values were found; 12/,
    ],
    [
      'fewer targets than tensors',
      'adapter_config.json',
      { peft_type: 'LORA', r: 2, lora_alpha: 1, target_modules: ['h.0.mlp.c_fc'] },
      /h\.1\.mlp\.c_fc.*target_modules does not ask for/,
    ],
  ])('refuse %s by name', async (_, file, content, words) => {
    const { base, directory } = await saved();
    if (content) await directory.write(file, new TextEncoder().encode(JSON.stringify(content)));
    else await directory.remove(file);
    await expect(loadAdapter(base, directory)).rejects.toThrow(words);
    base.dispose();
  });
});
