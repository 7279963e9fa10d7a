/** The built command line, as a user runs it: every command, Ctrl-C, and every mistake with its one sentence. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { floatValues, readSafetensors, writeSafetensors } from '../src/index.ts';

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const FIXTURE = fileURLToPath(new URL('./fixtures/gpt', import.meta.url));
const BERT_FIXTURE = fileURLToPath(new URL('./fixtures/bert', import.meta.url));
const POEM = '床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n\n';
const TINY = {
  model: { nLayer: 1, nHead: 2, nEmbd: 16, blockSize: 16 },
  train: { batchSize: 4, maxSteps: 30, warmupSteps: 2, evalEvery: 10, learningRate: 0.01 },
};

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'glassbox-cli-'));
  await writeFile(join(root, 'poem.txt'), POEM.repeat(30));
  await writeFile(join(root, 'tiny.json'), JSON.stringify(TINY));
  await writeFile(join(root, 'long.json'), JSON.stringify({ ...TINY, train: { ...TINY.train, maxSteps: 1_000_000 } }));
});
afterAll(() => rm(root, { recursive: true }));

/** Runs the command line in the test folder; `onOutput` sees standard output as it comes and may interrupt or stop reading. */
function glassbox(
  args: readonly string[],
  onOutput?: (out: string, interrupt: () => void, close: () => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: root });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
      onOutput?.(
        out,
        () => child.kill('SIGINT'),
        () => child.stdout.destroy(),
      );
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** The BERT of PyTorch's fixture: its first row of ids, what is expected of it, and folders without one of the heads. */
async function bertFixture() {
  const file = (name: string) => readFile(join(BERT_FIXTURE, name));
  const batch = JSON.parse((await file('batch.json')).toString());
  const tensors = readSafetensors(await file('expected.safetensors')).tensors;
  const weights = [...readSafetensors(await file('weights.safetensors')).tensors.values()];
  return {
    ids: batch.ids.slice(0, batch.shape[1]).join(','),
    expected: (name: string): number[] => [...floatValues(tensors.get(name) ?? expect.fail(name))],
    async folderWithout(prefix: string, name: string): Promise<string> {
      const kept = weights.filter((entry) => !entry.name.startsWith(prefix));
      const path = join(root, name);
      await mkdir(path);
      await writeFile(join(path, 'config.json'), await file('config.json'));
      const bytes = writeSafetensors(kept.map((entry) => ({ ...entry, dtype: 'F32', values: floatValues(entry) })));
      await writeFile(join(path, 'model.safetensors'), bytes);
      return path;
    },
  };
}

