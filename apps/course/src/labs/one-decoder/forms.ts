/** The four kinds of content: how each begins, when it has ended, and how its tokens become something to read, see or hear. */
import { imageTokenizer, type Melody, melodyTokenizer, type Tokenizer, TokenizerError } from '@glassbox/core';
import type { Kind, Shown, TuneNote } from './contract.ts';

export interface Form {
  /** What the model is given first. */
  start(ask: string): number[];
  /** Whether the piece has ended with its last token. */
  ended(written: readonly number[]): boolean;
  maxTokens: number;
  /** Of everything written so far, the start included where it belongs to the piece. */
  show(ask: string, written: readonly number[]): Shown;
  /** Of any numbers at all, such as another kind's tokens: too large ones wrap around. */
  showAny(numbers: readonly number[]): Shown;
}

const WHITE = 255;
const CODE_START = 'export function ';
const TUNES: Readonly<Record<string, { label: string; meter: string; key: string }>> = {
  asian: { label: 'asian', meter: '4/4', key: 'C' },
  western: { label: 'western', meter: '3/4', key: 'G' },
};

export function formOf(kind: Kind, tokenizer: Tokenizer): Form {
  if (kind === 'digit') return digitForm();
  if (kind === 'melody') return melodyForm();
  return kind === 'code'
    ? textForm(tokenizer, { start: CODE_START, shown: CODE_START, end: '\n}\n', maxTokens: 120 })
    : textForm(tokenizer, { start: '\n\n', shown: '', end: '\n\n', maxTokens: 120 });
}

/** Ends at the blank line, or at the bracket that closes a function. */
function textForm(
  tokenizer: Tokenizer,
  { start, shown, end, maxTokens }: { start: string; shown: string; end: string; maxTokens: number },
): Form {
  return {
    start: () => [...tokenizer.encode(start)],
    ended: (written) => tokenizer.decode(written).endsWith(end),
    maxTokens,
    show: (_, written) => ({ as: 'text', text: shown + tokenizer.decode(written) }),
    showAny: (numbers) => ({ as: 'text', text: tokenizer.decode(numbers.map((id) => id % tokenizer.vocabSize)) }),
  };
}

function digitForm(): Form {
  const images = imageTokenizer();
  const labels = images.labelToken('9') + 1;
  const kinds = images.vocabSize - labels;
  const show = (squares: readonly number[]): Shown => ({
    as: 'picture',
    levels: images.decodeImage(squares).map((grey) => Math.round((grey * (images.levels - 1)) / WHITE)),
    side: images.width,
    squares: squares.length,
  });
  return {
    start: (ask) => [images.labelToken(ask)],
    ended: () => false,
    maxTokens: images.tokensPerImage,
    // A label inside an image is no square: its place stays blank, as on a page where a pen was lifted.
    show: (_, written) => show(written.map((id) => Math.max(id, labels))),
    showAny: (numbers) => show(numbers.slice(0, images.tokensPerImage).map((id) => labels + (id % kinds))),
  };
}

function melodyForm(): Form {
  const melodies = melodyTokenizer({ labels: Object.keys(TUNES) });
  const start = (ask: string) => [...melodies.startTokens(TUNES[ask] ?? { label: 'asian', meter: '4/4', key: 'C' })];
  const show = (tokenIds: readonly number[]): Shown => {
    try {
      return { as: 'tune', ...laidOut(melodies.decodeMelody(tokenIds)) };
    } catch (error) {
      if (error instanceof TokenizerError) return { as: 'nonsense', text: melodies.decode(tokenIds) };
      throw error;
    }
  };
  return {
    start,
    ended: (written) => written.at(-1) === melodies.endToken,
    maxTokens: 300,
    show: (ask, written) => show([...start(ask), ...written]),
    showAny: (numbers) => show(numbers.map((id) => id % melodies.vocabSize)),
  };
}

/** Notes one after the other, with the ticks at which bars begin. */
function laidOut({ bars }: Melody): { notes: TuneNote[]; bars: number[]; ticks: number } {
  const notes: TuneNote[] = [];
  const begins: number[] = [];
  let at = 0;
  for (const bar of bars) {
    begins.push(at);
    for (const { pitch, ticks } of bar) {
      notes.push({ start: at, ticks, pitch });
      at += ticks;
    }
  }
  return { notes, bars: begins, ticks: at };
}
