import { describe, expect, test } from 'vitest';
import { StartupError } from './errors.ts';
import { readAccountSettings } from './settings/account-settings.ts';
import { readSettings } from './settings.ts';

describe('settings', () => {
  test('an empty environment gives port 4321 on localhost and data in .data', () => {
    const defaults = {
      port: 4321,
      host: 'localhost',
      dataDir: '.data',
      databaseUrl: undefined,
      siteDir: undefined,
      publicUrl: undefined,
      certificates: { name: 'Glassbox', share: 0.7 },
      accounts: readAccountSettings({}),
      ask: { index: 'memory' },
      operations: { logFormat: 'text', metricsPort: undefined, drainSeconds: 0 },
    };
    expect(readSettings({})).toEqual(defaults);
    expect(readSettings({ PORT: '', HOST: '', DATA_DIR: '', DATABASE_URL: '', SITE_DIR: '' })).toEqual(defaults);
  });

  test('every variable is read', () => {
    const env = {
      PORT: '0',
      HOST: '[::1]',
      DATA_DIR: '/srv/data',
      DATABASE_URL: 'postgres://db/x',
      AUTH_SECRET: 'long enough to be a secret, and random'.padEnd(40, '.'),
      SITE_DIR: 'dist',
      PUBLIC_URL: 'https://learn.example.edu/',
      CERTIFICATE_ISSUER: '示例大学',
      CERTIFICATE_SHARE: '.85',
    };
    expect(readSettings(env)).toMatchObject({
      port: 0,
      host: '::1',
      dataDir: '/srv/data',
      databaseUrl: 'postgres://db/x',
      siteDir: 'dist',
      publicUrl: 'https://learn.example.edu',
      certificates: { name: '示例大学', share: 0.85 },
    });
  });

  test.each(['learn.example.edu', 'ftp://example.edu', 'https://example.edu/course', 'https://me@example.edu', '//x'])(
    'PUBLIC_URL=%s is refused: certificates would carry it for ever',
    (url) =>
      expect(() => readSettings({ PUBLIC_URL: url })).toThrow(`PUBLIC_URL: "${url}" is not the address of a site`),
  );

  test.each(['70', '1.5', '-0.5', '70%', 'most', 'Infinity'])(
    'CERTIFICATE_SHARE=%s is refused naming what was found and needed',
    (share) => {
      expect(() => readSettings({ CERTIFICATE_SHARE: share })).toThrow(
        `"${share}" is not a share; a number from 0 to 1 such as 0.7 was needed`,
      );
    },
  );

  test.each(['70000', 'http', '-1', '43 21', '4321.5', '0x10', '１２３４'])(
    'PORT=%s is refused naming what was found and needed',
    (port) => {
      expect(() => readSettings({ PORT: port })).toThrow(StartupError);
      expect(() => readSettings({ PORT: port })).toThrow(
        `"${port}" is not a port; a whole number from 0 to 65535 was needed`,
      );
    },
  );

  test.each(['http://localhost', 'localhost/path', 'two words'])('HOST=%s is refused', (host) => {
    expect(() => readSettings({ HOST: host })).toThrow(/^HOST: .* was needed; /);
  });
});
