import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { ablated } from '../model/ablated.ts';
import { createGpt, type Gpt } from '../model/gpt.ts';
import { charTokenizer } from '../tokenizer/char-tokenizer.ts';
import { trainBpe } from '../tokenizer/train-bpe.ts';
import { complete } from './complete.ts';
import { type GenerateOptions, generate } from './generate.ts';
import { generateTokens } from './generate-tokens.ts';
import { nextLogits } from './next-token.ts';
import { logProbOf, tokenProbabilities } from './sampling.ts';

const CHARACTERS = 'abcdefghij\n';
const tokenizer = charTokenizer(CHARACTERS);
const CONFIG = { vocabSize: tokenizer.vocabSize, nLayer: 2, nHead: 2, nEmbd: 16, blockSize: 8 };
const BLOCK = CONFIG.blockSize;

let model: Gpt;
beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  model = createGpt(CONFIG, { seed: 3 });
  return () => model.dispose();
});

async function piecesOf(prompt: string, options: GenerateOptions, by = tokenizer, gpt = model): Promise<string[]> {
  return collect(generate(gpt, by, prompt, options));
}

async function collect<Piece>(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const all: Piece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

describe('generate', () => {
  it('draws from what the uncached model expects, and past blockSize from a window that starts anew at its half', async () => {
    const options = { maxTokens: 2 * BLOCK, seed: 5, topK: 6 };
    const prompt = Array.from({ length: BLOCK + 3 }, (_, i) => i % 11); // longer than what can be seen
    const written = await collect(generateTokens(model, prompt, options));
    const tokenIds = prompt.slice();
    let start = 3; // the last blockSize of the prompt
    for (const { tokenId, logProb, probability } of written) {
      if (tokenIds.length - start > BLOCK) start = tokenIds.length - BLOCK / 2;
      const logits = await nextLogits(model, tokenIds.slice(start));
      expect(logProb).toBeCloseTo(logProbOf(logits, tokenId), 5);
      expect(probability).toBeCloseTo(tokenProbabilities(logits, options)[tokenId] ?? 0, 5);
      tokenIds.push(tokenId);
    }
    expect(written).toHaveLength(2 * BLOCK);
  });

  it('goes on with models that see one token, or two', async () => {
    for (const blockSize of [1, 2]) {
      const gpt = createGpt({ ...CONFIG, blockSize }, { seed: 1 });
      const tokenIds = [3, 4];
      for (const { tokenId } of await collect(
        generateTokens(gpt, tokenIds, { maxTokens: 5, seed: 1, temperature: 0 }),
      )) {
        const inView = blockSize === 1 || tokenIds.length % 2 === 1 ? 1 : 2; // of two, one is left whenever both are used up
        const logits = await nextLogits(gpt, tokenIds.slice(-inView));
        expect(tokenId).toBe(logits.indexOf(Math.max(...logits)));
        tokenIds.push(tokenId);
      }
      gpt.dispose();
    }
  });

  it('ends with the stop text, which may lie across tokens, and yields nothing behind it', async () => {
    const whole = (await piecesOf('a', { maxTokens: 30, seed: 1 })).join('');
    const stop = whole.slice(10, 12);
    const pieces = await piecesOf('a', { maxTokens: 30, seed: 1, stop });
    expect(pieces.join('')).toBe(whole.slice(0, whole.indexOf(stop) + 2));
    const pairs = trainBpe(`${'ab'.repeat(50)}\n`, { vocabSize: 257 }); // one token, "ab", beside the bytes
    const gpt = createGpt({ ...CONFIG, vocabSize: pairs.vocabSize }, { seed: 1 });
    const text = (await piecesOf('a', { maxTokens: 300, seed: 1, stop: 'a' }, pairs, gpt)).join('');
    gpt.dispose();
    expect(text.endsWith('a')).toBe(true); // also where the token was "ab"
    expect(text.indexOf('a')).toBe(text.length - 1);
  });

  it('ends at a stop token, which the text leaves out and the tokens include', async () => {
    const all = await collect(generateTokens(model, [1], { maxTokens: 20, seed: 2 }));
    const stopToken = all[7]?.tokenId ?? 0;
    const first = all.findIndex(({ tokenId }) => tokenId === stopToken);
    const options = { maxTokens: 20, seed: 2, stopTokens: [stopToken] };
    expect((await collect(generateTokens(model, [1], options))).length).toBe(first + 1);
    expect((await piecesOf(tokenizer.decode([1]), options)).length).toBe(first);
    const [completion] = await complete(model, [[1]], options);
    expect(completion?.ended).toBe('stop');
    expect([...(completion?.tokenIds ?? [])]).toEqual(all.slice(0, first + 1).map(({ tokenId }) => tokenId));
  });

  it('never yields half a character: the pieces together are the decoded tokens', async () => {
    const bytes = trainBpe('春眠不觉晓🙂', { vocabSize: 256 });
    const gpt = createGpt({ ...CONFIG, vocabSize: 256 }, { seed: 1 });
    const options = { maxTokens: 60, seed: 4 };
    const pieces = await piecesOf('春', options, bytes, gpt);
    const tokens = await collect(generateTokens(gpt, bytes.encode('春'), options));
    gpt.dispose();
    expect(pieces.join('')).toBe(bytes.decode(tokens.map(({ tokenId }) => tokenId)));
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
    expect(pieces).toContain(''); // some tokens only began a character
    expect(pieces).toHaveLength(60); // one per token all the same
  });

  it('stops soon after an abort, and when maxTokens is 0 writes nothing', async () => {
    const controller = new AbortController();
    const pieces: string[] = [];
    for await (const piece of generate(model, tokenizer, 'a', { maxTokens: 30, seed: 1, signal: controller.signal })) {
      pieces.push(piece);
      if (pieces.length === 3) controller.abort();
    }
    expect(pieces).toHaveLength(3);
    expect(await piecesOf('a', { maxTokens: 0, seed: 1 })).toEqual([]);
    const aborted = await complete(model, [[1], [2]], { maxTokens: 3, seed: 1, signal: AbortSignal.abort() });
    expect(aborted.map(({ ended, tokenIds }) => [ended, tokenIds.length])).toEqual([
      ['aborted', 0],
      ['aborted', 0],
    ]);
  });

  it('reports the likeliest tokens beside the written one', async () => {
    const written = await collect(generateTokens(model, [1, 2], { maxTokens: 4, seed: 1, alternatives: 3 }));
    for (const { alternatives } of written) {
      const logProbs = alternatives.map(({ logProb }) => logProb);
      expect(logProbs).toEqual([...logProbs].sort((a, b) => b - a));
      expect(alternatives).toHaveLength(3);
    }
    const greedy = await collect(
      generateTokens(model, [1, 2], { maxTokens: 4, seed: 1, alternatives: 1, temperature: 0 }),
    );
    expect(greedy.map(({ tokenId }) => tokenId)).toEqual(greedy.map(({ alternatives }) => alternatives[0]?.tokenId));
    expect(greedy.map(({ probability }) => probability)).toEqual([1, 1, 1, 1]);
  });

  it('writes other text with a part of the model switched off', async () => {
    const options = { maxTokens: 20, seed: 1, temperature: 0 };
    const view = ablated(model, { layers: [0, 1] });
    expect(await piecesOf('a', options, tokenizer, view)).not.toEqual(await piecesOf('a', options));
  });

  it('names a prompt without tokens, a token without a row, and an option out of range', async () => {
    const options = { maxTokens: 1, seed: 1 };
    await expect(piecesOf('', options)).rejects.toThrow(/prompt/);
    await expect(complete(model, [], options)).rejects.toThrow(/no prompt was found/);
    await expect(complete(model, [[1], []], options)).rejects.toThrow(/an empty prompt was found/);
    await expect(complete(model, [[99]], options)).rejects.toThrow(/99/);
    await expect(piecesOf('a', { ...options, maxTokens: -1 })).rejects.toThrow(/maxTokens is -1/);
    await expect(piecesOf('a', { ...options, seed: 0.5 })).rejects.toThrow(/seed is 0.5/);
    await expect(piecesOf('a', { ...options, repetitionPenalty: 0 })).rejects.toThrow(/repetitionPenalty is 0/);
  });
});

describe('complete', () => {
  it('gives rows seeds of their own, the first that of generate, and ends each on its own', async () => {
    const options = { maxTokens: 12, seed: 9 };
    const rows = await complete(model, [[1], [1], [1]], options);
    const texts = rows.map(({ tokenIds }) => tokenizer.decode(tokenIds));
    expect(new Set(texts).size).toBe(3);
    expect(texts[0]).toBe((await piecesOf(tokenizer.decode([1]), options)).join(''));
    const stopToken = rows[1]?.tokenIds[2] ?? 0;
    const stopped = await complete(model, [[1], [1], [1]], { ...options, stopTokens: [stopToken] });
    for (const [row, { tokenIds, logProbs, ended }] of stopped.entries()) {
      const whole = [...(rows[row]?.tokenIds ?? [])];
      const end = whole.indexOf(stopToken);
      expect([...tokenIds]).toEqual(end < 0 ? whole : whole.slice(0, end + 1));
      expect(ended).toBe(end < 0 ? 'length' : 'stop');
      expect(logProbs).toHaveLength(tokenIds.length);
    }
  });

  it('repeats itself less under a penalty', async () => {
    const repeats = async (repetitionPenalty: number) => {
      const rows = await complete(model, [[1], [2], [3]], {
        maxTokens: 10,
        seed: 1,
        repetitionPenalty,
        temperature: 0,
      });
      return rows.reduce((sum, { tokenIds }) => sum + tokenIds.length - new Set(tokenIds).size, 0);
    };
    expect(await repeats(1e6)).toBeLessThan(await repeats(1));
  });
});
