/**
 * Our own embedder: a weighted sum of learned vectors, one per piece of the text, scaled to length 1. There is no order
 * and no attention in it, so it embeds ten thousand passages in a second or two on one core. `recipes/embedder.ts` in
 * @glassbox/models trains the shipped one.
 *
 *   v(text) = u/|u|,   u = Σ_f w[r₀(f)] · (E[r₀(f)] + E[r₁(f)]),   f over featureHashes(text)
 */
import { z } from 'zod';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { floatValues } from '../checkpoint/safetensors-values.ts';
import { type TensorToWrite, writeSafetensors } from '../checkpoint/write-safetensors.ts';
import { createBreather } from '../foundations/breathe.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { type Calibration, calibrationSchema } from './calibration.ts';
import type { Embedder } from './embedder.ts';
import { hashesOfRun, rowOf, runsOf } from './features.ts';

/** The learned numbers of our embedder. */
export interface EmbedderWeights {
  readonly rows: number;
  readonly dimensions: number;
  /** E, [rows, dimensions]. */
  readonly table: Float32Array;
  /** w, [rows]: how much a piece says. */
  readonly importance: Float32Array;
}

/** Our embedder, with its weights within reach. */
export interface HashedEmbedder extends Embedder {
  readonly weights: EmbedderWeights;
  /** Measured with this embedder; a knowledge base uses it unless it is given another. */
  readonly calibration?: Calibration;
}

/** At most some megabytes are kept. */
const MAX_REMEMBERED_RUNS = 10_000;
const LONGEST_REMEMBERED_RUN = 12;
const MODEL_TYPE = 'glassbox-hashed-embedder';
const CONFIG_FILE = 'config.json';
const WEIGHTS_FILE = 'model.safetensors';

const configSchema = z.object({
  model_type: z.literal(MODEL_TYPE),
  name: z.string().min(1),
  rows: z.int().positive().max(10_000_000),
  dimensions: z.int().positive().max(4096),
  calibration: calibrationSchema.optional(),
});

/** Returns the embedder of some weights. It holds no tensors: there is nothing to dispose. */
export function hashedEmbedder(name: string, weights: EmbedderWeights, calibration?: Calibration): HashedEmbedder {
  const embedOne = createTextEmbedder(weights);
  return {
    id: name,
    dimensions: weights.dimensions,
    weights,
    ...(calibration && { calibration }),
    embedWord: embedOne,
    async embed(texts, { signal }) {
      const breathe = createBreather();
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        signal?.throwIfAborted();
        vectors.push(embedOne(text));
        await breathe();
      }
      return vectors;
    },
  };
}

/** Returns the vector of one text, of length 1; zeros if the text holds neither letter nor digit. */
export function embedText(weights: EmbedderWeights, text: string): Float32Array {
  const sum = new Float32Array(weights.dimensions);
  for (const run of runsOf(text)) addRun(weights, run, sum);
  return toUnit(sum);
}

/** The same, remembering what each short run adds: in English most words come again, in Chinese names and numbers. */
function createTextEmbedder(weights: EmbedderWeights): (text: string) => Float32Array {
  const known = new Map<string, Float32Array>();
  const partOf = (run: string): Float32Array => {
    let part = known.get(run);
    if (!part) {
      part = new Float32Array(weights.dimensions);
      addRun(weights, run, part);
      if (known.size >= MAX_REMEMBERED_RUNS) known.clear();
      known.set(run, part);
    }
    return part;
  };
  return (text) => {
    const sum = new Float32Array(weights.dimensions);
    for (const run of runsOf(text)) {
      if (run.length > LONGEST_REMEMBERED_RUN) addRun(weights, run, sum);
      else {
        const part = partOf(run);
        for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (part[i] as number);
      }
    }
    return toUnit(sum);
  };
}

/** Adds what the pieces of one run say, not yet scaled. */
function addRun({ rows, dimensions, table, importance }: EmbedderWeights, run: string, sum: Float32Array): void {
  for (const hash of hashesOfRun(run)) {
    const first = rowOf(hash, 0, rows);
    const weight = importance[first] ?? 0;
    for (let i = 0, a = first * dimensions, b = rowOf(hash, 1, rows) * dimensions; i < dimensions; i++, a++, b++) {
      sum[i] = (sum[i] as number) + weight * ((table[a] as number) + (table[b] as number));
    }
  }
}

function toUnit(sum: Float32Array): Float32Array {
  let square = 0;
  for (const value of sum) square += value * value;
  return square === 0 ? sum : sum.map((value) => value / Math.sqrt(square));
}

/** Writes `config.json` and `model.safetensors` (F16). */
export async function saveEmbedder(embedder: HashedEmbedder, directory: Directory): Promise<void> {
  const { rows, dimensions, table, importance } = embedder.weights;
  const tensors: TensorToWrite[] = [
    { name: 'table', shape: [rows, dimensions], values: table, dtype: 'F16' },
    { name: 'importance', shape: [rows], values: importance, dtype: 'F16' },
  ];
  const config = {
    model_type: MODEL_TYPE,
    name: embedder.id,
    rows,
    dimensions,
    ...(embedder.calibration && { calibration: embedder.calibration }),
  };
  await directory.write(CONFIG_FILE, new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`));
  await directory.write(WEIGHTS_FILE, writeSafetensors(tensors, { format: 'pt' }));
}

/**
 * Returns a saved embedder.
 *
 * @throws CheckpointError if a file is missing, or config and weights do not fit
 * @example const embedder = await loadEmbedder(nodeDirectory('node_modules/@glassbox/models/embedder'));
 */
export async function loadEmbedder(directory: Directory): Promise<HashedEmbedder> {
  const [configBytes, weightBytes] = [await directory.read(CONFIG_FILE), await directory.read(WEIGHTS_FILE)];
  if (!configBytes || !weightBytes) {
    const missing = configBytes ? WEIGHTS_FILE : CONFIG_FILE;
    throw new CheckpointError(`loadEmbedder: ${missing} is missing; the folder of a saved embedder was needed.`);
  }
  const config = parseConfig(configBytes);
  const { tensors } = readSafetensors(weightBytes);
  const read = (name: string, shape: readonly number[]) => {
    const entry = tensors.get(name);
    if (!entry || entry.shape.join() !== shape.join()) {
      throw new CheckpointError(
        `loadEmbedder, ${name}: shape [${entry?.shape.join(', ') ?? 'none'}] was found; [${shape.join(', ')}] was needed; config and weights are of different embedders.`,
        name,
      );
    }
    return floatValues(entry);
  };
  const { rows, dimensions } = config;
  const weights = {
    rows,
    dimensions,
    table: read('table', [rows, dimensions]),
    importance: read('importance', [rows]),
  };
  return hashedEmbedder(config.name, weights, config.calibration);
}

function parseConfig(bytes: Uint8Array): z.infer<typeof configSchema> {
  try {
    return configSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new CheckpointError(
      `loadEmbedder: config.json is not the configuration of a ${MODEL_TYPE}; one was needed; see the cause.`,
      undefined,
      { cause },
    );
  }
}
