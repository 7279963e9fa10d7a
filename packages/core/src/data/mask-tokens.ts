/**
 * Making blanks, BERT's way: of a row's tokens 15 % are to be guessed, and of these 80 % are hidden behind [MASK], 10 %
 * replaced by a random token and 10 % left as they are, because the model will never meet [MASK] later. Departs from the
 * paper in never putting a special token in place of another.
 */
import type { Random } from '@glassbox/kernels/random';
import { ConfigError } from '../foundations/errors.ts';
import { NOT_COUNTED } from './batch-source.ts';
import { checkFraction } from './check-source.ts';

/** What is masked, and with what. */
export interface MaskingOptions {
  /** V: random tokens are drawn from 0 … V − 1, special ones left out. */
  readonly vocabSize: number;
  /** The id of [MASK]. */
  readonly maskId: number;
  /** Ids that are never chosen and never put in place of another: [CLS], [SEP], [PAD], [UNK], [MASK]. */
  readonly specialIds: readonly number[];
  /** Share of the tokens to be guessed, in (0, 1). Default 0.15. */
  readonly share?: number;
}

/** A row with blanks, and what belongs into them. */
export interface MaskedRow {
  /** What the model sees. */
  readonly inputs: Int32Array;
  /** The original token where it is to be guessed, else −1. */
  readonly targets: Int32Array;
}

/** Of the chosen tokens: shown as [MASK], or replaced by a random one; the rest stays. */
const MASK_SHARE = 0.8;
const RANDOM_SHARE = 0.1;
/** Share of the tokens that are chosen. */
export const CHOSEN_SHARE = 0.15;

/**
 * Returns a row with a share of its tokens chosen to be guessed: round(share·n) of its n ordinary tokens, at least 1,
 * every one equally likely; each chosen one becomes [MASK] with probability 0.8, a random token with 0.1, or stays.
 * A row of special tokens only has no target.
 *
 * @see Devlin et al. 2018, arXiv:1810.04805, section 3.1, task #1, and appendix A.1
 */
export function maskTokens(tokenIds: Int32Array, options: MaskingOptions, random: Random): MaskedRow {
  const { share = CHOSEN_SHARE, maskId } = options;
  const special = new Set([maskId, ...options.specialIds]);
  const places = Array.from(tokenIds.keys()).filter((place) => !special.has(tokenIds[place] ?? 0));
  const count = Math.min(places.length, Math.max(1, Math.round(share * places.length)));
  const inputs = tokenIds.slice();
  const targets = new Int32Array(tokenIds.length).fill(NOT_COUNTED);
  for (let chosen = 0; chosen < count; chosen++) {
    const pick = chosen + Math.floor(random.next() * (places.length - chosen)); // Fisher–Yates, only as far as needed
    const place = places[pick] ?? 0;
    places[pick] = places[chosen] ?? 0;
    targets[place] = tokenIds[place] ?? NOT_COUNTED;
    const kind = random.next();
    if (kind < MASK_SHARE) inputs[place] = maskId;
    else if (kind < MASK_SHARE + RANDOM_SHARE) inputs[place] = ordinaryToken(options.vocabSize, special, random);
  }
  return { inputs, targets };
}

function ordinaryToken(vocabSize: number, special: ReadonlySet<number>, random: Random): number {
  for (;;) {
    const token = Math.floor(random.next() * vocabSize);
    if (!special.has(token)) return token;
  }
}

/** Throws a ConfigError naming the first option that is out of range. */
export function checkMasking({ vocabSize, maskId, specialIds, share = CHOSEN_SHARE }: MaskingOptions): void {
  checkFraction('masked', 'share', share, String(CHOSEN_SHARE));
  const special = new Set([maskId, ...specialIds]);
  const stranger = [...special].find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabSize));
  if (stranger !== undefined) {
    throw new ConfigError(
      `masked: special id ${stranger} was found; ids from 0 to ${vocabSize - 1} were needed; use the tokenizer's.`,
      stranger === maskId ? 'maskId' : 'specialIds',
    );
  }
  if (special.size >= vocabSize) {
    throw new ConfigError('masked: every token is special; at least one ordinary one was needed.', 'specialIds');
  }
}
