/** The model cards of the twins, filled with the figures of the run. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { TrainConfig } from '@glassbox/core';
import { inPackage } from './texts.ts';
import { twinsTokenizer } from './twins-corpus.ts';
import type { Level, TuningOptions } from './twins-duel.ts';

export interface TwinFacts {
  readonly run: { parameterCount: number; steps: number; tokensSeen: number; validationLoss: number; minutes: number };
  readonly model: { nLayer: number; nHead: number; nEmbd: number; blockSize: number };
  readonly train: TrainConfig;
  readonly seed: number;
  /** Tokens of the corpus. */
  readonly tokens: number;
  readonly backend: string;
  readonly duels: readonly {
    readonly level: Level;
    /** Examples, GPT in the prompt, BERT fine-tuned, … */
    readonly rows: readonly (readonly (string | number)[])[];
    readonly crossing: string;
  }[];
  readonly fill: { readonly bert: number; readonly gpt: number };
  /** How BERT was fine-tuned. */
  readonly tuning: TuningOptions;
  readonly samples: readonly string[];
}

/** Writes README.md and card.json into the model's folder. */
export async function writeTwinCard(name: 'gpt-twin' | 'bert-twin', facts: TwinFacts): Promise<void> {
  const { run, model, train, seed, tokens, backend, duels, fill, tuning, samples } = facts;
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`;
  const figures = {
    parameterCount: run.parameterCount.toLocaleString('en'),
    vocabSize: twinsTokenizer().vocabSize,
    ...model,
    tokens: tokens.toLocaleString('en'),
    steps: run.steps,
    batchSize: train.batchSize,
    tokensSeen: run.tokensSeen.toLocaleString('en'),
    learningRate: train.learningRate,
    minLearningRate: train.minLearningRate,
    validationLoss: run.validationLoss.toFixed(3),
    minutes: run.minutes.toFixed(1),
    machine,
    backend,
    seed,
    bertFill: (100 * fill.bert).toFixed(1),
    gptFill: (100 * fill.gpt).toFixed(1),
    crossing: duels.map(({ level, crossing }) => `${crossing} (boxes of ${level.kindsPerBox})`).join(', '),
    duel: duels
      .flatMap(({ level, rows }) =>
        rows.map(([count, gpt, bert]) => `| ${level.kindsPerBox} | ${count} | ${gpt} | ${bert} |`),
      )
      .join('\n'),
    samples: samples.join('\n'),
  };
  const template = await readFile(new URL(`./${name}.card.md`, import.meta.url), 'utf8');
  const values: Readonly<Record<string, string | number>> = figures;
  const card = template.replaceAll(/\{\{(\w+)\}\}/g, (mark, key: string) => String(values[key] ?? mark));
  await writeFile(inPackage(`${name}/README.md`), card);
  await writeFile(inPackage(`${name}/card.json`), `${JSON.stringify({ ...figures, duels, fill, tuning }, null, 2)}\n`);
}
