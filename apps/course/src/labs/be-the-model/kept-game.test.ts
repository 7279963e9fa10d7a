import { expect, test } from 'vitest';
import type { GuessingPlace } from '../worker/contract.ts';
import { type Game, type GameInput, NEW_GAME, nextGame, placeToAsk } from './game.ts';
import { keptGame } from './kept-game.ts';

const poem = '白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。';
const frequencies = Object.fromEntries([...new Set(poem)].map((c, _, all) => [c, 1 / all.length]));

function store() {
  const values = new Map<string, string>();
  const setItem = (key: string, value: string) => void values.set(key, value);
  return { values, storage: { getItem: (key: string) => values.get(key) ?? null, setItem } as unknown as Storage };
}

function placeIn(game: Game): GuessingPlace {
  const top = ['青', '黄', '白'].map((text, i) => ({ text, probability: 0.3 / (i + 1) }));
  return { before: '', truth: '', ...placeToAsk(game), top, truthProbability: 0.15, truthRank: 2 };
}

/** Three characters revealed, chips on the fourth, one of them on a character of the learner's own. */
function halfPlayed(): Game {
  let game = nextGame(NEW_GAME, { kind: 'start', seed: 4 });
  const send = (input: GameInput) => {
    game = nextGame(game, input);
  };
  send({ kind: 'text', text: poem, frequencies, locale: 'zh' });
  for (let round = 0; round < 3; round++) {
    send({ kind: 'place', place: placeIn(game) });
    send({ kind: 'put', character: '青' });
    send({ kind: 'reveal' });
    send({ kind: 'next' });
  }
  send({ kind: 'place', place: placeIn(game) });
  send({ kind: 'put', character: '黄' });
  send({ kind: 'name', character: '楼' });
  return game;
}

test('a game comes back after a reload as it was left: while guessing, after a reveal, and when it is over', () => {
  const guessing = halfPlayed();
  const revealed = nextGame(guessing, { kind: 'reveal' });
  for (const game of [guessing, revealed]) {
    const { storage } = store();
    keptGame('zh', storage).keep(game);
    expect(keptGame('zh', storage).find(4)).toEqual(game);
  }
  const { storage } = store();
  const over = nextGame(revealed, { kind: 'stop' });
  keptGame('zh', storage).keep(over);
  expect(keptGame('zh', storage).find(4)).toMatchObject({ phase: 'finished', rounds: over.rounds, text: [...poem] });
});

test('a game that came back goes on to the same score', () => {
  const { storage } = store();
  const left = halfPlayed();
  keptGame('zh', storage).keep(left);
  const back = keptGame('zh', storage).find(4) ?? NEW_GAME;
  expect(nextGame(back, { kind: 'reveal' }).rounds).toEqual(nextGame(left, { kind: 'reveal' }).rounds);
});

test('while the model is asked, what was kept before stays; a game given up is gone', () => {
  const { storage } = store();
  const kept = keptGame('zh', storage);
  const revealed = nextGame(halfPlayed(), { kind: 'reveal' });
  kept.keep(revealed);
  kept.keep(nextGame(revealed, { kind: 'next' }));
  expect(kept.find(4)?.phase).toBe('revealed');
  kept.keep(NEW_GAME);
  expect(kept.find(4)).toBeUndefined();
});

test('another seed, for instance of a shared link, has another passage', () => {
  const { storage } = store();
  keptGame('zh', storage).keep(halfPlayed());
  expect(keptGame('zh', storage).find(5)).toBeUndefined();
});

test.each([
  ['the text was changed', (kept: Record<string, unknown>) => ({ ...kept, text: '春眠不觉晓，处处闻啼鸟。' })],
  ['chips lie on what is no candidate', (kept: Record<string, unknown>) => ({ ...kept, chips: [['水', 1]] })],
  ['there are more chips than five', (kept: Record<string, unknown>) => ({ ...kept, chips: [['青', 6]] })],
  ['a round is missing', (kept: Record<string, unknown>) => ({ ...kept, rounds: [] })],
  ['it is no game', () => ({ phase: 'guessing', seed: 4 })],
])('nothing comes back when %s', (_, spoil) => {
  const { values, storage } = store();
  keptGame('zh', storage).keep(halfPlayed());
  for (const [key, text] of values) values.set(key, JSON.stringify(spoil(JSON.parse(text))));
  expect(keptGame('zh', storage).find(4)).toBeUndefined();
});
