import { expect, test } from 'vitest';
import { formatFor } from './format.ts';

const zh = formatFor('zh');
const en = formatFor('en');

test('a duration is said in minutes and seconds of the language', () => {
  expect(zh.duration(48_400)).toBe('48 秒');
  expect(zh.duration(125_000)).toBe('2 分 5 秒');
  expect(zh.duration(60_000)).toBe('1 分钟');
  expect(en.duration(125_000)).toBe('2 min 5 s');
  expect(en.duration(120_000)).toBe('2 min');
});

test('large counts are shortened with a thin gap before Chinese units', () => {
  expect(zh.compact(425_984)).toBe('42.6 万');
  expect(zh.compact(7_680)).toBe('7,680');
  expect(en.compact(425_984)).toBe('426K');
});

test('lists and sentences are joined as their language joins them', () => {
  expect(zh.list(['词', '句', 3])).toBe('词、句、3');
  expect(en.list(['word', 'line', 3])).toBe('word, line, 3');
  expect(zh.sentences('猜对了。', false, '降到 3%。')).toBe('猜对了。降到 3%。');
  expect([zh.gap, en.gap]).toEqual(['', ' ']);
  expect(en.sentences('Right.', undefined, 'It fell to 3%.')).toBe('Right. It fell to 3%.');
});

test('a negative number has a minus sign, and what rounds to zero has none', () => {
  expect(zh.fixed(-0.16, 2)).toBe('−0.16');
  expect(en.fixed(-0.001, 2)).toBe('0.00');
  expect(en.percent(-0.5)).toBe('−50%');
});

test('shares and sizes carry their unit', () => {
  expect(zh.percent(0.9375)).toBe('94%');
  expect(en.percent(0.0625, 1)).toBe('6.3%');
  expect(en.share(0.0004)).toBe('<0.1%');
  expect(en.share(0)).toBe('0.0%');
  expect(en.share(0.175)).toBe('17.5%');
  expect(en.bytes(512)).toBe('512 B');
  expect(en.bytes(4_096)).toBe('4 KB');
  expect(en.bytes(1_572_864)).toBe('1.6 MB');
  expect(en.bytes(700e9)).toBe('700.0 GB');
  expect(en.bytes(2.8e12)).toBe('2.8 TB');
});
