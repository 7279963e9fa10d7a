import { describe, expect, it } from 'vitest';
import { isQuatrain, lineLengths, quatrainShare } from './form.ts';

const FIVE = '白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。';
const SEVEN = '朝辞白帝彩云间，千里江陵一日还。\n两岸猿声啼不住，轻舟已过万重山。';

describe('isQuatrain', () => {
  it('accepts four lines of five and four lines of seven characters', () => {
    expect(lineLengths(FIVE)).toEqual([5, 5, 5, 5]);
    expect(isQuatrain(FIVE)).toBe(true);
    expect(isQuatrain(`${SEVEN}\n\n`)).toBe(true);
  });

  it.each([
    ['a line of six', FIVE.replace('黄河', '大黄河')],
    ['three lines', FIVE.replace('，黄河入海流', '')],
    ['five lines', `${FIVE}更上一层楼。`],
    ['a tail without its mark', FIVE.slice(0, -1)],
    ['lines of five and seven mixed', `${FIVE.split('\n')[0]}\n${SEVEN.split('\n')[1]}`],
    ['nothing', ''],
  ])('refuses %s', (_, poem) => {
    expect(isQuatrain(poem)).toBe(false);
  });

  it('gives the share of quatrains among poems', () => {
    expect(quatrainShare([FIVE, SEVEN, '春风', ''])).toBe(0.5);
  });
});