const jsonLines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('train, generate, logits', () => {
  let trained: Result;
  beforeAll(async () => {
    trained = await glassbox(['train', 'poem.txt', '--out', 'model', '--config', 'tiny.json', '--seed', '3', '--json']);
  });

  it('prints one JSON line per step and leaves a Hugging Face folder', async () => {
    expect(trained).toMatchObject({ code: 0, err: expect.stringMatching(/30 steps · WebAssembly/) });
    const reports = jsonLines(trained.out);
    expect(reports).toHaveLength(30);
    expect(reports[9]).toEqual({
      step: 10,
      loss: expect.any(Number),
      validationLoss: expect.any(Number),
      tokensPerSecond: expect.any(Number),
    });
    expect(reports[29].loss).toBeLessThan(reports[0].loss - 0.5);
    expect(await readdir(join(root, 'model'))).toEqual(
      expect.arrayContaining(['config.json', 'model.safetensors', 'tokenizer.json']),
    );
  });

  it('learns the same from the same seed, with a progress bar and samples for people', async () => {
    const again = await glassbox(['train', 'poem.txt', '--out', 'again', '--config', 'tiny.json', '--seed', '3']);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/\[█{24}\] 30\/30 · loss \d\.\d{3} · validation \d\.\d{3} · [\d,]+ tokens\/s/);
    expect(again.out).toMatch(/ {2}│ /);
    expect(await readFile(join(root, 'again/model.safetensors'))).toEqual(
      await readFile(join(root, 'model/model.safetensors')),
    );
  });

  it('goes on writing after a prompt, the same for the same seed', async () => {
    const args = ['generate', 'model', '--prompt', '床前', '--max-tokens', '12', '--top-k', '5', '--seed', '4'];
    const [json, plain] = [await glassbox([...args, '--json']), await glassbox(args)];
    const [result] = jsonLines(json.out);
    expect(result).toEqual({ prompt: '床前', text: expect.any(String), tokens: 12, seed: 4 });
    expect([...result.text]).toHaveLength(12);
    expect(plain).toEqual({ code: 0, out: `床前${result.text}\n`, err: '' });
  });

  it('prints logits without a tokenizer: after the last id, or after all', async () => {
    const [last] = jsonLines((await glassbox(['logits', FIXTURE, '--ids', '1,2,3', '--json'])).out);
    const [all] = jsonLines((await glassbox(['logits', FIXTURE, '--ids', '1,2,3', '--all', '--json'])).out);
    expect(last.ids).toEqual([1, 2, 3]);
    expect(last.logits).toHaveLength(29);
    expect(all.logits.map((row: number[]) => row.length)).toEqual([29, 29, 29]);
    for (const [i, logit] of last.logits.entries()) expect(all.logits[2][i]).toBeCloseTo(logit, 4);
  });

  it('prints what PyTorch computed for a BERT: at every place, at a masked one, and for labels', async () => {
    const { ids, folderWithout, expected } = await bertFixture();
    const words = await folderWithout('classifier.', 'words');
    const [all] = jsonLines((await glassbox(['logits', words, '--ids', ids, '--json'])).out);
    const [one] = jsonLines((await glassbox(['logits', words, '--ids', ids, '--mask-at', '2', '--json'])).out);
    expect(all.logits).toHaveLength(13);
    for (const [i, logit] of all.logits.flat().entries())
      expect(logit).toBeCloseTo(expected('aloneLogits')[i] ?? Number.NaN, 4);
    expect(one.logits).toHaveLength(29);
    for (const [i, logit] of one.logits.entries()) expect(logit).toBeCloseTo(all.logits[2][i], 4);
    expect((await glassbox(['logits', words, '--ids', '1,2'])).out).toMatch(/^at place 0 → \d+: .*\nat place 1 → /);
    const labels = await folderWithout('cls.', 'labels');
    const [scores] = jsonLines((await glassbox(['logits', labels, '--ids', ids, '--json'])).out);
    for (const i of [0, 1, 2]) expect(scores.logits[i]).toBeCloseTo(expected('aloneLabelLogits')[i] ?? Number.NaN, 4);
    expect((await glassbox(['logits', labels, '--ids', '1'])).out).toMatch(/^labels → LABEL_\d: /);
  });

  it('has nothing to resume when all steps are done', async () => {
    expect(await glassbox(['resume', 'model'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/all 30 steps are done/),
    });
  });

  it('learns byte-level BPE from the text when asked to, and writes on in whole characters', async () => {
    const made = await glassbox([
      'train',
      'poem.txt',
      '--out',
      'bpe',
      '--config',
      'tiny.json',
      '--tokenizer',
      'bpe',
      '--vocab-size',
      '300',
      '--json',
    ]);
    expect(made).toMatchObject({ code: 0, err: expect.stringMatching(/2\d\d kinds of tokens|300 kinds of tokens/) });
    const { model } = JSON.parse(await readFile(join(root, 'bpe', 'tokenizer.json'), 'utf8'));
    expect(model.type).toBe('BPE');
    const written = await glassbox(['generate', 'bpe', '--prompt', '床前', '--max-tokens', '12', '--json']);
    expect(written.code).toBe(0);
    const wrong = await glassbox(['train', 'poem.txt', '--out', 'x', '--tokenizer', 'bpe', '--vocab-size', '9']);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/vocabSize/) });
  });
});

describe('Ctrl-C', () => {
  it('saves, exits cleanly and says how to go on; resume goes on after that step', async () => {
    let stopped = false;
    const stopAfter = (steps: number) => (out: string, interrupt: () => void) => {
      if (stopped || out.split('\n').length <= steps) return;
      stopped = true;
      interrupt();
    };
    const first = await glassbox(
      ['train', 'poem.txt', '--out', 'long', '--config', 'long.json', '--json'],
      stopAfter(5),
    );
    const steps = jsonLines(first.out).map(({ step }) => step);
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining('Go on: glassbox resume long') });
    stopped = false;
    const second = await glassbox(['resume', 'long', '--json'], stopAfter(3));
    expect(second.code).toBe(0);
    expect(jsonLines(second.out)[0].step).toBe(steps.at(-1) + 1);
  });
});

describe('a reader that leaves early', () => {
  it('makes train and resume save, like Ctrl-C, without a complaint', async () => {
    const leave = (_: string, __: () => void, close: () => void) => close();
    const args = ['train', 'poem.txt', '--out', 'piped', '--config', 'long.json', '--json'];
    for (const run of [args, ['resume', 'piped', '--json']]) {
      const { code, err } = await glassbox(run, leave);
      expect(err).toMatch(/Saved in piped after step [1-9]\d* of 1000000\. Go on: glassbox resume piped\n$/);
      expect(err).not.toContain('EPIPE');
      expect(code).toBe(0);
    }
  });

  it('ends generate quietly', async () => {
    const path = join(root, 'model');
    const result = await glassbox(['generate', path, '--max-tokens', '5000'], (_, __, close) => close());
    expect(result).toMatchObject({ code: 0, err: '' });
  });
});

