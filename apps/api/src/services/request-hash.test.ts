import { expect, test } from 'vitest';
import { hashRequest } from './request-hash.ts';

test('the order of keys and absent fields do not matter', () => {
  expect(hashRequest({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(hashRequest({ b: { c: [1, 2] }, a: 1 }));
});

test.each([
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: '1' }, { a: 1 }],
  [{ a: null }, {}],
  [{ a: 'x,b:1' }, { a: 'x', b: 1 }],
  [{ a: [] }, { a: {} }],
])('%j and %j are different requests', (one, other) => {
  expect(hashRequest(one)).not.toBe(hashRequest(other));
});
