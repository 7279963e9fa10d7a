import { expect, test } from 'vitest';
import type { GuessingPlace } from '../worker/contract.ts';
import {
  CHIPS,
  chipsLeft,
  type GameInput,
  meanBits,
  NEW_GAME,
  nextGame,
  placesToGuess,
  placeToAsk,
  winnerOf,
} from './game.ts';

const poem = '白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。';
const frequencies = Object.fromEntries([...new Set(poem)].map((c, _, all) => [c, 1 / all.length]));

const place: GuessingPlace = {
  before: '白日依山尽，',
  truth: '黄',
  top: ['青', '黄', '白', '春', '江', '秋'].map((text, i) => ({ text, probability: 0.3 / (i + 1) })),
  truthProbability: 0.15,
  truthRank: 2,
};

const opening: GameInput[] = [
  { kind: 'start', seed: 1 },
  { kind: 'text', text: poem, frequencies, locale: 'zh' },
  { kind: 'place', place },
];

function play(...inputs: GameInput[]) {
  return [...opening, ...inputs].reduce(nextGame, NEW_GAME);
}

test('ten characters of the second and third line are guessed, marks are not', () => {
  const places = placesToGuess([...poem], 'zh');
  expect(places.map((index) => [...poem][index]).join('')).toBe('黄河入海流欲穷千里目');
});

test('in English the letters from a word’s beginning on are guessed', () => {
  const speech = 'ROMEO:\nBut soft, what light through yonder window breaks? It is the east.';
  const places = placesToGuess([...speech], 'en');
  expect(places.map((index) => speech[index]).join('')).toBe('breaks? It');
});

test('the first question shows what comes before and hides the truth in the candidates’ order', () => {
  const game = play();
  expect(placeToAsk(game)).toEqual({ before: '白日依山尽，', truth: '黄' });
  expect(game.candidates).toEqual(['春', '江', '白', '青', '黄'].sort());
});

test('no more chips can be put than there are, and chips can be taken back', () => {
  const put: GameInput = { kind: 'put', character: '青' };
  const full = play(...Array.from({ length: CHIPS + 2 }, () => put));
  expect(chipsLeft(full)).toBe(0);
  expect(full.chips.get('青')).toBe(CHIPS);
  expect(chipsLeft(nextGame(full, { kind: 'take', character: '青' }))).toBe(1);
});

test('a character of one’s own becomes a candidate if the model knows it', () => {
  expect(play({ kind: 'name', character: '河 ' }).candidates).toContain('河');
  expect(play({ kind: 'name', character: 'Q' }).candidates).not.toContain('Q');
});

test('chips on the truth cost fewer bits than chips beside it', () => {
  const right = play({ kind: 'put', character: '黄' }, { kind: 'reveal' }).rounds[0];
  const wrong = play({ kind: 'put', character: '青' }, { kind: 'reveal' }).rounds[0];
  expect(right?.yourBits).toBeLessThan(wrong?.yourBits ?? 0);
  expect(right?.modelBits).toBeCloseTo(-Math.log2(0.15));
});

test('after the reveal chips stay, and the next place is asked', () => {
  const revealed = play({ kind: 'reveal' });
  expect(nextGame(revealed, { kind: 'put', character: '黄' })).toBe(revealed);
  const next = nextGame(revealed, { kind: 'next' });
  expect(next.phase).toBe('loading');
  expect(placeToAsk(next)).toEqual({ before: '白日依山尽，黄', truth: '河' });
});

test('the game is finished after the last place', () => {
  let game = nextGame(play(), { kind: 'reveal' });
  game = nextGame(game, { kind: 'next' });
  for (let round = 0; round < 9; round++) {
    game = [{ kind: 'place', place } as const, { kind: 'reveal' } as const, { kind: 'next' } as const].reduce(
      nextGame,
      game,
    );
  }
  expect(game.phase).toBe('finished');
  expect(game.rounds).toHaveLength(10);
});

test('the winner has the smaller mean surprise; close is even', () => {
  expect(winnerOf({ yours: 5, model: 6 })).toBe('you');
  expect(winnerOf({ yours: 7, model: 6 })).toBe('model');
  expect(winnerOf({ yours: 6.1, model: 6 })).toBe('even');
  expect(meanBits([])).toBeUndefined();
});

test('finishing early counts what was revealed; before the first reveal there is nothing to count', () => {
  expect(play({ kind: 'stop' }).phase).toBe('guessing');
  const stopped = play({ kind: 'reveal' }, { kind: 'stop' });
  expect(stopped).toMatchObject({ phase: 'finished', seed: 1 });
  expect(stopped.rounds).toHaveLength(1);
});

test('waiting for the model can be cancelled: at first back to the beginning, later back to the last reveal', () => {
  expect(nextGame(nextGame(NEW_GAME, { kind: 'start', seed: 3 }), { kind: 'cancel' })).toBe(NEW_GAME);
  const waiting = play({ kind: 'reveal' }, { kind: 'next' });
  expect(nextGame(waiting, { kind: 'cancel' })).toEqual(play({ kind: 'reveal' }));
  expect(nextGame(play({ kind: 'reveal' }), { kind: 'place', place }).phase).toBe('revealed');
});

test('a failure between two characters loses none of them: it is tried again from there', () => {
  const failed = play({ kind: 'reveal' }, { kind: 'next' }, { kind: 'failed', failure: { code: 'x', message: '' } });
  const again = nextGame(failed, { kind: 'retry' });
  expect(again).toMatchObject({ phase: 'loading', failure: undefined });
  expect(placeToAsk(again)?.truth).toBe('河');
});
