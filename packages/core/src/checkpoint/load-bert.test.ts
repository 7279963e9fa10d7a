import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import { type Bert, createBert } from '../model/bert.ts';
import { type BertClassifier, withClassifier } from '../model/bert-classifier.ts';
import { wordTokenizer } from '../tokenizer/word-tokenizer.ts';
import { type LoadedBert, loadBert } from './load-bert.ts';
import { loadModel } from './load-model.ts';
import { readSafetensors } from './safetensors.ts';
import { floatValues } from './safetensors-values.ts';
import { saveModel } from './save-model.ts';
import { type TensorToWrite, writeSafetensors } from './write-safetensors.ts';

const IDS = Int32Array.from([1, 2, 3, 4, 5, 6]);
const CONFIG = { vocabSize: 8, nLayer: 2, nHead: 2, nEmbd: 8, blockSize: 8, nInner: 12, dropout: 0.1 };
const tokenizer = wordTokenizer(['a', 'b', 'c', 'd'], { specialTokens: ['[PAD]', '[CLS]', '[SEP]', '[MASK]'] });

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

async function read(tensor: { data(): Promise<ArrayLike<number>>; dispose(): void }): Promise<number[]> {
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
}

/** A saved masked language model, and what it says. */
async function saved(): Promise<{ directory: Directory; logits: number[] }> {
  const model = createBert(CONFIG, { seed: 1 });
  const directory = memoryDirectory();
  await saveModel(model, tokenizer, directory);
  const logits = await read(model.forward(IDS, [1, 6]));
  model.dispose();
  return { directory, logits };
}

async function loadAs<Kind extends LoadedBert['kind']>(directory: Directory, kind: Kind) {
  const loaded = await loadBert(directory);
  if (loaded.kind !== kind) throw new Error(`${kind} was expected; ${loaded.kind} came`);
  return loaded as Extract<LoadedBert, { kind: Kind }>;
}

async function logitsOf(directory: Directory): Promise<number[]> {
  const { model } = await loadAs(directory, 'maskedLanguage');
  const logits = await read(model.forward(IDS, [1, 6]));
  model.dispose();
  return logits;
}

async function rewrite(directory: Directory, change: (tensors: TensorToWrite[]) => TensorToWrite[]): Promise<void> {
  const { tensors } = readSafetensors((await directory.read('model.safetensors')) ?? new Uint8Array(0));
  const list = Array.from(tensors.values(), (entry) => ({
    name: entry.name,
    shape: entry.shape,
    values: floatValues(entry),
  }));
  await directory.write('model.safetensors', writeSafetensors(change(list)));
}

async function setConfig(directory: Directory, change: object): Promise<void> {
  const json = JSON.parse(new TextDecoder().decode(await directory.read('config.json')));
  await directory.write('config.json', new TextEncoder().encode(JSON.stringify({ ...json, ...change })));
}

const configOf = async (directory: Directory) =>
  JSON.parse(new TextDecoder().decode(await directory.read('config.json')));
const zeros = (name: string, ...shape: number[]): TensorToWrite => ({
  name,
  shape,
  values: new Float32Array(shape.reduce((size, dimension) => size * dimension, 1)),
});

