import { expect, test } from 'vitest';
import { compile, getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';

// b1 is the word, b2 is 5, b3 is 32 ± 0.5: the order of the Chinese text. 3 points.
const secret = getSecret('perplexity-in-words', 'blanks');
const answer = (b1: unknown, b2: unknown, b3: unknown) => ({ kind: 'blanks', typed: { b1, b2, b3 } });

test.each([
  [['困惑度', '5', '32'], 'right', 3, ['right', 'right', 'right']],
  [['「Ｐｅｒｐｌｅｘｉｔｙ」。', '５', '32.5'], 'right', 3, ['right', 'right', 'right']],
  [['熵', '5', '32'], 'partly', 2, ['wrong', 'right', 'right']],
  [['困惑度', '6', '64'], 'partly', 1, ['right', 'wrong', 'wrong']],
  [['entropy', '1', '2 bits'], 'wrong', 0, ['wrong', 'wrong', 'wrong']],
])('%j is %s, earns %d of 3, and each blank has its remark', ([b1, b2, b3], verdict, points, tones) => {
  const result = score(secret, answer(b1, b2, b3));
  expect(result).toMatchObject({ verdict, score: points, maxScore: 3 });
  const feedback = 'feedback' in result ? result.feedback : [];
  expect(feedback.map(({ target, tone }) => [target, tone])).toEqual(tones.map((tone, i) => [`b${i + 1}`, tone]));
});

test.each([
  [answer('困惑度', '', '32'), 'incomplete'],
  [answer('困惑度', '5', 'x'), 'unreadable-number'],
  [answer('熵'.repeat(301), '5', '32'), 'too-long'],
  [answer('困惑度', 5, '32'), 'wrong-shape'],
  [{ kind: 'blanks', typed: { b1: '困惑度', measure: '困惑度' } }, 'unknown-option'],
  [{ kind: 'blanks', typed: JSON.parse('{ "__proto__": "x" }') }, 'unknown-option'],
  [{ kind: 'blanks', typed: ['困惑度', '5', '32'] }, 'wrong-shape'],
  [{ kind: 'blanks', typed: {} }, 'incomplete'],
])('%j is not graded: %s', (response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

test('the browser gets the text in pieces, and of the blanks only their place and whether a number is wanted', () => {
  expect(secret.public).toMatchObject({
    text: {
      zh: [{ blank: 'b1' }, '是2的“平均意外”次方；平均意外', { blank: 'b2' }, '比特时，它等于', { blank: 'b3' }, '。'],
      en: ['With ', { blank: 'b2' }, expect.any(String), { blank: 'b3' }, expect.any(String), { blank: 'b1' }, '.'],
    },
  });
  expect(secret.public.blanks).toEqual([{ id: 'b1' }, { id: 'b2', numeric: true }, { id: 'b3', numeric: true }]);
});

const yaml = (text: string, blank: string) => `questions:
  - id: q
    kind: blanks
    prompt: { zh: 填, en: Fill }
    text: ${text}
    blanks:
      - { id: one, ${blank} feedback: { right: { zh: 对, en: Right }, wrong: { zh: 错, en: Wrong } } }`;
test.each([
  ['a blank that one language lacks', '{ zh: "这{one}", en: "this" }', 'answer: 1,', /"\{one\}" nowhere in the text/],
  ['a blank twice', '{ zh: "{one}{one}", en: "{one}" }', 'answer: 1,', /"\{one\}" more than once/],
  ['a blank nobody defined', '{ zh: "{one}{two}", en: "{one}" }', 'answer: 1,', /"\{two\}", which is no blank/],
  ['a blank without key', '{ zh: "{one}", en: "{one}" }', '', /accepted forms, or the number/],
  ['a form nobody can type', '{ zh: "{one}", en: "{one}" }', 'accept: { zh: ["。"], en: [a] },', /letter or digit/],
  [
    'an idle tolerance',
    '{ zh: "{one}", en: "{one}" }',
    'accept: { zh: [甲], en: [a] }, tolerance: 1,',
    /never be used/,
  ],
])('%s is told to the author', (_name, text, blank, message) => {
  expect(() => compile(yaml(text, blank))).toThrow(message);
});
