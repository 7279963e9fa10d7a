import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { memoryDirectory } from '../foundations/directory.ts';
import { featureHashes, rowOf } from './features.ts';
import { embedText, hashedEmbedder, loadEmbedder, saveEmbedder } from './hashed-embedder.ts';
import { cosine } from './vector-index.ts';

function randomWeights(rows = 500, dimensions = 32) {
  const random = createRandom(1);
  const table = Float32Array.from({ length: rows * dimensions }, () => random.next() - 0.5);
  return { rows, dimensions, table, importance: new Float32Array(rows).fill(1) };
}

describe('featureHashes', () => {
  it('never changes: stored vectors depend on it', () => {
    expect([...featureHashes('Tea 茶叶')]).toEqual([...featureHashes('tea 茶叶')]);
    expect([...featureHashes('茶叶')]).toEqual([2353663497, 3409273545, 3625056365]);
  });

  it('gives the whole word and its parts of 3 and 4, single characters, pairs and triples', () => {
    expect(featureHashes('tea')).toHaveLength(1 + 3 + 2); // tea; <te tea ea>; <tea tea>
    expect(featureHashes('绿茶叶')).toHaveLength(3 + 2 + 1);
    expect(featureHashes('!?')).toHaveLength(0);
  });

  it('spreads over the rows, by two independent functions', () => {
    const hashes = Array.from({ length: 20_000 }, (_, i) => featureHashes(`${i}`)[0] ?? 0);
    for (const choice of [0, 1] as const) {
      const counts = new Array<number>(100).fill(0);
      for (const hash of hashes) counts[rowOf(hash, choice, 100)] = (counts[rowOf(hash, choice, 100)] ?? 0) + 1;
      expect(Math.min(...counts)).toBeGreaterThan(130); // 200 expected, five standard errors
      expect(Math.max(...counts)).toBeLessThan(270);
    }
    const both = hashes.filter((hash) => rowOf(hash, 0, 100) === rowOf(hash, 1, 100));
    expect(both.length).toBeLessThan(300); // 200 expected
  });
});

describe('hashedEmbedder', () => {
  const weights = randomWeights();

  it('computes the formula: the normalised sum of importance times two rows', () => {
    const [hash = 0] = featureHashes('茶');
    const sum = Array.from(
      { length: 32 },
      (_, i) => (weights.table[rowOf(hash, 0, 500) * 32 + i] ?? 0) + (weights.table[rowOf(hash, 1, 500) * 32 + i] ?? 0),
    );
    const norm = Math.hypot(...sum);
    for (const [i, value] of embedText(weights, '茶').entries()) expect(value).toBeCloseTo((sum[i] ?? 0) / norm, 5);
  });

  it('remembers runs without changing a vector', async () => {
    const texts = [
      'Green tea, green cups',
      '绿茶三杯',
      'tea 绿茶三杯 and a very long stretch 一二三四五六七八九十甲乙丙丁戊己',
    ];
    const embedder = hashedEmbedder('e', weights);
    for (let round = 0; round < 2; round++) {
      for (const [i, vector] of (await embedder.embed(texts, { kind: 'passage' })).entries()) {
        expect(cosine(vector, embedText(weights, texts[i] ?? ''))).toBeCloseTo(1, 6);
      }
    }
    expect(embedder.embedWord?.('tea')).toEqual(embedText(weights, 'tea'));
  });

  it('puts texts with common parts nearer than others, and a text without letters nowhere', () => {
    const [a, b, c] = ['returning parcels', 'returned parcel', '明天下雨'].map((text) => embedText(weights, text));
    if (!a || !b || !c) throw new Error('three vectors were needed');
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c) + 0.2);
    expect(embedText(weights, '…').every((value) => value === 0)).toBe(true);
  });

  it('comes back from a folder with the same vectors, up to half precision, and its calibration', async () => {
    const calibration = {
      bias: -1,
      weights: {
        sentenceCoverage: 1,
        chunkCoverage: 2,
        alikeCoverage: 7,
        sentenceCosine: 3,
        chunkCosine: 4,
        quantity: 5,
        rank: 6,
      },
      threshold: 0.4,
    };
    const directory = memoryDirectory();
    await saveEmbedder(hashedEmbedder('e', weights, calibration), directory);
    const loaded = await loadEmbedder(directory);
    expect([loaded.id, loaded.dimensions, loaded.calibration]).toEqual(['e', 32, calibration]);
    const [before, after] = [embedText(weights, 'green tea'), embedText(loaded.weights, 'green tea')];
    expect(cosine(before, after)).toBeGreaterThan(0.99999);
  });

  it('is refused when a file is missing, damaged or of another shape', async () => {
    const directory = memoryDirectory();
    await expect(loadEmbedder(directory)).rejects.toThrow(/config\.json is missing/);
    await saveEmbedder(hashedEmbedder('e', weights), directory);
    const config = JSON.parse(new TextDecoder().decode(await directory.read('config.json')));
    const write = (changed: object) =>
      directory.write('config.json', new TextEncoder().encode(JSON.stringify({ ...config, ...changed })));
    await write({ rows: 400 });
    await expect(loadEmbedder(directory)).rejects.toThrow(/table: shape \[500, 32\] was found; \[400, 32\] was needed/);
    await write({ model_type: 'bert' });
    await expect(loadEmbedder(directory)).rejects.toThrow(/config\.json is not the configuration/);
    await directory.remove('model.safetensors');
    await expect(loadEmbedder(directory)).rejects.toThrow(/model\.safetensors is missing/);
  });

  it('stops when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(hashedEmbedder('e', weights).embed(['a'], { kind: 'query', signal })).rejects.toThrow('enough');
  });
});
