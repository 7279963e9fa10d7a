import { describe, expect, it } from 'vitest';
import { chunkDocument } from './chunk.ts';
import { documentFromText } from './read-documents.ts';
import { citeText, isSupported } from './support.ts';

describe('isSupported', () => {
  it.each([
    ['退货期限是七天', '自签收之日起，退货期限是七天。', true],
    ['退货期限是九天', '自签收之日起，退货期限是七天。', false],
    ['The pump is covered for 3 years.', 'The warranty covered the pump for 3 years.', true],
    ['The pump is covered for 5 years.', 'The warranty covered the pump for 3 years.', false],
    ['定制商品可以退货', '定制商品不可以退货。', false],
    ['Dogs are not allowed.', 'Dogs are allowed.', false],
    ['The moon is made of cheese.', 'Dogs are allowed.', false],
    ['', 'Dogs are allowed.', false],
  ])('%j by %j: %s', (sentence, text, supported) => {
    expect(isSupported(sentence, text)).toBe(supported);
  });
});

describe('citeText', () => {
  const document = documentFromText(
    'shop.txt',
    'Returns are free within 30 days. Gift cards never expire.\n\nThe shop opens at 9.',
  );
  const passages = chunkDocument(document);

  it('cites the supporting sentence exactly, drops reference marks, sets apart what nothing supports', () => {
    const { sentences, unsupported } = citeText(
      'Gift cards never expire [2]. Returns are free within 30 days (1). Our founder likes 7 cats.',
      passages,
    );
    expect(sentences.map(({ text }) => text)).toEqual(['Gift cards never expire.', 'Returns are free within 30 days.']);
    const quotes = sentences.map(({ citations }) => citations.map(({ start, end }) => document.text.slice(start, end)));
    expect(quotes).toEqual([['Gift cards never expire.'], ['Returns are free within 30 days.']]);
    expect(unsupported).toEqual(['Our founder likes 7 cats.']);
  });

  it('cites two neighbours where only both together support a sentence', () => {
    const { sentences } = citeText('Returns are free within 30 days and gift cards expire never.', passages);
    const [citation] = sentences[0]?.citations ?? [];
    expect(document.text.slice(citation?.start, citation?.end)).toBe(
      'Returns are free within 30 days. Gift cards never expire.',
    );
  });
});
