/** The closed world and the stages that answer in it, each loaded once per worker. */
import { loadModel } from '@glassbox/core';
import { WorkerCallError } from '../worker/protocol.ts';
import type { Speaker } from './ask.ts';
import type { Stage } from './contract.ts';
import { type ClosedWorld, openWorld } from './open-world.ts';
import { stageFiles, worldText } from './pipeline-assets.ts';

let opened: Promise<ClosedWorld> | undefined;
const stages = new Map<Stage, Promise<Speaker>>();

export function theWorld(): Promise<ClosedWorld> {
  opened ??= retried(worldText().then(openWorld), () => {
    opened = undefined;
  });
  return opened;
}

/** Resolves to a stage of the pipeline; it stays until `closeStages`. */
export function speaker(stage: Stage): Promise<Speaker> {
  const found = stages.get(stage);
  if (found) return found;
  const loading = retried(loadStage(stage), () => stages.delete(stage));
  stages.set(stage, loading);
  return loading;
}

/** A failed download is forgotten, so that the next try begins anew. */
export function retried<T>(work: Promise<T>, forget: () => void): Promise<T> {
  work.catch(forget);
  return work;
}

/** Disposes every stage: tensors of one backend mean nothing to another. */
export async function closeStages(): Promise<void> {
  const loaded = [...stages.values()];
  stages.clear();
  for (const one of await Promise.allSettled(loaded)) if (one.status === 'fulfilled') one.value.model.dispose();
}

async function loadStage(stage: Stage): Promise<Speaker> {
  const { model, tokenizer } = await loadModel(await stageFiles(stage));
  if (tokenizer) return { model, tokenizer };
  model.dispose();
  throw new WorkerCallError('NO_TOKENIZER', `stage ${stage}: its tokenizer.json cannot be read; reload the page.`);
}
