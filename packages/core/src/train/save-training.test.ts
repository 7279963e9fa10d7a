import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { batches } from '../data/batches.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import { createGpt } from '../model/gpt.ts';
import { charTokenizer } from '../tokenizer/char-tokenizer.ts';
import { PRESETS } from './presets.ts';
import { resumeTrainer } from './resume-trainer.ts';
import { createTrainer, type Trainer } from './trainer.ts';

const TEXT = 'a rose is a rose is a rose\n'.repeat(6);

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
});

function makeTrainer(text = TEXT): Trainer {
  const tokenizer = charTokenizer(text);
  const model = createGpt({ vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 4, blockSize: 8 }, { seed: 1 });
  const data = batches(tokenizer.encode(text), { batchSize: 2, blockSize: 8, seed: 1 });
  const config = { ...PRESETS.tiny.train, batchSize: 2, maxSteps: 9, evalEvery: 9 };
  return createTrainer({ model, tokenizer, data, config, seed: 1 });
}

async function advance(trainer: Trainer, untilStep: number): Promise<number[]> {
  const losses: number[] = [];
  for await (const { loss } of trainer.run({ untilStep })) losses.push(loss);
  return losses;
}

/** Passes `writes` writes on and then fails, as a full disk or a pulled plug does. */
function failingAfter(directory: Directory, writes: number): Directory {
  let left = writes;
  return {
    ...directory,
    write: async (name, bytes) => {
      if (left-- <= 0) throw new Error('disk full');
      await directory.write(name, bytes);
    },
  };
}

describe('a checkpoint', () => {
  it('survives a crash at any write of the next save: the old or the new one is there, whole', async () => {
    const reference = makeTrainer();
    const expected = await advance(reference, 9);
    reference.dispose();
    for (let writes = 0; writes < 4; writes++) {
      const directory = memoryDirectory();
      const trainer = makeTrainer();
      await advance(trainer, 3);
      await trainer.save(directory);
      await advance(trainer, 5);
      await expect(trainer.save(failingAfter(directory, writes))).rejects.toThrow('disk full');
      trainer.dispose();
      const resumed = await resumeTrainer(directory);
      const savedStep = writes === 0 ? 3 : 5; // the first write is the checkpoint itself
      expect(resumed.step).toBe(savedStep);
      expect(await advance(resumed, 9)).toEqual(expected.slice(savedStep));
      resumed.dispose();
    }
  });

  it('stores the corpus once, and drops that of an earlier run in the same folder', async () => {
    const directory = memoryDirectory();
    const [first, second] = [makeTrainer(), makeTrainer(`${TEXT}more`)];
    await first.save(directory);
    await first.save(directory);
    const tokens = async () => (await directory.list()).filter((name) => name.startsWith('tokens-'));
    const before = await tokens();
    await second.save(directory);
    const after = await tokens();
    first.dispose();
    second.dispose();
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
  });
});

describe('resumeTrainer', () => {
  it.each<[string, (directory: Directory) => Promise<void>, RegExp]>([
    ['no checkpoint', (directory) => directory.remove('trainer.safetensors'), /trainer\.safetensors: no such file/],
    [
      'only a model',
      async (directory) =>
        directory.write('trainer.safetensors', (await directory.read('model.safetensors')) ?? new Uint8Array(0)),
      /state of version none was found/,
    ],
    [
      'a cut file',
      async (directory) =>
        directory.write(
          'trainer.safetensors',
          ((await directory.read('trainer.safetensors')) ?? new Uint8Array(0)).slice(0, 900),
        ),
      /truncated/,
    ],
    ['no tokens', async (directory) => removeTokens(directory), /tokens-[0-9a-f]{8}\.safetensors: no such file/],
  ])('refuses a folder with %s by name', async (_, damage, words) => {
    const directory = memoryDirectory();
    const trainer = makeTrainer();
    await trainer.save(directory);
    trainer.dispose();
    await damage(directory);
    await expect(resumeTrainer(directory)).rejects.toThrow(words);
  });
});

async function removeTokens(directory: Directory): Promise<void> {
  for (const name of await directory.list()) if (name.startsWith('tokens-')) await directory.remove(name);
}
