/** Every check in Node, on plain JavaScript and on WebAssembly. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../src/index.ts';
import { allChecks } from './checks/all-checks.ts';
import type { Fixture } from './checks/check.ts';

const file = (name: string) => readFile(new URL(`./fixtures/gpt/${name}`, import.meta.url));
const json = async (name: string) =>
  JSON.parse(await readFile(new URL(`./fixtures/gpt/${name}`, import.meta.url), 'utf8'));
const fixture: Fixture = {
  config: await json('config.json'),
  model: await file('model.safetensors'),
  expected: await file('expected.safetensors'),
  training: await json('training.json'),
};

describe.each(['cpu', 'wasm'] as const)('in Node on %s', (backend) => {
  beforeAll(async () => {
    expect(await selectBackend({ prefer: backend })).toMatchObject({ name: backend, skipped: [] });
  });
  it.each(allChecks)('$title', ({ run }) => run({ backend, fixture }));
});