describe('saveModel and loadBert', () => {
  it('give back a masked language model to the last bit, with its configuration and tokenizer', async () => {
    const { directory, logits } = await saved();
    const { model, tokenizer: loadedTokenizer } = await loadAs(directory, 'maskedLanguage');
    expect(await read(model.forward(IDS, [1, 6]))).toEqual(logits);
    expect(model.config).toEqual({ ...CONFIG, typeVocabSize: 2, activation: 'gelu', layerNormEpsilon: 1e-12 });
    expect(loadedTokenizer?.specialTokens.get('[MASK]')).toBe(7);
    expect(await configOf(directory)).toMatchObject({
      architectures: ['BertForMaskedLM'],
      model_type: 'bert',
      hidden_size: 8,
      num_hidden_layers: 2,
      num_attention_heads: 2,
      intermediate_size: 12,
      max_position_embeddings: 8,
      type_vocab_size: 2,
      hidden_act: 'gelu',
      layer_norm_eps: 1e-12,
      hidden_dropout_prob: 0.1,
      vocab_size: 8,
    });
    model.dispose();
  });

  it('give back a classifier with the names of its labels, fine-tuned apart from its origin', async () => {
    const origin = createBert(CONFIG, { seed: 1 });
    const classifier = withClassifier(origin, { labels: ['sad', 'glad', 'mad'], seed: 2 });
    const logits = await read(classifier.forward(IDS, [2, 3]));
    const pooled = await read(classifier.pooled(IDS, [2, 3]));
    origin.dispose(); // the classifier has variables of its own
    const directory = memoryDirectory();
    await saveModel(classifier, undefined, directory);
    classifier.dispose();
    const { model } = await loadAs(directory, 'classifier');
    expect(model.labels).toEqual(['sad', 'glad', 'mad']);
    expect(await read(model.forward(IDS, [2, 3]))).toEqual(logits);
    expect(await read(model.pooled(IDS, [2, 3]))).toEqual(pooled);
    expect(await configOf(directory)).toMatchObject({
      architectures: ['BertForSequenceClassification'],
      id2label: { 0: 'sad', 1: 'glad', 2: 'mad' },
      label2id: { sad: 0, glad: 1, mad: 2 },
    });
    model.dispose();
  });

  it('store weights as torch does, [out, in], under the names of Hugging Face', async () => {
    const { directory } = await saved();
    const { tensors } = readSafetensors((await directory.read('model.safetensors')) ?? expect.fail());
    expect(tensors.get('bert.encoder.layer.1.intermediate.dense.weight')?.shape).toEqual([12, 8]);
    expect(tensors.get('cls.predictions.transform.LayerNorm.bias')?.shape).toEqual([8]);
    expect(tensors.has('cls.predictions.decoder.weight')).toBe(false); // tied
    expect(tensors.size).toBe(5 + 2 * 16 + 5);
  });

  it('keep the scores within half precision in F16', async () => {
    const model = createBert(CONFIG, { seed: 1 });
    const directory = memoryDirectory();
    await saveModel(model, undefined, directory, { dtype: 'F16' });
    const exact = await read(model.forward(IDS, [1, 6]));
    model.dispose();
    for (const [i, logit] of (await logitsOf(directory)).entries())
      expect(Math.abs(logit - (exact[i] ?? Number.NaN))).toBeLessThan(4 * 2 ** -11);
  });
});

