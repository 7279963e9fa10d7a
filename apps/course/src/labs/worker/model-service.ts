/** The worker's side for shipped models: distributions, continuations, and places to guess in text kept from training. */
import { type Gpt, generate, nextTokenProbabilities, type Tokenizer, type TokenProbability } from '@glassbox/core';
import { entropyBits } from '../parts/bits.ts';
import { leftAfterCuts } from '../parts/cuts.ts';
import { heldOutText, shippedText } from './assets.ts';
import type {
  DistributionPair,
  GuessingPlace,
  GuessingText,
  LabMethods,
  ModelFacts,
  ShippedModel,
} from './contract.ts';
import { characterFrequencies } from './frequencies.ts';
import { heldOutPassage } from './held-out.ts';
import { loadShipped, startOf } from './load-shipped.ts';
import { type CallContext, WorkerCallError } from './protocol.ts';

interface OpenModel {
  name: ShippedModel;
  model: Gpt;
  tokenizer: Tokenizer;
}

/** What each model read is of this kind; for counting how common characters are. */
const CORPUS_LIKE = { poet: 'tang-quatrains', bard: 'tiny-shakespeare' } as const;

let open: OpenModel | undefined;

/** Downloads and loads a shipped model once. */
export async function openModel({ name }: { name: ShippedModel }): Promise<ModelFacts> {
  if (open?.name !== name) {
    closeModel();
    const { model, tokenizer } = await loadShipped(name);
    open = { name, model, tokenizer };
  }
  const { model, tokenizer } = current();
  const { parameterCount, config } = model;
  return { parameterCount, vocabSize: tokenizer.vocabSize, blockSize: config.blockSize };
}

export function closeModel(): void {
  open?.model.dispose();
  open = undefined;
}

type Params<K extends keyof LabMethods> = LabMethods[K]['params'];

/** The distribution after a prompt as it is, and after temperature and cuts. */
export async function distribution({ prompt, options, limit }: Params<'distribution'>): Promise<DistributionPair> {
  const { model, tokenizer } = current();
  const plain = await nextTokenProbabilities(model, tokenizer, startOf(prompt));
  const shaped = await nextTokenProbabilities(model, tokenizer, startOf(prompt), options);
  return {
    plain: plain.slice(0, limit).map(toProbability),
    shaped: shaped.slice(0, limit).map(toProbability),
    left: leftAfterCuts(
      shaped.map(({ probability }) => probability),
      options,
    ),
    plainBits: entropyBits(plain.map(({ probability }) => probability)),
    shapedBits: entropyBits(shaped.map(({ probability }) => probability)),
  };
}

/** Continues a prompt, telling each character as it comes. */
export async function write(
  { prompt, options, seed, maxTokens, stop }: Params<'write'>,
  { signal, emit }: CallContext<string>,
): Promise<{ text: string }> {
  const { model, tokenizer } = current();
  let text = '';
  const all = { ...options, seed, maxTokens, signal, ...(stop !== '' && { stop }) };
  for await (const piece of generate(model, tokenizer, startOf(prompt), all)) {
    text += piece;
    emit(piece);
  }
  return { text };
}

/** A passage that the model never trained on, and how common each character it knows is in such texts. */
export async function guessingText({ seed }: Params<'guessingText'>): Promise<GuessingText> {
  const { name, tokenizer } = current();
  const [heldOut, corpus] = await Promise.all([heldOutText(name), shippedText(CORPUS_LIKE[name])]);
  const vocabulary = Array.from({ length: tokenizer.vocabSize }, (_, id) => tokenizer.decode([id]));
  return {
    text: heldOutPassage(heldOut, name, seed, new Set(vocabulary)),
    frequencies: characterFrequencies(corpus, vocabulary),
  };
}

/** What the model expects after `before`, and how it rates what really comes. */
export async function guessingPlace({ before, truth, limit }: Params<'guessingPlace'>): Promise<GuessingPlace> {
  const { model, tokenizer } = current();
  const ranked = await nextTokenProbabilities(model, tokenizer, startOf(before));
  const place = ranked.findIndex(({ text }) => text === truth);
  const truthProbability = ranked[place]?.probability ?? 0;
  return { before, truth, top: ranked.slice(0, limit).map(toProbability), truthProbability, truthRank: place + 1 };
}

function toProbability({ text, probability }: TokenProbability): { text: string; probability: number } {
  return { text, probability };
}

function current(): OpenModel {
  if (!open) throw new WorkerCallError('NO_MODEL', 'lab worker: no model is open; openModel comes first.');
  return open;
}
