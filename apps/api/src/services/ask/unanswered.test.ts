import { beforeAll, describe, expect, it } from 'vitest';
import { readQuestions } from '../../../calibration/measure.ts';
import { shippedEmbedder } from '../../ask/embedder.ts';
import { findGroup, maskPersonal } from './unanswered.ts';

describe('what is kept of an unanswered question', () => {
  it.each([
    ['我的邮箱是li.hua@example.com，能发我吗？', '我的邮箱是•••，能发我吗？'],
    ['Call me at +86 138-0013-8000 please', 'Call me at ••• please'],
    ['Is https://example.com/a?b=1 right?', 'Is ••• right?'],
    ['GPT-3有1750亿个参数吗？2020年的', 'GPT-3有1750亿个参数吗？2020年的'],
  ])('holds no address and no long number: %s', (question, kept) => expect(maskPersonal(question)).toBe(kept));
});

describe('questions that are alike', () => {
  let group: (question: string, others: readonly string[]) => string | undefined;
  beforeAll(async () => {
    const embedder = await shippedEmbedder();
    const vectors = new Map<string, Float32Array>();
    const embed = (text: string) => {
      const vector = vectors.get(text) ?? embedder.embedWord?.(text) ?? new Float32Array();
      vectors.set(text, vector);
      return vector;
    };
    group = (question, others) =>
      findGroup(
        question,
        embed(question),
        others.map((other) => ({ id: other, question: other, wordings: [], vector: [...embed(other)] })),
      );
  });

  it.each([
    ['BERT和GPT有什么区别？', 'BERT 和 GPT 的区别是什么'],
    ['How do I fine-tune a model with LoRA?', 'how to fine tune a model with LoRA'],
    ['课程证书怎么领？', '怎么领课程证书'],
    ['What is the difference between BERT and GPT?', 'How do BERT and GPT differ?'],
  ])('are one: %s / %s', (first, second) => expect(group(second, ['红烧肉怎么做？', first])).toBe(first));

  it.each([
    ['课程证书怎么领？', 'GPT-4有多少层？'],
    ['How many layers does GPT-4 have?', 'How many people do we need to label data?'],
    ['什么是监督学习？', '什么是涌现？'],
  ] as const)('are not, when only their form is the same: %s / %s', (first, second) => {
    expect(group(second, [first])).toBeUndefined();
  });

  it('are hardly ever two of the questions that the course does not answer', () => {
    for (const locale of ['zh', 'en'] as const) {
      const unanswerable = readQuestions()[locale].filter(({ answers }) => answers.length === 0);
      const questions = unanswerable.map(({ question }) => question);
      const joined = questions.flatMap((question, i) => group(question, questions.slice(0, i)) ?? []);
      expect(joined.length, joined.join()).toBeLessThanOrEqual(1);
    }
  });
});
