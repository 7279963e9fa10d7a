import { describe, expect, it } from 'vitest';
import { promptsFrom, spread } from './prompts.ts';

const always = () => true;

describe('what the model goes on from', () => {
  it('is the first couplet of a quatrain of fives, once', () => {
    const poems =
      '月落乌啼霜，江枫渔火眠。\n姑苏城外寺，夜半到客船。\n\n太长了的第一句，不是五言。\n\n月落乌啼霜，江枫渔火眠。\n';
    const { training, measuring } = promptsFrom('zh', poems, always);
    expect([...training, ...measuring]).toEqual(['月落乌啼霜，江枫渔火眠。']);
  });

  it('is who speaks, in English', () => {
    const { training, measuring } = promptsFrom('en', 'GREMIO:\nGood morrow.\n\nBAPTISTA:\nGood morrow.\n', always);
    expect([...training, ...measuring].sort()).toEqual(['BAPTISTA:', 'GREMIO:']);
  });

  it('leaves out what the model has no tokens for', () => {
    expect(promptsFrom('en', 'GREMIO:\nHo.\n', () => false)).toEqual({ training: [], measuring: [] });
  });

  it('keeps apart what is trained with and what is measured with', () => {
    const speakers = [...'ABCDEFGHIJKLMNOP'].map((letter) => `MISTER ${letter}:\nHo.`).join('\n\n');
    const { training, measuring } = promptsFrom('en', speakers, always);
    expect([training.length, measuring.length]).toEqual([14, 2]);
    expect(training.filter((one) => measuring.includes(one))).toEqual([]);
  });

  it('comes in another order for another seed, and round again', () => {
    const five = ['a', 'b', 'c', 'd', 'e'];
    expect(spread(five, 5, 1).sort()).toEqual(five);
    expect(spread(five, 5, 1)).not.toEqual(spread(five, 5, 2));
    expect(spread(five, 7, 1).slice(5)).toEqual(spread(five, 7, 1).slice(0, 2));
    expect(spread([], 3, 1)).toEqual([]);
  });
});
