import { expect, test } from 'vitest';
import { numberIn } from './number.ts';

const ID = '11111111-2222-4333-8444-55555555abcd';

test('the number is read from the address in either language, in lower case', () => {
  expect(numberIn(`/certificates/${ID}`)).toBe(ID);
  expect(numberIn(`/en/certificates/${ID.toUpperCase()}/`)).toBe(ID);
});

test.each(['/certificates', '/certificates/1', `/certificates/${ID}/more`, `/lessons/${ID}`])(
  '%s holds none',
  (path) => {
    expect(numberIn(path)).toBeUndefined();
  },
);
