import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readSettings } from '../src/settings.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const example = readFileSync(`${ROOT}.env.example`, 'utf8');
const SETTING = /^# ([A-Z][A-Z_]+)=/gm;
const named = [...example.matchAll(SETTING)].map(([, name = '']) => name);

/** Every `env.NAME` that the server's code reads. */
function read(): string[] {
  const files = globSync('apps/api/src/**/*.ts', { cwd: ROOT, exclude: (name) => String(name).endsWith('.test.ts') });
  const names = files.flatMap(
    (file) => readFileSync(`${ROOT}${file}`, 'utf8').match(/(?<=\benv\.)[A-Z][A-Z_]+/g) ?? [],
  );
  return [...new Set(names)].sort();
}

test('.env.example names every setting that the server reads, and no other', () => {
  expect([...named].sort()).toEqual(read());
});

test('docs/accounts.md explains every setting', () => {
  const page = readFileSync(`${ROOT}docs/accounts.md`, 'utf8');
  expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('.env.example as it is changes nothing, and what it suggests starts a server', () => {
  expect(readSettings(parseEnv(example))).toEqual(readSettings({}));
  const suggested = parseEnv(example.replaceAll(SETTING, '$1='));
  const secrets = { AUTH_SECRET: 's'.repeat(32), OIDC_CLIENT_ID: 'id', OIDC_CLIENT_SECRET: 'secret', MAIL_OUTBOX: '' };
  expect(readSettings({ ...suggested, ...secrets }).accounts.oidc?.name).toBe('Our school');
});
