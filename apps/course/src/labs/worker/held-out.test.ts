import { expect, test } from 'vitest';
import { heldOutPassage } from './held-out.ts';

const whole = [
  '白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。',
  '春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。',
];
const text = ['夜鸟啼。', whole[0], '朝辞白帝彩云间，千里江陵一日还。', whole[1], '残'].join('\n\n');
const known = new Set(text);

test('only whole five-character quatrains are chosen', () => {
  const chosen = new Set(Array.from({ length: 20 }, (_, seed) => heldOutPassage(text, 'poet', seed, known)));
  expect(chosen).toEqual(new Set(whole));
});

test('a passage with a character the model does not know is never chosen', () => {
  const without = new Set([...known].filter((character) => character !== '楼'));
  const chosen = new Set(Array.from({ length: 20 }, (_, seed) => heldOutPassage(text, 'poet', seed, without)));
  expect(chosen).toEqual(new Set([whole[1]]));
});

test('the same seed gives the same passage', () => {
  expect(heldOutPassage(text, 'poet', 5, known)).toBe(heldOutPassage(text, 'poet', 5, known));
});

test('an English passage is the start of a long enough speech', () => {
  const speech = `ROMEO:\n${'But soft, what light through yonder window breaks? '.repeat(5)}`;
  const speeches = ['JULIET:\nAy me!', speech].join('\n\n');
  expect(heldOutPassage(speeches, 'bard', 3, new Set(speeches))).toBe(speech.slice(0, 160));
});
