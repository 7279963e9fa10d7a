/** Addresses of the four shipped stages and of the options of the world they live in. */
import ppoConfig from '@glassbox/models/pipeline/ppo/config.json?url';
import ppoWeights from '@glassbox/models/pipeline/ppo/model.safetensors?url';
import ppoTokenizer from '@glassbox/models/pipeline/ppo/tokenizer.json?url';
import pretrainedConfig from '@glassbox/models/pipeline/pretrained/config.json?url';
import pretrainedWeights from '@glassbox/models/pipeline/pretrained/model.safetensors?url';
import pretrainedTokenizer from '@glassbox/models/pipeline/pretrained/tokenizer.json?url';
import rewardConfig from '@glassbox/models/pipeline/reward/config.json?url';
import rewardWeights from '@glassbox/models/pipeline/reward/model.safetensors?url';
import sftConfig from '@glassbox/models/pipeline/sft/config.json?url';
import sftWeights from '@glassbox/models/pipeline/sft/model.safetensors?url';
import sftTokenizer from '@glassbox/models/pipeline/sft/tokenizer.json?url';
import worldOptions from '@glassbox/models/pipeline/world.json?url';
import type { MiniStage } from './contract.ts';

export const STAGE_FILES: Readonly<Record<MiniStage, Readonly<Record<string, string>>>> = {
  pretrained: {
    'config.json': pretrainedConfig,
    'model.safetensors': pretrainedWeights,
    'tokenizer.json': pretrainedTokenizer,
  },
  sft: { 'config.json': sftConfig, 'model.safetensors': sftWeights, 'tokenizer.json': sftTokenizer },
  reward: { 'config.json': rewardConfig, 'model.safetensors': rewardWeights },
  ppo: { 'config.json': ppoConfig, 'model.safetensors': ppoWeights, 'tokenizer.json': ppoTokenizer },
};

export const WORLD_URL = worldOptions;
