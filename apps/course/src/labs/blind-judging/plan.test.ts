import { describe, expect, it } from 'vitest';
import { MODELS } from './contract.ts';
import {
  firstChoices,
  isComplete,
  isJudged,
  mainAction,
  ROUNDS,
  type Round,
  readChoices,
  seedOf,
  topicOf,
  votesFor,
  winners,
} from './plan.ts';

const answers = MODELS.map((model) => ({ model, text: '春', follows: model === 'aligned' }));
const round = (vote: Round['vote']): Round => ({ topic: '春', answers, ...(vote && { vote }) });

describe('what is kept', () => {
  it('comes back as it was, rounds included', () => {
    const choices = { ...firstChoices(), seed: 4, guess: 2, rounds: [round('large'), round('none')] };
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  });

  it.each([
    undefined,
    7,
    { rounds: 'x', seed: -1, guess: 'a' },
    { rounds: [{ topic: '春', answers: [], vote: 'large' }] },
  ])('falls back to the first from %j', (json) => expect(readChoices(json)).toEqual(firstChoices()));

  it('drops a round that holds one model twice', () => {
    const twice = { ...round('large'), answers: answers.map((answer) => ({ ...answer, model: 'small' })) };
    expect(readChoices({ rounds: [twice] }).rounds).toEqual([]);
  });
});

it('counts votes and names the winners; nobody wins without a vote', () => {
  const rounds = [round('large'), round('aligned'), round('none'), round('aligned')];
  expect(votesFor(rounds, 'aligned')).toBe(2);
  expect(winners(rounds)).toEqual(['aligned']);
  expect(winners([round('large'), round('small')])).toEqual(['small', 'large']);
  expect(winners([round('none')])).toEqual([]);
});

it('is judged when every round has a vote', () => {
  const all = Array.from({ length: ROUNDS }, () => round('large'));
  expect(isJudged(all)).toBe(true);
  expect(isJudged(all.slice(1))).toBe(false);
});

it('asks for another word in every round, and another seed asks and draws otherwise', () => {
  const words = Array.from({ length: ROUNDS }, (_, index) => topicOf('zh', 1, index));
  expect(new Set(words).size).toBe(ROUNDS);
  expect(topicOf('zh', 2, 0)).not.toBe(words[0]);
  expect(seedOf(1, 3)).not.toBe(seedOf(2, 3));
});

describe('the main button', () => {
  const all = Array.from({ length: ROUNDS }, () => round('large'));
  const counts = MODELS.map((model) => ({ model, right: 1, total: 2 }));
  const lab = { rounds: [], asking: true, voted: false, answers, counts: [] };

  it('waits for a vote only when all four answers are there', () => {
    expect(mainAction(lab)).toBe('vote');
    expect(mainAction({ ...lab, answers: answers.slice(0, 2) })).toBe('next');
    expect(isComplete(answers.slice(0, 2))).toBe(false);
    expect(mainAction({ ...lab, voted: true })).toBe('next');
  });

  it('offers to count again after a count that was stopped, and to judge again only after a whole one', () => {
    expect(mainAction({ ...lab, rounds: all })).toBe('reveal');
    expect(mainAction({ ...lab, rounds: all, asking: false, counts: counts.slice(0, 1) })).toBe('count');
    expect(mainAction({ ...lab, rounds: all, asking: false, counts })).toBe('again');
  });
});
