/** Other people's embedding models behind our interface. */
import { z } from 'zod';
import type { Embedder } from './embedder.ts';
import { postJson, ServiceError, type ServiceOptions } from './service.ts';

/** Where the service is, and what its vectors are like. */
export interface OpenAiEmbedderOptions extends ServiceOptions {
  /** Length of the model's vectors. */
  readonly dimensions: number;
  /** Texts per call. Default 64. */
  readonly batchSize?: number;
}

const embeddingsSchema = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()) })),
});

/**
 * Returns the embedder of an OpenAI-compatible `embeddings` service, Ollama included.
 *
 * @throws ServiceError from `embed`, if the service fails or its vectors have another length
 */
export function openAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { model, dimensions, batchSize = 64 } = options;
  const where = 'openAiEmbedder';
  return {
    id: `openai:${model}`,
    dimensions,
    async embed(texts, { signal }) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batchSize) {
        const input = texts.slice(start, start + batchSize);
        const parsed = embeddingsSchema.safeParse(
          await postJson(where, 'embeddings', { model, input }, options, signal),
        );
        const found = new Map(parsed.data?.data.map(({ index, embedding }) => [index, embedding]));
        for (const index of input.keys()) vectors.push(vectorOf(where, found.get(index), dimensions));
      }
      return vectors;
    },
  };
}

/** A transformers.js feature-extraction pipeline: `await pipeline('feature-extraction', 'Xenova/bge-small-zh-v1.5')`. */
export type FeatureExtractor = (
  texts: string[],
  options: { pooling: 'mean' | 'cls'; normalize: boolean },
) => Promise<{ readonly data: ArrayLike<number>; readonly dims: readonly number[] }>;

/** What must be known of a transformers.js model. */
export interface TransformersEmbedderOptions {
  /** Name of the model. */
  readonly id: string;
  readonly dimensions: number;
  /** Default mean. */
  readonly pooling?: 'mean' | 'cls';
  /** What the model wants before a question and before a passage (E5: `query: `, `passage: `). Default nothing. */
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
  /** Default 16. */
  readonly batchSize?: number;
}

/**
 * Returns the embedder of a transformers.js pipeline. The library is the caller's, so nobody else has to install it.
 *
 * @throws ServiceError from `embed`, if the pipeline's vectors have another length or number
 */
export function transformersEmbedder(extract: FeatureExtractor, options: TransformersEmbedderOptions): Embedder {
  const { id, dimensions, pooling = 'mean', queryPrefix = '', passagePrefix = '', batchSize = 16 } = options;
  return {
    id,
    dimensions,
    async embed(texts, { kind, signal }) {
      const prefix = kind === 'query' ? queryPrefix : passagePrefix;
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batchSize) {
        signal?.throwIfAborted();
        const batch = texts.slice(start, start + batchSize).map((text) => prefix + text);
        const { data } = await extract(batch, { pooling, normalize: true });
        const width = data.length / batch.length;
        for (const row of batch.keys()) {
          vectors.push(
            vectorOf(
              'transformersEmbedder',
              Array.from({ length: width }, (_, i) => data[row * width + i] ?? 0),
              dimensions,
            ),
          );
        }
      }
      return vectors;
    },
  };
}

function vectorOf(where: string, numbers: readonly number[] | undefined, dimensions: number): Float32Array {
  if (numbers?.length !== dimensions) {
    throw new ServiceError(
      `${where}: a vector of ${numbers?.length ?? 'no'} numbers was found; ${dimensions} were needed; check model and dimensions.`,
    );
  }
  return Float32Array.from(numbers);
}
