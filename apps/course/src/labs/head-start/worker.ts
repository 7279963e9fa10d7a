/** The lab's worker: for each number of examples one run from random weights and one from the checkpoint. */
import { createGpt, evaluateLoss, type Gpt, saveModel, type Tokenizer } from '@glassbox/core';
import { heldOutText } from '../worker/assets.ts';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { exportedFiles, filesIn } from '../worker/export-model.ts';
import { findWork, keepWork, keptNames } from '../worker/kept-work.ts';
import { loadShipped } from '../worker/load-shipped.ts';
import type { CallContext, Port } from '../worker/protocol.ts';
import { writeTexts } from '../worker/write-texts.ts';
import { adapt, dataOf, drawTexts, looksOf } from './adapt.ts';
import { newLines } from './assets.ts';
import type { HeadStartEvent, HeadStartMethods, HeadStartSetting, Start } from './contract.ts';

/** Of the old texts, enough for a steady figure. */
const OLD_CHARACTERS = 4_000;
const WRITTEN = { count: 2, maxTokens: 46, temperature: 0.8, stop: '\n' };

let adapted: { model: Gpt; tokenizer: Tokenizer; setting: HeadStartSetting } | undefined;

serveComputing<HeadStartMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    forget();
    return await chooseBackend(prefer);
  },

  examples: async ({ model, seed, count }) => drawTexts(await newLines(model), seed).examples.slice(0, count),

  run: async (setting, call) => {
    forget();
    try {
      return await runAll(setting, call);
    } catch (error) {
      assertGpuThere();
      throw error;
    }
  },

  exportModel: async (setting) => {
    if (adapted && isSame(adapted.setting, setting)) return await exportedFiles(adapted.model, adapted.tokenizer);
    const kept = await findWork(slotOf(setting), async (note, directory) =>
      isSame(note, setting) ? await filesIn(directory, await keptNames(directory)) : undefined,
    );
    return kept ?? [];
  },
});

async function runAll(
  setting: HeadStartSetting,
  call: CallContext<HeadStartEvent>,
): Promise<{ parameterCount: number; kept: boolean }> {
  const { seed, counts } = setting;
  const texts = drawTexts(await newLines(setting.model), seed);
  const old = (await heldOutText(setting.model)).slice(0, OLD_CHARACTERS);
  const { model: first, tokenizer } = await loadShipped(setting.model);
  const { config, parameterCount } = first;
  const before = await lossOn(first, tokenizer, old);
  first.dispose();
  const last = counts.at(-1);
  for (const count of counts) {
    for (const start of ['scratch', 'head'] as const) {
      const model = start === 'head' ? (await loadShipped(setting.model)).model : createGpt(config, { seed });
      let isKept = false;
      try {
        await runOne(
          { model, tokenizer, start, count, setting, examples: texts.examples, heldOut: texts.heldOut },
          call,
        );
        if (call.signal.aborted) return { parameterCount, kept: false };
        if (count !== last) continue;
        const written = await writeTexts(model, tokenizer, { ...WRITTEN, seed }, call.signal);
        call.emit({ kind: 'wrote', start, texts: written });
        if (start === 'scratch') continue;
        call.emit({ kind: 'old', before, after: await lossOn(model, tokenizer, old) });
        adapted = { model, tokenizer, setting };
        isKept = true;
      } finally {
        if (!isKept) model.dispose();
      }
    }
  }
  const whole: typeof adapted = adapted;
  const kept =
    whole !== undefined &&
    (await keepWork(slotOf(setting), setting, (directory) => saveModel(whole.model, whole.tokenizer, directory)));
  return { parameterCount, kept };
}

function slotOf({ model }: HeadStartSetting): string {
  return `head-start-${model}`;
}

function isSame(note: unknown, setting: HeadStartSetting): boolean {
  return JSON.stringify(note) === JSON.stringify(setting);
}

interface OneRun {
  model: Gpt;
  tokenizer: Tokenizer;
  start: Start;
  count: number;
  setting: HeadStartSetting;
  examples: readonly string[];
  heldOut: readonly string[];
}

async function runOne(
  { model, tokenizer, start, count, setting, examples, heldOut }: OneRun,
  { signal, emit }: CallContext<HeadStartEvent>,
): Promise<void> {
  const begin = performance.now();
  const few = { examples: examples.slice(0, count), heldOut };
  const data = dataOf(tokenizer, few, model.config.blockSize, setting.seed);
  const { loss: untouched } = await evaluateLoss(model, looksOf(data));
  emit({ kind: 'look', start, count, step: 0, loss: untouched });
  let [best, steps] = [untouched, 0];
  for await (const { step, loss } of adapt(model, data, { start, rate: setting.rate, seed: setting.seed, signal })) {
    assertGpuThere();
    emit({ kind: 'look', start, count, step, loss });
    best = Math.min(best, loss);
    steps = step;
  }
  if (!signal.aborted) emit({ kind: 'done', start, count, loss: best, steps, ms: performance.now() - begin });
}

async function lossOn(model: Gpt, tokenizer: Tokenizer, text: string): Promise<number> {
  // What is not trained on is all that counts here: the whole text but its first window.
  const lines = { examples: [text.slice(0, text.length / 4)], heldOut: [text.slice(text.length / 4)] };
  const data = dataOf(tokenizer, lines, model.config.blockSize, 1);
  return (await evaluateLoss(model, looksOf(data))).loss;
}

function forget(): void {
  adapted?.model.dispose();
  adapted = undefined;
}
