import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { additionQuestions } from './addition.ts';
import { chainQuestions } from './chain.ts';
import {
  answerIn,
  drawQuestions,
  isTestQuestion,
  type Question,
  type QuestionSource,
  questionRows,
  questionTokenizer,
} from './questions.ts';

const draw = (source: QuestionSource, count: number): Question[] => {
  const random = createRandom(1);
  return Array.from({ length: count }, () => source.draw(random));
};

describe('additionQuestions', () => {
  it('asks for sums that are right, padded to one length', () => {
    for (const { prompt, work, answer } of draw(additionQuestions({ name: 'addition', digits: 3 }), 300)) {
      const [, a, b] = /^(\d{3})\+(\d{3})=$/.exec(prompt) ?? [];
      expect(answer).toBe(String(Number(a) + Number(b)).padStart(4, '0'));
      expect(work).toBe('');
    }
  });

  it('writes the answer from the ones up when reversed, and each column with its carry on the scratchpad', () => {
    const reversed = draw(additionQuestions({ name: 'addition', digits: 2, reversed: true }), 50);
    const plain = draw(additionQuestions({ name: 'addition', digits: 2 }), 50);
    expect(reversed.map(({ answer }) => [...answer].reverse().join(''))).toEqual(plain.map(({ answer }) => answer));
    for (const { prompt, work, answer } of draw(
      additionQuestions({ name: 'addition', digits: 2, scratchpad: true }),
      200,
    )) {
      const [a = '', b = ''] = prompt.slice(0, -1).split('+');
      const ones = Number(a[1]) + Number(b[1]);
      const tens = Number(a[0]) + Number(b[0]) + (ones > 9 ? 1 : 0);
      expect(work).toBe(`${String(ones).padStart(2, '0')}${String(tens).padStart(2, '0')}|`);
      expect(Number(answer)).toBe(Number(a) + Number(b));
    }
  });

  it.each([0, 10, 1.5, Number.NaN])('refuses %s digits', (digits) => {
    expect(() => additionQuestions({ name: 'addition', digits })).toThrow(/addition: digits is/);
  });
});

describe('chainQuestions', () => {
  it('takes each step from left to right, and shows every value but the last on the scratchpad', () => {
    const counts = new Map<number, number>();
    for (const { prompt, work, answer, steps } of draw(
      chainQuestions({ name: 'chain', maxSteps: 4, scratchpad: true }),
      800,
    )) {
      const values: number[] = [];
      let value = Number(prompt[0]);
      for (const [, sign, operand] of prompt.matchAll(/([+*])(\d)/g)) {
        value = (sign === '*' ? value * Number(operand) : value + Number(operand)) % 7;
        values.push(value);
      }
      expect(values.length).toBe(steps);
      expect(work).toBe(`${values.slice(0, -1).join('')}|`);
      expect(answer).toBe(String(values.at(-1)));
      counts.set(steps, (counts.get(steps) ?? 0) + 1);
    }
    for (const steps of [1, 2, 3, 4]) expect(counts.get(steps)).toBeGreaterThan(150);
  });

  it('never multiplies by 0, so that the start matters to the end', () => {
    expect(draw(chainQuestions({ name: 'chain', maxSteps: 5 }), 500).some(({ prompt }) => prompt.includes('*0'))).toBe(
      false,
    );
  });

  it('refuses a modulus above 10: its numbers would not be one digit', () => {
    expect(() => chainQuestions({ name: 'chain', maxSteps: 3, modulus: 11 })).toThrow(/modulus is 11/);
  });
});

describe('drawQuestions', () => {
  const source = additionQuestions({ name: 'addition', digits: 2 });

  it('keeps about a tenth of all questions for tests, the same for every seed', () => {
    const prompts = new Set(draw(source, 5000).map(({ prompt }) => prompt));
    const share = [...prompts].filter(isTestQuestion).length / prompts.size;
    expect(Math.abs(share - 0.1)).toBeLessThan(0.02);
    const train = drawQuestions(source, { seed: 1, count: 500, part: 'train' });
    const test = drawQuestions(source, { seed: 2, count: 200, part: 'test' });
    expect(train.some(({ prompt }) => isTestQuestion(prompt))).toBe(false);
    expect(test.every(({ prompt }) => isTestQuestion(prompt))).toBe(true);
  });

  it('says so if a source has no question for tests', () => {
    const only = { ...source, draw: () => ({ prompt: '11+11=', work: '', answer: '022', steps: 2 }) };
    const part = isTestQuestion('11+11=') ? 'train' : 'test';
    expect(() => drawQuestions(only, { seed: 1, count: 1, part })).toThrow(/no (train|test) question was found/);
  });

  it('gives the same questions for the same seed', () => {
    const options = { seed: 3, count: 20, part: 'train' } as const;
    expect(drawQuestions(source, options)).toEqual(drawQuestions(source, options));
    expect(drawQuestions(source, { ...options, seed: 4 })).not.toEqual(drawQuestions(source, options));
  });
});

describe('questionRows', () => {
  it('asks for the writing only: the prompt and the padding do not count', () => {
    const source = chainQuestions({ name: 'chain', maxSteps: 2, scratchpad: true });
    const tokenizer = questionTokenizer(source);
    const question = { prompt: '3+5=', work: '|', answer: '1', steps: 1 };
    const { inputs, targets, shape } = questionRows([question], tokenizer, 9);
    expect(shape).toEqual([1, 9]);
    expect(tokenizer.decode(inputs.slice(0, 6))).toBe('3+5=|1');
    expect([...targets.slice(0, 3)]).toEqual([-1, -1, -1]);
    expect(tokenizer.decode(targets.slice(3, 6))).toBe('|1\n');
    expect([...targets.slice(6)]).toEqual([-1, -1, -1]);
  });
});

describe('answerIn', () => {
  it('finds the answer after the work and before the stop', () => {
    expect(answerIn('12|6\n99')).toBe('6');
    expect(answerIn('046\n')).toBe('046');
    expect(answerIn('1|2|3')).toBe('3');
    expect(answerIn('')).toBe('');
  });
});
