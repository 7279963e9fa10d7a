/** The microscope's worker: one shipped model, looked into. */
import { ablated, type Gpt, inspect, surprisal, type Tokenizer } from '@glassbox/core';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { loadShipped, startOf } from '../worker/load-shipped.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import type { Candidate, Look, MicroscopeMethods } from './contract.ts';

let open: { model: Gpt; tokenizer: Tokenizer } | undefined;

serveComputing<MicroscopeMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    close();
    return await chooseBackend(prefer);
  },

  openModel: async ({ name }) => {
    close();
    open = await loadShipped(name);
    const { nLayer, nHead, nEmbd, blockSize, vocabSize } = open.model.config;
    return { nLayer, nHead, nEmbd, blockSize, vocabSize, parameterCount: open.model.parameterCount };
  },

  look: async ({ text, place, ablation, top }) => {
    assertGpuThere();
    const { model, tokenizer } = current();
    const tokenIds = tokenizer.encode(startOf(text));
    const seen = await inspect(model, tokenIds, { ablate: ablation, lensPlaces: [place] });
    const logits = seen.logitLens.values;
    return {
      tokens: Array.from(tokenIds, (id) => tokenizer.decode([id])),
      attention: seen.attention.values,
      queries: seen.queries.values,
      keys: seen.keys.values,
      values: seen.values.values,
      lens: Array.from({ length: model.config.nLayer + 1 }, (_, layer) =>
        likeliest(logits.subarray(layer * tokenizer.vocabSize, (layer + 1) * tokenizer.vocabSize), tokenizer, top),
      ),
    } satisfies Look;
  },

  headsInTurn: async ({ text }, { signal, emit }) => {
    const { model, tokenizer } = current();
    const all = await meanBits(model, tokenizer, text);
    for (let layer = 0; layer < model.config.nLayer; layer++) {
      for (let head = 0; head < model.config.nHead; head++) {
        if (signal.aborted) return { all };
        assertGpuThere();
        const without = ablated(model, { heads: [{ layer, head }] });
        emit({ layer, head, bits: await meanBits(without, tokenizer, text) });
      }
    }
    return { all };
  },
});

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

/** Mean surprise of the text's own characters; the blank line before them is only its beginning. */
async function meanBits(model: Gpt, tokenizer: Tokenizer, text: string): Promise<number> {
  const bits = (await surprisal(model, tokenizer, startOf(text))).slice(startOf('').length);
  return bits.reduce((sum, one) => sum + one, 0) / bits.length;
}

function close(): void {
  open?.model.dispose();
  open = undefined;
}

function current(): { model: Gpt; tokenizer: Tokenizer } {
  if (!open) throw new WorkerCallError('NO_MODEL', 'microscope: no model is open; openModel comes first.');
  return open;
}
