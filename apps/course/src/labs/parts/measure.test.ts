import { expect, test } from 'vitest';
import { countFiveCharacterLines, countKnownWords, knownWords, measureTexts } from './measure.ts';

test('a regular quatrain has four lines of five characters', () => {
  expect(countFiveCharacterLines('白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。\n\n')).toEqual({
    right: 4,
    total: 4,
  });
});

test('a line of four and one of six characters are wrong', () => {
  expect(countFiveCharacterLines('白日依山，黄河入海流去。欲穷千里目。')).toEqual({ right: 1, total: 3 });
});

test('characters outside the basic plane count as one', () => {
  expect(countFiveCharacterLines('𠮷日依山尽。')).toEqual({ right: 1, total: 1 });
});

test('no text has no lines', () => {
  expect(countFiveCharacterLines('。\n')).toEqual({ right: 0, total: 0 });
});

test('words are known whatever their case; short ones do not count', () => {
  const known = knownWords('The king is dead');
  expect(countKnownWords('THE king Qxz is', known)).toEqual({ right: 2, total: 3 });
});

test('the word cut off at the end of a sample is left out', () => {
  const known = knownWords('the kingdom');
  expect(measureTexts(['the king'], 'known-words', known, '')).toEqual({ right: 1, total: 1 });
});

test('a poem that never ends its last line has a wrong line', () => {
  expect(measureTexts(['白日依山尽，黄河入海流去不回还'], 'five-characters', new Set(), '\n\n')).toEqual({
    right: 1,
    total: 2,
  });
});

test('several texts add up', () => {
  const poem = '白日依山尽，黄河入海流。\n\n';
  expect(measureTexts([poem, poem], 'five-characters', new Set(), '\n\n')).toEqual({ right: 4, total: 4 });
});
