import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { StartupError } from '../errors.ts';
import { keepSecret } from './auth-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'glassbox-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a secret is made once, for its owner alone, and found again', () => {
  const secret = keepSecret(folder);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keepSecret(folder)).toBe(secret);
  expect(statSync(join(folder, 'auth-secret')).mode & 0o077).toBe(0);
});

test('a damaged one is named and left as it is', () => {
  writeFileSync(join(folder, 'auth-secret'), 'short');
  expect(() => keepSecret(folder)).toThrow(StartupError);
  expect(() => keepSecret(folder)).toThrow(/auth-secret: it holds 5 characters; .* needed; delete it/);
  expect(readFileSync(join(folder, 'auth-secret'), 'utf8')).toBe('short');
});

test('a folder that can not hold one is named', () => {
  expect(() => keepSecret(join(folder, 'auth-secret'))).toThrow(/auth-secret: it could not be (read|written); /);
});
