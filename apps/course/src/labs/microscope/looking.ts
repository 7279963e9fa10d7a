/** What the worker takes out of a model: the tables that every look needs once, and all that was computed on one text. */
import { type Gpt, inspect, type Tokenizer } from '@glassbox/core';
import { WorkerCallError } from '../worker/protocol.ts';
import type { Candidate, Look, MicroscopeMethods, OpenedModel } from './contract.ts';

/** A model with the numbers it holds, as plain arrays. */
export interface ReadModel {
  model: Gpt;
  tokenizer: Tokenizer;
  /** [V, C] */
  tokenTable: Float32Array;
  opened: OpenedModel;
}

/** Reads what the steps between the map and the stream are computed with. The caller keeps and disposes the model. */
export async function readModel(model: Gpt, tokenizer: Tokenizer): Promise<ReadModel> {
  const { nLayer, nHead, nEmbd, blockSize, vocabSize } = model.config;
  const numbers = (name: string) => numbersOf(model, `transformer.${name}`);
  const ofLayers = (name: string) =>
    Promise.all(Array.from({ length: nLayer }, (_, layer) => numbers(`h.${layer}.${name}`)));
  return {
    model,
    tokenizer,
    tokenTable: await numbers('wte.weight'),
    opened: {
      nLayer,
      nHead,
      nEmbd,
      blockSize,
      vocabSize,
      parameterCount: model.parameterCount,
      places: await numbers('wpe.weight'),
      outputWeights: await ofLayers('attn.c_proj.weight'),
      outputBiases: await ofLayers('attn.c_proj.bias'),
    },
  };
}

/** Computes one look; the text is the whole of what the model reads. Throws a TokenizerError for a character without a sign. */
export async function lookInto(
  { model, tokenizer, tokenTable }: ReadModel,
  { text, place, ablation, top }: MicroscopeMethods['look']['params'],
): Promise<Look> {
  const { nLayer, nEmbd: C } = model.config;
  const tokenIds = tokenizer.encode(text);
  const seen = await inspect(model, tokenIds, { ablate: ablation, lensPlaces: [place] });
  const logits = seen.logitLens.values;
  const tokenVectors = new Float32Array(tokenIds.length * C); // [T, C]
  for (const [at, id] of tokenIds.entries()) tokenVectors.set(tokenTable.subarray(id * C, (id + 1) * C), at * C);
  return {
    tokens: Array.from(tokenIds, (id) => tokenizer.decode([id])),
    tokenVectors,
    stream: seen.stream.values,
    attention: seen.attention.values,
    queries: seen.queries.values,
    keys: seen.keys.values,
    values: seen.values.values,
    off: [...(ablation.heads ?? [])],
    lens: Array.from({ length: nLayer + 1 }, (_, layer) =>
      likeliest(logits.subarray(layer * tokenizer.vocabSize, (layer + 1) * tokenizer.vocabSize), tokenizer, top),
    ),
  };
}

async function numbersOf(model: Gpt, name: string): Promise<Float32Array> {
  const parameter = model.parameters.get(name);
  if (!parameter)
    throw new WorkerCallError('NO_PARAMETER', `microscope: the model has no ${name}; a GPT-2 was needed.`);
  return Float32Array.from(await parameter.data());
}

/** The likeliest tokens by their logits, likeliest first. */
function likeliest(logits: Float32Array, tokenizer: Tokenizer, top: number): Candidate[] {
  const most = logits.reduce((high, logit) => Math.max(high, logit), Number.NEGATIVE_INFINITY);
  const weights = logits.map((logit) => Math.exp(logit - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from(weights.keys())
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0))
    .slice(0, top)
    .map((id) => ({ text: tokenizer.decode([id]), probability: (weights[id] ?? 0) / total }));
}
