import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

test('brands name the browser, not its engine and not the decoy', () => {
  const brands = [
    { brand: 'Chromium', version: '141' },
    { brand: 'Not?A_Brand', version: '8' },
    { brand: 'Microsoft Edge', version: '141' },
  ];
  expect(browserName('Mozilla/5.0', brands)).toBe('Microsoft Edge 141');
  expect(browserName('Mozilla/5.0', brands.slice(0, 2))).toBe('Chromium 141');
});

test('without brands the user agent is read, and shown whole when it is unknown', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const safari =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15';
  expect(browserName(firefox)).toBe('Firefox 140');
  expect(browserName(safari)).toBe('Safari 18');
  expect(browserName('Something/1')).toBe('Something/1');
});
