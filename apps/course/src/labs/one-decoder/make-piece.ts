/** Writes one piece token by token and tells of it as it grows. The same loop for all four kinds: that is the lab's point. */
import { type Gpt, generateTokens, type Tokenizer } from '@glassbox/core';
import type { PieceEnd, PieceProgress, PieceRequest, SeenToken } from './contract.ts';
import type { Form } from './forms.ts';

const CANDIDATES = 6;
/** Often enough to look like writing, seldom enough to cost nothing. */
const TELL_EVERY_MS = 60;

export async function makePiece(
  { model, tokenizer, form }: { model: Gpt; tokenizer: Tokenizer; form: Form },
  { ask, temperature, seed }: PieceRequest,
  signal: AbortSignal,
  tell: (progress: PieceProgress) => void,
): Promise<PieceEnd> {
  const written: number[] = [];
  let tokens: SeenToken[] = [];
  let told = performance.now();
  const tellAll = () => {
    tell({ tokens, shown: form.show(ask, written) });
    tokens = [];
    told = performance.now();
  };
  const options = { maxTokens: form.maxTokens, temperature, seed, signal, alternatives: CANDIDATES };
  let done = false;
  for await (const { tokenId, logProb, alternatives } of generateTokens(model, form.start(ask), options)) {
    written.push(tokenId);
    const seen = (id: number, nats: number) => ({
      id,
      text: tokenizer.decode([id]),
      probability: Math.exp(nats),
    });
    const candidates = alternatives.map((one) => seen(one.tokenId, one.logProb));
    tokens.push({ ...seen(tokenId, logProb), candidates });
    done = form.ended(written);
    if (done) break;
    if (performance.now() - told > TELL_EVERY_MS) tellAll();
  }
  tellAll();
  const whole = done || form.maxTokens === written.length;
  return { ended: signal.aborted && !whole ? 'aborted' : done ? 'done' : 'length' };
}
