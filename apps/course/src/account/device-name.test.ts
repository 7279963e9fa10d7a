import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';
import { accountMessages } from './messages.ts';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge on Windows',
    'Windows上的Edge',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
    'iPhone上的Safari',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux', 'Linux上的Firefox'],
  ['curl/8.5.0', 'Unknown browser', '未知浏览器'],
  [null, 'Unknown browser', '未知浏览器'],
])('%s is shown as %s', (userAgent, en, zh) => {
  expect(deviceName(userAgent, accountMessages('en'))).toBe(en);
  expect(deviceName(userAgent, accountMessages('zh'))).toBe(zh);
});