describe('--version', () => {
  it('prints that of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await glassbox(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
});

describe('--minutes', () => {
  it('plans the number of steps and ends in about that time', async () => {
    const start = performance.now();
    const { code, err } = await glassbox(['train', 'poem.txt', '--out', 'timed', '--minutes', '0.05', '--json']);
    expect(code).toBe(0);
    expect(err).toMatch(/Saved in timed after step \d+/);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});

describe('a mistake gets one sentence, exit code 1 and no stack', () => {
  beforeAll(async () => {
    await writeFile(join(root, 'empty.txt'), '');
    await writeFile(join(root, 'short.txt'), 'short');
    await writeFile(join(root, 'binary.txt'), Uint8Array.from([0, 1, 2]));
    await writeFile(join(root, 'gbk.txt'), Uint8Array.from([0xb4, 0xba, 0xc3, 0xdf]));
    await writeFile(join(root, 'wrong.json'), '{"model":{"layers":3}}');
    await writeFile(join(root, 'range.json'), '{"train":{"learningRate":-1}}');
    await mkdir(join(root, 'texts'));
    await glassbox(['train', 'poem.txt', '--out', 'taken', '--config', 'tiny.json', '--json']);
  });

  const out = ['--out', 'new'];
  it.each<[string, string[], RegExp]>([
    ['an empty corpus', ['train', 'empty.txt', ...out], /empty\.txt: no text was found/],
    ['a short corpus', ['train', 'short.txt', ...out], /the text is too short/],
    ['a binary corpus', ['train', 'binary.txt', ...out], /binary\.txt: binary data/],
    ['a corpus in GBK', ['train', 'gbk.txt', ...out], /not UTF-8/],
    ['a missing corpus', ['train', 'gone.txt', ...out], /gone\.txt: .*it does not exist/],
    ['a corpus of another kind', ['train', 'tiny.json', ...out], /the ending \.json/],
    ['a folder as corpus', ['train', 'texts', ...out], /texts: it is a folder; a text file was needed/],
    ['no corpus', ['train', ...out], /missing required argument 'corpus'/],
    ['no --out', ['train', 'poem.txt'], /required option '--out <dir>' not specified/],
    ['a folder that holds a model', ['train', 'poem.txt', '--out', 'taken'], /taken: a model is already there/],
    ['a folder that can’t be made', ['train', 'poem.txt', '--out', 'poem.txt/x'], /poem\.txt\/x: it can't be written/],
    ['an unknown field', ['train', 'poem.txt', ...out, '--config', 'wrong.json'], /unknown field model\.layers/],
    [
      'a field out of range',
      ['train', 'poem.txt', ...out, '--config', 'range.json'],
      /range\.json: train: learningRate is -1/,
    ],
    ['a missing config', ['train', 'poem.txt', ...out, '--config', 'gone.json'], /gone\.json: .*does not exist/],
    ['an unknown preset', ['train', 'poem.txt', ...out, '--preset', 'huge'], /Allowed choices are tiny, small/],
    ['a seed that is no number', ['train', 'poem.txt', ...out, '--seed', 'x'], /A number was needed/],
    ['resuming nothing', ['resume', 'nowhere'], /nowhere: trainer\.safetensors: no such file/],
    ['generating from nothing', ['generate', 'nowhere'], /nowhere: config\.json: no such file/],
    [
      'generating from a file',
      ['generate', 'poem.txt'],
      /poem\.txt: .* a file, not a folder; a folder with a saved model was needed/,
    ],
    ['an unknown character', ['generate', 'taken', '--prompt', 'Q'], /"Q" \(U\+0051\) at the very start/],
    ['a temperature below 0', ['generate', 'taken', '--temperature', '-1'], /temperature is -1/],
    ['text from a model without a tokenizer', ['generate', FIXTURE], /no tokenizer\.json was found/],
    ['an id out of range', ['logits', 'taken', '--ids', '9999'], /9999/],
    ['a masked place in a GPT', ['logits', FIXTURE, '--ids', '1', '--mask-at', '0'], /a BERT was needed/],
    ['ids that are no numbers', ['logits', 'taken', '--ids', '1,x'], /separated by commas/],
  ])('%s', async (_, args, words) => {
    const { code, err } = await glassbox(args);
    expect(err).toMatch(words);
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/\bat .*\(.*:\d+:\d+\)|node:internal/);
  });
});
