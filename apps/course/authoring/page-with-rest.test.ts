import { expect, test } from 'vitest';
import { pageOf } from './page-with-rest.ts';

test.each([
  ['/join/K7QM-3XTP', '/join'],
  ['/en/join/K7QM-3XTP?from=mail', '/en/join?from=mail'],
  ['/certificates/GB-2026-1', '/certificates'],
  ['/en/certificates/GB-2026-1', '/en/certificates'],
])('%s is the page %s', (url, page) => {
  expect(pageOf(url)).toBe(page);
});

test.each(['/', '/join', '/join/', '/join/a/b', '/lessons/join/x', '/api/certificates/GB-2026-1'])(
  '%s stays what it is',
  (url) => {
    expect(pageOf(url)).toBe(url);
  },
);
