/** What the shipped model goes on from, taken from texts it never trained on: a first couplet, or who speaks. */
import { createRandom } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';

export interface Prompts {
  /** To vote on and to train with. */
  readonly training: readonly string[];
  /** Only to measure with. */
  readonly measuring: readonly string[];
}

const COUPLET = /^[^，。\n]{5}，[^，。\n]{5}。$/u;
/** Short names leave room for a whole line. */
const SPEAKER = /^[A-Z][A-Za-z ]{2,10}:$/;
/** One in so many is kept for measuring. */
const KEPT_ONE_IN = 8;

/** `writable` says whether the model has a token for every character. */
export function promptsFrom(locale: Locale, heldOut: string, writable: (text: string) => boolean): Prompts {
  const first = heldOut.split('\n\n').map((block) => block.trim().split('\n')[0] ?? '');
  const form = locale === 'zh' ? COUPLET : SPEAKER;
  const all = [...new Set(first.filter((line) => form.test(line) && writable(line)))];
  return {
    training: all.filter((_, index) => index % KEPT_ONE_IN !== 0),
    measuring: all.filter((_, index) => index % KEPT_ONE_IN === 0),
  };
}

/** `count` of the prompts in an order of the seed; they come round again when there are not enough. */
export function spread(prompts: readonly string[], count: number, seed: number): string[] {
  const random = createRandom(seed);
  const order = prompts.map((prompt) => ({ prompt, key: random.next() })).sort((a, b) => a.key - b.key);
  return Array.from({ length: order.length === 0 ? 0 : count }, (_, i) => order[i % order.length]?.prompt ?? '');
}
