/** The file of `--config`: any field of the model and of the training, on top of the preset. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError } from '../foundations/errors.ts';
import { completeGptConfig } from '../model/gpt-config.ts';
import type { Preset } from '../train/presets.ts';
import { completeTrainConfig } from '../train/train-config.ts';
import { explainFileError } from './cli-error.ts';

const configSchema = z.strictObject({
  model: z
    .strictObject({
      nLayer: z.number(),
      nHead: z.number(),
      nEmbd: z.number(),
      blockSize: z.number(),
      dropout: z.number(),
    })
    .partial()
    .optional(),
  train: z
    .strictObject({
      batchSize: z.number(),
      maxSteps: z.number(),
      learningRate: z.number(),
      minLearningRate: z.number(),
      warmupSteps: z.number(),
      beta2: z.number(),
      weightDecay: z.number(),
      gradClip: z.number(),
      evalEvery: z.number(),
      accumulationSteps: z.number(),
    })
    .partial()
    .optional(),
});

export type ConfigFile = z.infer<typeof configSchema>;

/** How much lower the cosine ends when only its start is given; nanoGPT's rule of thumb. */
const MIN_LEARNING_RATE_SHARE = 0.1;

/**
 * Returns the fields of a config file.
 *
 * @throws ConfigError naming the file and the field that is unknown or of the wrong type
 */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(
      `${path}: the file could not be read: ${explainFileError(cause)}; a JSON file was needed; check the path.`,
      'config',
      { cause },
    );
  });
  return parseConfig(text, path);
}

/** Returns the fields of a config text; `path` is for messages. Throws as `readConfigFile`. */
export function parseConfig(text: string, path: string): ConfigFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${path}: it is not JSON (${messageOf(cause)}); JSON was needed; correct it.`, 'config', {
      cause,
    });
  }
  const result = configSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw fieldError(issue, json, path);
}

/**
 * Returns the preset with the file's fields in place of its own.
 *
 * @throws ConfigError naming the file, which is at `path`, and a field out of range
 */
export function applyConfig(preset: Preset, file: ConfigFile, path: string): Preset {
  const learningRate = file.train?.learningRate;
  const follows = learningRate === undefined ? {} : { minLearningRate: learningRate * MIN_LEARNING_RATE_SHARE };
  const merged = {
    model: { ...preset.model, ...withoutMissing(file.model ?? {}) },
    train: { ...preset.train, ...follows, ...withoutMissing(file.train ?? {}) },
  };
  try {
    completeGptConfig({ ...merged.model, vocabSize: 1 });
    completeTrainConfig(merged.train);
  } catch (cause) {
    if (cause instanceof ConfigError) throw new ConfigError(`${path}: ${cause.message}`, cause.field, { cause });
    throw cause;
  }
  return merged;
}

/** Zod types absent fields as possibly undefined; none is after parsing. */
function withoutMissing<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]: NonNullable<Fields[Field]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Field in keyof Fields]: NonNullable<Fields[Field]>;
  };
}

function fieldError(issue: z.core.$ZodIssue | undefined, json: unknown, path: string): ConfigError {
  const place = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const field = [place, issue.keys[0]].filter(Boolean).join('.');
    return new ConfigError(
      `${path}: unknown field ${field} was found; ${knownFields(place)} are known; correct the name.`,
      field,
    );
  }
  const found = issue?.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], json);
  const needed = place.includes('.') ? 'a number' : 'an object with "model" and "train"';
  return new ConfigError(
    `${path}: ${place || 'the top'} is ${JSON.stringify(found)}; ${needed} was needed; correct it.`,
    place,
  );
}

function knownFields(place: string): string {
  const shape = configSchema.shape;
  const fields = place === 'model' ? shape.model : place === 'train' ? shape.train : undefined;
  return Object.keys(fields?.unwrap().shape ?? shape).join(', ');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
