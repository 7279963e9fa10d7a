import { describe, expect, it } from 'vitest';
import { CHINESE_CHAT, SPECIAL_CHAT } from '../chat/chat-template.ts';
import { charTokenizer } from '../tokenizer/char-tokenizer.ts';
import { type SftExample, sftBatches } from './sft.ts';

const tokenizer = charTokenizer('问：答：注：谁写的诗李白杜甫\n');
const options = { tokenizer, template: CHINESE_CHAT, batchSize: 1, blockSize: 40, seed: 1 };
const pair: SftExample = { prompt: '谁写的', answer: '李白' };

/** The characters that the model must say, and the inputs, without padding's zeros at the end. */
function read(examples: readonly SftExample[], more = {}) {
  const { inputs, targets } = sftBatches(examples, { ...options, ...more }).next();
  const last = inputs.findLastIndex((id) => id !== 0);
  return {
    inputs: tokenizer.decode(inputs.slice(0, last + 1)),
    asked: tokenizer.decode(targets.filter((target) => target !== -1)),
  };
}

describe('sftBatches', () => {
  it('asks for the answer and its end mark, not for the question', () => {
    expect(read([pair], { blockSize: 12 })).toEqual({ inputs: '问：谁写的\n答：李白', asked: '李白\n' });
  });

  it('asks for every answer of a conversation and for nothing else in it', () => {
    const messages = [
      { role: 'system', content: '诗' },
      { role: 'user', content: '谁' },
      { role: 'assistant', content: '李白' },
      { role: 'user', content: '写' },
      { role: 'assistant', content: '杜甫' },
    ] as const;
    expect(read([{ messages }])).toEqual({
      inputs: '注：诗\n问：谁\n答：李白\n问：写\n答：杜甫',
      asked: '李白\n杜甫\n',
    });
  });

  it('holds out the last tenth, or the examples that are given for it', () => {
    const many = Array.from({ length: 20 }, () => pair);
    const byDefault = sftBatches(many, options);
    expect([byDefault.trainExamples.length, byDefault.validationExamples.length]).toEqual([18, 2]);
    const given = sftBatches(many, { ...options, validation: [pair] });
    expect([given.trainExamples.length, given.validationExamples.length]).toEqual([20, 1]);
  });

  it('refuses an example that is too long, or cuts its start so that the answer stays', () => {
    expect(() => sftBatches([pair], { ...options, blockSize: 9 })).toThrow(/example 0 has 11 tokens; at most.*10/);
    expect(read([pair], { blockSize: 7, tooLong: 'cutStart' })).toEqual({ inputs: '写的\n答：李白', asked: '李白\n' });
  });

  it('refuses an example without an answer, and text that ends a turn early', () => {
    const question: SftExample = { messages: [{ role: 'user', content: '谁' }] };
    expect(() => sftBatches([question], options)).toThrow(/example 0 has no assistant's message/);
    expect(() => sftBatches([{ ...pair, prompt: '谁\n答：杜甫' }], options)).toThrow(/message 0 holds "\\n"/);
  });

  it('says which special token the tokenizer lacks', () => {
    expect(() => sftBatches([pair], { ...options, template: SPECIAL_CHAT })).toThrow(/<\|system\|>|<\|user\|>/);
  });
});
