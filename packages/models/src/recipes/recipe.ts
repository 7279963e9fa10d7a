/**
 * Trains one shipped model from its recipe: a text, a shape, settings and a seed give the same weights again.
 * The run is saved as it goes in `.runs/NAME` and continues from there when it was interrupted.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import {
  batches,
  charTokenizer,
  createGpt,
  createTrainer,
  type GptConfig,
  resumeTrainer,
  saveModel,
  selectBackend,
  type TrainConfig,
  type Trainer,
  type TrainReport,
} from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { inPackage } from './texts.ts';

export interface Recipe {
  /** Folder of the result inside the package, and the model's name. */
  readonly name: string;
  readonly text: string;
  readonly model: Omit<GptConfig, 'vocabSize'>;
  readonly train: TrainConfig;
  readonly validationFraction: number;
  readonly seed: number;
}

/** What a run leaves behind for the model card. */
export interface RecipeResult {
  readonly parameterCount: number;
  readonly vocabSize: number;
  readonly steps: number;
  readonly tokensSeen: number;
  /** Nats per character at the last report that held each. */
  readonly loss: number;
  readonly validationLoss: number;
  /** Time of computing, in minutes, pauses left out. */
  readonly minutes: number;
  readonly backend: string;
  readonly machine: string;
}

const SAVE_EVERY_STEPS = 100;

/** Trains to the recipe's last step, writes the weights as F16 to the recipe's folder and returns the run's figures. */
export async function runRecipe(recipe: Recipe): Promise<RecipeResult> {
  const backend = await selectBackend();
  const runs = nodeDirectory(inPackage(`.runs/${recipe.name}`));
  const trainer = (await runs.read('config.json')) ? await resumeTrainer(runs) : await startTraining(recipe);
  const last = await trainToEnd(trainer, recipe, runs);
  await saveModel(trainer.model, trainer.tokenizer, nodeDirectory(inPackage(recipe.name)), { dtype: 'F16' });
  const result: RecipeResult = {
    parameterCount: trainer.model.parameterCount,
    vocabSize: trainer.model.config.vocabSize,
    steps: last.step,
    tokensSeen: last.tokensSeen,
    loss: last.loss,
    validationLoss: last.validationLoss,
    minutes: last.elapsedMs / 60_000,
    backend: backend.label,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
  };
  trainer.dispose();
  return result;
}

async function startTraining(recipe: Recipe): Promise<Trainer> {
  const tokenizer = charTokenizer(recipe.text);
  const { train, seed, validationFraction } = recipe;
  const model = await createGpt({ ...recipe.model, vocabSize: tokenizer.vocabSize }, { seed });
  const data = batches(tokenizer.encode(recipe.text), {
    batchSize: train.batchSize,
    blockSize: recipe.model.blockSize,
    seed,
    validationFraction,
  });
  return createTrainer({ model, tokenizer, data, config: train, seed });
}

async function trainToEnd(
  trainer: Trainer,
  recipe: Recipe,
  runs: ReturnType<typeof nodeDirectory>,
): Promise<TrainReport & { validationLoss: number }> {
  let last: (TrainReport & { validationLoss: number }) | undefined;
  for await (const report of trainer.run()) {
    if (report.validationLoss !== undefined) {
      last = { ...report, validationLoss: report.validationLoss };
      console.log(
        `${recipe.name} step ${report.step}/${recipe.train.maxSteps} loss ${report.loss.toFixed(3)} ` +
          `validation ${report.validationLoss.toFixed(3)} ${Math.round(report.tokensPerSecond)} tokens/s`,
      );
    }
    if (report.step % SAVE_EVERY_STEPS === 0) await trainer.save(runs);
  }
  await trainer.save(runs);
  if (!last)
    throw new Error(`recipe ${recipe.name}: no report held a validation loss; evalEvery must divide maxSteps.`);
  return last;
}

/** Fills `{{key}}` marks of the card's template and writes it beside the weights, with the figures as JSON. */
export async function writeCard(
  recipe: Pick<Recipe, 'name' | 'model' | 'train' | 'seed'>,
  result: RecipeResult,
  figures: Readonly<Record<string, string | number>>,
): Promise<void> {
  const values: Record<string, unknown> = {
    ...recipe.model,
    ...recipe.train,
    seed: recipe.seed,
    parameterCount: result.parameterCount.toLocaleString('en'),
    vocabSize: result.vocabSize,
    steps: result.steps.toLocaleString('en'),
    tokensSeen: result.tokensSeen.toLocaleString('en'),
    loss: result.loss.toFixed(3),
    validationLoss: result.validationLoss.toFixed(3),
    perplexity: Math.exp(result.validationLoss).toFixed(1),
    minutes: result.minutes.toFixed(0),
    backend: result.backend,
    machine: result.machine,
    ...figures,
  };
  const template = await readFile(inPackage(`src/recipes/${recipe.name}.card.md`), 'utf8');
  const card = template.replaceAll(/\{\{(\w+)\}\}/g, (mark, key: string) => String(values[key] ?? mark));
  await writeFile(inPackage(`${recipe.name}/README.md`), card);
  await writeFile(inPackage(`${recipe.name}/card.json`), `${JSON.stringify({ ...result, ...figures }, null, 2)}\n`);
}
