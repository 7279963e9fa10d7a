/** The model card of the four stages: one for all, in the folder above them. */
import { readFile, writeFile } from 'node:fs/promises';
import type { StageRun } from './pipeline-stages.ts';
import { BLOCK_SIZE, LANGUAGE, PIPELINE_SEED, tokenizer, world } from './pipeline-world.ts';
import type { ResultTable } from './results.ts';
import { tableText } from './results.ts';
import { inPackage } from './texts.ts';

export interface PipelineFigures {
  readonly runs: Readonly<Record<'pretrained' | 'sft' | 'reward' | 'ppo', StageRun>>;
  readonly tables: readonly ResultTable[];
  readonly backend: string;
  readonly machine: string;
}

/** Fills the template of the card and writes it with the figures as JSON, and the world the stages were trained on. */
export async function writePipelineCard({ runs, tables, backend, machine }: PipelineFigures): Promise<void> {
  const values: Record<string, string | number> = {
    facts: world.facts.length,
    withheld: world.facts.filter(({ withheld }) => withheld).length,
    vocabSize: tokenizer.vocabSize,
    blockSize: BLOCK_SIZE,
    seed: PIPELINE_SEED,
    backend,
    machine,
    minutes: Object.values(runs)
      .reduce((sum, run) => sum + run.minutes, 0)
      .toFixed(0),
    ...Object.fromEntries(Object.entries(runs).map(([stage, run]) => [`${stage}Steps`, run.steps])),
    tables: tables.map(tableText).join('\n'),
  };
  const template = await readFile(inPackage('src/recipes/pipeline.card.md'), 'utf8');
  const card = template.replaceAll(/\{\{(\w+)\}\}/g, (mark, key: string) => String(values[key] ?? mark));
  await writeFile(inPackage('pipeline/README.md'), card);
  await writeFile(inPackage('pipeline/world.json'), pipelineWorldJson());
  await writeFile(inPackage('pipeline/card.json'), `${JSON.stringify({ runs, backend, machine, tables }, null, 2)}\n`);
}

/** What `createWorld` makes the stages' world of, for whoever asks the shipped models about it. */
export function pipelineWorldJson(): string {
  return `${JSON.stringify({ language: LANGUAGE, options: world.options }, null, 2)}\n`;
}
