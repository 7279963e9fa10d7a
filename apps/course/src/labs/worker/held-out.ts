/** Picks a passage to guess from text that the shipped model never saw: a whole quatrain, or the start of a speech. */
import type { ShippedModel } from './contract.ts';

const SHORTEST_SPEECH = 90;
const SPEECH_LENGTH = 160;
/** A prime, so that neighbouring seeds give passages far apart and every passage can come up. */
const STRIDE = 7_919;

/**
 * One of the passages whose every character the model knows, chosen by the seed; the same seed always gives the same one.
 */
export function heldOutPassage(heldOut: string, model: ShippedModel, seed: number, known: ReadonlySet<string>): string {
  const pieces = heldOut.split(/\n{2,}/u).map((piece) => piece.trim());
  const fits = model === 'bard' ? isSpeech : isFiveQuatrain;
  const passages = pieces.filter((piece) => fits(piece) && [...piece].every((character) => known.has(character)));
  const chosen = passages[(seed * STRIDE) % passages.length] ?? '';
  return model === 'bard' ? chosen.slice(0, SPEECH_LENGTH) : chosen;
}

function isFiveQuatrain(piece: string): boolean {
  return /^[^，。！？]{5}[，。！？][^，。！？]{5}[，。！？]\n[^，。！？]{5}[，。！？][^，。！？]{5}[，。！？]$/u.test(
    piece,
  );
}

function isSpeech(piece: string): boolean {
  return piece.length >= SHORTEST_SPEECH && /^[A-Z][A-Za-z ]+:\n/u.test(piece);
}
