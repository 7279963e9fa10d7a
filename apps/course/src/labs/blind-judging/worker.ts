/** The worker of `blind-judging`: four checkpoints that are asked for the same. */
import type { Gpt, Tokenizer } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { loadFolder } from '../worker/load-shipped.ts';
import type { Port } from '../worker/protocol.ts';
import { countFollowing, holds, shuffled, writeAnswer } from './answers.ts';
import { FAMILY } from './assets.ts';
import { type BlindJudgingMethods, MODELS, type ModelName } from './contract.ts';

interface Opened {
  model: Gpt;
  tokenizer: Tokenizer;
}

/** Also what is still on its way, so that nothing is opened twice. */
const openings = new Map<ModelName, Promise<Opened>>();

serveComputing<BlindJudgingMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    await Promise.allSettled(Array.from(openings.values(), async (opening) => (await opening).model.dispose()));
    openings.clear();
    return await chooseBackend(prefer);
  },

  open: async ({ locale }) => {
    const [small, medium, large, aligned] = await Promise.all(
      MODELS.map(async (name) => (await open(name, locale)).model.parameterCount),
    );
    return { small: small ?? 0, medium: medium ?? 0, large: large ?? 0, aligned: aligned ?? 0 };
  },

  round: async ({ topic, seed, locale }, { signal, emit }) => {
    for (const name of shuffled(seed)) {
      if (signal.aborted) break;
      assertGpuThere();
      const { model, tokenizer } = await open(name, locale);
      const text = await writeAnswer(model, tokenizer, { topic, seed, locale }, signal);
      if (!signal.aborted) emit({ model: name, text, follows: holds(text, topic, locale) });
    }
    return null;
  },

  count: async ({ topics, perTopic, seed, locale }, { signal, emit }) => {
    const total = topics.length * perTopic;
    for (const name of MODELS) {
      const { model, tokenizer } = await open(name, locale);
      let right = 0;
      for (const [index, topic] of topics.entries()) {
        if (signal.aborted) return null;
        assertGpuThere();
        right += await countFollowing(model, tokenizer, { topic, count: perTopic, seed: seed + index, locale }, signal);
      }
      if (!signal.aborted) emit({ model: name, right, total });
    }
    return null;
  },
});

function open(name: ModelName, locale: Locale): Promise<Opened> {
  const found = openings.get(name);
  if (found) return found;
  const opening = loadFolder(name, FAMILY[locale][name]);
  openings.set(name, opening);
  opening.catch(() => openings.delete(name));
  return opening;
}
