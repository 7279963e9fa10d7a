/** The registries are what the folders of kinds make them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listKinds, renderRegistries } from '../scripts/generate-kinds.ts';

const source = join(import.meta.dirname, '../src');

test('the committed registries are current (if not: `pnpm --filter @glassbox/quiz generate`)', () => {
  const wanted = renderRegistries(listKinds(join(source, 'kinds')));
  expect(readdirSync(join(source, 'generated')).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, code] of Object.entries(wanted))
    expect(readFileSync(join(source, 'generated', name), 'utf8')).toBe(code);
});