describe('a BERT folder from elsewhere', () => {
  it('loads with norms named gamma and beta, buffers, stored tied heads and the head for sentence order', async () => {
    const { directory, logits } = await saved();
    await rewrite(directory, (tensors) => {
      const old = tensors.map((tensor) => ({
        ...tensor,
        name: tensor.name.replace('LayerNorm.weight', 'LayerNorm.gamma').replace('LayerNorm.bias', 'LayerNorm.beta'),
      }));
      const find = (name: string) => tensors.find((tensor) => tensor.name === name) ?? expect.fail(name);
      return [
        ...old,
        { ...find('bert.embeddings.word_embeddings.weight'), name: 'cls.predictions.decoder.weight' },
        { ...find('cls.predictions.bias'), name: 'cls.predictions.decoder.bias' },
        { name: 'bert.embeddings.position_ids', shape: [1, 8], values: Int32Array.from({ length: 8 }, (_, i) => i) },
        zeros('cls.seq_relationship.weight', 2, 8),
        zeros('cls.seq_relationship.bias', 2),
      ];
    });
    await setConfig(directory, { architectures: ['BertForPreTraining'] });
    expect(await logitsOf(directory)).toEqual(logits);
  });

  it('loads the bias of the head from the decoder where it is stored there only', async () => {
    const { directory, logits } = await saved();
    await rewrite(directory, (tensors) =>
      tensors.map((tensor) =>
        tensor.name === 'cls.predictions.bias' ? { ...tensor, name: 'cls.predictions.decoder.bias' } : tensor,
      ),
    );
    expect(await logitsOf(directory)).toEqual(logits);
  });

  it('keeps a pooler that a masked language model was stored with, and saves it again', async () => {
    const { directory, logits } = await saved();
    await rewrite(directory, (tensors) => [
      ...tensors,
      { name: 'bert.pooler.dense.weight', shape: [8, 8], values: Float32Array.from({ length: 64 }, (_, i) => i / 64) },
      zeros('bert.pooler.dense.bias', 8),
    ]);
    const { model } = await loadAs(directory, 'maskedLanguage');
    expect([...model.untrained.keys()]).toEqual(['bert.pooler.dense.weight', 'bert.pooler.dense.bias']);
    expect(model.parameters.has('bert.pooler.dense.weight')).toBe(false);
    const pooled = await read(model.pooled(IDS, [1, 6]));
    await saveModel(model, undefined, directory);
    model.dispose();
    const again = (await loadAs(directory, 'maskedLanguage')).model;
    expect(await read(again.pooled(IDS, [1, 6]))).toEqual(pooled);
    expect(await read(again.forward(IDS, [1, 6]))).toEqual(logits);
    const classifier = withClassifier(again, { labels: ['x', 'y'], seed: 1 });
    expect(await read(classifier.pooled(IDS, [1, 6]))).toEqual(pooled);
    classifier.dispose();
    again.dispose();
  });

  it('loads an encoder alone, without the bert. prefix, with and without a pooler', async () => {
    const { directory } = await saved();
    const vectors = await withModel(directory, (model) => read((model as Bert).hidden(IDS, [1, 6])));
    await setConfig(directory, { architectures: ['BertModel'] });
    await rewrite(directory, (tensors) =>
      tensors
        .filter(({ name }) => name.startsWith('bert.'))
        .map((tensor) => ({ ...tensor, name: tensor.name.replace(/^bert\./, '') })),
    );
    const { model } = await loadAs(directory, 'encoder');
    expect(await read(model.hidden(IDS, [1, 6]))).toEqual(vectors);
    expect(() => model.pooled(IDS, [1, 6])).toThrow(/no pooler/);
    model.dispose();
    await rewrite(directory, (tensors) => [
      ...tensors,
      zeros('pooler.dense.weight', 8, 8),
      zeros('pooler.dense.bias', 8),
    ]);
    const pooled = await withModel(directory, (encoder) => read((encoder as BertClassifier).pooled(IDS, [1, 6])));
    expect(pooled).toEqual(Array(8).fill(0));
  });

  it('names the labels of a classifier that has no names for them by their numbers', async () => {
    const origin = createBert(CONFIG, { seed: 1 });
    const classifier = withClassifier(origin, { labels: ['x', 'y', 'z'], seed: 2 });
    const directory = memoryDirectory();
    await saveModel(classifier, undefined, directory);
    origin.dispose();
    classifier.dispose();
    await setConfig(directory, { id2label: undefined });
    expect(await withModel(directory, async (model) => (model as BertClassifier).labels)).toEqual([
      'LABEL_0',
      'LABEL_1',
      'LABEL_2',
    ]);
    await setConfig(directory, { id2label: { 0: 'x', 1: 'y' } });
    await expect(loadBert(directory)).rejects.toMatchObject({ tensor: 'classifier.weight' });
    await setConfig(directory, { id2label: { 0: 'x', 2: 'y' } });
    await expect(loadBert(directory)).rejects.toThrow(/id2label: .* a name per number from 0 up/);
  });

  it.each<[string, object, RegExp]>([
    ['another architecture', { model_type: 'roberta' }, /model_type: "roberta" was found; "bert" was needed/],
    ['a GPT', { model_type: 'gpt2' }, /"gpt2" was found; "bert" was needed; read this folder with loadModel/],
    ['another head', { architectures: ['BertForTokenClassification'] }, /architectures: "BertForTokenClassification"/],
    ['another activation', { hidden_act: 'relu' }, /hidden_act: "relu" was found; one of gelu, gelu_new/],
    ['relative places', { position_embedding_type: 'relative_key' }, /position_embedding_type: "relative_key"/],
    ['a decoder', { is_decoder: true }, /is_decoder: true was found; false was needed/],
    ['heads that do not divide the width', { num_attention_heads: 3 }, /nEmbd is 8; a multiple of nHead/],
    ['more layers than can be', { num_hidden_layers: 1e8 }, /num_hidden_layers: 100000000 was found; at most 42/],
    [
      'another MLP width',
      { intermediate_size: 32 },
      /"bert\.encoder\.layer\.0\.intermediate\.dense\.weight": shape \[12, 8\]/,
    ],
    [
      'fewer layers',
      { num_hidden_layers: 1 },
      /"bert\.encoder\.layer\.1\.attention\.self\.query\.weight": a tensor was/,
    ],
  ])('with %s is refused by name', async (_, change, words) => {
    const { directory } = await saved();
    await setConfig(directory, change);
    const before = memory().numTensors;
    await expect(loadBert(directory)).rejects.toThrow(words);
    expect(memory().numTensors).toBe(before);
  });

  it('with a head of its own, or a parameter under two names, is refused by name', async () => {
    const { directory } = await saved();
    await rewrite(directory, (tensors) => [...tensors, zeros('cls.predictions.decoder.weight', 8, 8)]);
    await expect(loadBert(directory)).rejects.toMatchObject({ tensor: 'cls.predictions.decoder.weight' });
    await rewrite(directory, (tensors) => [
      ...tensors.filter(({ name }) => !name.includes('decoder')),
      zeros('embeddings.LayerNorm.gamma', 8),
    ]);
    await expect(loadBert(directory)).rejects.toThrow(/they mean the same parameter/);
  });

  it('is refused by loadModel, which reads GPTs, with the call that reads it', async () => {
    const { directory } = await saved();
    await expect(loadModel(directory)).rejects.toThrow(/read this folder with loadBert/);
  });
});

async function withModel<Result>(directory: Directory, use: (model: LoadedBert['model']) => Promise<Result>) {
  const { model } = await loadBert(directory);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}
