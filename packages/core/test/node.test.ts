/** Every check in Node, on plain JavaScript and on WebAssembly. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../src/index.ts';
import { allChecks } from './checks/all-checks.ts';
import type { Fixture } from './checks/check.ts';

const file = (name: string) => readFile(new URL(`./fixtures/${name}`, import.meta.url));
const json = async (name: string) => JSON.parse((await file(name)).toString());
const fixture: Fixture = {
  config: await json('gpt/config.json'),
  model: await file('gpt/model.safetensors'),
  expected: await file('gpt/expected.safetensors'),
  training: await json('gpt/training.json'),
  bert: {
    config: await json('bert/config.json'),
    weights: await file('bert/weights.safetensors'),
    expected: await file('bert/expected.safetensors'),
    batch: await json('bert/batch.json'),
  },
};

describe.each(['cpu', 'wasm'] as const)('in Node on %s', (backend) => {
  beforeAll(async () => {
    expect(await selectBackend({ prefer: backend })).toMatchObject({ name: backend, skipped: [] });
  });
  it.each(allChecks)('$title', ({ run }) => run({ backend, fixture }));
});
