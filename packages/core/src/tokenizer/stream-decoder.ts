/** Decoding while a model writes: text comes out as soon as it is complete, never half a character. */
import type { Tokenizer } from './tokenizer.ts';

/** Turns ids that arrive one by one into whole characters. */
export interface StreamDecoder {
  /** Returns the text that this token completes: often all of its own, sometimes nothing yet. */
  push(tokenId: number): string;
  /** Returns what is left at the end; a character that was never finished becomes U+FFFD. */
  end(): string;
}

const UNFINISHED = '\ufffd';

/**
 * Returns a decoder for one text. All that `push` and `end` return, put together, is `decode` of all tokens. A token
 * outside the vocabulary throws a TokenizerError and changes nothing.
 *
 * @example const decoder = streamDecoder(tokenizer); for (const id of ids) write(decoder.push(id)); write(decoder.end());
 */
export function streamDecoder(tokenizer: Tokenizer): StreamDecoder {
  const { bytesOf } = tokenizer;
  return bytesOf ? byBytes(bytesOf) : byNeighbours(tokenizer);
}

function byBytes(bytesOf: (tokenId: number) => Uint8Array): StreamDecoder {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    push: (tokenId) => decoder.decode(bytesOf(tokenId), { stream: true }),
    end: () => decoder.decode(),
  };
}

/**
 * Where a token's text depends on those before it (a space or none), the last finished stretch is decoded with and
 * without the new tokens, and the difference is what they add.
 */
function byNeighbours(tokenizer: Tokenizer): StreamDecoder {
  let finished: number[] = [];
  let waiting: number[] = [];
  const added = () => tokenizer.decode([...finished, ...waiting]).slice(tokenizer.decode(finished).length);
  const flush = (text: string) => {
    if (waiting.length > 0) finished = waiting;
    waiting = [];
    return text;
  };
  return {
    push(tokenId) {
      tokenizer.decode([tokenId]);
      waiting.push(tokenId);
      const text = added();
      return text.endsWith(UNFINISHED) ? '' : flush(text);
    },
    end: () => flush(added()),
  };
}
