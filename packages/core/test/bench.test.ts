/** The mitigation bench as a whole, on plain JavaScript and on WebAssembly; see checks/hallucination.ts for why not on GPUs. */
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../src/index.ts';
import { benchChecks } from './checks/hallucination.ts';

describe.each(['cpu', 'wasm'] as const)('in Node on %s', (backend) => {
  beforeAll(async () => {
    expect(await selectBackend({ prefer: backend })).toMatchObject({ name: backend });
  });
  it.each(benchChecks)('$title', ({ run }) => run());
});
