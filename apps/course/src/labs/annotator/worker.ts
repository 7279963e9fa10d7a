/** The annotator's worker: it holds the workshop, in which the models live. */
import type { Locale } from '@glassbox/quiz';
import { download } from '../worker/assets.ts';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { loadShipped } from '../worker/load-shipped.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import { HELD_OUT_URL, WORDS_URL } from './assets.ts';
import type { AnnotatorMethods } from './contract.ts';
import { promptsFrom } from './prompts.ts';
import { wordsOf } from './taste.ts';
import { Workshop } from './workshop.ts';

let open: Workshop | undefined;

serveComputing<AnnotatorMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    close();
    return await chooseBackend(prefer);
  },

  openModel: async ({ locale }) => {
    close();
    open = await openWorkshop(locale);
    return { parameterCount: open.parameterCount };
  },

  drawPairs: async ({ seed, count }, { signal }) => {
    assertGpuThere();
    return await current().drawPairs(seed, count, signal);
  },

  trainReward: async (job, call) => {
    assertGpuThere();
    return await current().trainReward(job, call);
  },

  run: async (job, call) => {
    assertGpuThere();
    return await current().run(job, call);
  },

  setLeash: async ({ beta }) => {
    current().setLeash(beta);
    return null;
  },
});

async function openWorkshop(locale: Locale): Promise<Workshop> {
  const [{ model, tokenizer }, heldOut, words] = await Promise.all([
    loadShipped(locale === 'zh' ? 'poet' : 'bard'),
    text(HELD_OUT_URL[locale]),
    locale === 'zh' ? '' : text(WORDS_URL),
  ]);
  const writable = (prompt: string) => {
    try {
      return tokenizer.encode(prompt).length > 0;
    } catch {
      return false;
    }
  };
  return new Workshop({
    locale,
    model,
    tokenizer,
    prompts: promptsFrom(locale, heldOut, writable),
    known: new Set(wordsOf(words + heldOut)),
  });
}

async function text(url: string): Promise<string> {
  return new TextDecoder().decode(await download(url));
}

function close(): void {
  open?.dispose();
  open = undefined;
}

function current(): Workshop {
  if (!open) throw new WorkerCallError('NO_MODEL', 'annotator: no model is open; openModel comes first.');
  return open;
}
