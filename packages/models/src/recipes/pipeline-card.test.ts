import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { pipelineWorldJson } from './pipeline-card.ts';
import { inPackage } from './texts.ts';

it('the shipped world.json is that of the recipe', async () => {
  expect(await readFile(inPackage('pipeline/world.json'), 'utf8')).toBe(pipelineWorldJson());
});
