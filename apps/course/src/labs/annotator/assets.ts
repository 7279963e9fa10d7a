/** Addresses of what this lab's worker fetches beside the shipped model. */
import bardHeldOut from '@glassbox/models/bard/held-out.txt?url';
import tinyShakespeare from '@glassbox/models/corpora/tiny-shakespeare.txt?url';
import poetHeldOut from '@glassbox/models/poet/held-out.txt?url';
import type { Locale } from '@glassbox/quiz';

/** Texts that the shipped model never read: what it goes on from is taken from these. */
export const HELD_OUT_URL: Readonly<Record<Locale, string>> = { zh: poetHeldOut, en: bardHeldOut };
/** Where an English word must occur to count as one. */
export const WORDS_URL = tinyShakespeare;
