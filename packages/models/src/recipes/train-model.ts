/**
 * Trains one shipped model whose tokens are not characters: the recipe brings its tokenizer and its batches. A finished
 * run is kept in `.runs/NAME` and not repeated, so that figures can be measured again without training.
 */
import { cpus } from 'node:os';
import {
  type BatchSource,
  createGpt,
  type GptConfig,
  pretrain,
  saveModel,
  selectBackend,
  type Tokenizer,
  type TrainConfig,
} from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import type { RecipeResult } from './recipe.ts';
import { inPackage } from './texts.ts';

export interface ModelRecipe {
  /** Folder of the result inside the package, and the model's name. */
  readonly name: string;
  readonly tokenizer: Tokenizer;
  readonly data: BatchSource;
  readonly model: Omit<GptConfig, 'vocabSize'>;
  readonly train: TrainConfig;
  readonly seed: number;
}

const RESULT_FILE = 'result.json';

/** Trains to the last step, writes the weights as F16 to the recipe's folder and returns the run's figures. */
export async function trainModel(recipe: ModelRecipe): Promise<RecipeResult> {
  const backend = await selectBackend();
  const runs = nodeDirectory(inPackage(`.runs/${recipe.name}`));
  const finished = await runs.read(RESULT_FILE);
  if (finished) return JSON.parse(new TextDecoder().decode(finished));
  const { tokenizer, data, train, seed } = recipe;
  const model = await createGpt({ ...recipe.model, vocabSize: tokenizer.vocabSize }, { seed });
  let result: RecipeResult | undefined;
  for await (const report of pretrain({ model, tokenizer, data, config: train, seed })) {
    if (report.validationLoss === undefined) continue;
    const { step, loss, validationLoss, tokensSeen, elapsedMs } = report;
    console.log(
      `${recipe.name} step ${step}/${train.maxSteps} loss ${loss.toFixed(3)} validation ${validationLoss.toFixed(3)} ` +
        `${Math.round(report.tokensPerSecond)} tokens/s`,
    );
    result = {
      parameterCount: model.parameterCount,
      vocabSize: tokenizer.vocabSize,
      steps: step,
      tokensSeen,
      loss,
      validationLoss,
      minutes: elapsedMs / 60_000,
      backend: backend.label,
      machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    };
  }
  if (!result) throw new Error(`recipe ${recipe.name}: no step was done; maxSteps must be at least 1.`);
  await saveModel(model, tokenizer, nodeDirectory(inPackage(recipe.name)), { dtype: 'F16' });
  model.dispose();
  await runs.write(RESULT_FILE, new TextEncoder().encode(JSON.stringify(result)));
  return result;
}
