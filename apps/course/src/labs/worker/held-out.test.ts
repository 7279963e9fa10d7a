import { expect, test } from 'vitest';
import { heldOutText } from './held-out.ts';

const poems = [
  '夜鸟啼。',
  '白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。',
  '朝辞白帝彩云间，千里江陵一日还。',
  '春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。',
  '残',
];

test('only whole five-character quatrains are chosen, never a piece cut by the split', () => {
  const chosen = new Set(
    Array.from({ length: 20 }, (_, seed) => heldOutText(poems.join('\n\n'), 'tang-quatrains', seed)),
  );
  expect(chosen).toEqual(new Set([poems[1], poems[3]]));
});

test('the same seed gives the same passage', () => {
  const text = poems.join('\n\n');
  expect(heldOutText(text, 'tang-quatrains', 5)).toBe(heldOutText(text, 'tang-quatrains', 5));
});

test('an English passage is the start of a long enough speech', () => {
  const speech = `ROMEO:\n${'But soft, what light through yonder window breaks? '.repeat(5)}`;
  const text = ['cut', 'JULIET:\nAy me!', speech, 'cut'].join('\n\n');
  expect(heldOutText(text, 'tiny-shakespeare', 3)).toBe(speech.slice(0, 160));
});
