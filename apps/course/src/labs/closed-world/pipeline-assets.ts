/** Addresses of the pipeline's world and stages, and of the embedder that finds passages by meaning. */

import { type Directory, memoryDirectory } from '@glassbox/core';
import embedderConfig from '@glassbox/models/embedder/config.json?url';
import embedderWeights from '@glassbox/models/embedder/model.safetensors?url';
import ppoConfig from '@glassbox/models/pipeline/ppo/config.json?url';
import ppoWeights from '@glassbox/models/pipeline/ppo/model.safetensors?url';
import ppoTokenizer from '@glassbox/models/pipeline/ppo/tokenizer.json?url';
import pretrainedConfig from '@glassbox/models/pipeline/pretrained/config.json?url';
import pretrainedWeights from '@glassbox/models/pipeline/pretrained/model.safetensors?url';
import pretrainedTokenizer from '@glassbox/models/pipeline/pretrained/tokenizer.json?url';
import sftConfig from '@glassbox/models/pipeline/sft/config.json?url';
import sftWeights from '@glassbox/models/pipeline/sft/model.safetensors?url';
import sftTokenizer from '@glassbox/models/pipeline/sft/tokenizer.json?url';
import worldJson from '@glassbox/models/pipeline/world.json?url';
import { download } from '../worker/assets.ts';
import type { Stage } from './contract.ts';

type Files = Readonly<Record<string, string>>;

const STAGE_FILES: Readonly<Record<Stage, Files>> = {
  pretrained: {
    'config.json': pretrainedConfig,
    'model.safetensors': pretrainedWeights,
    'tokenizer.json': pretrainedTokenizer,
  },
  sft: { 'config.json': sftConfig, 'model.safetensors': sftWeights, 'tokenizer.json': sftTokenizer },
  ppo: { 'config.json': ppoConfig, 'model.safetensors': ppoWeights, 'tokenizer.json': ppoTokenizer },
};

const EMBEDDER_FILES: Files = { 'config.json': embedderConfig, 'model.safetensors': embedderWeights };

export async function worldText(): Promise<string> {
  return new TextDecoder().decode(await download(worldJson));
}

export function stageFiles(stage: Stage): Promise<Directory> {
  return fetched(STAGE_FILES[stage]);
}

export function embedderFiles(): Promise<Directory> {
  return fetched(EMBEDDER_FILES);
}

async function fetched(files: Files): Promise<Directory> {
  const directory = memoryDirectory();
  await Promise.all(Object.entries(files).map(async ([file, url]) => directory.write(file, await download(url))));
  return directory;
}
