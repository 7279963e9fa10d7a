import { describe, expect, it } from 'vitest';
import type { Round } from './contract.ts';
import { choiceOfCrossing, crossingOf, curveOf, cutWords, firstChoices, readChoices } from './plan.ts';

const KNOWN = new Set(['狐狸', '住', '在', '森林', '里', '树', '下', 'the', 'fox', 'lives']);

function round(game: number, count: number, gpt: number, bert: number): Round {
  return { game, count, gpt, bert, gptMs: 10, bertMs: 900 };
}

describe('cutting a sentence into words that the twins know', () => {
  it('finds the longest known word in Chinese, with or without spaces and marks', () => {
    expect(cutWords('狐狸住在森林里。', KNOWN)).toEqual({ words: ['狐狸', '住', '在', '森林', '里'], unknown: [] });
    expect(cutWords('狐狸 住 在 树下', KNOWN).words).toEqual(['狐狸', '住', '在', '树', '下']);
  });

  it('says which words are not known', () => {
    expect(cutWords('The fox lives online', KNOWN)).toEqual({ words: ['the', 'fox', 'lives'], unknown: ['online'] });
    expect(cutWords('狐狸爱树', KNOWN).unknown).toEqual(['爱']);
    expect(cutWords('  ', KNOWN)).toEqual({ words: [], unknown: [] });
  });
});

describe('what the rounds say', () => {
  const rounds = [round(0, 2, 0.5, 0.25), round(1, 2, 1, 0.75), round(0, 4, 0.75, 1), round(1, 4, 0.75, 1)];

  it('is the mean over the games with its standard error', () => {
    expect(curveOf(rounds, 'gpt')).toEqual([
      { count: 2, share: 0.75, error: 0.25 },
      { count: 4, share: 0.75, error: 0 },
    ]);
    expect(curveOf(rounds, 'untrained')).toEqual([]);
  });

  it('is the count from which BERT is never below GPT again', () => {
    expect(crossingOf(rounds)).toBe(4);
    expect(crossingOf([...rounds, round(0, 8, 1, 1)])).toBe(4);
    expect(crossingOf([...rounds, round(0, 8, 1, 0.5)])).toBeUndefined();
    expect([2, 4, 8, 16, undefined].map(choiceOfCrossing)).toEqual([0, 1, 2, 3, 3]);
  });
});

describe('kept choices', () => {
  it('are read back, and what is damaged is as at first', () => {
    const first = firstChoices('zh');
    expect(readChoices({ ...first, kindsPerBox: 3, seed: 7, wrong: 0.25 }, 'zh')).toEqual({
      ...first,
      kindsPerBox: 3,
      seed: 7,
      wrong: 0.25,
    });
    expect(readChoices({ seed: 'x', wrong: 0.3, text: '', games: 1e9, place: -4 }, 'zh')).toEqual(first);
    expect(readChoices(null, 'en')).toEqual(firstChoices('en'));
  });
});
