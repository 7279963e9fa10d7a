/** The annotator's worker: it holds the workshop, in which the models live. */
import type { Locale } from '@glassbox/quiz';
import { download, MODEL_FILES } from '../worker/assets.ts';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import type { ShippedModel } from '../worker/contract.ts';
import { loadShipped } from '../worker/load-shipped.ts';
import { openTogether } from '../worker/open-together.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import { HELD_OUT_URL, WORDS_URL } from './assets.ts';
import type { AnnotatorMethods } from './contract.ts';
import { findReward, keepReward, type RewardPlace } from './kept-reward.ts';
import { promptsFrom } from './prompts.ts';
import { wordsOf } from './taste.ts';
import { Workshop } from './workshop.ts';

const SHIPPED: Readonly<Record<Locale, ShippedModel>> = { zh: 'poet', en: 'bard' };

let open: Workshop | undefined;
let place: RewardPlace | undefined;

serveComputing<AnnotatorMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    close();
    return await chooseBackend(prefer);
  },

  openModel: async ({ locale }) => {
    close();
    open = await openWorkshop(locale);
    const shipped = MODEL_FILES[SHIPPED[locale]]['model.safetensors'] ?? '';
    place = { slot: `annotator-reward-${locale}`, shipped };
    return { parameterCount: open.parameterCount };
  },

  drawPairs: async ({ seed, count }, { signal }) => {
    assertGpuThere();
    return await current().drawPairs(seed, count, signal);
  },

  trainReward: async (job, call) => {
    assertGpuThere();
    const result = await current().trainReward(job, call);
    const { trained } = current();
    return { ...result, kept: trained !== undefined && place !== undefined && (await keepReward(place, trained)) };
  },

  recallReward: async ({ seed }) => {
    assertGpuThere();
    const shop = current();
    if (shop.trained?.result.seed === seed) return shop.trained.result;
    const found = place && (await findReward(place, seed));
    if (found) shop.takeReward(found);
    return found?.result;
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

function openWorkshop(locale: Locale): Promise<Workshop> {
  return openTogether(async (keep) => {
    const [{ model, tokenizer }, heldOut, words] = await Promise.all([
      keep(loadShipped(SHIPPED[locale]), (shipped) => shipped.model.dispose()),
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
