/** The vocabularies that js-tiktoken ships, as our byte-level BPE takes them; for comparing, not for users. */
import { Tiktoken, type TiktokenBPE } from 'js-tiktoken/lite';
import cl100k from 'js-tiktoken/ranks/cl100k_base';
import gpt2 from 'js-tiktoken/ranks/gpt2';
import { bytesToLetters } from '../src/tokenizer/byte-letters.ts';
import type { ByteLevelBpeOptions } from '../src/tokenizer/byte-level-bpe.ts';
import { CL100K_PATTERN, GPT2_PATTERN } from '../src/tokenizer/split-pattern.ts';

export const gpt2Reference = () => new Tiktoken(gpt2);
export const cl100kReference = () => new Tiktoken(cl100k);
export const gpt2Options = () => optionsOf(gpt2, GPT2_PATTERN);
export const cl100kOptions = () => optionsOf(cl100k, CL100K_PATTERN);

/** tiktoken stores ranks only; the pair that makes a token is what the tokens of lower rank make of its bytes. */
function optionsOf(ranks: TiktokenBPE, pattern: string): ByteLevelBpeOptions {
  const idOf = new Map<string, number>();
  for (const line of ranks.bpe_ranks.split('\n')) {
    const [, first, ...tokens] = line.split(' ');
    for (const [index, token] of tokens.entries()) idOf.set(toLetters(token), Number(first) + index);
  }
  const inOrder = [...idOf].sort(([, a], [, b]) => a - b);
  const merges = inOrder.filter(([token]) => token.length > 1).map(([token, id]) => partsOf(token, id, idOf));
  return { vocab: Object.fromEntries(idOf), merges, specialTokens: ranks.special_tokens, pattern };
}

function toLetters(base64: string): string {
  return bytesToLetters(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}

function partsOf(token: string, id: number, idOf: ReadonlyMap<string, number>): [string, string] {
  const parts = [...token];
  while (parts.length > 2) {
    let best = -1;
    let bestRank = id;
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = idOf.get(`${parts[i]}${parts[i + 1]}`) ?? id;
      if (rank < bestRank) [best, bestRank] = [i, rank];
    }
    if (best === -1) throw new Error(`token ${JSON.stringify(token)} is made of ${parts.length} parts`);
    parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
  }
  return [parts[0] ?? '', parts[1] ?? ''];
}
