import {
  charTokenizer,
  createGpt,
  imageTokenizer,
  melodyTokenizer,
  selectBackend,
  type Tokenizer,
} from '@glassbox/core';
import { beforeAll, expect, it } from 'vitest';
import type { Kind, PieceProgress } from './contract.ts';
import { formOf } from './forms.ts';
import { makePiece } from './make-piece.ts';

const never = new AbortController().signal;
const TOKENIZERS: Record<Kind, Tokenizer> = {
  verse: charTokenizer('\n春眠不觉晓，处处闻啼鸟。'),
  code: charTokenizer('\n export function(){}ab'),
  digit: imageTokenizer(),
  melody: melodyTokenizer({ labels: ['asian', 'western'] }),
};

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

async function make(kind: Kind, seed: number, signal = never) {
  const tokenizer = TOKENIZERS[kind];
  const shape = { nLayer: 1, nHead: 1, nEmbd: 4, blockSize: 8, vocabSize: tokenizer.vocabSize };
  const model = createGpt(shape, { seed: 1 });
  const told: PieceProgress[] = [];
  const form = { ...formOf(kind, tokenizer), maxTokens: 12 };
  const ask = kind === 'digit' ? '7' : kind === 'melody' ? 'asian' : '';
  const request = { kind, ask, temperature: 1, seed };
  const end = await makePiece({ model, tokenizer, form }, request, signal, (progress) => told.push(progress));
  model.dispose();
  return { end, tokens: told.flatMap(({ tokens }) => tokens), last: told.at(-1)?.shown };
}

it.each(['verse', 'code', 'digit', 'melody'] as const)('another seed makes another piece: %s', async (kind) => {
  const [one, same, other] = [await make(kind, 1), await make(kind, 1), await make(kind, 2)];
  const ids = ({ tokens }: typeof one) => tokens.map(({ id }) => id);
  expect(ids(one)).toEqual(ids(same));
  expect(ids(one)).not.toEqual(ids(other));
  expect(one.tokens.length).toBeLessThanOrEqual(12);
  for (const { probability, candidates } of one.tokens) {
    expect(probability).toBeGreaterThan(0);
    expect(candidates).toHaveLength(6);
    expect(candidates[0]?.probability).toBeGreaterThanOrEqual(candidates[5]?.probability ?? 1);
  }
});

it('says what it has become: text, a picture that grows, words that are no tune', async () => {
  expect((await make('verse', 3)).last).toMatchObject({ as: 'text' });
  const form = formOf('digit', TOKENIZERS.digit);
  expect(form.show('7', [10, 265])).toMatchObject({ as: 'picture', squares: 2, side: 28 });
  expect(form.show('7', [265, 3])).toEqual(form.show('7', [265, 10]));
  expect((await make('melody', 1)).last).toMatchObject({ as: 'nonsense' });
});

it('lays a tune out in time, bar by bar', () => {
  const { melody } = TOKENIZERS;
  const written = [...melody.encode('| @0 C4 :1 @1 rest :3 | @0 D4 :4')];
  expect(formOf('melody', melody).show('asian', written)).toEqual({
    as: 'tune',
    notes: [
      { start: 0, ticks: 12, pitch: 60 },
      { start: 12, ticks: 36, pitch: null },
      { start: 48, ticks: 48, pitch: 62 },
    ],
    bars: [0, 48],
    ticks: 96,
  });
});

it('any numbers can be read with any vocabulary', () => {
  const numbers = [0, 999, 31_415];
  expect(formOf('digit', TOKENIZERS.digit).showAny(numbers)).toMatchObject({ as: 'picture', squares: 3 });
  const text = formOf('verse', TOKENIZERS.verse).showAny(numbers);
  expect(text.as === 'text' && [...text.text]).toHaveLength(3);
  expect(formOf('melody', TOKENIZERS.melody).showAny(numbers)).toMatchObject({ as: 'nonsense' });
});

it('text ends at a blank line, code with its bracket', () => {
  const { verse, code } = TOKENIZERS;
  expect(formOf('verse', verse).ended([...verse.encode('晓。\n\n')])).toBe(true);
  expect(formOf('verse', verse).ended([...verse.encode('晓。\n')])).toBe(false);
  expect(formOf('code', code).ended([...code.encode('{\n}\n')])).toBe(true);
});

it('an abort ends it early and says so', async () => {
  const controller = new AbortController();
  controller.abort();
  expect((await make('verse', 1, controller.signal)).end.ended).toBe('aborted');
});
