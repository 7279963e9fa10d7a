import { afterEach, expect, test, vi } from 'vitest';
import { uniqueKey } from './unique-key.ts';

const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => vi.unstubAllGlobals());

test('keys are version 4 UUIDs and differ', () => {
  const keys = Array.from({ length: 50 }, uniqueKey);
  expect(keys.every((key) => V4.test(key))).toBe(true);
  expect(new Set(keys).size).toBe(50);
});

test('they are so too where randomUUID is missing, as on a plain http address', () => {
  const real = crypto;
  vi.stubGlobal('crypto', { getRandomValues: (array: Uint8Array<ArrayBuffer>) => real.getRandomValues(array) });
  const keys = Array.from({ length: 50 }, uniqueKey);
  expect(keys.every((key) => V4.test(key))).toBe(true);
  expect(new Set(keys).size).toBe(50);
});
