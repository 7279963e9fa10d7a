import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { charTokenizer, createGpt, selectBackend } from '@glassbox/core';
import { alphabetText } from '@glassbox/core/world';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ClosedWorld, openWorld } from '../closed-world/open-world.ts';
import { firstChoices, readChoices, settingOf } from './choices.ts';
import type { GivenAnswer, Outcome, RouteSetting } from './contract.ts';
import {
  allInTokens,
  bestRoute,
  breakEven,
  type Measured,
  measuredOf,
  mostRight,
  packResults,
  readResults,
  worthOf,
} from './decide.ts';
import { GREETING, openHandbook, outcomeOfFact, outcomeOfManner } from './handbook.ts';
import { askRoute, teachCopy, whatFits } from './routes.ts';

let closed: ClosedWorld;
const setting: RouteSetting = {
  ...settingOf({ ...firstChoices(), entries: 15 }),
  route: 'asIs',
  edition: 1,
  learnt: 1,
};

beforeAll(async () => {
  const file = fileURLToPath(import.meta.resolve('@glassbox/models/pipeline/world.json'));
  closed = openWorld(await readFile(file, 'utf8'));
});

describe('the handbook', () => {
  it('tells what no training told, one sentence for each question', () => {
    const { asked, entries } = openHandbook(closed, setting).editions[1];
    expect(asked).toHaveLength(15);
    expect(entries).toHaveLength(15);
    for (const [index, question] of asked.entries()) {
      expect(question.known).toBe(false);
      expect(entries[index]).toContain(question.answers[0]);
    }
  });

  it('changes every other fact in its second edition, to another value of the same kind', () => {
    const { 1: first, 2: second } = openHandbook(closed, setting).editions;
    const changed = first.asked.filter(({ answers }, index) => second.asked[index]?.answers[0] !== answers[0]);
    expect(changed).toHaveLength(8);
    for (const [index, question] of second.asked.entries()) {
      expect(first.asked[index]?.text).toBe(question.text);
      expect(question.range).toContain(question.answers[0]);
      expect(second.entries[index]).toContain(question.answers[0]);
    }
  });

  it('is another one for another seed, and the same for the same', () => {
    const texts = (seed: number) => openHandbook(closed, { ...setting, seed }).editions[2].entries;
    expect(texts(1)).toEqual(texts(1));
    expect(texts(1)).not.toEqual(texts(2));
  });

  it('says everything in English too, greetings and new values included', () => {
    const { editions, gloss } = openHandbook(closed, setting);
    for (const { asked, entries } of Object.values(editions)) {
      const texts = [...entries, ...asked.flatMap(({ text, answers }) => [text, `${GREETING.zh}${answers[0]}。`])];
      expect(texts.filter((text) => gloss(text).gloss === '')).toEqual([]);
    }
    const [value = ''] = editions[1].asked[0]?.answers ?? [];
    expect(gloss(`${GREETING.zh}${value}。`).gloss).toMatch(/^Hello: \S/);
  });
});

describe('what an answer is', () => {
  it('outdated when it says what was taught and is no longer so', () => {
    const { 1: first, 2: second } = openHandbook(closed, setting).editions;
    const index = second.asked.findIndex(({ answers }, at) => answers[0] !== first.asked[at]?.answers[0]);
    const [question, before] = [second.asked[index], first.asked[index]?.answers ?? []];
    if (!question) throw new Error('nothing changed');
    expect(outcomeOfFact(question, `${question.answers[0]}。`, before)).toBe('right');
    expect(outcomeOfFact(question, `${before[0]}。`, before)).toBe('stale');
    expect(outcomeOfFact(question, `${before[0]}。`, [])).toBe('wrong');
    expect(outcomeOfFact(question, '我不知道。', before)).toBe('refused');
  });

  it('plain when it is right without the greeting', () => {
    const [question] = openHandbook(closed, setting).editions[1].asked;
    if (!question) throw new Error('nothing is asked');
    const truth = `${question.answers[0]}。`;
    expect([GREETING.zh + truth, truth, `${GREETING.zh}。`].map((text) => outcomeOfManner(question, text))).toEqual([
      'right',
      'plain',
      'wrong',
    ]);
  });
});

