/** Picks a passage to guess from held-out text: a whole quatrain, or the start of a speech. */
import type { ShippedCorpus } from './contract.ts';

const SHORTEST_SPEECH = 90;
const SPEECH_LENGTH = 160;
/** A prime, so that neighbouring seeds give passages far apart and every passage can come up. */
const STRIDE = 7_919;

/** One of the passages, chosen by the seed; the same seed always gives the same one. */
export function heldOutText(validation: string, corpus: ShippedCorpus, seed: number): string {
  // The first and last pieces may be cut in the middle.
  const pieces = validation.split(/\n{2,}/u).slice(1, -1);
  const fitting = pieces.filter((piece) => (corpus === 'tiny-shakespeare' ? isSpeech(piece) : isFiveQuatrain(piece)));
  const chosen = fitting[(seed * STRIDE) % fitting.length] ?? '';
  return corpus === 'tiny-shakespeare' ? chosen.slice(0, SPEECH_LENGTH) : chosen;
}

function isFiveQuatrain(piece: string): boolean {
  return /^[^，。！？]{5}[，。！？][^，。！？]{5}[，。！？]\n[^，。！？]{5}[，。！？][^，。！？]{5}[，。！？]$/u.test(
    piece,
  );
}

function isSpeech(piece: string): boolean {
  return piece.length >= SHORTEST_SPEECH && /^[A-Z][A-Za-z ]+:\n/u.test(piece);
}