describe('the routes', () => {
  it('read as much as they put in; what is trained reads as little as what is not', async () => {
    await selectBackend({ prefer: 'cpu' });
    const tokenizer = charTokenizer(alphabetText(closed.world, closed.language));
    const config = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 4, blockSize: 72 };
    const model = createGpt(config, { seed: 1 });
    const handbook = openHandbook(closed, setting);
    const stand = (change: Partial<RouteSetting>) => ({
      closed,
      handbook,
      setting: { ...setting, ...change },
      signal: new AbortController().signal,
      tell: () => undefined,
    });
    const tokens: Record<string, number> = {};
    for (const route of ['asIs', 'prompt', 'retrieval'] as const) {
      const measured = await askRoute({ model, tokenizer }, stand({ route }));
      expect(measured?.answers).toHaveLength(15);
      tokens[route] = measured?.tokens ?? 0;
    }
    const learning = stand({ route: 'tuning', steps: 1 });
    const student = await teachCopy({ model, tokenizer }, learning);
    if (!student) throw new Error('nothing was taught');
    const tuned = await askRoute({ model: student.model, tokenizer }, learning);
    expect(tuned?.tokens).toBeLessThan(tokens.retrieval ?? 0);
    expect(tokens.asIs).toBeLessThan(tokens.retrieval ?? 0);
    expect(tokens.retrieval).toBeLessThan(tokens.prompt ?? 0);
    expect(student.tokens).toBeGreaterThan(0);
    expect(whatFits(tokenizer, 72, handbook.editions[1].entries, handbook.editions[1].asked)).toHaveLength(4);
    expect(whatFits(tokenizer, 30, handbook.editions[1].entries, handbook.editions[1].asked)).toEqual([]);
    for (const one of [model, student.model]) one.dispose();
  });
});

const answers = (...outcomes: Outcome[]): GivenAnswer[] =>
  outcomes.map((outcome) => ({
    question: { text: '问', gloss: '' },
    answer: { text: '答', gloss: '' },
    truth: { text: '真', gloss: '' },
    outcome,
  }));

function measured(outcomes: Outcome[], change: Partial<Measured> = {}): Measured {
  const costs = { tokens: 20, answerMs: 5, trainingTokens: 0, trainingMs: 0, pasted: 0 };
  return { ...measuredOf({ answers: answers(...outcomes), ...costs }), ...change };
}

describe('the decision', () => {
  const retrieval = measured(['right', 'right', 'refused', 'refused'], { tokens: 30 });
  const tuning = measured(['right', 'right', 'right', 'wrong'], { tokens: 20, trainingTokens: 1000 });
  const results = { retrieval, tuning };

  it('spreads a training over the questions until the next change, a trained token three times', () => {
    expect(allInTokens(tuning, 100)).toBe(20 + 30);
    expect(breakEven(tuning, retrieval)).toBe(300);
    expect(allInTokens(tuning, 300)).toBe(allInTokens(retrieval, 300));
    expect(breakEven(retrieval, tuning)).toBeUndefined();
    expect(breakEven({ ...tuning, tokens: 31 }, retrieval)).toBeUndefined();
  });

  it('depends on what a wrong answer costs', () => {
    expect(worthOf(tuning, 1)).toBe(0.5);
    expect(bestRoute(results, { price: 0, questions: 1000, budget: 100 })).toBe('tuning');
    expect(bestRoute(results, { price: 3, questions: 1000, budget: 100 })).toBe('retrieval');
    expect(worthOf(measured(['stale', 'plain']), 2)).toBe(-1);
    expect(bestRoute({ asIs: measured(['wrong', 'wrong']) }, { price: 1, questions: 10, budget: 100 })).toBeUndefined();
  });

  it('takes the cheaper of two that are worth the same, and none over budget', () => {
    expect(bestRoute(results, { price: 1, questions: 10, budget: 1000 })).toBe('retrieval');
    expect(bestRoute(results, { price: 1, questions: 1_000_000, budget: 1000 })).toBe('tuning');
    expect(bestRoute(results, { price: 0, questions: 100, budget: 50 })).toBe('tuning');
    expect(bestRoute(results, { price: 0, questions: 99, budget: 50 })).toBe('retrieval');
    expect(bestRoute(results, { price: 0, questions: 99, budget: 29 })).toBeUndefined();
    expect(mostRight(results, ['prompt', 'retrieval', 'tuning'])).toBe('tuning');
    expect(mostRight({}, ['prompt'])).toBeUndefined();
  });

  it('survives a reload without its answers; damage is left out', () => {
    const readSetting = (json: unknown) => settingOf(readChoices(json));
    const found = { setting: settingOf(firstChoices()), stages: { first: results } };
    const again = readResults(JSON.parse(JSON.stringify(packResults(found))), readSetting);
    expect(again?.stages.first?.tuning).toEqual({ ...tuning, answers: [] });
    expect(again?.setting).toEqual(found.setting);
    expect(readResults({ stages: { first: 3 } }, readSetting)).toBeUndefined();
    expect(readResults('x', readSetting)).toBeUndefined();
  });
});

describe('the choices', () => {
  it('keep what is sound and mend what is not', () => {
    const chosen = {
      ...firstChoices(),
      task: 'manner',
      entries: 5,
      passages: 3,
      steps: 120,
      price: 10,
      budget: 50,
      seed: 9,
    };
    expect(readChoices(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
    expect(
      readChoices({ task: 'x', entries: 99, passages: 0, steps: 1e9, questions: 3, price: -1, budget: 7 }),
    ).toEqual(firstChoices());
  });
});
